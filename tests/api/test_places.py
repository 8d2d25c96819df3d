"""Places over the API: what is near, which area that is, and how long the way there takes."""

from datetime import UTC, datetime

import pytest

from live.house import House
from tests.api.conftest import Outside


def now() -> str:
    return datetime.now(UTC).isoformat()


def test_what_is_near_comes_with_its_distance_and_a_count_of_each_kind(outside: Outside):
    answer = outside.get("/places/near?lon=0.001&lat=0.002&radius_m=600").json
    assert [one["name"] for one in answer["found"]] == ["Station 1", "E1", "loop-1"]
    assert answer["found"][0]["distance_m"] == 0
    assert answer["found"][2]["distance_m"] == pytest.approx(556, abs=1)
    assert answer["counts"] == {"fire_station": 1, "engine": 1, "thing": 1}
    one = outside.get("/places/near?lon=0.001&lat=0.002&radius_m=600&kinds=fire_station,engine&limit=1").json
    assert (len(one["found"]), one["total"]) == (1, 2)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("lon=0.001&lat=0.002&kinds=dragon", 422, "unknown_kind"),
        ("lon=50&lat=0.002", 422, "outside_the_city"),
        ("lon=nan&lat=0.002", 422, "not_valid"),
        ("lon=0.001&lat=95", 422, "not_valid"),
        ("lon=0.001&lat=0.002&radius_m=1e9", 422, "not_valid"),
        ("lon=0.001&lat=0.002&limit=0", 422, "not_valid"),
        ("lat=0.002", 422, "not_valid"),
    ],
)
def test_odd_questions_about_places_are_refused(outside: Outside, query: str, status: int, code: str):
    answer = outside.get(f"/places/near?{query}")
    assert (answer.status, answer.json["error"]["code"]) == (status, code)


def test_a_place_has_its_areas_and_its_grid_cell(outside: Outside):
    answer = outside.get("/places/areas?lon=0.001&lat=0.009").json
    assert [one["code"] for one in answer["areas"]] == ["city", "west"]
    assert answer["cell"] == "west-00008"
    assert answer["areas"][1]["residents"] == 100
    assert "geometry" not in answer["areas"][0]
    every = outside.get("/places/areas?geometry=true").json
    assert [one["code"] for one in every["areas"]] == ["city", "west", "east"]
    assert every["areas"][2]["geometry"]["type"] == "Polygon"
    assert outside.get("/places/areas?lon=0.001").status == 400


def test_a_place_beside_the_city_lies_in_none_of_its_areas(outside: Outside):
    assert outside.get("/places/areas?lon=-0.001&lat=0.005").json["areas"] == []


def test_how_long_it_takes_is_asked_of_units_or_of_points_not_of_both(outside: Outside):
    both = {"to": {"lon": 0.001, "lat": 0}, "units": ["E1"], "points": [{"lon": 0.001, "lat": 0}]}
    answer = outside.post("/places/matrix", both)
    assert answer.status == 422
    assert "either units or points" in answer.json["error"]["message"]


def test_half_a_sign_is_refused_and_not_said_again(outside: Outside):
    assert outside.post("/places/matrix", {"to": {"lon": 0.001, "lat": 0}, "units": ["\ud800"]}).status == 422


def test_a_route_tells_its_streets_and_its_seconds(outside: Outside):
    answer = outside.get("/places/route?from=0.0002,0.0001&to=0.0018,0").json
    assert answer["travel_s"] == pytest.approx(16, abs=0.1)
    assert answer["length_m"] == pytest.approx(160, abs=1)
    assert (answer["streets"][0]["turn"], answer["streets"][0]["title"]["en"]) == ("start", "Street")
    assert answer["start_off_m"] == pytest.approx(11, abs=0.3)
    assert len(answer["seconds"]) == len(answer["geometry"]["coordinates"])
    assert answer["roads"] == {"measured": 0, "closed": 0}
    assert outside.get("/places/route?from=0.0002,0.0001&to=0.0018,0&live=false").json["roads"] is None


def test_a_street_that_somebody_closes_is_gone_round_until_it_is_opened(house: House, outside: Outside):
    way = "/places/route?from=0.0002,0&to=0.002,0.0003"
    assert outside.get(way).json["travel_s"] == pytest.approx(21, abs=0.1)
    row = {"thing": "permit 7", "value": 1, "at": now(), "lon": 0.0015, "lat": 0.00002}
    sent = outside.post("/readings", {"source": "works", "kind": "road.closed", "rows": [row]})
    assert sent.json == {"accepted": 1, "refused": []}
    house.beat()
    closed = outside.get(way).json
    assert closed["roads"]["closed"] == 1
    assert closed["travel_s"] == pytest.approx(35, abs=0.1)
    outside.post("/readings", {"source": "works", "kind": "road.closed", "rows": [row | {"value": 0, "at": now()}]})
    house.beat()
    assert outside.get(way).json["travel_s"] == pytest.approx(21, abs=0.1)


def test_a_jam_that_a_sensor_tells_slows_the_way(house: House, outside: Outside, jam: dict[str, object]):
    way = "/places/route?from=0,0.0002&to=0,0.0008"
    free = outside.get(way).json["travel_s"]
    assert outside.post("/readings", jam).json["accepted"] == 1
    house.beat()
    assert outside.get(way).json["roads"]["measured"] == 1
    assert outside.get(way).json["travel_s"] > free


def test_the_quickest_unit_comes_first(outside: Outside):
    answer = outside.post("/places/matrix", {"to": {"lon": 0.0018, "lat": 0.002}}).json
    assert [one["unit"] for one in answer["origins"]] == ["E1"]
    assert answer["origins"][0]["travel_s"] == pytest.approx(8, abs=0.1)
    points = [{"lon": 0.0, "lat": 0.0}, {"lon": 0.002, "lat": 0.002}]
    answer = outside.post("/places/matrix", {"to": {"lon": 0.0018, "lat": 0.002}, "points": points}).json
    assert [one["travel_s"] for one in answer["origins"]] == pytest.approx([2, 38], abs=0.1)
    assert outside.post("/places/matrix", {"to": {"lon": 0.001, "lat": 0.002}, "units": ["E9"]}).status == 404
    many = [{"lon": 0.0, "lat": 0.0}] * 1001
    assert outside.post("/places/matrix", {"to": {"lon": 0.001, "lat": 0.002}, "points": many}).status == 422


@pytest.fixture
def jam() -> dict[str, object]:
    """The loop of the town, which watches its street, tells of standing cars."""
    more = {"length_m": 100, "free_flow_kmh": 36, "lanes": 1, "samples": 9}
    row = {"thing": "loop-1", "value": 4, "at": now(), **more}
    return {"source": "loops", "kind": "road.speed", "rows": [row]}
