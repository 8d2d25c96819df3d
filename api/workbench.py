"""Workbench: a place beside the thread that serves everybody, where one long piece of work is done at a time."""

from collections.abc import Callable
from http import HTTPStatus
from threading import Event
from typing import TypeVar

import gevent
from gevent.threadpool import ThreadPool

from api.refusals import NotServed

T = TypeVar("T")
LONGEST_S = 7.0  # a second before the door itself gives up and blames the record
MOST_WAITING = 4  # each may take a second or two, and nobody waits longer than a door allows


class Workbench:
    """One piece of work at a time, a few waiting; what nobody waits for any more is not begun."""

    def __init__(self, longest_s: float = LONGEST_S) -> None:
        self._bench = ThreadPool(1)
        self._longest_s = longest_s
        self._waiting = 0

    def beside(self, work: Callable[[], T]) -> T:
        """What the work gives. Raises `NotServed` where too many wait already, or it takes too long."""
        if self._waiting >= MOST_WAITING:
            raise busy()
        given_up, task = Event(), None
        self._waiting += 1
        try:
            with gevent.Timeout(self._longest_s):
                # Waits while the bench is taken: who gives up then has handed over nothing.
                task = self._bench.spawn(lambda: None if given_up.is_set() else work())
                return task.get()  # pyright: ignore[reportReturnType] - None only where nobody waits
        except gevent.Timeout as late:
            given_up.set()
            raise too_slow(self._longest_s) from late
        finally:
            if task is None or task.ready():
                self._ended()
            else:
                task.rawlink(self._ended)  # once the work is over: until then the bench is taken

    def _ended(self, _: object = None) -> None:
        self._waiting -= 1


def busy() -> NotServed:
    """Too many wait already."""
    return NotServed(HTTPStatus.SERVICE_UNAVAILABLE, "busy", "Too many such at once. Ask again soon.")


def too_slow(longest_s: float) -> NotServed:
    """It takes longer than anybody waits."""
    message = f"This took longer than {longest_s:.0f} s. Ask for less, or again later."
    return NotServed(HTTPStatus.SERVICE_UNAVAILABLE, "too_slow", message)
