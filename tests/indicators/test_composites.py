"""The composites: no red item hides, what is missing is told, and the parts add up."""

from dataclasses import replace

import numpy as np
import pytest

from city.views import CityTime
from indicators.composite import alert_pressure_index, city_vital_sign, domain_health_index
from indicators.composite.alert_pressure_index import pressure_of
from indicators.composite.city_vital_sign import DOMAINS, vital_sign
from indicators.methods.critic import critic_weights
from indicators.methods.scores import geometric, score, shaken
from tests.indicators.little_city import AREAS, NOON, NOW, judged, peer, rows, series
from tests.indicators.reference import agrees, case

ONE = {"default_weight": 1.0}


def test_critic_gives_the_weights_that_its_authors_printed():
    given, _ = case("critic_weights")
    agrees("critic_weights", critic_weights(np.array(given["matrix"], dtype=np.float64)))


def test_critic_gives_nothing_to_what_never_varies_and_refuses_a_table_in_which_nothing_does():
    assert critic_weights(np.array([[1.0, 7.0, 3.0], [2.0, 7.0, 5.0], [5.0, 7.0, 4.0]]))[1] == 0
    with pytest.raises(ValueError, match="Nothing varies"):
        critic_weights(np.ones((5, 3)))


@pytest.mark.parametrize(
    ("value", "points"), [(2, 100), (4, 80), (5, 70), (6, 60), (8, 30), (10, 0), (99, 0), (0, 100)]
)
def test_a_score_is_straight_between_the_cuts(value: float, points: float):
    assert score(np.array([float(value)]), (4, 6, 8))[0] == points
    assert score(np.array([-float(value)]), (-4, -6, -8))[0] == points


def test_all_of_a_share_is_the_best_there_is():
    np.testing.assert_allclose(score(np.array([100.0, 99.0, 98.0]), (98, 95, 90), best=100), [100, 90, 80])


def test_one_red_item_pulls_its_domain_down_further_than_a_mean_would():
    said = judged(a=peer(2.0), b=peer(2.0), c=peer(9.0))
    found = domain_health_index.compute(said, ONE)
    assert found.companions["traffic"][0] == pytest.approx((100 * 100 * 15) ** (1 / 3))
    assert found.companions["traffic"][0] < (100 + 100 + 15) / 3
    assert [one.thing for one in found.greatest()] == ["c"]


@pytest.mark.parametrize(("value", "points", "worse"), [(4.0, 80, 0), (6.0, 60, 1), (8.0, 30, 3)])
@pytest.mark.parametrize("many", [1, 3, 10])
def test_items_that_are_all_on_a_cut_keep_their_domain_there(value: float, points: float, worse: int, many: int):
    found = domain_health_index.compute(judged(**{f"item{one}": peer(value) for one in range(many)}), ONE)
    assert found.companions["traffic"][0] == points
    assert domain_health_index.INDICATOR.bands.of(found.value, domain_health_index.INDICATOR.better)[0] == worse


def test_what_is_missing_lowers_the_coverage_and_widens_the_interval_and_below_six_tenths_nothing_is_said():
    whole = domain_health_index.compute(judged(a=peer(5.0), b=peer(5.0), c=peer(5.0)), ONE)
    one_gone = domain_health_index.compute(judged(a=peer(5.0), b=peer(5.0), c=peer(np.nan)), ONE)
    two_gone = domain_health_index.compute(judged(a=peer(5.0), b=peer(np.nan), c=peer(np.nan)), ONE)
    assert whole.coverage is not None
    assert one_gone.coverage is not None
    assert (whole.coverage[0], one_gone.coverage[0]) == (1.0, pytest.approx(2 / 3))
    assert one_gone.companions["missing"][0] == 1
    assert one_gone.low is not None
    assert one_gone.high is not None
    assert one_gone.low[0] < one_gone.value[0] == whole.value[0] < one_gone.high[0]
    assert np.isnan(two_gone.companions["traffic"][0])


def test_an_old_measure_is_as_good_as_none():
    found = domain_health_index.compute(judged(a=peer(5.0), b=peer(5.0, age_s=4000.0)), ONE)
    assert np.isnan(found.companions["traffic"][0])
    assert found.companions["missing"][0] == 1


def test_what_was_never_known_in_a_district_is_not_missed_there():
    here = np.array([True, True, False, True, True, True, True])
    value = np.where(here, 5.0, np.nan)
    found = domain_health_index.compute(judged(a=peer(5.0), b=replace(peer(value), expected=here)), ONE)
    assert found.companions["missing"][2] == 0
    assert found.companions["traffic"][2] == pytest.approx(70)


def test_a_weight_of_the_city_counts():
    said = judged(a=peer(2.0), b=peer(8.0))
    even = domain_health_index.compute(said, ONE).companions["traffic"][0]
    heavier = domain_health_index.compute(said, {**ONE, "b": 3.0}).companions["traffic"][0]
    without = domain_health_index.compute(said, {**ONE, "b": 0.0}).companions["traffic"][0]
    assert without == pytest.approx(100)
    assert without > even > heavier


def test_the_headline_is_seven_tenths_mean_and_three_tenths_the_weakest():
    scores, weight = np.array([[90.0], [50.0]]), np.array([0.75, 0.25])
    assert vital_sign(scores, weight)[0] == pytest.approx(0.7 * (0.75 * 90 + 0.25 * 50) + 0.3 * 50)


def test_the_headline_falls_with_any_domain_and_its_parts_add_up():
    scores = {domain: np.full(len(AREAS), 80.0 - 3 * i) for i, domain in enumerate(DOMAINS)}
    parameters = city_vital_sign.INDICATOR.parameters

    def headline(**changed: float) -> float:
        told = {**scores, **{name: np.full(len(AREAS), value) for name, value in changed.items()}}
        found = city_vital_sign.compute(judged(domain_health_index=peer(50.0, companions=told)), parameters)
        assert found.contributors is not None
        np.testing.assert_allclose(found.contributors.sums(), 100 - found.value)
        return float(found.value[0])

    before = headline()
    for domain in DOMAINS:
        assert headline(**{domain: 20.0}) < before
    assert headline(traffic=np.nan) != before


def test_too_few_domains_make_no_headline():
    told = {domain: np.full(len(AREAS), 80.0 if domain == "traffic" else np.nan) for domain in DOMAINS}
    health = peer(80.0, companions=told)
    found = city_vital_sign.compute(judged(domain_health_index=health), city_vital_sign.INDICATOR.parameters)
    assert np.isnan(found.value).all()
    assert found.coverage is not None
    assert 0 < found.coverage[0] < 0.6


def test_weights_are_shaken_one_at_a_time():
    tried = shaken(np.array([0.5, 0.3, 0.2]))
    assert tried.shape == (6, 3)
    assert (np.count_nonzero(tried != np.array([0.5, 0.3, 0.2]), axis=1) == 1).all()


def test_the_mean_is_of_what_is_known():
    np.testing.assert_allclose(geometric(np.array([[np.nan], [49.0]]), np.array([5.0, 1.0])), [49.0])
    assert np.isnan(geometric(np.array([[np.nan]]), np.array([1.0]))[0])


def test_the_headline_is_taken_apart_into_what_each_domain_costs():
    """Eight domains of equal weight: one at 60 costs 0.7 × 40 / 8 of the mean and 0.3 × 40 as the weakest."""
    scores = {domain: np.full(len(AREAS), 100.0) for domain in DOMAINS} | {"traffic": np.full(len(AREAS), 60.0)}
    health = peer(60.0, domain="composite", cuts=(80, 60, 40), lower_is_better=False, companions=scores)
    equal = {f"{who}.{domain}": 1.0 for who in ("expert", "critic") for domain in DOMAINS}
    found = city_vital_sign.compute(judged(domain_health_index=health), equal)
    assert found.companions["lost"][0] == pytest.approx(100 - found.value[0])
    [one] = found.greatest()
    assert (one.thing, one.amount, one.share) == ("traffic", pytest.approx(0.7 * 40 / 8 + 0.3 * 40), 1)


def test_pressure_fades_and_is_held_against_the_same_hour_of_the_week():
    """Six weeks in which a weight of 10 comes in each hour, then an hour of 90."""
    past = series(np.full(24 * 7 * 6, 10.0), until=NOON)
    steady = pressure_of(np.full((500, 1), 10.0), 2.0)[-1, 0]
    alerts = rows("alert.raised", [9.0] * 10, age_s=0.0).table()
    found = alert_pressure_index.compute(alerts, past, NOW, {"tau_h": 2.0})
    assert found.companions["expected"][0] == pytest.approx(steady)
    assert found.companions["pressure"][0] == 90.0
    assert found.value[0] == pytest.approx((90.0 - steady) / np.sqrt(9.0 * steady / 2.0))
    assert found.companions["alerts_1h"][0] == 10


@pytest.mark.parametrize("minute", [0, 10, 30, 50])
@pytest.mark.parametrize("hour", [3, 9, 15, 22])
def test_an_ordinary_day_presses_as_usual_at_every_minute(hour: int, minute: int):
    """Eight weeks of a daily rhythm, then a day that is just like them."""
    now = NOON + np.timedelta64((hour - 12) * 60 + minute, "m")
    whole = now.astype("datetime64[h]")

    def rate(hours: np.ndarray) -> np.ndarray:
        return 40.0 + 35.0 * np.cos(2 * np.pi * (hours - 15.0) / 24.0)

    begins = hour + 0.5 - np.arange(24 * 60, 0, -1)
    past = series(rate(begins), until=whole)
    minutes = np.arange(24 * 60) + 0.5
    alerts = rows("alert.raised", rate(hour + (minute - minutes) / 60.0) / 60.0, age_s=minutes * 60.0).table()
    found = alert_pressure_index.compute(alerts, past, CityTime(now, NOW.zone), {"tau_h": 2.0})
    assert found.companions["pressure"][0] == pytest.approx(found.companions["expected"][0], rel=0.05)
    assert abs(found.value[0]) < 1.0


def test_what_chance_alone_brings_is_no_surprise():
    """A city at 170, as steady as a clock for eight weeks: one more alert of the heaviest is within the noise."""
    past, ages = series(np.full(24 * 60, 85.0)), np.arange(240) * 360.0
    alerts = rows("alert.raised", [8.5] * 240, age_s=ages).table()
    one_more = rows("alert.raised", [8.5] * 240 + [9.0] * 3, age_s=[*ages, 1.0, 2.0, 3.0]).table()
    before, after = (
        alert_pressure_index.compute(one, past, NOW, {"tau_h": 2.0}).value[0] for one in (alerts, one_more)
    )
    assert after - before == pytest.approx(27.0 / np.sqrt(8.5 * 170.0 / 2.0), rel=0.02)


def test_the_hour_that_nobody_heard_is_taken_from_its_neighbour():
    values = np.full(24 * 60, 10.0)
    values[-24 * 7 * np.arange(1, 8)] = np.nan  # the hours that began a week ago and before
    now = CityTime(NOON + np.timedelta64(20, "m"), NOW.zone)
    alerts = rows("alert.raised", [9.0] * 10, age_s=0.0).table()
    found = alert_pressure_index.compute(alerts, series(values), now, {"tau_h": 2.0})
    assert found.companions["expected"][0] == pytest.approx(pressure_of(np.full((500, 1), 10.0), 2.0)[-1, 0])


def test_a_heavy_alert_of_two_hours_ago_weighs_a_third():
    found = alert_pressure_index.compute(
        rows("alert.raised", 9.0, age_s=7200.0).table(), series(np.full(24 * 30, 1.0)), NOW, {"tau_h": 2.0}
    )
    assert found.companions["pressure"][0] == pytest.approx(9 / np.e)


def test_nobody_knows_what_is_usual_after_three_days():
    alerts = rows("alert.raised", 9.0).table()
    assert np.isnan(alert_pressure_index.compute(alerts, series(np.ones(72)), NOW, {"tau_h": 2.0}).value).all()
