"""A restart finds the day's tallies as they were, and counts nothing twice."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np

from city.events import Read
from city.views import History, Sums, Tally
from live.caseload import Caseload
from live.measures.archive import Archive
from live.measures.courses import Courses
from live.moments import moment
from live.projector import Projector
from store.memory import MemoryRecord
from tests.indicators.little_city import little_city
from tests.live.builders import NOON, Hands, areas, batch

KIND = "hotline.answered"


def projector(clock: Hands) -> Projector:
    courses = Courses([KIND], areas(), ZoneInfo("Asia/Shanghai"))
    return Projector(areas(), Caseload({}), clock, courses=courses)


def sums(writer: Projector, clock: Hands, minutes: int = 1440) -> Sums:
    found = writer.see(Tally(KIND, minutes), clock())
    assert isinstance(found, Sums)
    return found


def same(one: Sums, other: Sums) -> None:
    for name in ("count", "total", "squares", "low", "high", "histogram", "newest"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)


def test_a_restart_finds_every_sum_as_it_was() -> None:
    clock, record, chance = Hands(), MemoryRecord(), np.random.default_rng(1)
    first = projector(clock)
    at = [NOON - timedelta(minutes=float(one)) for one in chance.uniform(0, 1439, 500)]
    first.hear(Read("s", batch(*chance.uniform(0, 60, 500), kind=KIND, at=at, lon=chance.uniform(0, 2, 500).tolist())))
    Archive(first_record := record, first).write(clock())
    second = projector(clock)
    until = Archive(first_record, second).restore(clock())
    same(sums(first, clock), sums(second, clock))
    assert until is not None
    assert until >= max(at)
    view = History(KIND, 12, 60, "count")
    np.testing.assert_array_equal(
        first.courses.series(view, moment(NOON)).values[-5:], second.courses.series(view, moment(NOON)).values[-5:]
    )


def test_what_is_told_again_after_a_restart_is_not_counted_again() -> None:
    clock, record = Hands(), MemoryRecord()
    first, rows = projector(clock), batch(5.0, 7.0, kind=KIND, at=NOON - timedelta(minutes=5))
    first.hear(Read("s", rows))
    Archive(record, first).write(clock())
    second = projector(clock)
    until = Archive(record, second).restore(clock())
    assert until is not None
    second.tallied_until = moment(until)
    second.hear(Read("s", rows))
    second.hear(Read("s", batch(9.0, kind=KIND, at=NOON)))
    assert sums(second, clock).count[0] == 3
    assert sums(second, clock).total[0] == 21


def test_a_late_reading_is_written_into_the_minute_in_which_it_was_true() -> None:
    clock, record = Hands(), MemoryRecord()
    writer = projector(clock)
    archive = Archive(record, writer)
    writer.hear(Read("s", batch(5.0, kind=KIND, at=NOON)))
    archive.write(clock())
    writer.hear(Read("s", batch(7.0, kind=KIND, things=["late"], at=NOON - timedelta(hours=3))))
    archive.write(clock())
    again = projector(clock)
    Archive(record, again).restore(clock())
    assert sums(again, clock).total[0] == 12
    assert sums(again, clock, minutes=60).total[0] == 5


def test_tallies_of_another_city_do_not_fit_and_are_left_out() -> None:
    clock, record = Hands(), MemoryRecord()
    writer = projector(clock)
    writer.hear(Read("s", batch(5.0, kind=KIND)))
    Archive(record, writer).write(clock())
    other = Projector(little_city(), Caseload({}), clock)
    Archive(record, other).restore(clock())
    assert not sums(other, clock).count.any()
