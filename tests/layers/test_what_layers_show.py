"""What is special about single layers."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from city.picture import Picture
from geo.pack import CityPack, Place
from geo.place import Point
from incidents.incident import State
from layers import all_layers
from layers.base import Drawing
from tests.layers.little_pack import (
    EMPTY,
    EQUIPPED,
    FULL,
    PACK,
    incident,
    newest,
    with_incidents,
    with_measure,
    with_newest,
    with_units,
)  # fmt: skip


def drawn(layer: str, picture: Picture, pack: CityPack = PACK) -> Drawing:
    return all_layers()[layer].draw(picture, pack)


def styles(layer: str, picture: Picture, pack: CityPack = PACK) -> dict[str, str]:
    """The style of each thing that the layer draws, by name."""
    drawing, known = drawn(layer, picture, pack), all_layers()[layer].styles
    return {name: known[style].name for name, style in zip(drawing.ids, drawing.style, strict=True)}


@pytest.mark.parametrize(
    ("speed_kmh", "style"),
    [(60, "free"), (41, "free"), (40, "slow"), (30, "congested"), (18, "blocked"), (0, "blocked")],
)
def test_a_street_is_judged_by_its_own_free_flow(speed_kmh: float, style: str):
    row = newest(["loop"], speed_kmh, free_flow_kmh=60, samples=3, lanes=2, length_m=1900)
    assert styles("street_speed", with_newest(EMPTY, road__speed=row)) == {"loop": style}


@pytest.mark.parametrize(("age_s", "samples"), [(901, 9), (0, 2)])
def test_an_old_speed_and_that_of_two_cars_are_none(age_s: float, samples: float):
    row = newest(["loop"], 60, age_s=age_s, free_flow_kmh=60, samples=samples, lanes=2, length_m=1900)
    drawing = drawn("street_speed", with_newest(EMPTY, road__speed=row))
    assert drawing.style == [4]
    assert drawing.more["speed_kmh"] == [None]


def test_a_street_lies_where_its_sensor_does():
    street = all_layers()["street_speed"]
    assert street.shapes is not None
    assert street.shapes(PACK)["loop"]["coordinates"][1] == [120.03, 30.051]


@pytest.mark.parametrize(("cause", "style"), [(0, "works"), (1, "incident"), (2, "event"), (9, "unknown")])
def test_a_closed_street_says_why_and_since_when(cause: float, style: str):
    picture = with_newest(EMPTY, road__closed=newest(["r1"], 1, age_s=3600, cause=cause))
    assert styles("road_closures", picture) == {"r1": style}
    assert drawn("road_closures", picture).more == {"zh": ["路"], "en": ["Road"], "since": ["03-02 19:00"]}


def test_a_street_closed_by_its_sensor_or_by_works_beside_it_is_drawn_once():
    both = newest(["loop", "permit 7"], 1, cause=np.nan, at=Point(120.03, 30.051))
    assert styles("road_closures", with_newest(EMPTY, road__closed=both)) == {"r1": "unknown"}


def test_a_street_that_was_opened_again_is_not_drawn():
    assert styles("road_closures", with_newest(EMPTY, road__closed=newest(["r1"], 0, cause=0))) == {}


def test_closed_incidents_and_those_without_a_place_are_not_drawn():
    picture = with_incidents(
        EMPTY, incident("open", 3), incident("closed", 1, state=State.CLOSED), incident("nowhere", 1, lon=None)
    )
    assert styles("incidents", picture) == {"open": "level3"}


def test_the_most_urgent_incident_is_drawn_last():
    assert drawn("incidents", with_incidents(EMPTY, incident("a", 1), incident("b", 4))).ids == ["b", "a"]


@pytest.mark.parametrize(
    ("state", "speed_kmh", "age_s", "style"),
    [
        ("available", 40, 0, "available"),
        ("dispatched", 0, 0, "dispatched"),
        ("dispatched", 30, 0, "en_route"),
        ("en_route", 0, 0, "en_route"),
        ("transporting", 30, 0, "en_route"),
        ("en_route", 30, 61, "old"),
        ("available", 0, 301, "lost"),
    ],
)
def test_a_unit_shows_whether_it_goes_and_how_old_its_position_is(
    state: str, speed_kmh: float, age_s: float, style: str
):
    rows = newest(["E1"], speed_kmh, age_s=age_s, heading_deg=90)
    assert styles("units", with_units(with_newest(EMPTY, unit__position=rows), E1=state)) == {"E1": style}


@pytest.mark.parametrize("state", ["on_scene", "at_hospital"])
def test_a_unit_at_work_is_counted_at_its_incident_instead(state: str):
    rows = newest(["E1"], 0, heading_deg=90)
    assert styles("units", with_units(with_newest(EMPTY, unit__position=rows), E1=state)) == {}


@pytest.mark.parametrize(("age_s", "style"), [(60, "live"), (91, "late"), (181, "silent")])
def test_a_sensor_keeps_its_own_time(age_s: float, style: str):
    rows = newest(["loop"], 60, age_s=age_s)
    assert styles("sensors", with_newest(EMPTY, device__heartbeat=rows)) == {"loop": style, "air": "silent"}


def test_the_youngest_word_of_a_sensor_counts():
    assert styles("sensors", with_newest(FULL, device__heartbeat=newest(["loop"], 60, age_s=999)))["loop"] == "live"


def test_a_station_whose_engines_are_all_out_is_empty():
    picture = with_units(EMPTY, E1="en_route", E2="available", E3="on_scene")
    assert styles("stations", picture) == {"west": "in", "east": "empty"}
    assert drawn("stations", picture).more["engines_in"] == [1, 0]


def test_a_free_engine_far_from_home_does_not_fill_its_station():
    picture = with_units(EMPTY, E1="on_scene", E2="available", E3="available")
    far = newest(["E2"], 40, heading_deg=0, at=Point(120.1, 30.05))
    assert styles("stations", with_newest(picture, unit__position=far)) == {"west": "empty", "east": "in"}


def test_a_station_of_which_nothing_is_known_is_no_gap():
    assert set(styles("stations", EMPTY).values()) == {"unknown"}
    assert drawn("stations", EMPTY).more["engines_in"] == drawn("stations", EMPTY).more["engines"] == [None, None]


def test_every_indicator_has_a_column_and_none_fills_the_districts_unasked():
    drawing = drawn("choropleth", with_measure(FULL, "traffic_tpi", (3, 3, 0)))
    assert drawing.ids == ["w", "e"]
    assert drawing.style == [4, 4]
    assert drawing.more == {"aqi_cn": [1, 4], "traffic_tpi": [3, 0]}


def test_districts_stay_neighbours_when_simplified():
    layer = all_layers()["choropleth"]
    assert layer.shapes is not None
    outlines = [shapely.geometry.shape(dict(one)) for one in layer.shapes(PACK).values()]
    assert shapely.coverage_is_valid(outlines)


@pytest.mark.parametrize(
    ("fill", "style"), [(0, "low"), (49, "low"), (50, "half"), (80, "nearly"), (95, "full"), (100, "full")]
)
def test_a_bin_shows_how_full_it_is(fill: float, style: str):
    rows = newest(["waste_bin"], fill)
    assert styles("waste_bins", with_newest(EMPTY, bin__fill=rows), EQUIPPED) == {"waste_bin": style}


@pytest.mark.parametrize(("age_s", "style"), [(0, "high"), (180, "high"), (181, "silent")])
def test_an_old_value_of_a_monitor_is_none(age_s: float, style: str):
    picture = with_newest(EMPTY, gas__lel=newest(["gas_monitor"], 60, age_s=age_s))
    assert styles("gas_monitors", picture, EQUIPPED) == {"gas_monitor": style}
    assert drawn("gas_monitors", picture, EQUIPPED).more["value"] == [60.0 if style == "high" else None]


@pytest.mark.parametrize(("age_s", "style"), [(0, "live"), (91, "late"), (181, "silent")])
def test_a_camera_is_judged_by_its_heartbeat(age_s: float, style: str):
    picture = with_newest(EMPTY, device__heartbeat=newest(["camera"], 60, age_s=age_s))
    assert styles("cameras", picture, EQUIPPED) == {"camera": style}


def test_a_city_that_does_not_tell_its_devices_apart_has_none_of_a_sort():
    assert styles("cameras", FULL) == {}


def test_cameras_that_are_known_as_places_alone_are_drawn_and_mute():
    """As those of an imported city, which come from a map."""
    eyes = [Place(name=f"w{i}", kind=kind, title={"zh": kind, "en": kind}, lon=120.1, lat=30.05)
            for i, kind in enumerate(("camera", "hydrant", "school"))]  # fmt: skip
    imported = replace(PACK, places=(*PACK.places, *eyes))
    assert styles("cameras", FULL, imported) == {"w0": "mute"}
    assert styles("hydrants", FULL, imported) == {"w1": "mute"}
    assert drawn("cameras", FULL, imported).more["en"] == ["camera"]
    assert styles("cameras", FULL, replace(EQUIPPED, places=imported.places)) == {"camera": "silent"}


def test_vehicles_out_of_service_and_of_unknown_sorts_are_not_drawn():
    rows = newest(["bus_001_01", "tram_1", "bus_002_01"], 30, heading_deg=90, sort=0)
    rows.attributes["sort"][1] = 77
    rows.at[2] -= np.timedelta64(121, "s")
    assert styles("vehicles", with_newest(EMPTY, vehicle__position=rows)) == {"bus_001_01": "bus"}


def test_a_hospital_is_a_facility_and_a_fire_station_is_not():
    assert styles("public_facilities", EMPTY, EQUIPPED) == {"hospital": "health"}
