"""Reproduction number: as EpiEstim gives it, and what imported cases and gaps must not do."""

import numpy as np
import pytest

from indicators.base import Outcome
from indicators.health.rt_cori import INDICATOR, compute
from indicators.methods.reproduction import infectivity, posterior, serial_interval
from tests.indicators.little_city import NOW
from tests.indicators.plausible.daily import daily
from tests.indicators.reference import agrees, case

GROWING = np.round(5 * 1.15 ** np.arange(30))


def found_of(told: object, *, imported: object = 0, disease: object = 0, leaf: object = 0, **more: float) -> Outcome:
    counts = np.atleast_2d(np.asarray(told, dtype=float))
    names = [f"area-{one}/x" for one in range(len(counts))]
    made = daily("infection.daily", counts, thing=names, leaf=leaf, imported=imported, disease=disease)
    return compute(made.table(), NOW, {**INDICATOR.parameters, **more})


def band_of(found: Outcome) -> int:
    return int(INDICATOR.bands.of(found.judged, INDICATOR.better)[0])


def test_the_figures_of_the_influenza_of_2009_are_those_of_epiestim():
    told, wanted = case("rt_flu2009")
    cases = np.array(told["incidence"], dtype=float)
    local = cases.copy()
    local[0] -= 1
    r = posterior(cases, local, np.array(told["si_distr"]), window_d=told["window"])
    at = np.array(told["t_end"]) - 1
    agrees("rt_flu2009", np.stack([r.mean, r.sd, r.quantile(0.025)], axis=1)[at], wanted)
    assert np.isnan(r.mean[: at[0]]).all()


def test_the_serial_interval_is_the_one_of_the_case():
    told, _ = case("rt_flu2009")
    np.testing.assert_allclose(serial_interval(2.6, 1.5)[:12], told["si_distr"], atol=6e-4)


@pytest.mark.parametrize(("mean", "sd"), [(2.6, 1.5), (3.5, 2.4), (17.0, 5.0)])
def test_a_serial_interval_adds_up_to_one_and_has_its_mean(mean: float, sd: float):
    found = serial_interval(mean, sd)
    assert found.sum() == pytest.approx(1, abs=1e-4)
    assert (found * np.arange(len(found))).sum() == pytest.approx(mean, abs=2e-3)
    assert found[0] == 0


@pytest.mark.parametrize(("mean", "sd"), [(1.0, 1.0), (3.0, 0.0)])
def test_an_impossible_serial_interval_is_refused(mean: float, sd: float):
    with pytest.raises(ValueError, match="Give a mean above 1"):
        serial_interval(mean, sd)


def test_nobody_infects_on_the_day_of_falling_ill():
    np.testing.assert_allclose(infectivity(np.array([4.0, 0, 0, 0]), np.array([0, 0.5, 0.25])), [0, 2, 1, 0])


def test_the_city_has_the_figures_of_its_own_sum():
    """Two areas; 60 days of steady cases make R almost one, by the formula with a week of 7 · 20 cases."""
    found = found_of(np.full((2, 60), 10.0), leaf=[0, 2])
    infectious = 20 * serial_interval(2.6, 1.5).sum() * 7
    np.testing.assert_allclose(found.value[0], (1 + 140) / (1 / 5 + infectious), rtol=1e-6)
    np.testing.assert_allclose(found.value[1], (1 + 70) / (1 / 5 + infectious / 2), rtol=1e-6)
    assert found.low is not None
    assert found.high is not None
    assert found.low[0] < 1 < found.high[0]
    assert found.high[0] - found.low[0] < found.high[1] - found.low[1]


def test_steady_growth_is_seen_and_its_end_too():
    """Growth by 15 % a day with an interval of 2.6 ± 1.5 days is an R of about 1.4."""
    growing, ending = found_of(GROWING), found_of(np.round(2000 * 0.7 ** np.arange(16)))
    assert growing.value[0] == pytest.approx(1.39, abs=0.05)
    assert band_of(growing) == 2
    assert ending.value[0] < 0.6
    assert band_of(ending) == 0


def test_critical_is_sure_and_great():
    steep = found_of(np.round(5 * 1.35 ** np.arange(20)))
    assert steep.value[0] > 1.5
    assert band_of(steep) == 3
    assert steep.judged[0] == 1


def test_cases_from_elsewhere_do_not_make_it_grow():
    """All but ten cases a day are imported: what they infect is little."""
    told = np.full(40, 50.0)
    assert found_of(told, imported=40).value[0] == pytest.approx(10 / 50, abs=0.02)
    assert found_of(told).value[0] == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize(("last", "known"), [(0, 0), (1, 1)])
def test_twelve_local_cases_in_a_week_are_needed(last: int, known: int):
    found = found_of([*[3.0] * 20, 2, 2, 2, 2, 2, 1, last])
    assert (not np.isnan(found.value[0])) == known
    assert np.isnan(found_of([*[3.0] * 20, 5, 5, 5, 5, 5, 5, 5], imported=[4]).value[0])


def test_a_window_begins_after_the_first_day_told():
    assert np.isnan(found_of([20.0] * 7).value[0])
    assert not np.isnan(found_of([20.0] * 8).value[0])


def test_the_disease_that_grows_most_surely_is_the_areas():
    found = found_of([np.full(30, 20.0), GROWING], disease=[0, 1])
    assert found.companions["disease"][0] == 1
    assert found.greatest()[0].thing == "covid"
    assert found.greatest()[1].note["en"] == "P(R>1) 0.52, 7 days: 140 local, 0 imported"


def test_a_missed_day_lies_between_its_neighbours():
    whole, holed = np.full(40, 20.0), np.full(40, 20.0)
    holed[33] = np.nan
    np.testing.assert_allclose(found_of(holed).value[0], found_of(whole).value[0])


def test_an_area_that_fell_silent_does_not_make_it_shrink():
    both = np.full((2, 40), 20.0)
    both[1, -4:] = np.nan
    found = found_of(both)
    np.testing.assert_allclose(found.value[0], found_of(np.full(40, 20.0)).value[0])
    assert found.coverage is not None
    assert found.coverage[0] == 0.5


def test_a_longer_serial_interval_makes_the_same_growth_a_greater_number():
    short, long = found_of(GROWING), found_of(GROWING, influenza_interval_d=5.0)
    assert long.value[0] > short.value[0]
