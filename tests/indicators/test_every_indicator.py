"""What every indicator must say of itself; each is found by itself."""

import doctest
import re
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from string import Formatter

import numpy as np
import pytest

import indicators
from city.kinds import KINDS
from city.views import Clock, History, Latest, Peers, Rows, Stretches, Tally
from indicators import all_indicators
from indicators.base import Better, Indicator

HOUSE = Path(indicators.__file__).parent
UNITS = {  # that the name of a parameter ends with, and how its title tells them
    "s": ("（秒）", ", s"), "min": ("分", "min"), "h": ("（小时）", ", h"), "d": ("天", "ays"), "days": ("天", "ays"),
    "m": ("米", ", m"), "pct": ("%", "%"), "db": ("dB", "dB"), "c": ("℃", "°C"),
}  # fmt: skip
every_indicator = pytest.mark.parametrize("indicator", all_indicators().values(), ids=lambda one: one.name)


@every_indicator
def test_it_is_named_as_its_file_and_stands_in_its_domain(indicator: Indicator):
    assert (HOUSE / indicator.domain.value / f"{indicator.name}.py").exists()


@every_indicator
def test_it_speaks_both_languages_and_names_its_source_and_owner(indicator: Indicator):
    for words in (
        indicator.title, indicator.formula, indicator.owner, indicator.interval,
        *indicator.companions.values(), *indicator.levels, *(one.title for one in indicator.settable.values()),
        *(words for meant in indicator.codes.values() for words in meant.values()),
    ):  # fmt: skip
        assert words.keys() == {"zh", "en"}
        assert all(words.values())
    assert len(indicator.source) > 5
    assert indicator.every_s > 0
    assert indicator.digits >= 0
    assert indicator.version >= 1


@every_indicator
def test_every_parameter_has_a_range_that_its_own_figure_lies_in(indicator: Indicator):
    for name, one in indicator.settable.items():
        low, high = one.within
        assert low <= one.value <= high, name
        assert high < np.inf, name


@every_indicator
def test_every_parameter_is_called_by_words_of_its_own_with_its_unit(indicator: Indicator):
    for language in ("zh", "en"):
        titles = [one.title[language] for one in indicator.settable.values()]
        assert len(set(titles)) == len(titles)
    for name, one in indicator.settable.items():
        assert re.search("[一-鿿]", one.title["zh"]), name
        assert "_" not in one.title["zh"] + one.title["en"], name
        zh, en = UNITS.get(name.rsplit("_", 1)[-1], ("", ""))
        assert zh in one.title["zh"], name
        assert en in one.title["en"], name


@every_indicator
def test_what_the_codes_among_its_companions_mean_stands_beside_their_titles(indicator: Indicator):
    assert indicator.codes.keys() <= indicator.companions.keys()
    for name, meant in indicator.codes.items():
        first = min(meant)
        assert first in (0, 1), name
        assert list(meant) == list(range(first, first + len(meant))), name
        assert len({words["zh"] for words in meant.values()}) == len(meant), name
    listed = re.compile(r"[(（]\d+(?![\d.])")  # such as "(0 influenza, 1 covid)"
    assert [title["en"] for title in indicator.companions.values() if listed.search(title["zh"] + title["en"])] == []


@every_indicator
def test_its_formula_tells_the_figures_in_force_in_both_languages(indicator: Indicator):
    named = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in indicator.formula.values()]
    assert named[0] == named[1]
    usual = indicator.formula_with(indicator.parameters, indicator.bands)
    for name in named[0] & indicator.settable.keys():
        low, high = indicator.settable[name].within
        other = {**indicator.parameters, name: low if indicator.parameters[name] == high else high}
        told = indicator.formula_with(other, indicator.bands)
        assert (told["zh"] != usual["zh"], told["en"] != usual["en"]) == (True, True), name


@every_indicator
def test_its_inputs_are_there_and_kept_long_enough(indicator: Indicator):
    for view in indicator.inputs.values():
        match view:
            case Tally(kind=kind, minutes=minutes):
                assert KINDS[kind].tally_min >= minutes
            case Rows(kind=kind, minutes=minutes) | Stretches(kind=kind, minutes=minutes):
                assert KINDS[kind].rows_min >= minutes
            case Latest(kind=kind):
                assert KINDS[kind].standing
            case History(of=of, hours=hours, step_min=step_min, what=what):
                assert step_min in (15, 60, 1440)
                if of in KINDS:
                    assert what in ("count", "total", "mean")
                    assert KINDS[of].tally_min >= (60 if step_min >= 60 else 60 * hours)
                else:
                    assert what in {"value", *all_indicators()[of].companions}
            case Peers(names=names):
                assert set(names) <= set(all_indicators())
            case Clock():
                pass


@every_indicator
def test_its_bands_worsen_from_good_to_bad(indicator: Indicator):
    cuts = indicator.bands.cuts
    worse = 1 if indicator.better is Better.LOWER else -1
    assert all(worse * (second - first) > 0 for first, second in pairwise(cuts))
    beyond = np.array([cuts[0] - worse * 1e-6, *(cut + worse * 1e-6 for cut in cuts)])
    np.testing.assert_array_equal(indicator.bands.of(beyond, indicator.better), [0, 1, 2, 3])


@pytest.mark.parametrize("file", sorted(HOUSE.rglob("*.py")), ids=lambda file: str(file.relative_to(HOUSE)))
def test_its_examples_are_true(file: Path):
    module = ".".join(("indicators", *file.relative_to(HOUSE).with_suffix("").parts)).removesuffix(".__init__")
    assert doctest.testmod(import_module(module)).failed == 0
