"""The base map is one file of tiles that loses nothing, has no gaps, and is the same each time."""

import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, box

from geo.tiles import MAX_ZOOM, MIN_ZOOM, NoTiles, tiles_written, write_tiles
from tests.geo.tiles_read import layers_of

WEST, SOUTH = 114.2, 30.9
LAND = gpd.GeoDataFrame({"class": ["city"]}, geometry=[box(WEST, SOUTH, WEST + 0.1, SOUTH + 0.1)], crs=4326)


def layer(shapes: list[Any], **columns: Any) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=4326)


def written(folder: Path, **layers: gpd.GeoDataFrame) -> Path:
    write_tiles(folder / "base.pmtiles", {"land": LAND, **layers})
    return folder / "base.pmtiles"


def street(row: int) -> LineString:
    return LineString([(WEST, SOUTH + row / 100), (WEST + 0.1, SOUTH + row / 100)])


def classes(path: Path, zoom: int) -> set[str]:
    return {str(one["properties"]["class"]) for one in layers_of(path, zoom)["streets"]}


def test_the_same_layers_give_the_same_bytes(tmp_path: Path):
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    assert written(tmp_path / "one").read_bytes() == written(tmp_path / "other").read_bytes()


def test_nothing_but_the_file_is_left(tmp_path: Path):
    written(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["base.pmtiles"]


def test_every_house_is_there_from_near_and_none_from_afar(tmp_path: Path):
    side = np.arange(60) * 0.0015
    west, south = (one.ravel() for one in np.meshgrid(WEST + side, SOUTH + side))
    houses = shapely.box(west, south, west + 1e-4, south + 8e-5)
    heights = np.where(np.arange(3600) % 2, np.nan, np.arange(3600))
    found = layers_of(written(tmp_path, buildings=layer(list(houses), height=heights)), MAX_ZOOM)["buildings"]
    assert {one["properties"]["height"] for one in found if "height" in one["properties"]} == set(range(0, 3600, 2))
    unmeasured = [one for one in found if "height" not in one["properties"]]
    assert len(unmeasured) >= 1800
    assert layers_of(tmp_path / "base.pmtiles", 12)["buildings"] == []


def test_small_streets_come_as_one_comes_nearer(tmp_path: Path):
    ranks = ["1", "2", "3", "6", "4", "5", "0", "path"]
    path = written(tmp_path, streets=layer([street(row) for row in range(8)], **{"class": ranks}))
    assert classes(path, MIN_ZOOM) == {"1", "2", "3", "6"}
    assert classes(path, 11) == {"1", "2", "3", "6", "4", "5"}
    assert classes(path, MAX_ZOOM) == set(ranks)
    for far, near in pairwise(range(MIN_ZOOM, MAX_ZOOM + 1)):
        assert classes(path, far) <= classes(path, near)


def test_classes_are_text_and_what_is_not_so_is_not_said(tmp_path: Path):
    shapes = [street(1), street(2)]
    told = {"class": [1, 5], "zh": ["大桥", ""], "en": [None, ""], "bridge": [True, False]}
    found = layers_of(written(tmp_path, streets=layer(shapes, **told)), MAX_ZOOM)["streets"]
    seen = {tuple(sorted(one["properties"].items())) for one in found}
    assert seen == {(("bridge", 1), ("class", "1"), ("zh", "大桥")), (("class", "5"),)}


def test_every_name_is_there_from_near_and_the_great_ones_from_afar(tmp_path: Path):
    spots = [Point(WEST + 0.01 * i, SOUTH + 0.05) for i in range(9)]
    ranks = np.arange(1, 10)
    names = layer(spots, kind="park", zh=[f"公园{rank}" for rank in ranks], en="", rank=ranks)
    path = written(tmp_path, names=names)
    for zoom, last in ((MIN_ZOOM, 3), (11, 5), (12, 9), (MAX_ZOOM, 9)):
        assert {one["properties"]["rank"] for one in layers_of(path, zoom)["names"]} == set(range(1, last + 1))


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32 - 1))
def test_neighbours_fit_together_at_every_zoom(tmp_path: Path, seed: int):
    chance = np.random.default_rng(seed)
    across = WEST + 0.05 + chance.uniform(-0.01, 0.01, 40)
    up = np.linspace(SOUTH, SOUTH + 0.1, 40)
    border = list(zip(across, up, strict=True))
    west = shapely.Polygon([*border, (WEST, SOUTH + 0.1), (WEST, SOUTH)])
    east = shapely.Polygon([*border, (WEST + 0.1, SOUTH + 0.1), (WEST + 0.1, SOUTH)])
    path = written(tmp_path, urban=layer([west, east], **{"class": ["residential", "industrial"]}))
    for zoom in (MIN_ZOOM, MAX_ZOOM):
        shapes = [shapely.geometry.shape(one["geometry"]) for one in layers_of(path, zoom)["urban"]]
        side_deg = 360 / 2**zoom / 4096  # what a tile can tell apart
        gaps = LAND.geometry[0].buffer(-2 * side_deg).difference(shapely.union_all(shapes))
        assert gaps.buffer(-side_deg).is_empty


def test_a_map_without_land_is_told(tmp_path: Path):
    with pytest.raises(NoTiles, match="nothing to draw"):
        write_tiles(tmp_path / "base.pmtiles", {"land": LAND.iloc[:0]})
    assert list(tmp_path.iterdir()) == []


def test_a_missing_tippecanoe_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    with pytest.raises(NoTiles, match="There is no tippecanoe"):
        written(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_where_the_other_work_fails_no_tiles_are_left(tmp_path: Path):
    with pytest.raises(ValueError, match="no streets"), tiles_written(tmp_path / "base.pmtiles", {"land": LAND}):
        raise ValueError("no streets")
    assert list(tmp_path.iterdir()) == []
