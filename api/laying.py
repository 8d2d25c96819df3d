"""Laying: how a picture or a paper comes on the shelf; made anew in the darkroom, written and hashed by a thread."""

from http import HTTPStatus

import gevent

from api.ports import House
from api.refusals import NotServed
from api.workbench import LONGEST_S, MOST_WAITING, Workbench, busy, too_slow
from incidents.attachments import Kept, Taken
from live.darkroom import TooSlow


class Laying:
    """One picture at a time, a few waiting."""

    def __init__(self, house: House) -> None:
        self._house, self._bench = house, Workbench()
        self._waiting = 0

    def lay(self, content: bytes) -> tuple[Kept, Taken]:
        """What lies on the shelf now, and what it said of itself. Raises `Refused`, `NotServed`, `StoreUnavailable`."""
        if self._waiting >= MOST_WAITING:
            raise busy()
        self._waiting += 1
        try:
            with gevent.Timeout(LONGEST_S):  # for both together: a second later the door gives up
                made = self._house.darkroom.developed(content, self._house.pack.time_zone)
                return self._bench.beside(lambda: self._house.clerk.record.shelf.keep(made)), made.taken
        except gevent.Timeout as late:
            raise too_slow(LONGEST_S) from late
        except TooSlow as late:
            raise NotServed(HTTPStatus.SERVICE_UNAVAILABLE, "too_slow", str(late)) from late
        finally:
            self._waiting -= 1
