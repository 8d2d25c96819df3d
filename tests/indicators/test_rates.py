"""On-time closure: a rate with care for few and for none."""

import numpy as np

from indicators.city_management import case_ontime_closure
from tests.indicators.little_city import rows


def test_each_area_tells_what_it_missed():
    due = rows("incident.due", [1] * 90 + [0] * 10, leaf=[0] * 90 + [0, 2, 2, 2, 2, 2, 2, 2, 4, 4]).table()
    found = case_ontime_closure.compute(due)
    assert found.value[0] == 90
    assert found.companions["n"][0] == 100
    assert found.companions["missed"].tolist() == [10, 1, 7, 1, 0, 7, 0]
    assert [one.thing for one in found.greatest(area=1)] == ["90"]


def test_few_are_shown_but_not_ranked():
    found = case_ontime_closure.compute(rows("incident.due", [1, 0]).table())
    assert found.value[0] == 50
    assert found.banded is not None
    assert np.isnan(found.banded[0])
