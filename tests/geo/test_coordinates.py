"""Frames: what comes from other maps lands where it is meant, and nonsense is refused in a sentence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import chinese_offsets
from geo.chinese_offsets import CHINA, FARTHEST_DEG
from geo.coordinates import DEGREES, WGS84, Frame, NoSuchFrame, NotMetres, from_wgs84, readable, to_wgs84
from geo.misplaced import NotDegrees
from geo.place import distance_m

GCJ02, BD09 = Frame.of("gcj02"), Frame.of("bd09")
# Published pairs, from the tests of googollee/eviltransform and wandergis/coordtransform.
SHANGHAI = (121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)
SHENZHEN = (113.912316, 22.543847), (113.9171764808363, 22.540796131694766)
BEIJING = (116.377817, 39.911954), (116.38404722455657, 39.91334545536069)
TIANANMEN = (116.404, 39.915), (116.41024449916938, 39.91640428150164)
TIANANMEN_BAIDU = (116.404, 39.915), (116.41662724378733, 39.922699552216216)


def one(*position: float) -> tuple[np.ndarray, np.ndarray]:
    return np.array([position[0]]), np.array([position[1]])


def in_china(count: int = 10_000, inside_deg: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Positions all over the box in which maps are displaced, this far from its border."""
    chance, box = np.random.default_rng(1), CHINA.widened(-inside_deg)
    return chance.uniform(box.west, box.east, count), chance.uniform(box.south, box.north, count)


@pytest.mark.parametrize(
    ("frame", "pair"),
    [(GCJ02, SHANGHAI), (GCJ02, SHENZHEN), (GCJ02, BEIJING), (GCJ02, TIANANMEN), (BD09, TIANANMEN_BAIDU)],
)
def test_published_pairs_are_met_both_ways(frame: Frame, pair: tuple[tuple[float, float], tuple[float, float]]):
    true, shown = pair
    assert np.ravel(from_wgs84(frame, *one(*true))) == pytest.approx(shown, abs=1e-9)
    assert np.ravel(to_wgs84(frame, *one(*shown))) == pytest.approx(true, abs=1e-9)


def test_what_baidu_adds_is_as_published():
    shown = chinese_offsets.baidu(*one(116.404, 39.915))
    assert np.ravel(shown) == pytest.approx((116.41036949371029, 39.92133699351021), abs=1e-9)


@pytest.mark.parametrize("frame", [GCJ02, BD09], ids=str)
def test_ten_thousand_places_in_china_come_back_to_the_centimetre(frame: Frame):
    lon, lat = in_china()
    shown = from_wgs84(frame, lon, lat)
    assert np.median(distance_m(*shown, lon, lat)) > 300
    assert distance_m(*to_wgs84(frame, *shown), lon, lat).max() < 0.01


@pytest.mark.parametrize("frame", [GCJ02, BD09], ids=str)
def test_what_a_displaced_map_shows_is_shown_there_again(frame: Frame):
    lon, lat = in_china(inside_deg=FARTHEST_DEG)
    assert distance_m(*from_wgs84(frame, *to_wgs84(frame, lon, lat)), lon, lat).max() < 0.01


@pytest.mark.parametrize("frame", [GCJ02, BD09], ids=str)
@given(st.floats(-180, 180), st.floats(-90, 90))
def test_outside_china_nothing_is_displaced(frame: Frame, lon: float, lat: float):
    if CHINA.widened(FARTHEST_DEG).contain(*one(lon, lat))[0]:
        return
    assert np.ravel(from_wgs84(frame, *one(lon, lat))).tolist() == [lon, lat]
    assert np.ravel(to_wgs84(frame, *one(lon, lat))).tolist() == [lon, lat]


@pytest.mark.parametrize("frame", [GCJ02, BD09], ids=str)
@given(st.floats(0, 1), st.floats(-0.02, 0.02), st.integers(0, 3))
def test_at_the_border_a_place_is_displaced_once_or_not_at_all(frame: Frame, along: float, off: float, side: int):
    west_or_south, vertical = side % 2 == 0, side < 2
    lon = CHINA.west + along * (CHINA.east - CHINA.west)
    lat = CHINA.south + along * (CHINA.north - CHINA.south)
    if vertical:
        lon = (CHINA.west if west_or_south else CHINA.east) + off
    else:
        lat = (CHINA.south if west_or_south else CHINA.north) + off
    there = to_wgs84(frame, *one(lon, lat))
    assert distance_m(*there, lon, lat)[0] < 6_000
    assert np.isfinite(np.ravel(there)).all()
    if CHINA.contain(*one(lon, lat))[0]:
        back = to_wgs84(frame, *from_wgs84(frame, *one(lon, lat)))
        assert distance_m(*back, lon, lat)[0] < 0.01


@pytest.mark.parametrize("frame", [GCJ02, BD09], ids=str)
def test_neighbours_stay_neighbours_in_their_order(frame: Frame):
    lon, lat = in_china(2_000, inside_deg=0.1)
    here, east, north = (from_wgs84(frame, lon + x, lat + y) for x, y in ((0, 0), (1e-4, 0), (0, 1e-4)))
    assert (east[0] > here[0]).all()
    assert (north[1] > here[1]).all()
    assert distance_m(*here, *east) / distance_m(lon, lat, lon + 1e-4, lat) == pytest.approx(1, abs=0.03)


@pytest.mark.parametrize("name", ["wgs84", "cgcs2000", "web_mercator", "EPSG:4549", "EPSG:4610", "local:114.2,30.9,12"])
def test_every_frame_leads_there_and_back(name: str):
    frame = Frame.of(name)
    lon, lat = np.array([114.2, 114.31]), np.array([30.9, 30.95])
    assert distance_m(*to_wgs84(frame, *from_wgs84(frame, lon, lat)), lon, lat).max() < 0.01


def test_local_metres_are_counted_along_the_turned_axes():
    lon, lat = to_wgs84(Frame.of("local:114.2,30.9,90"), np.array([1000.0]), np.array([0.0]))
    assert lon[0] == pytest.approx(114.2, abs=1e-9)  # what was east is north
    assert distance_m(lon, lat, 114.2, 30.9)[0] == pytest.approx(1000, rel=5e-3)
    assert lat[0] > 30.9


def test_the_register_knows_web_mercator_and_chinas_survey_by_their_numbers():
    assert Frame.of("EPSG:4326") == WGS84
    assert Frame.of("epsg:4490") == Frame.of("CGCS2000")
    position = one(114.2, 30.9)
    same = from_wgs84(Frame.of("EPSG:3857"), *position), from_wgs84(Frame.of("web_mercator"), *position)
    assert np.ravel(same[0]).tolist() == np.ravel(same[1]).tolist()


@pytest.mark.parametrize("name", ["", "gjc02", "EPSG:99999", "EPSG:5773", "local:114.2", "local:114,30,nan", "mars"])
def test_an_unknown_frame_is_refused_with_those_there_are(name: str):
    with pytest.raises(NoSuchFrame, match="There are wgs84, gcj02, bd09"):
        Frame.of(name)


def test_a_misspelt_frame_is_told_what_was_meant():
    with pytest.raises(NoSuchFrame, match=r"Did you mean gcj02\?"):
        Frame.of("gjc02")


@pytest.mark.parametrize("frame", DEGREES)
@pytest.mark.parametrize("bad", [(30.9, 114.2), (2_600_000.0, 510_000.0), (np.nan, 30.9), (114.2, np.inf)])
def test_what_is_no_longitude_and_latitude_is_named(frame: str, bad: tuple[float, float]):
    x, y = np.array([114.2, bad[0]]), np.array([30.9, bad[1]])
    assert readable(Frame.of(frame), x, y).tolist() == [True, False]
    with pytest.raises(NotDegrees, match=r"is not a longitude and latitude in degrees\. Are the two swapped"):
        to_wgs84(Frame.of(frame), x, y)


def test_metres_are_named_with_all_their_figures():
    with pytest.raises(NotDegrees, match=r"^\(2600000, 510000\) is not"):
        to_wgs84(GCJ02, *one(2_600_000, 510_000))


@pytest.mark.parametrize("name", ["EPSG:4549", "web_mercator"])
@pytest.mark.parametrize("bad", [(114.2, 30.9), (np.nan, 1e6), (np.inf, 1e6)])
def test_degrees_in_a_frame_of_metres_are_refused(name: str, bad: tuple[float, float]):
    frame = Frame.of(name)
    assert not readable(frame, *one(*bad)).any()
    with pytest.raises(NotMetres, match="no easting and northing"):
        to_wgs84(frame, *one(*bad))


def test_nothing_is_turned_into_nothing():
    nothing = np.empty(0)
    for name in (*DEGREES, "web_mercator"):
        assert [len(part) for part in to_wgs84(Frame.of(name), nothing, nothing)] == [0, 0]
