"""Tallies equal what a plain loop over the rows gives, however the rows come in."""

from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from live.measures.tallies import Ring
from live.moments import moment
from tests.live.builders import NOON, areas

rows_of_a_while = st.lists(
    st.tuples(st.floats(0, 100), st.integers(0, 40 * 60), st.integers(0, 2)), min_size=1, max_size=60
)


@settings(max_examples=60)
@given(rows_of_a_while, st.integers(1, 30), st.integers(1, 5))
def test_a_window_holds_what_a_loop_would_count(rows: list[tuple[float, int, int]], minutes: int, batches: int) -> None:
    city = areas()
    ring = Ring(60, city, edges=(15.0,))
    for part in range(batches):
        chosen = rows[part::batches]
        if chosen:
            value, at, leaf = _columns(chosen)
            ring.add(value, at, leaf)
    now = NOON + timedelta(minutes=40)
    sums = ring.sums(minutes, int(moment(now).astype("int64")))
    since = (moment(now).astype("int64") // 60_000 - minutes + 1) * 60_000
    for area, leaves in enumerate(((0, 1, 2), (0,), (1,))):
        inside = [v for v, s, leaf in rows if leaf in leaves and moment(NOON).astype("int64") + s * 1000 >= since]
        assert sums.count[area] == len(inside)
        np.testing.assert_allclose(sums.total[area], sum(inside), atol=1e-6)
        np.testing.assert_allclose(sums.squares[area], sum(v * v for v in inside), atol=1e-4)
        assert sums.histogram[area, 0] == sum(v <= 15 for v in inside)
        assert sums.low[area] == min(inside, default=np.inf)
        assert sums.high[area] == max(inside, default=-np.inf)
    for asked in (now, NOON + timedelta(minutes=25)):  # now, and of a time gone by
        last = int(moment(asked).astype("int64")) // 60_000
        found = ring.sums(minutes, int(moment(asked).astype("int64"))).newest
        for area, leaves in enumerate(((0, 1, 2), (0,), (1,))):
            times = [int(moment(NOON).astype("int64")) + s * 1000 for _, s, leaf in rows if leaf in leaves]
            inside = [at for at in times if last - minutes < at // 60_000 <= last]
            assert found[area].astype("int64") == max(inside, default=np.iinfo(np.int64).min)


def test_rows_older_than_the_ring_are_left_out() -> None:
    ring = Ring(10, areas(), edges=())
    ring.add(*_columns([(1.0, 40 * 60, 0)]))
    ring.add(*_columns([(1.0, 0, 0)]))
    now = int(moment(NOON + timedelta(minutes=40)).astype("int64"))
    assert ring.sums(10, now).count[0] == 1


def test_an_old_window_is_empty_when_nothing_came_since() -> None:
    ring = Ring(10, areas(), edges=())
    ring.add(*_columns([(1.0, 0, 0)]))
    later = int(moment(NOON + timedelta(hours=3)).astype("int64"))
    sums = ring.sums(10, later)
    assert sums.count[0] == 0
    assert np.isnan(sums.mean[0])
    assert np.isnat(sums.newest[0])


def _columns(rows: list[tuple[float, int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return (
        np.array([row[0] for row in rows]),
        np.array([moment(NOON + timedelta(seconds=row[1])) for row in rows], dtype="datetime64[ms]"),
        np.array([row[2] for row in rows], dtype=np.intp),
    )
