"""Hits of cameras through the API: a brief one is let go, a lasting one waits for a person, precision is told."""

from datetime import datetime, timedelta

import pytest

from api import signal_shapes
from live.house import House
from tests.api.conftest import Outside

Plain = dict[str, object]


@pytest.fixture
def hit(house: House) -> Plain:
    """Water on the road, seen for a minute."""
    return {"camera": "cam-1", "roi": "r1", "sort": "water_on_road", "frames": seen(house.clock(), 7),
            "snapshot": "s3://1.jpg", "lon": 0.002, "lat": 0.005}  # fmt: skip


def seen(now: datetime, frames: int) -> list[Plain]:
    return [{"at": (now - timedelta(seconds=10 * n)).isoformat(), "seen": True} for n in reversed(range(frames))]


def test_a_lasting_hit_waits_for_a_person_and_their_word_is_counted(outside: Outside, hit: Plain):
    answer = outside.post("/video/hits", hit)
    came = signal_shapes.Came.model_validate(answer.json)
    assert came.signal is not None
    assert (answer.status, came.signal.state, came.signal.category) == (202, "verify", "U0406")
    assert outside.post("/video/hits", hit).status == 200
    path = f"/signals/{came.signal.number}/actions/not_found"
    refused = outside.post(path, {"reason": "false_alarm"}, **{"Idempotency-Key": "operation-1"})
    assert refused.json["signal"]["state"] == "rejected"
    [pair] = outside.get("/video/precision").json["pairs"]
    assert (pair["camera"], pair["reviews"], pair["true"], pair["standing"]) == ("cam-1", 1, 0, "measured")
    assert pair["low"] == pytest.approx(0, abs=1e-9)


def test_a_brief_hit_is_let_go(house: House, outside: Outside, hit: Plain):
    brief = hit | {"sort": "street_vendor", "frames": seen(house.clock(), 12)}
    answer = outside.post("/video/hits", brief)
    assert (answer.status, answer.json["silenced"], answer.json["signal"]) == (200, "too_brief", None)


def test_unknown_cameras_and_classes_are_named(outside: Outside, hit: Plain):
    assert "no class" in outside.post("/video/hits", hit | {"sort": "ufo"}).json["error"]["message"]
    nowhere = outside.post("/video/hits", hit | {"lon": None})
    assert (nowhere.status, "no camera cam-1" in nowhere.json["error"]["message"]) == (404, True)
