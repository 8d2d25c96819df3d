"""The greatest contributors of every leaf are enough to name those of any area, with the same shares and words."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.contributors import ByItem, ByRow
from tests.indicators.little_city import AREAS


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32 - 1), count=st.integers(0, 60), most=st.integers(1, 4))
def test_the_greatest_rows_of_every_leaf_tell_of_any_area_what_all_rows_do(seed: int, count: int, most: int):
    chance = np.random.default_rng(seed)
    amount = chance.integers(0, 9, count).astype(np.float64)  # many are equal
    amount[chance.random(count) < 0.2] = np.nan
    whole = ByRow(
        areas=AREAS, leaf=chance.integers(0, AREAS.elsewhere + 1, count), thing=[f"t{i}" for i in range(count)],
        amount=amount, notes=({"zh": "{x:.1f}甲", "en": "{x:.1f} a"}, {"zh": "乙", "en": "b"}),
        which=chance.integers(0, 2, count), about={"x": chance.random(count)},
    )  # fmt: skip
    few = whole.greatest(most)
    assert len(few.thing) <= most * (AREAS.elsewhere + 1)
    assert [few.of(area, most) for area in range(len(AREAS))] == [whole.of(area, most) for area in range(len(AREAS))]
    np.testing.assert_array_equal(few.sums(), whole.sums())


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32 - 1), count=st.integers(1, 12), most=st.integers(1, 4))
def test_the_greatest_items_of_every_area_tell_what_all_items_do(seed: int, count: int, most: int):
    chance = np.random.default_rng(seed)
    shape = (count, len(AREAS))
    titles = [{"zh": f"第{i}", "en": f"No. {i}"} for i in range(count)]
    whole = ByItem(
        thing=[f"t{i}" for i in range(count)], amount=chance.integers(0, 5, shape).astype(np.float64),
        note={"zh": "{x:.1f}", "en": "{x:.1f}"}, about={"x": chance.random(shape)}, titles=titles,
    )  # fmt: skip
    few = whole.greatest(most)
    assert [few.of(area, most) for area in range(len(AREAS))] == [whole.of(area, most) for area in range(len(AREAS))]
    np.testing.assert_array_equal(few.sums(), whole.sums())
