"""The newest row of each thing, and all rows of a while."""

import pickle
from datetime import timedelta

import numpy as np
import pytest

from city.kinds import KINDS
from live.columns import LatestRows, Names
from live.kept_rows import KeptRows
from live.moments import moment
from tests.live.builders import NOON, areas, batch

WIND = KINDS["weather.wind"]
CALLS = KINDS["hotline.offered"]  # each is heard of once, so its name goes with its row
WEST = np.zeros(1, dtype=np.intp)


def test_the_newest_row_of_each_thing_stays() -> None:
    latest = LatestRows(WIND)
    latest.add(batch(1.0, 2.0, things=["a", "b"]), np.array([0, 1]))
    latest.add(batch(3.0, things=["a"], at=NOON + timedelta(seconds=5)), WEST)
    latest.add(batch(9.0, things=["a"], at=NOON + timedelta(seconds=2)), WEST)
    newest = latest.newest()
    assert dict(zip(newest.thing, newest.value.tolist(), strict=True)) == {"a": 3.0, "b": 2.0}


def test_a_picture_given_out_does_not_change_later() -> None:
    latest = LatestRows(WIND)
    latest.add(batch(1.0, things=["a"]), WEST)
    before = latest.newest()
    latest.add(batch(2.0, things=["a"], at=NOON + timedelta(seconds=1)), WEST)
    assert before.value.tolist() == [1.0]


def test_thousands_of_things_find_room() -> None:
    latest = LatestRows(WIND)
    for start in range(0, 3000, 500):
        things = [f"t{i}" for i in range(start, start + 500)]
        latest.add(batch(*range(500), things=things), np.zeros(500, dtype=np.intp))
    newest = latest.newest()
    assert len(newest.thing) == 3000
    assert newest.value[2999] == 499


def test_a_table_of_the_newest_leaves_out_what_is_too_old() -> None:
    latest = LatestRows(WIND)
    latest.add(batch(1.0, things=["old"], at=NOON - timedelta(minutes=20)), WEST)
    latest.add(batch(2.0, things=["new"]), WEST)
    table = latest.table(areas(), moment(NOON), minutes=15)
    assert list(table.thing) == ["new"]
    assert table.summed().tolist() == [1, 1, 0]


def test_rows_of_a_window_come_whole_and_bounded() -> None:
    kept = KeptRows(WIND, minutes=60)
    for minute in range(120):
        kept.add(batch(float(minute), things=["a"], at=NOON + timedelta(minutes=minute)), WEST, WEST)
    now = moment(NOON + timedelta(minutes=119))
    assert kept.table(areas(), now, 30, 1000).value.tolist() == list(range(90, 120))
    assert kept.table(areas(), now, 30, 5).value.tolist() == list(range(115, 120))


def test_rows_long_past_are_let_go() -> None:
    kept = KeptRows(CALLS, minutes=10)
    for minute in range(2000):
        kept.add(batch(float(minute), things=["a"], at=NOON + timedelta(minutes=minute)), WEST, WEST)
    assert len(kept._things) < 600
    now = moment(NOON + timedelta(minutes=1999))
    assert kept.table(areas(), now, 10, 1000).value.tolist() == list(range(1990, 2000))


def test_a_table_that_was_given_out_keeps_its_names() -> None:
    kept, city = KeptRows(CALLS, minutes=10), areas()
    tables = []
    for minute in range(0, 4000, 4):
        kept.add(batch(1.0, things=[f"t{minute}"], at=NOON + timedelta(minutes=minute)), WEST, WEST)
        tables.append(kept.table(city, moment(NOON + timedelta(minutes=minute)), 9, 1000))
    assert [list(table.thing)[-1] for table in tables] == [f"t{minute}" for minute in range(0, 4000, 4)]
    assert [len(table.thing[1:]) for table in tables[-2:]] == [2, 2]


def test_what_stands_still_keeps_its_area_and_what_moves_changes_it() -> None:
    latest, city = LatestRows(WIND), areas()
    for lon, leaf in (([0.5, 0.5], [0, 0]), ([0.5, 1.5], [0, 1]), ([0.5, 0.4], [0, 0])):
        rows = batch(1.0, 2.0, things=["stands", "moves"], lon=lon)
        where = latest.numbered(rows)
        assert latest.leaf_of(rows, where, city).tolist() == leaf
        latest.add(rows, np.array(leaf), where)


@pytest.mark.parametrize(
    ("of", "rows"),
    [(["a"], [0, 0, 0]), (["路灯", "", "c\nd"], [2, 1]), ([], []), (["one"], []), (["e\x1ff", "g"], [1])],
)
def test_names_are_the_same_in_another_process(of: list[str], rows: list[int]) -> None:
    names = Names(of, np.array(rows, dtype=np.intp))
    assert list(pickle.loads(pickle.dumps(names))) == list(names)  # noqa: S301 - our own


def test_rows_of_what_moves_keep_the_place_where_each_was_read() -> None:
    kept, city, west_east = KeptRows(WIND, minutes=60), areas(), (0.5, 1.5)
    for minute in range(2000):  # long enough for the first places to be forgotten
        lon = [0.5, west_east[minute % 2]]
        rows = batch(1.0, 2.0, things=["stands", "moves"], lon=lon, at=NOON + timedelta(minutes=minute))
        kept.add(rows, city.leaf_of(np.array(lon), np.full(2, 0.5)), np.array([0, 1]))
    table = kept.table(city, moment(NOON + timedelta(minutes=1999)), 30, 1000, ("stands", "moves"))
    moved = [thing == "moves" for thing in table.thing]
    assert table.lon[moved].tolist() == [0.5, 1.5] * 15
    assert table.leaf[moved].tolist() == [0, 1] * 15
    assert set(table.lon[np.logical_not(moved)].tolist()) == {0.5}
    assert kept._places.size < 4000
