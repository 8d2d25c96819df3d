import numpy as np

from indicators.base import Outcome
from indicators.infrastructure.coverage_5g import INDICATOR, compute
from tests.indicators.little_city import Made, rows

NAN = np.nan


def cells(value: list[float], **more: object) -> Made:
    return rows("radio.good", value, **{"residents": 100, "area_km2": 1, "road_km": 2, **more})


def found(made: Made, **parameters: float) -> Outcome:
    return compute(made.table(), {**INDICATOR.parameters, **parameters})


def test_ninety_five_per_cent_of_samples_are_enough():
    assert found(cells([95.0, 94.99])).value[0] == 50
    assert found(cells([95.0, 94.99]), good_pct=90).value[0] == 100


def test_people_land_and_roads_each_have_their_share():
    one = found(cells([99, 10], residents=[990, 10], area_km2=[1, 3], road_km=[3, 1]))
    assert one.value[0] == 99
    assert one.companions["area_pct"][0] == 25
    assert one.companions["road_pct"][0] == 75
    assert one.companions["people_without"][0] == 10
    assert INDICATOR.bands.of(one.judged, INDICATOR.better)[0] == 0


def test_a_cell_of_three_operators_weighs_no_more_than_one_of_one():
    """Two of three serve a; nobody serves b: (2/3 · 100 + 0) ÷ 200."""
    one = found(cells([99, 99, 0, 0], thing=["a/1", "a/2", "a/3", "b/1"]))
    np.testing.assert_allclose(one.value[0], 100 / 3)
    np.testing.assert_allclose(one.companions["cells"][0], 2)


def test_an_operator_who_says_nothing_takes_no_share():
    one = found(cells([99, NAN], thing=["a/1", "a/2"]))
    assert one.value[0] == 100
    assert one.coverage is not None
    assert one.coverage[0] == 0.5


def test_the_holes_are_listed_by_the_people_in_them():
    one = found(cells([10, 20, 99], thing=["a/1", "b/1", "c/1"], residents=[5, 50, 500], leaf=[0, 2, 2]))
    assert [(each.thing, each.amount, each.note["en"]) for each in one.greatest()] == [
        ("b/1", 50, "20.0 %"), ("a/1", 5, "10.0 %"),
    ]  # fmt: skip
    assert [each.thing for each in one.greatest(area=1)] == ["a/1"]


def test_where_nobody_lives_only_land_and_roads_are_known():
    one = found(cells([99], residents=0))
    assert np.isnan(one.value[0])
    assert one.companions["area_pct"][0] == 100


def test_unknown_or_negative_residents_count_for_nothing():
    one = found(cells([99, 10, 10], residents=[100, NAN, -5]))
    assert one.value[0] == 100
