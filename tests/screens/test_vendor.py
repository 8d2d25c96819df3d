"""The base map is served from our own origin, by ranges, and kept by browsers until the pack is another."""

from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from geo.pack import read_pack
from screens.vendor import base_address, serve_vendor
from tests.geo import towns


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return towns.write_town(tmp_path / "town")


@pytest.fixture
def browser(town: Path) -> FlaskClient:
    server = flask.Flask("house", static_folder=None)
    serve_vendor(server, read_pack(town))
    return server.test_client()


def test_a_piece_of_the_base_map_comes_alone(town: Path, browser: FlaskClient):
    answer = browser.get("/pack/base.pmtiles", headers={"Range": "bytes=0-6"}, buffered=True)
    assert (answer.status_code, answer.data) == (206, b"PMTiles")
    size = (town / "base.pmtiles").stat().st_size
    assert answer.headers["Content-Range"] == f"bytes 0-6/{size}"


def test_a_base_map_that_has_not_changed_is_not_sent_again(browser: FlaskClient):
    first = browser.get("/pack/base.pmtiles", buffered=True)
    assert first.cache_control.max_age
    again = browser.get("/pack/base.pmtiles", headers={"If-None-Match": first.headers["ETag"]}, buffered=True)
    assert (first.status_code, again.status_code) == (200, 304)


def test_a_pack_made_anew_has_another_address_for_its_base_map(town: Path):
    before = base_address(read_pack(town))
    towns.write_town(town, base={"land": towns.areas().iloc[1:]})
    assert base_address(read_pack(town)) != before


def test_a_base_map_that_has_gone_has_no_address(town: Path, browser: FlaskClient):
    pack = read_pack(town)
    pack.base.unlink()
    assert base_address(pack) is None
    assert browser.get("/pack/base.pmtiles").status_code == 404
