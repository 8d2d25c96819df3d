"""Satisfaction: content from 3 of 5 on, judged by what is sure of it."""

import numpy as np
import pytest
from statsmodels.stats.proportion import proportions_ztest

from indicators.base import Outcome
from indicators.livelihood.satisfaction_wilson import INDICATOR, compute, two_proportions_z
from tests.indicators.little_city import Made, rows
from tests.indicators.reference import agrees, case

DAY = 86_400.0
NO_CASES = rows("service.case", [], office=[])


def ratings(good: int, bad: int, office: object = 1, leaf: object = 0, age_s: object = 60.0) -> Made:
    return rows("service.rating", [5.0] * good + [1.0] * bad, office=office, leaf=leaf, age_s=age_s)


def found_of(made: Made, cases: Made = NO_CASES) -> Outcome:
    return compute(made.table(), cases.table(), INDICATOR.parameters)


def test_the_interval_is_the_one_that_r_gives():
    told, _ = case("wilson_r_binom")
    found = [found_of(ratings(part, whole - part)) for part, whole in told["cases"]]
    agrees("wilson_r_binom", [[one.low[0] / 100, one.high[0] / 100] for one in found])


def test_basically_satisfied_is_content():
    assert found_of(rows("service.rating", [5, 4, 3, 2, 1], office=1)).value[0] == 60


def test_a_city_may_ask_for_more():
    made = rows("service.rating", [5, 4, 3, 2], office=1).table()
    assert compute(made, NO_CASES.table(), {"content_from": 4.0}).value[0] == 50


def test_small_offices_are_not_ranked_and_the_worst_comes_first():
    """Office 1 has 29 bad ratings and is not ranked; of 2 (27 of 30) and 3 (95 of 100) the surer one is the better."""
    office = [3] * 95 + [2] * 27 + [1] * 29 + [2] * 3 + [3] * 5
    found = found_of(rows("service.rating", [5] * 122 + [1] * 37, office=office))
    assert [one.thing for one in found.greatest()] == ["office-2", "office-3"]
    assert found.greatest()[0].note["en"] == "90.0 %, at least 74.4 %, n 30"
    assert found.companions["offices_ranked"][0] == 2


def test_an_office_is_ranked_in_an_area_by_its_ratings_there():
    found = found_of(ratings(60, 0, office=4, leaf=[0] * 30 + [2] * 30))
    assert found.companions["offices_ranked"].tolist() == [1, 1, 1, 1, 0, 1, 0]
    assert [one.thing for one in found.greatest(1)] == ["office-4"]


@pytest.mark.parametrize(("bad", "band"), [(0, 0), (45, 1), (90, 2), (200, 3)])
def test_it_is_judged_by_the_lower_bound(bad: int, band: int):
    found = found_of(ratings(1000 - bad, bad))
    assert INDICATOR.bands.of(found.judged, INDICATOR.better)[0] == band


def test_the_trend_is_the_one_of_statsmodels():
    z, _ = proportions_ztest([45, 40], [50, 50])
    made = rows(
        "service.rating", [5] * 45 + [1] * 5 + [5] * 40 + [1] * 10, office=1, age_s=[DAY] * 50 + [20 * DAY] * 50
    )
    np.testing.assert_allclose(found_of(made).companions["trend_z"][0], z)


def test_all_content_before_and_after_is_no_trend():
    ten, none = np.array([10.0]), np.array([0.0])
    assert two_proportions_z(ten, ten, ten, ten)[0] == 0
    assert np.isnan(two_proportions_z(ten, ten, none, none)[0])


def test_how_many_of_the_cases_were_rated_stands_beside_it():
    found = found_of(ratings(9, 1), rows("service.case", [1.0] * 30 + [0.0] * 10, office=1))
    assert found.companions["response_pct"][0] == 25
    assert np.isnan(found_of(ratings(9, 1)).companions["response_pct"][0])


def test_a_rating_of_no_known_office_counts_but_ranks_nobody():
    found = found_of(ratings(40, 0, office=np.nan))
    assert found.value[0] == 100
    assert found.greatest() == ()
