"""An outside base map: what pages are told of it, what they may load, and what is refused."""

from dataclasses import replace

import flask
import pytest

from live.entrance import Entrance
from screens.outside_map import OutsideMap, outside_facts, outside_hosts
from screens.site import open_site
from settings import WrongSettings, read_settings
from tests.accounts.people import People
from tests.screens.little_facts import FACTS

TIANDITU = {
    "ONESCREEN_MAP__BASE": "wmts",
    "ONESCREEN_MAP__URL": "https://{s}.tianditu.gov.cn/{layer}_w/wmts?tk={key}",
    "ONESCREEN_MAP__LAYERS": "vec, cva",
    "ONESCREEN_MAP__SUBDOMAINS": "t0,t1",
    "ONESCREEN_MAP__MATRIX_SET": "w",
    "ONESCREEN_MAP__FORMAT": "tiles",
    "ONESCREEN_MAP__ATTRIBUTION__ZH": "天地图",
    "ONESCREEN_MAP__ATTRIBUTION__EN": "Tianditu",
    "ONESCREEN_MAP__KEY": "very-secret",
}


def refused(**changes: str) -> str:
    with pytest.raises(WrongSettings) as wrong:
        read_settings(TIANDITU | {f"ONESCREEN_MAP__{name}": value for name, value in changes.items()})
    return str(wrong.value)


def test_the_citys_own_map_asks_nobody():
    assert outside_facts(OutsideMap(), "en") is None
    assert outside_hosts(OutsideMap()) == ()


def test_a_page_learns_where_the_tiles_are_and_whose():
    told = outside_facts(read_settings(TIANDITU).map, "en")
    assert told is not None
    assert told["url"] == "https://{s}.tianditu.gov.cn/{layer}_w/wmts?tk=very-secret"
    assert (told["attribution"], told["layers"], told["frame"], told["crs"]) == (
        "Tianditu",
        ("vec", "cva"),
        "mercator",
        "EPSG:3857",
    )


@pytest.mark.parametrize(
    ("frame", "drawn", "crs"),
    [("cgcs2000", "degrees", "EPSG:4490"), ("EPSG:4326", "degrees", "EPSG:4326"), ("gcj02", "gcj02", "EPSG:3857")],
)
def test_every_frame_has_its_way_of_drawing(frame: str, drawn: str, crs: str):
    told = outside_facts(read_settings(TIANDITU | {"ONESCREEN_MAP__FRAME": frame}).map, "zh")
    assert told is not None
    assert (told["frame"], told["crs"], told["attribution"]) == (drawn, crs, "天地图")


def test_pages_may_load_pictures_from_its_hosts_and_from_no_other():
    server = flask.Flask("house", static_folder=None)
    settings = read_settings(TIANDITU)
    open_site(server, replace(FACTS, outside=settings.map), Entrance(People().office), frozenset())
    policy = server.test_client().get("/").headers["Content-Security-Policy"]
    pictures = next(one for one in policy.split("; ") if one.startswith("img-src"))
    assert pictures == "img-src 'self' data: blob: https://t0.tianditu.gov.cn https://t1.tianditu.gov.cn"
    assert "connect-src 'self'" in policy.split("; ")


def test_subdomains_may_be_written_as_in_the_file():
    assert read_settings(TIANDITU | {"ONESCREEN_MAP__SUBDOMAINS": '["t0", "t1"]'}).map.subdomains == ("t0", "t1")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("URL", "t0.tianditu.gov.cn", "it should be the address of the map's server"),
        ("LAYERS", "", "it should name at least one layer"),
        ("ATTRIBUTION__EN", "", "it should say in zh and en whose map it is"),
        ("MAX_ZOOM", "-1", "greater than or equal to 0"),
        ("FRAME", "bd09", "web_mercator"),
        ("BASE", "xyz", "it should have places for the tile"),
        ("URL", "https://h;script-src */wmts", "its host should be a name of letters"),
        ("URL", "https://u:p@h/wmts", "its host should be a name of letters"),
        ("SUBDOMAINS", "t0, a/b", "'a/b' is no part of a host's name"),
    ],
)
def test_what_cannot_be_drawn_is_refused_and_the_key_is_not_repeated(name: str, value: str, told: str):
    said = refused(**{name: value})
    assert told in said
    assert "very-secret" not in said


def test_the_key_is_not_written_where_settings_are():
    settings = read_settings(TIANDITU)
    assert "very-secret" not in f"{settings!r} {settings}"
