import numpy as np
import pytest
from esda.smoothing import Empirical_Bayes

from indicators.base import Outcome
from indicators.city_management.component_defect_eb import INDICATOR, compute
from tests.indicators.little_city import Made, rows

NAN = np.nan


def stock(**grids: float) -> Made:
    """Grids named by the leaf they lie in and a number: b1 is in the second street."""
    return rows(
        "component.stock", list(grids.values()), thing=[f"{grid}/manhole" for grid in grids],
        leaf=["abcde".index(grid[0]) for grid in grids],
    )  # fmt: skip


def defects(**grids: int) -> Made:
    things = [f"{grid}/{one}" for grid, many in grids.items() for one in range(many)]
    return rows("component.defect", np.ones(len(things)), thing=things, leaf=["abcde".index(one[0]) for one in things])


def found(broken: Made, there: Made) -> Outcome:
    return compute(broken.table(), there.table())


def test_by_hand():
    """Rates 0.1 and 0.3 of 100 each: w 0.8, relative risks 0.6 and 1.4."""
    one = found(defects(a1=10, c1=30), stock(a1=100, c1=100))
    np.testing.assert_allclose(one.value[:3], [1.4, 0.6, 1.4])
    np.testing.assert_allclose(one.companions["weight"][0], 0.8)
    np.testing.assert_allclose(one.companions["own_rate"][0], 300)
    np.testing.assert_allclose(one.companions["smoothed_rate"][0], 280)
    np.testing.assert_allclose(one.companions["city_rate"][[0, 1]], 200)
    assert [(each.thing, each.note["en"]) for each in one.greatest()] == [
        ("c1", "30 defects of 100, weight 0.80"), ("a1", "10 defects of 100, weight 0.80"),
    ]  # fmt: skip


def test_a_handful_in_a_small_grid_is_no_scandal():
    """Two of four are broken in the small grid; 12.5 times the usual, but the evidence is small."""
    one = found(defects(a1=2, b1=40, c1=30, d1=50), stock(a1=4, b1=1000, c1=1000, d1=1000))
    theirs = Empirical_Bayes(np.array([2.0, 40, 30, 50]), np.array([4.0, 1000, 1000, 1000])).r.ravel()
    np.testing.assert_allclose(one.value[0], theirs.max() / (122 / 3004))
    assert one.companions["own_rate"][0] == 500
    assert one.value[0] < 2


def test_all_classes_of_a_grid_are_counted_together_and_the_newest_count_holds():
    there = rows(
        "component.stock", [40, 60, 5, 100], thing=["a1/lamp", "a1/lid", "a1/lid", "c1/lid"], leaf=[0, 0, 0, 2],
        age_s=[60, 60, 9999, 60],
    )  # fmt: skip
    one = found(defects(a1=10, c1=30), there)
    np.testing.assert_allclose(one.value[0], 1.4)
    assert one.companions["stock"][0] == 200


def test_a_grid_without_defects_counts_and_one_without_components_does_not():
    one = found(defects(a1=10, e1=5), stock(a1=100, b1=100))
    assert one.companions["defects"][0] == 10
    assert one.coverage is not None
    np.testing.assert_allclose(one.coverage[0], 10 / 15)
    assert one.value[4] < 1 < one.value[3]


@pytest.mark.parametrize(("risk", "band"), [(1.19, 0), (1.2, 1), (1.5, 2), (1.99, 2), (2.0, 3)])
def test_each_cut_belongs_to_the_worse_side(risk: float, band: int):
    assert INDICATOR.bands.of(np.array([risk]), INDICATOR.better)[0] == band


def test_a_city_without_defects_has_no_risk_to_compare():
    assert np.isnan(found(defects(), stock(a1=100)).value).all()


def test_districts_do_not_change_the_city():
    broken, there = defects(a1=10, c1=30, b2=8), stock(a1=100, c1=100, b2=50)
    moved = found(broken.in_leaf(np.zeros(48, dtype=np.intp)), there.in_leaf(np.array([3, 3, 3])))
    np.testing.assert_allclose(moved.value[0], found(broken, there).value[0])
