"""A figure as of an earlier time: what was said then, with its own version and parts, as long as they are kept."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest

from city.picture import Measure
from geo.pack import CityPack
from incidents.incident import Signal
from indicators import all_indicators
from indicators.base import Bands
from live.bus import MemoryBus
from live.clock import CityClock
from live.house import House
from live.measures.judging import Judge
from live.parts import Parts
from store.memory import MemoryRecord
from tests.api.conftest import Outside
from tests.api.driving import drive

FIVE, HOUR, DAY = timedelta(minutes=5), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def house(pack: CityPack) -> House:
    """The town with two indicators: the others would only take time."""
    indicators = {name: all_indicators()[name] for name in ("traffic_tpi", "domain_health_index")}
    clock = CityClock(anchor=datetime.now(UTC) - timedelta(minutes=1))
    return House(
        Parts(
            pack=pack, clock=clock, bus=MemoryBus(), record=MemoryRecord(), sources=(), indicators=indicators,
            layers={},
        )
    )  # fmt: skip


def asked(at: datetime | str, more: str = "") -> str:
    said = at if isinstance(at, str) else at.isoformat()
    return f"/indicators/traffic_tpi?at={quote(said)}{more}"


@pytest.fixture
def written(house: House) -> datetime:
    """When it was said that traffic is slow, by the bands of then; since then it is quick, and the bands are others."""
    drive(house, 20.0, 60.0)
    said = house.measuring.evaluator.grounds["traffic_tpi"]
    then = house.clock() - HOUR
    house.measuring.versions.write(house.indicators, Judge(), then)
    at = then.replace(minute=then.minute // 5 * 5, second=0, microsecond=0)
    old = replace(said, measure=replace(said.measure, at=at))
    house.measuring.annals.write_at(at, {"traffic_tpi": old.measure})
    house.measuring.accounts.write(at, {"traffic_tpi": old})
    object.__setattr__(house.measuring.judge, "own_bands", {"traffic_tpi": Bands(1, 2, 3)})
    house.measuring.versions.write(house.indicators, house.measuring.judge, house.clock())
    drive(house, 60.0, 60.0)
    return at


def told(outside: Outside, path: str) -> dict[str, Any]:
    answer = outside.get(path)
    assert answer.status == 200, answer.json
    for door in outside.doors:
        if door.name == "indicator":
            door.answer.model_validate(answer.json)
    return answer.json


def test_every_list_of_indicators_has_the_cuts_of_this_city(written: datetime, outside: Outside):
    cards = {one["name"]: one for one in outside.get("/indicators").json["indicators"]}
    assert cards["traffic_tpi"]["cuts"] == {"attention": 1, "warning": 2, "critical": 3}


def test_what_was_said_then_is_told_with_its_parts_and_its_version(written: datetime, outside: Outside):
    now, then = (told(outside, path)["explanation"] for path in ("/indicators/traffic_tpi", asked(written + FIVE)))
    assert now["version"].startswith("1-")
    assert (now["cuts"], now["cuts_are"]) == ([1, 2, 3], ["ours"] * 3)
    assert (then["version"], then["cuts"], then["cuts_are"]) == ("1", [4, 6, 8], ["read"] * 3)
    assert then["value"] == pytest.approx(4)
    assert [one["thing"] for one in then["contributors"]] == ["a"]
    assert sum(one["amount"] for one in then["contributors"]) == pytest.approx(then["companions"][then["adds_up_to"]])
    assert then["contributors"][0]["note"]["en"] == "20/60 km/h"
    assert (then["inputs"][0]["name"], then["inputs"][0]["count"]) == ("road.speed", 2)
    assert (then["forecast"]["why_not"], then["forecast"]["points"]) == ("not_kept", [])
    assert then["owner"] == {"zh": "交警", "en": "Traffic police"}


def test_the_card_of_then_has_the_cuts_and_the_owner_of_then(written: datetime, house: House, outside: Outside):
    handed_over = replace(house.indicators["traffic_tpi"], owner={"zh": "城管", "en": "City management"})
    house.parts.indicators["traffic_tpi"] = handed_over  # type: ignore[index] - a dictionary here
    house.measuring.versions.write(house.indicators, Judge(), house.clock())
    now, then = (told(outside, path) for path in ("/indicators/traffic_tpi", asked(written)))
    assert now["cuts"] == {"attention": 1, "warning": 2, "critical": 3}
    assert then["cuts"] == {"attention": 4, "warning": 6, "critical": 8}
    assert now["owner"]["en"] == "City management"
    assert then["owner"]["en"] == then["explanation"]["owner"]["en"] == "Traffic police"


def test_it_says_under_which_step_it_was_found_and_the_whole_city_of_then(written: datetime, outside: Outside):
    said = told(outside, asked(written + timedelta(minutes=9)))
    assert (said["as_of"]["parts"], said["as_of"]["step"][:19]) == ("kept", written.isoformat()[:19])
    assert said["measure"]["value"][0] == said["value"] == pytest.approx(4)
    assert said["measure"]["contributors"][0][0] == "a"
    assert told(outside, "/indicators/traffic_tpi")["as_of"] is None


def test_an_area_has_its_own_parts(written: datetime, house: House, outside: Outside):
    codes = house.pack.areas.codes
    here, elsewhere = (told(outside, asked(written, f"&area={code}"))["explanation"] for code in codes[1:3])
    assert ([one["thing"] for one in here["contributors"]], elsewhere["contributors"]) == (["a"], [])
    assert (elsewhere["value"], elsewhere["band"]) == (None, -1)


def test_between_two_steps_that_lie_far_apart_nothing_is_known(written: datetime, outside: Outside):
    said = told(outside, asked(written + timedelta(minutes=11)))
    assert (said["as_of"]["parts"], said["as_of"]["step"], said["explanation"]) == ("none", None, None)
    assert (said["value"], said["measure"]) == (None, None)


def test_after_eight_days_the_figure_is_left_and_its_formula_and_that_its_parts_are_gone_is_said(
    written: datetime, house: House, outside: Outside
):
    n, at = len(house.pack.areas), written - 9 * DAY
    old = Measure(indicator="traffic_tpi", at=at, value=np.full(n, 7.0), band=np.full(n, 2, np.int8), version="1")
    house.measuring.annals.write_at(at, {"traffic_tpi": old})
    said = told(outside, asked(at))
    then = said["explanation"]
    assert (said["as_of"]["parts"], then["value"], then["band"], then["version"]) == ("not_kept", 7, 2, "1")
    assert (then["cuts"], then["contributors"], then["inputs"], then["coverage"]) == ([4, 6, 8], [], [], None)
    assert then["formula"] == house.indicators["traffic_tpi"].formula
    assert "eight days" in said["as_of"]["note"]["en"]


def test_what_was_normal_then_is_told_from_what_was_said_before(written: datetime, house: House, outside: Outside):
    n = len(house.pack.areas)
    for day in range(1, 15):
        value = np.full(n, 2.0 + day % 3)
        old = Measure(indicator="traffic_tpi", at=written, value=value, band=np.zeros(n, np.int8))
        house.measuring.annals.write_at(written - day * DAY, {"traffic_tpi": old})
    low, middle, high = told(outside, asked(written))["explanation"]["normal"]
    assert low < middle < high
    assert told(outside, "/indicators/traffic_tpi")["explanation"]["normal"] is None  # nobody told the running city


def test_a_time_that_is_made_up_of_hours_is_told_an_hour_long(written: datetime, house: House, outside: Outside):
    n, at = len(house.pack.areas), written - 20 * DAY
    version = "1, made up"
    old = Measure(indicator="traffic_tpi", at=at, value=np.ones(n), band=np.zeros(n, np.int8), version=version)
    house.measuring.annals.write_at(at, {"traffic_tpi": old})
    said = told(outside, asked(at + timedelta(minutes=59)))
    then = said["explanation"]
    assert (then["version"], then["cuts"]) == (version, [4, 6, 8])
    assert (said["as_of"]["parts"], "never written down" in said["as_of"]["note"]["en"]) == ("never", True)


def test_a_time_of_which_nothing_can_be_told_is_refused(written: datetime, outside: Outside):
    for at, status, wanted in (
        ("2099-01-01T00:00:00Z", 400, "at lies ahead"),
        ("2026-01-01T00:00:00", 422, "timezone"),
        ("1700000000", 422, "2026-11-20T12:00:00Z"),
        ("2001-01-01T00:00:00Z", 400, "the first that is known is of"),
    ):
        answer = outside.get(asked(at))
        assert (answer.status, wanted in answer.json["error"]["message"]) == (status, True), answer.json


def test_where_nothing_was_ever_said_that_is_the_refusal(house: House, outside: Outside):
    answer = outside.get(asked(house.clock() - DAY))
    assert (answer.status, answer.json["error"]["code"]) == (400, "before_all")


def test_what_was_frozen_into_a_signal_is_told_of_its_incident(written: datetime, house: House, outside: Outside):
    then = told(outside, asked(written))["explanation"]
    spot = house.pack.areas.all[1].shape.representative_point()
    raised, plain = (
        house.desk.receive(
            Signal(
                origin="indicator", key=key, at=written, category="I9003", level=3, lon=spot.x, lat=spot.y, extra=extra
            ),
            by="rule",
        ).incident
        for key, extra in (("a", {"explanation": json.dumps(then)}), ("b", {}))
    )  # fmt: skip
    answer = outside.get(f"/incidents/{raised.number}/explanation")
    assert (answer.status, answer.json) == (200, {"number": raised.number, "explanation": then})
    assert outside.get(f"/incidents/{plain.number}/explanation").status == 404
    assert outside.get("/incidents/nothing/explanation").status == 404


def test_what_stands_again_after_a_restart_has_its_parts(written: datetime, house: House, outside: Outside):
    evaluator = house.measuring.evaluator
    house.measuring.accounts.write(house.clock(), evaluator.grounds)
    before = told(outside, "/indicators/traffic_tpi")["explanation"]
    evaluator.grounds.clear()
    again = told(outside, "/indicators/traffic_tpi")["explanation"]
    assert again["value"] == pytest.approx(before["value"])
    assert (again["inputs"][0]["count"], again["adds_up_to"]) == (2, before["adds_up_to"])


def test_a_companion_that_is_followed_has_a_course_in_every_area(house: House, outside: Outside):
    n, area = len(house.pack.areas), house.pack.areas.codes[2]
    drive(house, 20.0, 60.0)
    health = house.measuring.evaluator.said["domain_health_index"]
    said = replace(health, companions={**health.companions, "traffic": np.arange(n) + 60.0})
    house.measuring.annals.write_at(house.clock() - HOUR, {"domain_health_index": said})
    course = outside.get(f"/indicators/domain_health_index/course?what=traffic&area={area}").json
    assert (course["what"], course["area"], course["value"], course["band"]) == ("traffic", area, [62.0], [-1])
    refused = outside.get("/indicators/domain_health_index/course?what=trafic")
    assert (refused.status, "Did you mean traffic?" in refused.json["error"]["message"]) == (404, True)
