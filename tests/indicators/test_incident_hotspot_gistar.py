import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from city.readings import Floats
from geo.areas import Area, Areas
from indicators.base import Outcome
from indicators.emergency.incident_hotspot_gistar import INDICATOR, beyond, compute, grid_of
from tests.indicators.little_city import AREAS, rows

CELL = 250 / 111_195
WIDE = CELL / np.cos(np.radians(0.5))  # the little city reaches from 0 to 1 degree of latitude


DAY_S = 86_400.0


def calls(lon: Floats, lat: Floats, age_s: Floats) -> Outcome:
    leaf = AREAS.leaf_of(lon, lat)
    made = rows("call.emergency", np.ones(lon.size), lon=lon, lat=lat, leaf=leaf, age_s=age_s, service=0)
    return compute(made.table(), INDICATOR.parameters)


def field(seed: int = 0, hot: int = 0, many: int = 1000) -> tuple[Floats, Floats, Floats]:
    """Calls of four weeks all over a square of 30 cells around where the streets b and c meet, and some in b this week.

    They come from where people are: half of them from a tenth of the square, in its middle.
    """
    chance = np.random.default_rng(seed)
    wide = np.where(np.arange(many) % 2 == 0, 15.0, 4.7)
    lon = np.concatenate([2 + WIDE * chance.uniform(-wide, wide), np.full(hot, 2 - 8.6 * WIDE)])
    lat = np.concatenate([CELL * (200 + chance.uniform(-wide, wide)), np.full(hot, CELL * 200.5)])
    return lon, lat, np.concatenate([chance.uniform(0, 28 * DAY_S, many), chance.uniform(0, 7 * DAY_S, hot)])


def band(found: Outcome, area: int = 0) -> int:
    return int(INDICATOR.bands.of(found.judged, INDICATOR.better)[area])


@pytest.mark.parametrize("many", [1000, 6000])
def test_a_dense_centre_is_no_hot_spot(many: int):
    """Though half of all calls come from a tenth of the city; and without the correction all would have an alarm."""
    found = [calls(*field(seed, many=many)) for seed in range(20)]
    assert sum(band(one) >= 2 for one in found) <= 3
    assert all(one.companions["raw_z"][0] > 2 for one in found)


def test_a_week_busier_than_the_others_everywhere_is_no_hot_spot():
    lon, lat, age_s = field()
    again = age_s < 7 * DAY_S
    found = calls(*(np.concatenate([one, one[again]]) for one in (lon, lat, age_s)))
    assert found.value[0] == pytest.approx(calls(lon, lat, age_s).value[0], abs=0.7)


def test_what_a_cell_has_beyond_its_own_past_is_reckoned_by_hand():
    """Of 16 calls 4 are recent, a quarter: one of the 4 of a cell is due, with a variance of 4 · 1/4 · 3/4."""
    np.testing.assert_allclose(beyond(np.array([3.0, 1.0]), np.array([1.0, 11.0])), [2 / 0.75**0.5, -2 / 2.25**0.5])
    assert np.isnan(beyond(np.array([3.0, 1.0]), np.zeros(2))).all()
    assert np.isnan(beyond(np.zeros(2), np.array([3.0, 1.0]))).all()


def test_a_past_that_was_as_hot_is_no_news():
    lon, lat, age_s = field(hot=160)
    age_s[-160:] *= 4
    assert calls(lon, lat, age_s).value[0] < 1.65


def test_calls_that_lie_together_are_a_hot_spot_where_they_lie():
    found = calls(*field(hot=40))
    assert [band(found, area) for area in (0, 1, 4)] == [3, 3, 3]
    assert found.value[0] == found.value[4]
    assert found.value[5] < 1.65
    assert found.companions["hot_cells"][0] >= 3
    np.testing.assert_array_equal(found.companions["hot_cells"][[2, 5]], 0)
    assert found.companions["calls_there"][0] > 3 * found.companions["expected_there"][0]
    assert found.value[0] < found.companions["raw_z"][0]


def test_the_hot_cells_are_named_with_what_drives_them():
    first, *others = calls(*field(hot=40)).greatest()
    lat, lon = (float(one) for one in first.thing.split(","))
    assert abs(lon - (2 - 8.6 * WIDE)) < 2 * WIDE
    assert abs(lat - CELL * 200.5) < 2 * CELL
    assert "most beyond in" in first.note["en"]
    assert all("most beyond in" in one.note["en"] for one in others)


@pytest.mark.parametrize(("recent", "earlier", "areas"), [(29, 90, 0), (30, 90, 1), (90, 29, 0)])
def test_too_few_calls_say_nothing(recent: int, earlier: int, areas: int):
    lon, lat, _ = field(many=recent + earlier)
    age_s = np.concatenate([np.full(recent, 7 * DAY_S - 1), np.full(earlier, 7 * DAY_S)])
    assert (~np.isnan(calls(lon, lat, age_s).value[:1])).sum() == areas


def test_calls_all_in_one_cell_or_nowhere_say_nothing():
    age_s = np.linspace(0, 27 * DAY_S, 200)
    assert np.isnan(calls(np.full(200, 2.0), np.full(200, 0.5), age_s).value[0])
    assert np.isnan(calls(np.full(200, np.nan), np.full(200, np.nan), age_s).value[0])


def test_calls_without_a_place_lower_the_coverage():
    lon, lat, age_s = field()
    lost = np.where(np.arange(lon.size) < 250, np.nan, lon)
    found = calls(lost, lat, age_s)
    assert found.coverage is not None
    assert found.coverage[0] == 0.75
    far = calls(np.append(lon, 200.0), np.append(lat, 80.0), np.append(age_s, 0.0))
    np.testing.assert_allclose(far.value[0], calls(lon, lat, age_s).value[0])


def test_the_grid_counts_every_call_once_in_cells_of_250_m():
    lon, lat, age_s = field(many=4000)
    recent = age_s < 7 * DAY_S
    grid = grid_of(lon, lat, recent, AREAS, 250)
    assert (grid.recent.sum(), grid.earlier.sum()) == (recent.sum(), (~recent).sum())
    assert grid.due.sum() == pytest.approx(recent.sum())
    assert 30 <= grid.recent.shape[0] <= 31
    np.testing.assert_array_equal(grid.inside, grid.recent + grid.earlier > 0)
    column = np.searchsorted(np.unique(grid.lon), lon - WIDE / 2)
    assert (grid.recent + grid.earlier).sum(axis=0)[0] == (column == 0).sum()


@pytest.mark.parametrize(("z", "worse"), [(1.64, 0), (1.65, 1), (1.96, 2), (2.57, 2), (2.58, 3)])
def test_a_value_on_a_cut_is_the_worse_band(z: float, worse: int):
    assert INDICATOR.bands.of(np.array([z]), INDICATOR.better)[0] == worse


def test_san_franciscos_tenderloin_is_hot_only_when_it_is_news(data_folder: Path):
    """A week of calls to its fire department, each incident once, spread over four weeks: as dense as a city is.

    Then sixty more come from Golden Gate Park within the week.
    """
    file = data_folder / "san_francisco" / "sffd_calls_20161231_20170107.csv"
    with file.open(encoding="utf-8-sig", newline="") as text:
        placed = {row["Incident Number"]: row["Location"] for row in csv.DictReader(text) if row["Location"]}
    lat, lon = np.array([[float(one) for one in place.strip("()").split(",")] for place in placed.values()]).T
    shape, words = shapely.box(-122.52, 37.70, -122.35, 37.84), {"zh": "旧金山", "en": "San Francisco"}
    city = Area(code="sf", title=words, level=0, parent=None, shape=shape)
    areas = Areas((city, replace(city, code="all", level=1, parent="sf")))
    chance = np.random.default_rng(0)
    age_s = chance.uniform(0, 28 * DAY_S, lon.size)

    def found(more: int) -> Outcome:
        there = (np.append(lon, chance.normal(-122.48, 1e-3, more)), np.append(lat, chance.normal(37.769, 1e-3, more)))
        ages = np.append(age_s, chance.uniform(0, 7 * DAY_S, more))
        made = rows("call.emergency", np.ones(ages.size), lon=there[0], lat=there[1], age_s=ages, service=1).table()
        return compute(replace(made, areas=areas), INDICATOR.parameters)

    assert found(0).value[0] < 1.65
    hot = found(60)
    assert hot.value[0] > 2.58
    first = hot.greatest()[0].thing.split(",")
    assert abs(float(first[0]) - 37.769) < 0.005
    assert abs(float(first[1]) + 122.48) < 0.005
