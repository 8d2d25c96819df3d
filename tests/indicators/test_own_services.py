"""Data quality and the error budget: the geometric mean of what is known, and pairs of windows."""

import numpy as np
import pytest

from city.views import Table
from indicators.base import Bands, Better
from indicators.infrastructure import data_quality_score, platform_slo_burn
from indicators.infrastructure.data_quality_score import DIMENSIONS
from indicators.infrastructure.platform_slo_burn import BANDS, PAIRS, budget_used
from tests.indicators.little_city import AREAS, rows
from tests.indicators.reference import agrees, case

SLO = {"slo": 0.99, "least_events": 100.0, "least_heard": 0.5}


def sets(*scores: float) -> Table:
    about = dict.fromkeys(DIMENSIONS, 1.0) | {"timeliness": np.array(scores)}
    return rows(
        "dataset.state", np.array(scores), leaf=AREAS.elsewhere, thing=[f"kind{i}" for i in range(len(scores))], **about
    ).table()


def test_one_poor_dimension_lowers_a_set_by_its_root():
    found = data_quality_score.compute(sets(0.5))
    assert found.value[0] == pytest.approx(0.5 ** (1 / 5))


def test_a_set_below_the_gate_is_counted_and_named_with_its_worst_dimension():
    found = data_quality_score.compute(sets(1.0, 0.01, 1.0))
    assert (found.companions["below_gate"][0], found.companions["sets"][0]) == (1, 3)
    [one] = found.greatest()
    assert (one.thing, one.note["en"], one.note["zh"]) == ("kind1", "timeliness 0.01", "及时性 0.01")


def test_dimensions_that_nobody_can_tell_do_not_count():
    table = sets(0.5)
    blank = {name: np.array([np.nan]) for name in DIMENSIONS if name != "timeliness"}
    about = {**table.attributes, **blank}
    alone = rows("dataset.state", 0.5, leaf=AREAS.elsewhere, thing=["kind0"], **about).table()
    assert data_quality_score.compute(alone).value[0] == pytest.approx(0.5)


def levels(good: np.ndarray, total: float = 100.0, thing: str = "api") -> Table:
    """A row a minute, the newest last, of so many good ones."""
    age_s = np.arange(len(good))[::-1] * 60.0 + 30.0
    return rows(
        "service.level", good, leaf=AREAS.elsewhere, age_s=age_s, thing=[thing] * len(good), total=total
    ).table()


def test_the_budget_is_used_up_as_the_workbook_says():
    given, _ = case("slo_burn")
    agrees("slo_burn", [budget_used(rate, hours, given["slo_days"]) for rate, hours in given["pairs"]])
    assert list(BANDS.cuts[::-1]) == [rate for rate, _ in given["pairs"]]
    assert [hours for hours, _ in PAIRS] == [hours for _, hours in given["pairs"]]


def test_an_hour_of_faults_is_critical_and_ends_when_they_do():
    """20 % faults are twenty times what an SLO of 99 % allows."""
    bad = np.full(72 * 60, 100.0)
    bad[-60:] = 80.0
    found = platform_slo_burn.compute(levels(bad), SLO)
    assert found.value[0] == pytest.approx(20)
    over = np.append(bad, np.full(10, 100.0))[-72 * 60 :]
    assert platform_slo_burn.compute(levels(over), SLO).value[0] < 14.4


@pytest.mark.parametrize(("bad_min", "over_min", "band"), [(60, 0, 3), (300, 10, 2), (1500, 40, 1), (60, 1440, 0)])
def test_an_outage_that_is_over_falls_band_by_band(bad_min: int, over_min: int, band: int):
    """40 % faults burn forty times too fast; with five sound minutes nobody is paged, with thirty nobody is warned."""
    good = np.full(72 * 60, 100.0)
    good[len(good) - over_min - bad_min : len(good) - over_min] = 60.0
    found = platform_slo_burn.compute(levels(good), SLO)
    assert platform_slo_burn.INDICATOR.bands.of(found.judged, Better.LOWER)[0] == band


def test_a_slow_leak_asks_for_attention_only():
    """1.5 % faults for three days: half again as fast as the budget allows."""
    found = platform_slo_burn.compute(levels(np.full(72 * 60, 98.5)), SLO)
    assert found.value[0] == pytest.approx(1.5)
    assert platform_slo_burn.INDICATOR.bands.of(found.value, Better.LOWER)[0] == 1
    assert found.companions["budget_left_pct"][0] == pytest.approx(100 * (1 - 1.5 * 72 / 720))


def test_the_worst_service_counts_and_is_named():
    both = levels(np.append(np.full(120, 100.0), np.full(120, 50.0)))
    named = rows(
        "service.level", both.value, leaf=AREAS.elsewhere, age_s=np.tile(np.arange(120)[::-1] * 60.0 + 30.0, 2),
        thing=["api"] * 120 + ["beat"] * 120, total=100.0,
    ).table()  # fmt: skip
    found = platform_slo_burn.compute(named, SLO)
    assert found.value[0] == pytest.approx(50)
    assert [one.thing for one in found.greatest()] == ["beat"]


def test_one_failed_call_of_a_fresh_server_is_not_known_to_be_anything():
    """Half an hour after a start: 1 of 14 calls failed, and all beats came."""
    api = rows("service.level", [13.0], leaf=AREAS.elsewhere, age_s=30.0, thing=["api"], total=14.0)
    beat = levels(np.full(31, 60.0), total=60.0, thing="beat")
    assert np.isnan(platform_slo_burn.compute(api.table(), SLO).value[0])
    both = rows(
        "service.level", [*beat.value, 13.0], leaf=AREAS.elsewhere, age_s=[*beat.age_s, 30.0],
        thing=["beat"] * 31 + ["api"], total=[60.0] * 31 + [14.0],
    ).table()  # fmt: skip
    found = platform_slo_burn.compute(both, SLO)
    assert (found.value[0], found.companions["burn_1h"][0]) == (0, 0)
    assert np.isnan([found.companions[name][0] for name in ("burn_6h", "burn_3d", "budget_left_pct")]).all()
    assert found.coverage is not None
    assert found.coverage[0] == pytest.approx(31 / 4320)


@pytest.mark.parametrize(("minutes", "rate"), [(29, np.nan), (30, 50.0)])
def test_an_hour_is_known_when_half_of_it_was_heard(minutes: int, rate: float):
    found = platform_slo_burn.compute(levels(np.full(minutes, 50.0)), SLO)
    np.testing.assert_allclose(found.value[0], rate)


def test_an_hour_of_many_faults_in_few_calls_waits_for_more_calls():
    few = levels(np.full(60, 0.0), total=1.0)
    assert np.isnan(platform_slo_burn.compute(few, SLO).value[0])
    assert platform_slo_burn.compute(few, {**SLO, "least_events": 60.0}).value[0] == pytest.approx(100)


def test_the_pairs_stand_on_the_cuts_of_the_city():
    found = platform_slo_burn.compute(levels(np.full(72 * 60, 98.5)), SLO, Bands(2, 6, 14.4))
    assert found.value[0] == pytest.approx(1.5)
    assert platform_slo_burn.compute(levels(np.full(72 * 60, 91.0)), SLO, Bands(2, 6, 8)).value[0] == pytest.approx(9)


def test_without_faults_nothing_burns_and_without_events_nothing_is_known():
    assert platform_slo_burn.compute(levels(np.full(100, 100.0)), SLO).value[0] == 0
    assert np.isnan(platform_slo_burn.compute(levels(np.zeros(10), total=0.0), SLO).value[0])
