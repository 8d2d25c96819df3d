import numpy as np

from indicators.base import Outcome
from indicators.infrastructure.data_sharing_rate import INDICATOR, compute
from tests.indicators.little_city import Made, rows

NAN = np.nan
DAY_S = 86_400.0
NO_CATALOGUE = rows("data.catalogue", [], office=[], mounted=[])


def requests(value: list[float], **more: object) -> Made:
    return rows("data.request", value, **{"office": 1, **more})


def found(asked: Made, catalogue: Made = NO_CATALOGUE) -> Outcome:
    return compute(asked.table(), catalogue.table())


def test_it_is_judged_by_the_lower_bound():
    """18 of 20 and 4 of 20 are in R's binom.confint; here are 95 of 100: 88.82 to 97.85."""
    one = found(requests([1.0] * 95 + [0.0] * 5))
    assert one.value[0] == 95
    assert one.banded is not None
    np.testing.assert_allclose(one.banded[0], 88.82, atol=0.01)
    assert INDICATOR.bands.of(one.banded, INDICATOR.better)[0] == 2


def test_the_month_before_is_told_apart():
    one = found(requests([1, 0, 0, 0, 1], age_s=np.array([1, 31, 31.001, 40, 60]) * DAY_S))
    assert one.value[0] == 50
    np.testing.assert_allclose(one.companions["month_before_pct"][0], 100 / 3)


def test_offices_are_named_by_what_they_left_open_and_add_up():
    one = found(requests([0, 0, 1, 0, 0], office=[3, 3, 3, 1, NAN], leaf=[0, 0, 0, 2, 2]))
    assert [(each.thing, each.amount, each.note["en"]) for each in one.greatest()] == [
        ("office-3", 2, "of 3 due"), ("office-unknown", 1, "of 1 due"), ("office-1", 1, "of 1 due"),
    ]  # fmt: skip
    assert one.contributors is not None
    np.testing.assert_array_equal(one.contributors.sums(), one.companions["missed"])
    assert [each.thing for each in one.greatest(area=1)] == ["office-3"]


def test_only_what_is_mounted_can_be_used():
    catalogue = rows("data.catalogue", [5, 0, 7, 0], office=1, mounted=[1, 1, 0, 0])
    one = found(requests([1]), catalogue)
    assert one.companions["registered"][0] == 4
    assert one.companions["mounted_pct"][0] == 50
    assert one.companions["active_pct"][0] == 50


def test_without_a_mounted_data_set_nothing_is_known_of_its_use():
    one = found(requests([1]), rows("data.catalogue", [5], office=1, mounted=0))
    assert one.companions["mounted_pct"][0] == 0
    assert np.isnan(one.companions["active_pct"][0])


def test_of_one_data_set_the_newest_word_counts():
    catalogue = rows("data.catalogue", [0, 9], thing=["a", "a"], age_s=[60, 7200], office=1, mounted=1)
    assert found(requests([1]), catalogue).companions["active_pct"][0] == 0
