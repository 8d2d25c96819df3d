"""Data quality and the error budget: the geometric mean of what is known, and pairs of windows."""

import numpy as np
import pytest

from city.views import Table
from indicators.base import Better
from indicators.infrastructure import data_quality_score, platform_slo_burn
from indicators.infrastructure.data_quality_score import DIMENSIONS
from indicators.infrastructure.platform_slo_burn import PAIRS, budget_used
from tests.indicators.little_city import AREAS, rows
from tests.indicators.reference import agrees, case

SLO = {"slo": 0.99}


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
    assert [rate for rate, _, _ in PAIRS] == [rate for rate, _ in given["pairs"]]


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


def test_without_faults_nothing_burns_and_without_events_nothing_is_known():
    assert platform_slo_burn.compute(levels(np.full(100, 100.0)), SLO).value[0] == 0
    assert np.isnan(platform_slo_burn.compute(levels(np.zeros(10), total=0.0), SLO).value[0])
