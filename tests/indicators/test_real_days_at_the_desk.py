"""The first two hundred of San Francisco's incidents go the whole way; `make real-days` sends all of them."""

from pathlib import Path

import pytest

from benchmarks.days.desk import Compared, compared
from incidents.incident import State


@pytest.fixture(scope="module")
def found(data_folder: Path) -> Compared:
    return compared(data_folder / "san_francisco", most=200)


def test_every_one_of_them_is_closed_and_the_log_is_whole(found: Compared):
    assert [one.state for one in found.lived.incidents] == [State.CLOSED] * 200
    assert found.lived.log.startswith("The log is whole")


def test_every_interval_is_that_of_the_file_to_the_second(found: Compared):
    assert {name: found.differing(name, found.in_order) for name in found.ours} == dict.fromkeys(
        found.ours, frozenset()
    )
    assert frozenset().union(*(found.differing(name, found.file) for name in found.ours)) <= found.repaired


def test_nothing_is_compared_with_nothing(found: Compared):
    known = {name: int(ours.count()) for name, ours in found.ours.items()}
    assert known == {name: int(theirs.count()) for name, theirs in found.in_order.items()}
    assert min(known.values()) > 150
