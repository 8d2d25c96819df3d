"""What every formula must keep to, whatever it is about; each is found by itself."""

import re
from dataclasses import replace

import numpy as np
import pytest

from city.views import CityTime, Series, Tally
from geo.areas import Ints
from indicators import all_indicators
from indicators.base import UNKNOWN, Domain, Indicator
from indicators.contributors import ByItem
from tests.indicators.every import figures, made_up, nothing, of_rows, outcome, same, scaled, with_rows
from tests.indicators.little_city import AREAS, Made

SEEDS = (1, 2)
RAW = re.compile("[a-z]{3}|_|-")  # what a program calls a part: it needs words; PM2.5 and 08:30 are words
LEAF = 1  # the street b, in the district north

every_indicator = pytest.mark.parametrize("indicator", all_indicators().values(), ids=lambda one: one.name)
each_seed = pytest.mark.parametrize("seed", SEEDS)


@every_indicator
def test_is_unknown_when_nothing_was_read(indicator: Indicator):
    found = outcome(indicator, nothing(made_up(indicator, 1)))
    assert np.isnan(found.value).all()
    assert found.greatest() == ()
    assert found.coverage is None or (np.nan_to_num(found.coverage) == 0).all()
    assert (indicator.bands.of(found.judged, indicator.better) == UNKNOWN).all()


@each_seed
@every_indicator
def test_gives_every_figure_for_every_area(indicator: Indicator, seed: int):
    found = outcome(indicator, made_up(indicator, seed))
    assert found.companions.keys() == indicator.companions.keys()
    for name, figure in figures(found).items():
        assert figure is None or figure.shape == (len(AREAS),), name
        assert figure is None or not np.isinf(figure).any(), name
    assert not np.isnan(found.value[0])
    if found.coverage is not None:
        known = ~np.isnan(found.coverage)
        assert ((found.coverage[known] >= 0) & (found.coverage[known] <= 1)).all()
    if found.low is not None and found.high is not None:
        known = ~np.isnan(found.low)
        assert (found.low[known] <= found.value[known] + 1e-9).all()
        assert (found.value[known] <= found.high[known] + 1e-9).all()
    if found.level is not None:
        known = ~np.isnan(found.level)
        assert set(found.level[known]) <= set(range(len(indicator.levels)))


@each_seed
@every_indicator
def test_its_contributors_are_few_and_add_up_in_every_area(indicator: Indicator, seed: int):
    found = outcome(indicator, made_up(indicator, seed))
    for area in range(len(AREAS)):
        shares = [one.share for one in found.greatest(area)]
        assert len(shares) <= 10
        assert all(0 < share <= 1 + 1e-9 for share in shares)
        assert shares == sorted(shares, reverse=True)
    if isinstance(found.contributors, ByItem) and indicator.domain is not Domain.COMPOSITE:  # of other indicators
        bare = [one.thing for one in found.greatest(0) if one.title is None]
        assert not any(RAW.search(one) for one in bare), bare
        assert all(one.title is None or set(one.title) == {"zh", "en"} for one in found.greatest(0))
    if found.adds_up_to:
        whole = found.figure(found.adds_up_to)
        assert whole is not None
        assert found.contributors is not None
        known = ~np.isnan(whole)
        np.testing.assert_allclose(found.contributors.sums()[known], whole[known], rtol=1e-6, atol=1e-6)


@each_seed
@every_indicator
def test_the_city_does_not_depend_on_where_its_streets_are_divided(indicator: Indicator, seed: int):
    made = made_up(indicator, seed)
    if indicator.compares_areas or not of_rows(made):
        pytest.skip("It looks at areas side by side, or at what was summed up per area before.")
    chance = np.random.default_rng(seed + 100)

    def elsewhere(one: Made) -> Made:
        homes = {thing: chance.integers(0, AREAS.elsewhere + 1) for thing in sorted(set(one.thing))}
        return one.in_leaf(np.array([homes[thing] for thing in one.thing], dtype=np.intp))

    same(outcome(indicator, made), outcome(indicator, with_rows(made, elsewhere)), 0, 0)


@each_seed
@every_indicator
def test_the_order_of_rows_means_nothing(indicator: Indicator, seed: int):
    made = made_up(indicator, seed)

    def shuffled(one: Made) -> Made:
        order: Ints = np.random.default_rng(seed).permutation(len(one.thing))
        return one.only(order)

    same(outcome(indicator, made), outcome(indicator, with_rows(made, shuffled)), slice(None), slice(None))


@each_seed
@every_indicator
def test_what_happens_in_one_area_moves_no_other(indicator: Indicator, seed: int):
    if indicator.compares_areas:
        pytest.skip("Its areas are judged by one another, as its formula says.")
    made, others = made_up(indicator, seed), AREAS.membership[:, LEAF] == 0
    without = {name: _without_leaf(one) for name, one in made.items()}
    same(outcome(indicator, made), outcome(indicator, without), others, others)


def _without_leaf(one: object) -> object:
    match one:
        case Made():
            return one.only(np.flatnonzero(one.leaf != LEAF))
        case Series():
            holding = AREAS.membership[:, LEAF] > 0
            return replace(one, values=np.where(holding, one.values * 0.5, one.values))
        case CityTime():
            return one
        case _:
            holding = AREAS.membership[:, LEAF] > 0
            return replace(
                one,
                peers={
                    name: replace(
                        peer,
                        value=np.where(holding, peer.value + 1, peer.value),
                        judged=np.where(holding, peer.judged + 1, peer.judged),
                    )
                    for name, peer in one.peers.items()
                },
            )


@each_seed
@every_indicator
def test_it_moves_the_way_it_says(indicator: Indicator, seed: int):
    made = made_up(indicator, seed)
    before = outcome(indicator, made).value
    for column, way in indicator.moves.items():
        if way == 0:
            np.testing.assert_allclose(outcome(indicator, scaled(made, column, 3.0)).value, before, rtol=1e-7)
            continue
        after = outcome(indicator, scaled(made, column, 1.05)).value
        known = ~np.isnan(before) & ~np.isnan(after)
        assert known.any()
        assert (way * (after[known] - before[known]) >= -1e-9).all(), column


@each_seed
@every_indicator
def test_rows_without_a_value_poison_nothing(indicator: Indicator, seed: int):
    made = made_up(indicator, seed)
    if any(isinstance(view, Tally) for view in indicator.inputs.values()) or not of_rows(made):
        pytest.skip("The gate lets no row without a value into what is summed up.")
    chance = np.random.default_rng(seed)
    holes = {name: chance.random(len(one.thing)) < 0.2 for name, one in made.items() if isinstance(one, Made)}

    def holed(one: Made, at: np.ndarray) -> Made:
        about = {name: np.where(at, np.nan, column) for name, column in one.attributes.items()}
        return replace(one, value=np.where(at, np.nan, one.value), attributes=about)

    blank = {name: holed(one, holes[name]) if isinstance(one, Made) else one for name, one in made.items()}
    fewer = {
        name: one.only(np.flatnonzero(~holes[name])) if isinstance(one, Made) else one for name, one in made.items()
    }
    same(outcome(indicator, blank), outcome(indicator, fewer), slice(None), slice(None))
