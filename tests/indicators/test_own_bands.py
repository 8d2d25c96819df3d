"""A city's own cuts reach the rules inside the formulas: what is critical by rule is critical by these cuts, too."""

import inspect

import numpy as np
import pytest

from indicators import all_indicators
from indicators.base import Bands, Indicator
from indicators.emergency.bridge_control_chart import judged as judged_bridge
from indicators.health.bed_pressure import INDICATOR as BEDS
from indicators.health.bed_pressure import Wards, pressure
from indicators.health.ears_syndromic import INDICATOR as EARS
from indicators.health.ears_syndromic import judged
from indicators.health.rt_cori import judged as judged_growth
from indicators.methods.reproduction import Posterior
from live.measures.judging import Judge
from tests.indicators.every import Inputs, outcome
from tests.indicators.little_city import rows, series


def band(name: str, made: Inputs, *cuts: float) -> int:
    """The city's band by its own cuts, or by the usual ones."""
    indicator = all_indicators()[name]
    judge = Judge(own_bands={name: Bands(*cuts)} if cuts else {})
    return int(judge.band(indicator, outcome(indicator, made, judge).judged)[0])


@pytest.mark.parametrize("indicator", all_indicators().values(), ids=lambda one: one.name)
def test_a_formula_takes_the_cuts_in_force_exactly_where_its_record_says_so(indicator: Indicator):
    assert ("bands" in inspect.signature(indicator.compute).parameters) == indicator.wants_bands


def test_five_admitted_are_critical_whatever_number_of_cases_is():
    ill = rows("infectious.case", np.ones(6), institution=1, syndrome=0, admitted=1, died=0, severe=0)
    assert band("cluster_trigger", {"cases": ill}) == 3
    assert band("cluster_trigger", {"cases": ill}, 8, 20, 60) == 3


def test_the_rules_on_cases_are_those_of_the_city():
    six = rows("infectious.case", np.ones(6), institution=1, syndrome=0, admitted=0, died=0, severe=0)
    found = [
        outcome(all_indicators()["cluster_trigger"], {"cases": six}, Judge(own_bands={"cluster_trigger": own}))
        for own in (Bands(5, 10, 30), Bands(2, 4, 30))
    ]
    assert [one.level[0] for one in found if one.level is not None] == [1, 2]
    assert [one.greatest()[0].note["en"] for one in found] == [
        "rule 1: 6 cases in 7 d (≥ 5)", "rule 2: 6 cases in 7 d (≥ 4)",
    ]  # fmt: skip


def test_gas_that_rises_fast_is_a_band_higher_by_the_cuts_of_the_city():
    rising = rows(
        "gas.lel", [18.0, 15.0, 12.0, 9.0], thing="aaaa", age_s=30 + 60 * np.arange(4.0), space=0, status=0,
    )  # fmt: skip
    made: Inputs = {"samples": rising, "known": rising}
    assert band("gas_leak_lel", made) == 2
    assert band("gas_leak_lel", made, 14, 40, 60) == 2
    assert band("gas_leak_lel", made, 5, 10, 40) == 3


def test_an_orange_heat_warning_is_a_warning_by_the_cuts_of_the_city():
    made: Inputs = {
        "air": rows("weather.humidity", 30.0, temp_c=25.0),
        "day": rows("weather.temperature", 37.5),
        "past": series(np.full(24, 20.0)),
    }
    assert band("heat_health_index", made) == 2
    assert band("heat_health_index", made, 30, 45, 55) == 2


def test_signs_of_illness_on_two_days_are_critical_by_the_cuts_of_the_city():
    c2 = np.array([[[2.5, 2.6]]])
    few = np.zeros((1, 1))
    assert judged(c2, few, few, EARS.parameters)[0, 0] == 2.6
    assert judged(c2, few, few, EARS.parameters, Bands(1, 2, 6, cut_is_good=False))[0, 0] == 6


def test_a_fast_growing_infection_is_critical_by_the_cuts_of_the_city():
    surely = Posterior(np.array([400.0]), np.array([2.0 / 400.0]))
    slowly = Posterior(np.array([400.0]), np.array([1.2 / 400.0]))
    own = Bands(0.5, 0.9, 0.99, cut_is_good=False)
    assert judged_growth(surely, 1.5, own)[0] == 0.99
    assert judged_growth(slowly, 1.5, own)[0] < 0.99


def test_being_turned_away_weighs_as_much_as_the_cuts_of_the_city():
    wards = Wards(beds=np.array([[10.0]]), taken=np.array([[5.0]]), load=np.array([[8.0]]))
    blocked = np.array([[0.05]])
    assert pressure(wards, blocked, BEDS.parameters)[0, 0] == pytest.approx(92)
    assert pressure(wards, blocked, BEDS.parameters, Bands(70, 80, 90))[0, 0] == pytest.approx(80)


def test_a_lone_signal_of_a_bridge_is_a_warning_and_two_are_critical_by_the_cuts_of_the_city():
    own, better = Bands(0.5, 0.8, 3.0), all_indicators()["bridge_control_chart"].better
    ratio, none = np.array([9.0, 9.0, 1.2]), np.zeros(3, dtype=np.bool_)
    np.testing.assert_array_equal(own.of(judged_bridge(ratio, none, np.array([0, 1, 1]), own), better), [2, 3, 3])
