"""Counts on leaves add up to districts and to the city."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from shapely import box

from geo.areas import Area, Areas


def area(code: str, level: int, parent: str | None, west: float, east: float) -> Area:
    return Area(code=code, title={"zh": code, "en": code}, level=level, parent=parent, shape=box(west, 0, east, 1))


AREAS = Areas((
    area("city", 0, None, 0, 3), area("left", 1, "city", 0, 2), area("right", 1, "city", 2, 3),
    area("a", 2, "left", 0, 1), area("b", 2, "left", 1, 2), area("c", 2, "right", 2, 3),
))  # fmt: skip


def test_only_the_finest_areas_are_leaves():
    assert [AREAS.codes[leaf] for leaf in AREAS.leaves] == ["a", "b", "c"]


@pytest.mark.parametrize("parent", ["a", "b", "nowhere", None])
def test_an_area_that_does_not_lie_in_the_city_is_refused(parent: str | None):
    with pytest.raises(ValueError, match=r"a lies in .*; it should lie in an area of a lower level"):
        Areas((area("city", 0, None, 0, 2), area("a", 1, parent, 0, 1), area("b", 1, "a", 1, 2)))


def test_a_city_that_lies_in_something_is_refused():
    for areas in ((), (area("city", 0, "city", 0, 2), area("a", 1, "city", 0, 1))):
        with pytest.raises(ValueError, match="there is no city"):
            Areas(areas)


def test_two_areas_with_one_code_are_refused():
    with pytest.raises(ValueError, match="two areas have the same code"):
        Areas((area("city", 0, None, 0, 2), area("a", 1, "city", 0, 1), area("a", 1, "city", 1, 2)))


def test_a_district_without_parts_is_refused_beside_districts_that_have_some():
    parts = (area("a1", 2, "a", 0, 1), area("a", 1, "city", 0, 1), area("b", 1, "city", 1, 2))
    with pytest.raises(ValueError, match="b has no parts of level 2"):
        Areas((area("city", 0, None, 0, 2), *parts))


def test_a_point_on_a_border_belongs_to_the_first_area_and_one_outside_to_none():
    assert [AREAS.holding(lon, 0.5) for lon in (0.5, 1.0, 2.5, 3.0, 3.1)] == ["a", "a", "c", "c", None]


def test_a_point_in_the_city_but_in_no_leaf_belongs_to_the_city():
    gap = Areas((area("city", 0, None, 0, 3), area("a", 1, "city", 0, 1)))
    assert [gap.holding(lon, 0.5) for lon in (0.5, 2.0, 3.1)] == ["a", "city", None]


def test_the_elsewhere_leaf_counts_for_the_city_alone():
    assert AREAS.summed(np.array([0, 1, 2, AREAS.elsewhere])).tolist() == [4, 2, 1, 1, 1, 1]


@given(arrays.arrays(np.intp, st.integers(0, 200), elements=st.integers(0, 3)), st.integers(0, 2**32))
def test_districts_and_elsewhere_add_up_to_the_city(leaf: np.ndarray, seed: int):
    weight = np.random.default_rng(seed).normal(size=len(leaf))
    city, left, right, *leaves = AREAS.summed(leaf, weight)
    assert np.isclose(city, left + right + weight[leaf == AREAS.elsewhere].sum())
    assert np.isclose(left, leaves[0] + leaves[1])
    assert np.isclose(right, leaves[2])


@given(arrays.arrays(float, (4, 5), elements=st.integers(-9, 9)))
def test_whole_tables_are_merged_like_their_columns(per_leaf: np.ndarray):
    merged = AREAS.merged(per_leaf)
    assert merged.shape == (6, 5)
    assert all((merged[:, i] == AREAS.merged(per_leaf[:, i])).all() for i in range(5))


def test_the_bounds_are_those_of_the_city():
    bounds = AREAS.bounds
    assert (bounds.west, bounds.south, bounds.east, bounds.north) == (0, 0, 3, 1)
