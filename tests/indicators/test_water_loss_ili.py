import numpy as np
import pytest

from indicators.base import Outcome
from indicators.city_management.water_loss_ili import INDICATOR, compute, correction_pct, uarl_m3_day
from tests.indicators.little_city import Made, rows
from tests.indicators.reference import agrees, case

NAN = np.nan
DAY_S = 86_400.0
SUPPLIED = 36.5e6  # m³ a year
USUAL_KM = 0.0693 * SUPPLIED / 10_000  # so much network takes nothing off


def balance(supplied: object = SUPPLIED, authorised: object = 0.9 * SUPPLIED, **more: object) -> Made:
    """A year in one row: ten per cent lost, nothing taken off."""
    about = {
        "apparent_m3": 0, "households_m3": 0, "days": 365, "mains_km": USUAL_KM, "connections": 50_000,
        "private_km": 0, "pressure_m": 40, "correction_pct": 0,
    }  # fmt: skip
    return rows("water.balance", supplied, authorised_m3=authorised, **{**about, **more})


def found(made: Made) -> Outcome:
    return compute(made.table(), INDICATOR.parameters)


def band(one: Outcome) -> int:
    return int(INDICATOR.bands.of(one.judged, INDICATOR.better)[0])


def test_unavoidable_losses_are_those_of_lambert():
    given, expected = case("uarl_own")
    uarl = uarl_m3_day(given["lm_km"], given["nc"], given["lp_km"], given["pressure_m"])
    agrees("uarl_own", uarl, expected["uarl_m3_day"])
    agrees("uarl_own", given["carl_m3_day"] / uarl, expected["ili"])


def test_ili_is_real_by_unavoidable_losses_of_the_whole_year():
    """464 m³ a day are lost, 232 cannot be avoided; what meters lose is no leak."""
    lost = 464 * 365.0
    one = found(balance(SUPPLIED, SUPPLIED - lost - 1000, apparent_m3=1000, mains_km=100, connections=5000))
    np.testing.assert_allclose(one.companions["ili"][0], 2)
    np.testing.assert_allclose(one.companions["real_m3_day"][0], 464)


@pytest.mark.parametrize(("ili", "grade"), [(1.99, 0), (2.0, 1), (4.0, 2), (7.99, 2), (8.0, 3)])
def test_each_cut_of_ili_belongs_to_the_worse_grade(ili: float, grade: int):
    lost = ili * 232 * 365
    one = found(balance(lost, 0, mains_km=100, connections=5000))
    assert one.companions["ili_grade"][0] == grade


@pytest.mark.parametrize(
    ("connections", "pressure_m", "known"),
    [(2999, 40, 0), (3000, 40, 1), (3000, 24.9, 0), (3000, 25, 1), (3000, 101, 0)],
)
def test_ili_is_not_given_where_its_formula_does_not_hold(connections: float, pressure_m: float, known: int):
    one = found(balance(connections=connections, pressure_m=pressure_m))
    assert np.isfinite(one.companions["ili"][0]) == bool(known)
    assert np.isfinite(one.value[0])


@pytest.mark.parametrize(
    ("lost_pct", "worst", "level"), [(10, 0, 0), (10.1, 1, 1), (12, 1, 1), (12.1, 2, 2), (15, 2, 2), (15.1, 3, 2)]
)
def test_the_two_levels_of_the_standard_and_our_cut(lost_pct: float, worst: int, level: int):
    one = found(balance(10_000, 10_000 - 100 * lost_pct, mains_km=0.0693))
    np.testing.assert_allclose(one.value[0], lost_pct)
    assert band(one) == worst
    assert one.level is not None
    assert INDICATOR.levels[int(one.level[0])] == INDICATOR.levels[level]


def test_what_the_standard_takes_off():
    """Half of the supply read at households: 4 %; 0.0793 km per 10 000 m³: 0.99 %; told for pressure and frost: 1.5."""
    one = found(balance(households_m3=SUPPLIED / 2, mains_km=0.0793 * SUPPLIED / 10_000, correction_pct=1.5))
    np.testing.assert_allclose(one.value[0], 10 - 4 - 0.99 - 1.5)
    np.testing.assert_allclose(one.companions["gross_pct"][0], 10)


def test_much_or_little_network_takes_off_three_per_cent_at_most():
    year, none = np.full(2, SUPPLIED), np.zeros(2)
    np.testing.assert_allclose(correction_pct(year, none, np.array([0.0, 1e6]), np.full(2, 365.0)), [-3, 3])


def test_a_part_of_a_year_is_taken_for_the_whole():
    np.testing.assert_allclose(
        correction_pct(np.full(2, SUPPLIED / 12), np.zeros(2), np.full(2, 260.0), np.full(2, 365 / 12)),
        correction_pct(np.full(2, SUPPLIED), np.zeros(2), np.full(2, 260.0), np.full(2, 365.0)),
    )


def test_months_add_up_and_what_is_older_than_a_year_does_not_count():
    ages = np.arange(13) * 30.4 * DAY_S + DAY_S
    made = balance(
        np.full(13, SUPPLIED / 12), np.where(np.arange(13) < 12, 0.9, 0.1) * SUPPLIED / 12, days=365 / 12,
        age_s=ages, thing=["d"] * 13,
    )  # fmt: skip
    one = found(made)
    np.testing.assert_allclose(one.value[0], 10)
    assert one.coverage is not None
    np.testing.assert_allclose(one.coverage[0], 1)
    assert [each.thing for each in one.greatest()] == ["d"]


def test_areas_are_weighted_by_what_they_were_supplied():
    """CJJ 92, 5.3.3: (10 · 3 + 20 · 1) ÷ 4."""
    supplied = np.array([30e6, 10e6])
    one = found(balance(supplied, supplied * [0.9, 0.8], mains_km=0.0693 * supplied / 10_000, leaf=[0, 2]))
    np.testing.assert_allclose(one.value[:3], [12.5, 10, 20])
    assert [(each.thing, each.note["zh"]) for each in one.greatest()] == [
        ("0", "R_BL 10.0 %, 3000000 m³"), ("1", "R_BL 20.0 %, 2000000 m³"),
    ]  # fmt: skip


def test_a_month_with_a_hole_or_without_supply_does_not_count():
    one = found(balance([SUPPLIED, 100, 0], [0.9 * SUPPLIED, NAN, 0]))
    np.testing.assert_allclose(one.value[0], 10)


@pytest.mark.parametrize(
    "mistyped",
    [
        {"authorised": 1.3 * SUPPLIED}, {"authorised": 1e300}, {"households_m3": 1e300}, {"apparent_m3": 1e12},
        {"correction_pct": 1e12}, {"correction_pct": -21.0}, {"authorised": -1.0},
    ],
)  # fmt: skip
def test_a_month_whose_parts_are_more_than_the_whole_is_not_believed(mistyped: dict[str, float]):
    assert np.isnan(found(balance(**mistyped)).value[0])


def test_what_meters_misread_may_make_a_loss_of_less_than_nothing():
    assert found(balance(authorised=1.1 * SUPPLIED)).value[0] == pytest.approx(-10)
