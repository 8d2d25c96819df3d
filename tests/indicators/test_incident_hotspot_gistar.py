import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from city.readings import Floats
from geo.areas import Area, Areas
from indicators.base import Outcome
from indicators.emergency.incident_hotspot_gistar import INDICATOR, compute, grid_of
from tests.indicators.little_city import AREAS, rows

CELL = 250 / 111_195
WIDE = CELL / np.cos(np.radians(0.5))  # the little city reaches from 0 to 1 degree of latitude


def calls(lon: Floats, lat: Floats) -> Outcome:
    made = rows("call.emergency", np.ones(lon.size), lon=lon, lat=lat, leaf=AREAS.leaf_of(lon, lat), service=0)
    return compute(made.table(), INDICATOR.parameters)


def field(seed: int = 0, hot: int = 0, many: int = 400) -> tuple[Floats, Floats]:
    """Calls all over a square of 30 cells around where the streets b and c meet, and some in one cell of b."""
    chance = np.random.default_rng(seed)
    lon = np.concatenate([2 + WIDE * chance.uniform(-15, 15, many), np.full(hot, 2 - 4.6 * WIDE)])
    lat = np.concatenate([CELL * (200 + chance.uniform(-15, 15, many)), np.full(hot, CELL * 200.5)])
    return lon, lat


def band(found: Outcome, area: int = 0) -> int:
    return int(INDICATOR.bands.of(found.judged, INDICATOR.better)[area])


def test_chance_alone_rarely_makes_a_hot_spot():
    """Without the correction every one of these fields would have an alarm."""
    found = [calls(*field(seed, many=6000)) for seed in range(20)]
    assert sum(band(one) >= 2 for one in found) <= 2
    assert all(one.companions["raw_z"][0] > 2 for one in found)


def test_calls_that_lie_together_are_a_hot_spot_where_they_lie():
    found = calls(*field(hot=30))
    assert [band(found, area) for area in (0, 1, 4)] == [3, 3, 3]
    assert found.value[0] == found.value[4]
    assert found.value[5] < 1.65
    assert found.companions["hot_cells"][0] >= 9
    np.testing.assert_array_equal(found.companions["hot_cells"][[2, 5]], 0)
    assert found.value[0] < found.companions["raw_z"][0]


def test_the_hot_cells_are_named_with_what_drives_them():
    first, *others = calls(*field(hot=30)).greatest()
    lat, lon = (float(one) for one in first.thing.split(","))
    assert abs(lon - (2 - 4.6 * WIDE)) < 2 * WIDE
    assert abs(lat - CELL * 200.5) < 2 * CELL
    assert "in the nine cells, most in" in first.note["en"]
    assert all("most in" in one.note["en"] for one in others)


def test_too_few_calls_say_nothing():
    assert np.isnan(calls(*field(many=29)).value).all()
    assert not np.isnan(calls(*field(many=30)).value[0])


def test_calls_all_in_one_cell_or_nowhere_say_nothing():
    assert np.isnan(calls(np.full(50, 2.0), np.full(50, 0.5)).value[0])
    assert np.isnan(calls(np.full(50, np.nan), np.full(50, np.nan)).value[0])


def test_calls_without_a_place_lower_the_coverage():
    lon, lat = field()
    lost = np.where(np.arange(lon.size) < 100, np.nan, lon)
    found = calls(lost, lat)
    assert found.coverage is not None
    assert found.coverage[0] == 0.75
    far = calls(np.concatenate([lon, [200.0]]), np.concatenate([lat, [80.0]]))
    np.testing.assert_allclose(far.value[0], calls(lon, lat).value[0])


def test_the_grid_counts_every_call_once_in_cells_of_250_m():
    lon, lat = field()
    grid = grid_of(lon, lat, AREAS, 250)
    assert grid.counts.sum() == lon.size
    assert 30 <= grid.counts.shape[0] <= 31
    assert grid.inside.all()
    column = np.searchsorted(np.unique(grid.lon), lon - WIDE / 2)
    assert grid.counts.sum(axis=0)[0] == (column == 0).sum()


@pytest.mark.parametrize(("z", "worse"), [(1.64, 0), (1.65, 1), (1.96, 2), (2.57, 2), (2.58, 3)])
def test_a_value_on_a_cut_is_the_worse_band(z: float, worse: int):
    assert INDICATOR.bands.of(np.array([z]), INDICATOR.better)[0] == worse


def test_san_franciscos_calls_lie_together_in_and_around_the_tenderloin(data_folder: Path):
    """A week of calls to its fire department, each incident once; the middle of the Tenderloin is 37.783, -122.415."""
    file = data_folder / "san_francisco" / "sffd_calls_20161231_20170107.csv"
    with file.open(encoding="utf-8-sig", newline="") as text:
        placed = {row["Incident Number"]: row["Location"] for row in csv.DictReader(text) if row["Location"]}
    lat, lon = np.array([[float(one) for one in place.strip("()").split(",")] for place in placed.values()]).T
    shape, words = shapely.box(-122.52, 37.70, -122.35, 37.84), {"zh": "旧金山", "en": "San Francisco"}
    city = Area(code="sf", title=words, level=0, parent=None, shape=shape)
    areas = Areas((city, replace(city, code="all", level=1, parent="sf")))
    made = rows("call.emergency", np.ones(lon.size), lon=lon, lat=lat, service=1).table()
    found = compute(replace(made, areas=areas), INDICATOR.parameters)
    assert found.value[0] > 2.58
    first = found.greatest()[0].thing.split(",")
    assert abs(float(first[0]) - 37.783) < 0.01
    assert abs(float(first[1]) + 122.415) < 0.012
