"""The workbench does one thing at a time, and nothing that nobody waits for."""

from collections.abc import Callable
from threading import Event

import gevent
import pytest

from api.refusals import NotServed
from api.workbench import MOST_WAITING, Workbench


def test_work_gives_what_it_gives_and_its_errors_too():
    bench = Workbench()
    assert bench.beside(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        bench.beside(lambda: 1 // 0)


def test_what_nobody_waits_for_is_not_begun():
    bench, door, done = Workbench(longest_s=0.02), Event(), list[str]()

    def long() -> None:
        door.wait(10)
        done.append("long")

    for work in (long, lambda: done.append("late")):
        with pytest.raises(NotServed, match="took longer") as told:
            bench.beside(work)
        assert told.value.status == 503
    door.set()
    bench._longest_s = 10
    bench.beside(lambda: done.append("next"))
    assert done == ["long", "next"]


def test_few_wait_and_the_next_is_told_to_come_again():
    bench, door = Workbench(longest_s=10), Event()
    waiting = [gevent.spawn(_refused, bench, lambda: door.wait(10)) for _ in range(MOST_WAITING)]
    gevent.idle()
    assert _refused(bench, lambda: True) == "busy"
    door.set()
    gevent.joinall(waiting)
    assert [one.value for one in waiting] == [""] * MOST_WAITING
    assert _refused(bench, lambda: True) == ""


def _refused(bench: Workbench, work: Callable[[], object]) -> str:
    """With which word the bench refuses this work; "" where it does it."""
    try:
        bench.beside(work)
    except NotServed as no:
        return no.code
    return ""
