"""What the city does and how well it is, as the API tells it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from api.answers import Picture
from api.indicators import IndicatorWithMeasure
from api.layers import FeatureCollection
from city.events import Measured
from incidents.timing.calendars import calendars_of
from incidents.timing.holidays import Holidays
from live.house import House
from tests.api.conftest import VERSION, Outside


def now() -> str:
    """Asked in each test: what was new when the suite began is old at its end."""
    return datetime.now(UTC).isoformat()


def wind() -> dict[str, Any]:
    rows = [{"thing": "m1", "value": 3.5, "at": now(), "lon": 0.001, "lat": 0.002}]
    return {"source": "mast", "kind": "weather.wind", "rows": rows}


def test_health_tells_the_beat_and_every_source(house: House, outside: Outside):
    outside.post("/readings", wind())
    house.beat()
    health = outside.get("/health").json
    assert (health["status"], health["version"], health["pack"]["name"]) == ("ok", VERSION, "smallville")
    assert health["made_up"] is True
    assert health["beat"]["age_s"] < 5
    [source] = health["sources"]
    assert (source["name"], source["status"]) == ("mast", "live")
    assert source["age_s"] < source["promise_s"]


def test_health_tells_the_administrator_in_time_that_holidays_run_out(house: House, outside: Outside):
    house.calendars = calendars_of(UTC)  # as of a city whose holidays nobody gave
    [notice] = outside.get("/health").json["notices"]
    assert "working_time.years" in notice["zh"]
    assert "working_time.years" in notice["en"]
    house.calendars = calendars_of(UTC, holidays=Holidays())
    assert outside.get("/health").json["notices"] == []


def test_an_indicator_that_fails_is_a_problem_until_it_does_not(house: House, outside: Outside):
    last = house.picture.measures["traffic_tpi"]
    house.projector.hear(Measured({"traffic_tpi": replace(last, error="division by zero")}))
    house.show()
    health = outside.get("/health").json
    assert (health["problems"], health["status"]) == ({"indicator.traffic_tpi": "division by zero"}, "late")
    house.projector.hear(Measured({"traffic_tpi": last}))
    house.show()
    assert outside.get("/health").json["problems"] == {}


def test_readings_are_counted_and_refused_with_an_example(outside: Outside):
    rows = [
        {"thing": "m1", "value": 3.5, "at": now(), "lon": 0.001, "lat": 0.002},
        {"thing": "m2", "value": 999, "at": now(), "lon": 0.001, "lat": 0.002},
        {"thing": "m3", "value": None, "at": now(), "lon": 0.001, "lat": 0.002},
        {"thing": "m4", "value": 3.5, "at": now(), "lon": 80, "lat": 12},
        {"thing": "loop-1", "value": 3.5, "at": now()},
    ]
    answer = outside.post("/readings", {"source": "mast", "kind": "weather.wind", "rows": rows})
    assert answer.status == 200
    assert answer.json["accepted"] == 2, "one brought its place, one is registered"
    refused = {one["reason"]: one for one in answer.json["refused"]}
    assert set(refused) == {"not believable", "not a number", "outside the city"}
    assert "m2" in refused["not believable"]["example"]


def test_further_columns_of_a_kind_come_as_further_keys(house: House, outside: Outside):
    row = {"thing": "E1", "value": 30, "at": now(), "lon": 0.004, "lat": 0.004, "heading_deg": 90}
    answer = outside.post("/readings", {"source": "radio", "kind": "unit.position", "rows": [row]})
    assert answer.json == {"accepted": 1, "refused": []}
    house.beat()
    [unit] = outside.get("/units?near=0.004,0.004").json["units"]
    assert (unit["name"], unit["lon"], unit["distance_m"]) == ("E1", 0.004, 0)
    assert unit["at"].endswith("Z")


def test_units_are_at_home_until_they_are_seen(outside: Outside):
    [unit] = outside.get("/units").json["units"]
    assert (unit["lon"], unit["lat"], unit["at"], unit["distance_m"]) == (0.001, 0.002, None, None)


def test_a_place_with_longitude_and_latitude_swapped_is_noticed(outside: Outside):
    answer = outside.get("/units?near=37.7,-122.4")
    assert answer.status == 422
    assert "swapped" in answer.json["error"]["message"]


def test_every_indicator_tells_its_value_in_every_area(house: House, outside: Outside):
    for card in outside.get("/indicators").json["indicators"]:
        one = IndicatorWithMeasure.model_validate(outside.get(f"/indicators/{card['name']}").json)
        assert one.areas == list(house.pack.areas.codes)
        assert one.measure is None or len(one.measure.value) == len(one.areas)


def test_every_layer_is_valid_geojson(outside: Outside):
    for card in outside.get("/layers").json["layers"]:
        drawn = FeatureCollection.model_validate(outside.get(f"/layers/{card['name']}").json)
        styles = {style["name"] for style in card["styles"]}
        assert {one.properties["style"] for one in drawn.features} <= styles


def test_an_unknown_name_is_told_where_to_look(outside: Outside):
    for noun in ("indicators", "layers"):
        answer = outside.get(f"/{noun}/nonsense")
        assert (answer.status, answer.json["error"]["code"]) == (404, "not_found")
        assert f"/api/v1/{noun}" in answer.json["error"]["message"]


def test_the_whole_picture_is_one_answer(house: House, outside: Outside, signal: dict[str, object]):
    outside.post("/signals", signal)
    house.beat()
    whole = Picture.model_validate(outside.get("/picture").json)
    assert (whole.version, len(whole.incidents)) == (house.picture.version, 1)
