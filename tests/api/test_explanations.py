"""A figure taken apart: its parts add up, and what is not known is null."""

from datetime import timedelta

import numpy as np
import pytest

from api.explanations import ExplanationTold
from city.picture import Measure
from live.house import House
from live.measures.grounds import Grounds
from live.measures.past import STEP
from tests.api.conftest import Outside
from tests.api.driving import drive


@pytest.fixture
def city(house: House) -> House:
    """The town, with three streets on which traffic is slow."""
    drive(house, 20.0, 30.0, 60.0)
    return house


def test_the_parts_of_a_figure_add_up(city: House, outside: Outside):
    told = outside.get("/indicators/traffic_tpi").json["explanation"]
    assert told["value"] == pytest.approx(2 + (1 - 180 / 360 - 0.3) / 0.2 * 2)
    whole = told["companions"][told["adds_up_to"]]
    assert sum(one["amount"] for one in told["contributors"]) == pytest.approx(whole)
    assert [one["thing"] for one in told["contributors"]] == ["a", "b"]
    assert told["contributors"][0]["note"] == {"zh": "20/60 km/h", "en": "20/60 km/h"}
    assert (told["numerator"], told["denominator"]) == (360, 180)


def test_a_part_is_called_by_words_where_there_are_some(house: House, outside: Outside):
    drive(house, 20.0, 25.0, names=("bridge_007/deck", "a"))
    parts = outside.get("/indicators/traffic_tpi").json["explanation"]["contributors"]
    assert [one["title"] for one in parts] == [{"zh": "7号桥·桥面", "en": "Bridge 7 · deck"}, None]


def test_it_says_how_it_is_judged_and_by_whose_word(city: House, outside: Outside):
    told = outside.get("/indicators/traffic_tpi").json
    assert told["explanation"]["cuts"] == [4, 6, 8]
    assert told["explanation"]["cuts_are"] == ["read", "read", "read"]
    assert told["explanation"]["version"] == "1"
    assert "GB/T 33171" in told["source"]
    assert told["owner"]["en"] == "Traffic police"


def test_what_an_interval_is_stands_beside_it(city: House, outside: Outside):
    of_chance = outside.get("/indicators/hotline_service_level").json["explanation"]
    of_weights = outside.get("/indicators/city_vital_sign").json["explanation"]
    assert of_chance["interval"] == {"zh": "95 %置信区间", "en": "95 % interval"}
    assert "weights 20 % off" in of_weights["interval"]["en"]


def test_it_says_with_which_figures_it_was_made_and_which_of_them_are_the_citys_own(house: House, outside: Outside):
    own = {"hotline_staffing_erlang": {"answer_s": 20.0}}
    object.__setattr__(house.measuring.judge, "own_parameters", own)
    drive(house, 20.0)
    told = outside.get("/indicators/hotline_staffing_erlang").json["explanation"]
    ExplanationTold.model_validate(told)
    limit, share = (told["parameters"][name] for name in ("answer_s", "answered_share"))
    assert limit == {"value": 20, "own": True, "title": {"zh": "接听时限（秒）", "en": "Answer limit, s"}}
    assert (share["value"], share["own"], share["title"]["zh"]) == (0.8, False, "及时接听比例目标")


def test_a_weight_is_called_as_what_it_weighs(house: House, outside: Outside):
    own = {"domain_health_index": {"traffic_tpi": 2.0}}
    object.__setattr__(house.measuring.judge, "own_parameters", own)
    drive(house, 20.0)
    health, sign = (
        outside.get(f"/indicators/{name}").json["explanation"]["parameters"]
        for name in ("domain_health_index", "city_vital_sign")
    )
    assert health["traffic_tpi"]["title"]["zh"] == "道路交通运行指数"
    assert sign["expert.traffic"]["title"] == {"zh": "交通运行（专家权重）", "en": "Mobility, experts' weight"}


def test_what_the_codes_among_its_companions_mean_is_told(outside: Outside):
    told = outside.get("/indicators/traffic_tpi").json
    assert told["companions"]["mapping"]["en"] == "Mapping"
    assert told["codes"]["mapping"]["2"] == {"zh": "额外时间", "en": "extra time"}


def test_its_inputs_are_told_with_their_age_and_number(city: House, outside: Outside):
    [one] = outside.get("/indicators/traffic_tpi").json["explanation"]["inputs"]
    assert (one["name"], one["count"], one["title"]["en"]) == ("road.speed", 3, "road speed")
    assert 0 <= one["age_s"] < 60
    assert (one["window_s"], one["known_s"]) == (None, None)


def test_how_much_of_a_window_is_known_is_told(city: House, outside: Outside):
    told = outside.get("/indicators/hotline_service_level").json["explanation"]["inputs"]
    assert {one["name"]: (one["window_s"], one["known_s"]) for one in told} == {
        "hotline.offered": (86_400, 0), "hotline.answered": (86_400, 0),
    }  # fmt: skip


def test_an_area_is_explained_by_what_is_in_it(city: House, outside: Outside):
    codes = city.pack.areas.codes
    here = outside.get(f"/indicators/traffic_tpi?area={codes[1]}").json["explanation"]
    elsewhere = outside.get(f"/indicators/traffic_tpi?area={codes[2]}").json["explanation"]
    assert (here["area"], here["value"] is not None) == (codes[1], True)
    assert (elsewhere["value"], elsewhere["contributors"], elsewhere["band"]) == (None, [], -1)


def test_too_little_history_is_said_and_nothing_foretold(city: House, outside: Outside):
    told = outside.get("/indicators/traffic_tpi").json["explanation"]
    assert (told["normal"], told["normal_course"]) == (None, [])
    assert (told["forecast"]["why_not"], told["forecast"]["points"], told["crossing"]) == ("short", [], None)


def test_what_is_usual_is_told_for_every_half_hour_of_the_chart(city: House, outside: Outside):
    past, now = city.measuring.pasts.of("traffic_tpi"), city.clock()
    for step in range(14 * 96, 0, -1):
        at = now - step * STEP
        past.keep(at, np.full(len(city.pack.areas), 2.0 if at.hour < 12 else 5.0))
    told = outside.get("/indicators/traffic_tpi").json["explanation"]
    course = told["normal_course"]
    assert len(course) == (12 + 4) * 2 + 1
    assert {round(one["low"]) for one in course} == {2, 5}
    assert [one["high"] for one in course][24] == told["normal"][2]


@pytest.mark.parametrize(("judged", "band"), [(None, 1), (2.0, 1), (3.0, None)])
def test_a_crossing_is_told_only_of_the_figure_that_is_judged(city: House, judged: float | None, band: int | None):
    one, now = city.indicators["traffic_tpi"], city.clock()
    past, many = city.measuring.pasts.of(one.name), len(city.pack.areas)
    for step in range(20 * 96, -1, -1):
        soon = (-step) % 96 in range(4, 30)  # every day it is bad from an hour after this time on
        past.keep(now - step * STEP, np.full(many, (9.0 if soon else 2.0) + 0.1 * (step // 96 % 3)))
    found = None if judged is None else np.full(many, judged)
    said = Measure(indicator=one.name, at=now, value=np.full(many, 2.0), band=np.zeros(many, np.int8), judged=found)
    city.measuring.evaluator.grounds[one.name] = Grounds(measure=said)
    told = city.explainer.explain(one, city.pack.areas.codes[0], said)
    assert told.forecast.at
    assert (None if told.crossing is None else told.crossing.band) == band


def test_an_unknown_area_and_an_unknown_indicator_are_not_found(outside: Outside):
    assert outside.get("/indicators/traffic_tpi?area=nowhere").status == 404
    misspelt = outside.get("/indicators/trafic_tpi")
    assert (misspelt.status, "Did you mean traffic_tpi?" in misspelt.json["error"]["message"]) == (404, True)
    assert outside.get("/indicators/traffic_tpi?aera=x").status == 422


def test_the_course_holds_what_was_said_with_its_version(city: House, outside: Outside):
    city.measuring.annals.write_at(city.clock() - timedelta(hours=1), city.measuring.evaluator.said)
    told = outside.get("/indicators/traffic_tpi/course").json
    assert (len(told["at"]), told["version"]) == (1, ["1"])
    assert told["value"][0] == pytest.approx(4)
    wrong = "/indicators/traffic_tpi/course?since=2020-01-01T00:00:00Z"
    assert outside.get(wrong).json["error"]["code"] == "too_long"
    turned = outside.get("/indicators/traffic_tpi/course?since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z")
    assert (turned.status, turned.json["error"]["code"]) == (400, "bad_request")
    assert "should lie before until" in turned.json["error"]["message"]
