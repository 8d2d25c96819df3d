"""What every indicator must keep to; each is found by itself."""

import doctest
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import indicators
from city.kinds import KINDS
from city.readings import Floats
from city.views import History, Latest, Rows, Tally, View
from geo.areas import Ints
from indicators import all_indicators
from indicators.base import UNKNOWN, Better, Indicator, Outcome
from tests.indicators.little_city import AREAS, Made, rows

HOUSE = Path(indicators.__file__).parent
ROWS = 400
SEEDS = (1, 2, 3)
# What is plausible where a kind's own bounds would give only nonsense: a link of 250 km/h, a part of a fraction.
PLAUSIBLE = {
    "road.speed": (0, 80), "length_m": (50, 2000), "free_flow_kmh": (20, 90), "lanes": (1, 5), "samples": (0, 20),
    "air.pm25": (0, 300), "air.co": (0, 40), "incident.response": (60, 2000), "call_handling_s": (10, 200),
    "turnout_s": (10, 200), "travel_s": (30, 600), "device.heartbeat": (30, 900),
}  # fmt: skip
WHOLE = frozenset({"lanes", "samples", "incident.due", "hotline.offered"})

every_indicator = pytest.mark.parametrize("indicator", all_indicators().values(), ids=lambda one: one.name)


def plausible(chance: np.random.Generator, name: str, low: float, high: float) -> Floats:
    drawn = chance.uniform(*PLAUSIBLE.get(name, (low, high)), ROWS)
    return np.rint(drawn) if name in WHOLE else drawn


def kind_of(view: View) -> str:
    assert not isinstance(view, History)
    return view.kind


def made_up(indicator: Indicator, seed: int) -> dict[str, Made]:
    """Plausible rows for each input, by name; two inputs of one kind see the same rows."""
    made: dict[str, Made] = {}
    for name, view in indicator.inputs.items():
        chance, kind = np.random.default_rng(seed), KINDS[kind_of(view)]
        made[name] = rows(
            kind.name,
            plausible(chance, kind.name, kind.low, kind.high),
            leaf=chance.integers(0, AREAS.elsewhere + 1, ROWS),
            age_s=chance.uniform(0, 3599, ROWS),
            thing=chance.integers(0, ROWS // 4, ROWS),
            **{name: plausible(chance, name, 0, 100) for name in kind.attributes},
        )
    return made


def outcome(indicator: Indicator, made: dict[str, Made]) -> Outcome:
    """What the indicator makes of rows, each input seen as it asks to see it."""
    seen = {
        name: made[name].sums() if isinstance(view, Tally) else made[name].table()
        for name, view in indicator.inputs.items()
    }
    return indicator.compute(**seen)


def figures(found: Outcome) -> dict[str, Floats | None]:
    own = ("value", "numerator", "denominator", "low", "high", "banded", "coverage")
    return {**{name: getattr(found, name) for name in own}, **found.companions}


def same(found: Outcome, other: Outcome, at: int | slice, other_at: int | slice) -> None:
    theirs = figures(other)
    for name, figure in figures(found).items():
        their = theirs[name]
        if figure is not None and their is not None and name != "coverage":
            np.testing.assert_allclose(figure[at], their[other_at], rtol=1e-9, atol=1e-9, err_msg=name)


@every_indicator
def test_it_is_named_as_its_file_and_stands_in_its_domain(indicator: Indicator):
    assert (HOUSE / indicator.domain.value / f"{indicator.name}.py").exists()


@every_indicator
def test_it_speaks_both_languages_and_names_its_source(indicator: Indicator):
    for words in (indicator.title, indicator.formula, *indicator.companions.values()):
        assert words.keys() == {"zh", "en"}
        assert all(words.values())
    assert len(indicator.source) > 5
    assert indicator.every_s > 0
    assert indicator.digits >= 0


@every_indicator
def test_its_inputs_are_kinds_that_are_kept_long_enough(indicator: Indicator):
    for view in indicator.inputs.values():
        if isinstance(view, Tally):
            assert KINDS[view.kind].tally_min >= view.minutes
        elif isinstance(view, Rows):
            assert KINDS[view.kind].rows_min >= view.minutes
        elif isinstance(view, Latest):
            assert view.kind in KINDS


@every_indicator
def test_its_bands_worsen_from_good_to_bad(indicator: Indicator):
    cuts = (indicator.bands.attention, indicator.bands.warning, indicator.bands.critical)
    worse = 1 if indicator.better is Better.LOWER else -1
    assert all(worse * (second - first) > 0 for first, second in pairwise(cuts))
    beyond = np.array([cuts[0] - worse, *(cut + worse * 1e-6 for cut in cuts)])
    np.testing.assert_array_equal(indicator.bands.of(beyond, indicator.better), [0, 1, 2, 3])


@every_indicator
def test_is_unknown_when_nothing_was_read(indicator: Indicator):
    nothing = {name: made.only(np.array([], dtype=np.intp)) for name, made in made_up(indicator, 1).items()}
    found = outcome(indicator, nothing)
    assert np.isnan(found.value).all()
    assert found.contributors == ()
    assert found.coverage is None or (found.coverage == 0).all()
    looked_at = found.value if found.banded is None else found.banded
    assert (indicator.bands.of(looked_at, indicator.better) == UNKNOWN).all()


@pytest.mark.parametrize("seed", SEEDS)
@every_indicator
def test_gives_every_figure_for_every_area(indicator: Indicator, seed: int):
    found = outcome(indicator, made_up(indicator, seed))
    assert found.companions.keys() == indicator.companions.keys()
    for name, figure in figures(found).items():
        assert figure is None or figure.shape == (len(AREAS),), name
    assert not np.isnan(found.value[0])
    if found.coverage is not None:
        assert ((found.coverage >= 0) & (found.coverage <= 1)).all()
    if found.low is not None and found.high is not None:
        known = ~np.isnan(found.low)
        assert (found.low[known] <= found.value[known]).all()
        assert (found.value[known] <= found.high[known]).all()


@pytest.mark.parametrize("seed", SEEDS)
@every_indicator
def test_its_contributors_are_few_and_the_greatest_comes_first(indicator: Indicator, seed: int):
    found = outcome(indicator, made_up(indicator, seed))
    shares = [one.share for one in found.contributors]
    assert len(shares) <= 10
    assert all(0 < share <= 1 for share in shares)
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("seed", SEEDS)
@every_indicator
def test_the_city_does_not_depend_on_where_its_streets_are_divided(indicator: Indicator, seed: int):
    made = made_up(indicator, seed)
    elsewhere = np.random.default_rng(seed + 100).integers(0, AREAS.elsewhere + 1, ROWS)
    moved = {name: one.in_leaf(elsewhere) for name, one in made.items()}
    same(outcome(indicator, made), outcome(indicator, moved), 0, 0)


@pytest.mark.parametrize("seed", SEEDS)
@every_indicator
def test_the_order_of_rows_means_nothing(indicator: Indicator, seed: int):
    made = made_up(indicator, seed)
    order: Ints = np.random.default_rng(seed).permutation(ROWS)
    shuffled = {name: one.only(order) for name, one in made.items()}
    same(outcome(indicator, made), outcome(indicator, shuffled), slice(None), slice(None))


@pytest.mark.parametrize("seed", SEEDS)
@every_indicator
def test_a_district_is_counted_as_if_it_were_a_city(indicator: Indicator, seed: int):
    made = made_up(indicator, seed)
    # Each device stays in its street, and one that is heard at the beginning keeps the hour equally long for all.
    at_home = {name: one.in_leaf(np.array([int(thing) % 4 for thing in one.thing])) for name, one in made.items()}
    for one in at_home.values():
        one.age_s[[one.thing.index("0"), one.thing.index("2")]] = 3600
    north = {name: one.only(np.flatnonzero(one.leaf < 2)) for name, one in at_home.items()}
    same(outcome(indicator, at_home), outcome(indicator, north), 1, 0)


@pytest.mark.parametrize("seed", SEEDS)
@every_indicator
def test_rows_without_a_value_poison_nothing(indicator: Indicator, seed: int):
    if any(isinstance(view, Tally) for view in indicator.inputs.values()):
        pytest.skip("The gate lets no row without a value into a tally.")
    made, holes = made_up(indicator, seed), np.random.default_rng(seed).random(ROWS) < 0.2
    holed = {
        name: replace(
            one,
            value=np.where(holes, np.nan, one.value),
            attributes={about: np.where(holes, np.nan, column) for about, column in one.attributes.items()},
        )
        for name, one in made.items()
    }
    without = {name: one.only(np.flatnonzero(~holes)) for name, one in made.items()}
    same(outcome(indicator, holed), outcome(indicator, without), slice(None), slice(None))


@pytest.mark.parametrize("file", sorted(HOUSE.rglob("*.py")), ids=lambda file: str(file.relative_to(HOUSE)))
def test_its_examples_are_true(file: Path):
    module = ".".join(("indicators", *file.relative_to(HOUSE).with_suffix("").parts)).removesuffix(".__init__")
    assert doctest.testmod(import_module(module)).failed == 0
