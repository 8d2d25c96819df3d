"""The catalogue and the cases tell two different things, and both are shown."""

import numpy as np
import pytest

from indicators.base import Outcome
from indicators.livelihood.online_service_rate import INDICATOR, compute
from tests.indicators.little_city import Made, rows

NO_CASES = rows("service.case", [], office=[])


def found_of(items: Made, cases: Made = NO_CASES) -> Outcome:
    return compute(items.table(), cases.table())


def test_only_the_whole_process_counts_as_online():
    found = found_of(rows("service.item", [4, 4, 4, 3, 0], office=7))
    assert found.value[0] == 60
    assert found.companions["gap_items"][0] == 2


@pytest.mark.parametrize(("gaps", "band"), [(1, 0), (2, 1), (5, 1), (6, 2), (10, 2), (11, 3)])
def test_on_a_cut_it_is_still_good(gaps: int, band: int):
    found = found_of(rows("service.item", [3] * gaps + [4] * (100 - gaps), office=1))
    assert INDICATOR.bands.of(found.judged, INDICATOR.better)[0] == band


def test_cases_that_nobody_does_online_show_beside_a_full_catalogue():
    found = found_of(rows("service.item", [4] * 10, office=1), rows("service.case", [1] * 18 + [0] * 2, office=1))
    assert found.value[0] == 100
    assert found.companions["volume_pct"][0] == 90
    assert found.companions["unused_pct"][0] == 10
    np.testing.assert_allclose(found.companions["volume_low_pct"][0], 69.89664, atol=1e-4)
    np.testing.assert_allclose(found.companions["volume_high_pct"][0], 97.21335, atol=1e-4)


def test_without_cases_the_catalogue_stands_alone():
    found = found_of(rows("service.item", [4, 2], office=1))
    assert found.value[0] == 50
    assert np.isnan(found.companions["volume_pct"][0])
    assert found.companions["cases"][0] == 0


def test_the_list_names_what_is_missing_where_it_is_missing():
    found = found_of(rows("service.item", [2, 4, 0, np.nan], thing="pqrs", office=[5, 5, 6, 6], leaf=[0, 0, 2, 2]))
    assert [one.thing for one in found.greatest(2)] == ["r"]
    assert found.greatest(1)[0].note["en"] == "online level 2/4, office 5"
    np.testing.assert_allclose(found.value, [100 / 3, 50, 0, 50, np.nan, 0, np.nan])
    assert found.coverage is not None
    assert found.coverage[0] == 0.75


def test_cases_without_a_catalogue_give_no_rate():
    found = found_of(rows("service.item", [], office=[]), rows("service.case", [1, 1], office=1))
    assert np.isnan(found.value).all()
    assert found.companions["volume_pct"][0] == 100
