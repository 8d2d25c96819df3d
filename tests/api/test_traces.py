"""Traces over the API: the positions of a vehicle tell the streets that it drove."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.api.conftest import Outside

BEGUN = datetime(2026, 3, 2, 12, tzinfo=UTC)


def positions(*lon: float, lat: float = 0.00003) -> list[dict[str, object]]:
    return [{"lon": x, "lat": lat, "at": (BEGUN + timedelta(seconds=5 * i)).isoformat()} for i, x in enumerate(lon)]


def test_a_trace_is_told_street_by_street_in_the_direction_driven(outside: Outside):
    answer = outside.post("/places/match", {"positions": positions(0.0018, 0.0014, 0.001, 0.0006, 0.0002)}).json
    [part] = answer["parts"]
    assert [one["forward"] for one in part["streets"]] == [False, False]
    assert {one["title"]["en"] for one in part["streets"]} == {"Street"}
    assert part["geometry"]["coordinates"][0] == pytest.approx([0.0018, 0])
    assert part["geometry"]["coordinates"][-1] == pytest.approx([0.0002, 0])
    assert [one["position"] for one in part["positions"]] == [0, 1, 2, 3, 4]
    assert part["positions"][0]["off_m"] == pytest.approx(3.3, abs=0.1)
    assert answer["left_out"] == []


def test_positions_far_from_every_street_are_left_out(outside: Outside):
    given = [*positions(0.0002, 0.0006), *positions(0.005, lat=0.007)]
    given[2]["at"] = (BEGUN + timedelta(minutes=2)).isoformat()
    answer = outside.post("/places/match", {"positions": given}).json
    assert answer["left_out"] == [2]
    assert [[one["position"] for one in part["positions"]] for part in answer["parts"]] == [[0, 1]]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (positions(0.0002, 0.0006)[::-1], "not_in_order"),
        (positions(50.0), "outside_the_city"),
        ([{"lon": 0.0, "lat": 0.0, "at": "2026-03-02T12:00:00"}], "not_valid"),
        ([{"lon": 0.0, "lat": 0.0, "at": "2026-03-02T12:00:00Z", "accuracy_m": -1}], "not_valid"),
        ([], "not_valid"),
    ],
)
def test_odd_traces_are_refused(outside: Outside, given: list[dict[str, object]], code: str):
    answer = outside.post("/places/match", {"positions": given})
    assert (answer.status, answer.json["error"]["code"]) == (422, code)
