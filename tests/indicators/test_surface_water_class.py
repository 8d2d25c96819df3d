import numpy as np
import pytest

from indicators.base import Outcome
from indicators.environment.surface_water_class import INDICATOR, ITEMS, LIMITS, compute, water_class
from indicators.methods.scores import score
from tests.indicators.little_city import Made, rows
from tests.indicators.reference import case

NAN = np.nan
CLEAN = {"ph": 7.0, "do": 8.0, "codmn": 1.0, "nh3n": 0.1, "tp": 0.01}
NAMES = ("I", "II", "III", "IV", "V", "劣V")


def found(target: float = NAN, **changed: float | Made) -> Outcome:
    read = {item: changed.get(item, figure) for item, figure in CLEAN.items()}
    made = {
        item: one if isinstance(one, Made) else rows(f"river.{item}", one, thing=["s"], target=target)
        for item, one in read.items()
    }
    return compute(**{item: one.table() for item, one in made.items()}, parameters=INDICATOR.parameters)


def band(one: Outcome) -> int:
    return int(INDICATOR.bands.of(one.judged, INDICATOR.better)[0])


@pytest.mark.parametrize(("printed", "item"), [("NH3N", "nh3n"), ("CODMn", "codmn"), ("TP_river", "tp")])
def test_the_limits_are_those_of_the_standard(printed: str, item: str):
    given, expected = case("gb3838_limits")
    classes = water_class(item, np.array(given[printed], dtype=float))
    assert [NAMES[int(one) - 1] for one in classes] == expected[printed]


def test_oxygen_is_reversed_and_on_its_limit_is_met():
    np.testing.assert_array_equal(
        water_class("do", np.array([7.5, 7.49, 6, 5, 4.9, 3, 2, 1.99, NAN])), [1, 2, 2, 3, 4, 4, 5, 6, NAN]
    )


def test_sour_and_alkaline_water_is_worse_than_any_class():
    np.testing.assert_array_equal(water_class("ph", np.array([5.99, 6, 9, 9.01])), [6, 1, 1, 6])


def test_the_worst_item_decides_and_is_named():
    one = found(nh3n=1.2)
    assert one.value[0] == 4
    assert one.level is not None
    assert INDICATOR.levels[int(one.level[0])]["en"] == "IV"
    np.testing.assert_allclose(one.companions["over"][0], 0.2)
    assert one.greatest()[0].note["en"] == "ammonia 1.20 mg/L, target class 3"


@pytest.mark.parametrize(
    ("nh3n", "target", "worst"),
    [(0.1, 1, 0), (1.0, 3, 0), (1.5, 3, 1), (2.0, 3, 2), (2.0, 1, 2), (2.1, 5, 3), (2.0, 5, 0), (1.5, NAN, 1)],
)
def test_it_is_banded_by_its_target_and_worse_than_five_is_critical(nh3n: float, target: float, worst: int):
    assert band(found(target, nh3n=nh3n)) == worst


def test_a_river_on_its_target_scores_all_there_is_and_each_class_behind_costs():
    said = [found(3, nh3n=figure).judged for figure in (1.0, 1.5, 2.0, 2.1)]
    assert score(np.concatenate(said)[[0, 7, 14, 21]], INDICATOR.bands.cuts, best=0.0).tolist() == [100, 70, 45, 15]


def test_an_area_is_as_bad_as_its_worst_section():
    nh3n = rows("river.nh3n", [0.1, 1.9], thing=["s", "t"], leaf=[0, 2], target=[NAN, 5])
    one = found(nh3n=nh3n)
    np.testing.assert_array_equal(one.value[:3], [5, 1, 5])
    np.testing.assert_array_equal(one.companions["met_pct"][:3], [100, 100, 100])
    np.testing.assert_array_equal(one.companions["sections"][:3], [2, 1, 1])
    assert one.coverage is not None
    np.testing.assert_allclose(one.coverage[:3], [0.6, 1, 0.2])


def test_a_section_of_which_one_item_was_read_is_of_the_class_of_that():
    """What is missing is told by the coverage; limits that are known to be broken are not hidden by it."""
    one = compute(
        **{item: rows(f"river.{item}", NAN if item != "tp" else 0.3, target=3).table() for item in ITEMS},
        parameters=INDICATOR.parameters,
    )
    assert one.value[0] == 4
    assert one.coverage is not None
    np.testing.assert_allclose(one.coverage[0], 0.2)


@pytest.mark.parametrize("item", LIMITS)
def test_worse_water_is_never_of_a_better_class(item: str):
    classes = water_class(item, np.linspace(0, 20, 2001))
    assert (np.diff(classes) * (-1 if item == "do" else 1) >= 0).all()
    assert set(classes) == {1, 2, 3, 4, 5, 6}
