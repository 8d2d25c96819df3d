"""Ground over the API: how far one gets, what lies inside, and how many live there."""

import math
from typing import Any

import pytest
import shapely

from live.house import House
from tests.api.conftest import Outside
from tests.api.test_places import now

HERE = {"lon": 0.001, "lat": 0.001}
WEST = {"type": "Polygon", "coordinates": [[[0, 0], [0.005, 0], [0.005, 0.01], [0, 0.01], [0, 0]]]}


def test_more_minutes_reach_more_ground_and_more_residents(outside: Outside):
    answer = outside.get("/places/reach?lon=0.001&lat=0.001&minutes=0.25,0.1").json
    near, far = answer["features"]
    assert [one["properties"]["minutes"] for one in (near, far)] == [0.1, 0.25]
    assert near["properties"]["streets_km"] == pytest.approx(0.24, abs=0.01)
    assert 0 < near["properties"]["residents"]["estimate"] <= far["properties"]["residents"]["estimate"] <= 100
    small, large = (shapely.geometry.shape(one["geometry"]) for one in (near, far))
    assert large.is_valid
    assert large.area > small.area
    same = outside.post("/places/reach", HERE | {"minutes": [0.1, 0.25]}).json
    assert same["features"] == answer["features"]
    back = outside.post("/places/reach", HERE | {"minutes": [0.1, 0.25], "direction": "to"}).json
    assert back["features"][0]["properties"]["streets_km"] == near["properties"]["streets_km"]


def test_a_strip_along_a_line_without_length_is_a_circle(outside: Outside):
    twice = [[0.001, 0.001], [0.001, 0.001]]
    answer = outside.post("/places/inside", {"along": {"line": twice, "metres": 100}})
    assert answer.status == 200
    assert answer.json["area_km2"] == pytest.approx(0.0314, rel=0.01)


@pytest.mark.parametrize("minutes", ["0", "61", "five", "nan", "1,2,3,4,5,6", "-3"])
def test_odd_minutes_are_refused(outside: Outside, minutes: str):
    assert outside.get(f"/places/reach?lon=0.001&lat=0.001&minutes={minutes}").status == 422


def test_a_closed_street_is_not_reached(house: House, outside: Outside):
    before = outside.post("/places/reach", HERE | {"minutes": [0.5]}).json
    row = {"thing": "e0", "value": 1, "at": now(), "lon": 0.0005, "lat": 0.0}
    assert outside.post("/readings", {"source": "works", "kind": "road.closed", "rows": [row]}).json["accepted"] == 1
    house.beat()
    after = outside.post("/places/reach", HERE | {"minutes": [0.5]}).json
    assert after["roads"]["closed"] == 1
    lengths = [one["features"][0]["properties"]["streets_km"] for one in (before, after)]
    assert lengths == pytest.approx([1.2, 1.1], abs=0.01)


@pytest.mark.parametrize(
    ("ground", "names"),
    [
        ({"circle": HERE | {"radius_m": 150}}, ["E1", "Station 1"]),
        ({"polygon": WEST}, ["E1", "Station 1"]),
        ({"along": {"line": [[0.006, 0.0], [0.006, 0.01]], "metres": 5}}, ["loop-1"]),
        ({"along": {"street": "Street", "metres": 5}}, ["E1", "Station 1"]),
        ({"circle": HERE | {"radius_m": 1}}, []),
    ],
    ids=str,
)
def test_what_lies_inside_is_listed_and_counted(outside: Outside, ground: dict[str, Any], names: list[str]):
    answer = outside.post("/places/inside", ground).json
    assert sorted(one["name"] for one in answer["found"]) == names
    assert (sum(answer["counts"].values()), answer["total"]) == (len(names), len(names))
    assert answer["area_km2"] >= 0


def test_residents_inside_are_all_of_the_west_and_unknown_in_the_east(outside: Outside):
    west = outside.post("/places/inside", {"polygon": WEST, "kinds": ["engine"], "limit": 0}).json
    assert west["residents"] == {"estimate": 100, "low": 100, "high": 100}
    assert (west["counts"], west["found"]) == ({"engine": 1}, [])
    assert west["area_km2"] == pytest.approx(0.618, abs=0.002)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ({}, 422),
        ({"circle": HERE | {"radius_m": 10}, "polygon": WEST}, 422),
        ({"circle": HERE | {"radius_m": 1e9}}, 422),
        ({"circle": {"lon": 50, "lat": 0, "radius_m": 10}}, 422),
        ({"circle": HERE | {"radius_m": 10}, "kinds": ["dragon"]}, 422),
        ({"polygon": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]]}}, 422),
        ({"polygon": {"type": "Polygon", "coordinates": [[[500, 0], [501, 0], [501, 1], [500, 0]]]}}, 422),
        ({"polygon": {"type": "Polygon", "coordinates": ["x"]}}, 422),
        ({"polygon": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}}, 422),
        ({"polygon": {"type": "Polygon", "coordinates": [[]]}}, 422),
        ({"along": {"metres": 5}}, 422),
        ({"along": {"street": "Nowhere Lane", "metres": 5}}, 404),
        ({"along": {"line": [[0, 0], [900, 0]], "metres": 5}}, 422),
    ],
    ids=lambda part: str(part)[:60],
)
def test_what_is_no_ground_is_refused(outside: Outside, content: dict[str, Any], status: int):
    answer = outside.post("/places/inside", content)
    assert answer.status == status
    assert answer.json["error"]["message"].endswith(".")


def test_an_area_may_be_asked_for_by_its_code(outside: Outside):
    found = outside.post("/places/inside", {"area": "west"}).json
    assert found["residents"]["estimate"] == 100
    assert found == outside.post("/places/inside", {"polygon": WEST}).json
    assert outside.post("/places/inside", {"area": "nowhere"}).status == 404


def test_a_line_that_goes_over_itself_again_and_again_is_refused(outside: Outside):
    winding = [[0.002 + 0.001 * math.cos(2.4 * i), 0.002 + 0.001 * math.sin(2.4 * i)] for i in range(900)]
    answer = outside.post("/places/inside", {"along": {"line": winding, "metres": 1}})
    assert (answer.status, answer.json["error"]["code"]) == (422, "no_ground")
    straight = [[0.001 + 0.000001 * i, 0.001] for i in range(900)]
    assert outside.post("/places/inside", {"along": {"line": straight, "metres": 1}}).status == 200


def test_nobody_sets_out_where_no_road_is_near(outside: Outside):
    far = {"lon": 0.0095, "lat": 0.0195}
    answer = outside.post("/places/reach", far | {"minutes": [1]})
    assert (answer.status, answer.json["error"]["code"]) == (404, "no_road_near")
    assert outside.get("/places/route?from=0.001,0.001&to=0.0095,0.0195").json["error"]["code"] == "no_road_near"
    matrix = outside.post("/places/matrix", {"to": {"lon": 0.001, "lat": 0.001}, "points": [far, HERE]}).json
    assert [(one["position"], one["travel_s"] is None) for one in matrix["origins"]] == [(1, False), (0, True)]


def test_a_few_metres_are_a_reach_too(outside: Outside):
    answer = outside.post("/places/reach", HERE | {"minutes": [0.002]})
    assert (answer.status, answer.json["features"][0]["properties"]["streets_km"]) == (200, 0)
