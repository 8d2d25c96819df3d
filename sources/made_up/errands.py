"""Errands: what city management (12319) does with a complaint, and our colleagues with what our desk leaves lying.

A complaint is filed, given to a department, seen to (by a vehicle where one is needed and free), checked and closed;
most within the limit, some late.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from scipy.special import ndtri

from geo.place import Point
from incidents.notice import What
from sources.agenda import Agenda
from sources.driving import Fleet
from sources.made_up.roster import CALM, Roster, Sent
from sources.made_up.running import Running, Told
from sources.moments import HOUR_MS, MINUTE_MS

OURS_MS = 20 * MINUTE_MS  # how long our duty officer has before colleagues see to a complaint themselves
# How much of its limit a complaint takes until it is done: log-normal, some 5 in 100 take longer than allowed.
MEDIAN, SPREAD = 0.52, 0.40
LEAVES_EARLIER_MIN, COLLEAGUES_MIN, CHECK_MIN = 16.0, (16.0, 50.0), (3.0, 14.0)
LATE, SHORT_LIMIT_H = 0.02, 4.0  # colleagues forget some of those that would be due soon
SAME_PLACE_DEG, MOST_TAKEN = 3e-4, 200  # some 30 m; a day or two of orders


@dataclass(slots=True)
class Errands:
    """The lives of complaints."""

    agenda: Agenda
    told: Told
    roster: Roster
    fleet: Fleet
    slowness: Callable[[int], float]
    freed: Callable[[str, int], None]
    closed: Callable[[Running, int], None]
    _ours: dict[str, Running] = field(default_factory=dict[str, Running])
    _taken: deque[Point] = field(default_factory=lambda: deque[Point](maxlen=MOST_TAKEN))

    def begin(self, running: Running, at_ms: int) -> None:
        """City management takes a complaint in."""
        self.told.say(running, What.RECEIVED, at_ms)
        filed_ms = at_ms + int(MINUTE_MS * running.drawn(1, 6, "filed"))
        share = float(np.exp(np.log(MEDIAN) + SPREAD * ndtri(running.drawn(0, 1, "takes"))))
        done_ms = running.arrival.at_ms + int(share * running.arrival.story.limit_h * HOUR_MS)
        self.agenda.put(filed_ms, partial(self._file, running, done_ms))

    def hand_to_us(self, running: Running, at_ms: int) -> None:
        """A complaint waits for our own duty officer, for a while."""
        self.told.say(running, What.RECEIVED, at_ms)
        self._ours[running.arrival.reference] = running
        self.agenda.put(at_ms + OURS_MS, partial(self._colleagues, running))

    def taken(self, place: Point) -> None:
        """Our desk sent somebody to this place: a complaint that waits there, or will, is ours for good."""
        self._taken.append(place)
        for reference, running in list(self._ours.items()):
            if _near(running.place, place):
                del self._ours[reference]
                self.closed(running, self.agenda.done_ms)

    def _colleagues(self, running: Running, at_ms: int) -> None:
        waits = self._ours.pop(running.arrival.reference, None) is not None
        if waits and not any(_near(running.place, place) for place in self._taken):
            limit_h = running.arrival.story.limit_h
            late = running.drawn(0, 1, "late") < LATE and limit_h <= SHORT_LIMIT_H
            takes_min = 60 * limit_h if late else running.drawn(*COLLEAGUES_MIN, "takes")
            self._file(running, at_ms + int(takes_min * MINUTE_MS), at_ms)

    def _file(self, running: Running, done_ms: int, at_ms: int) -> None:
        self.told.say(running, What.FILED, at_ms)
        given_ms = at_ms + int(MINUTE_MS * running.drawn(1, 6, "given"))
        self.agenda.put(given_ms, partial(self._give, running, done_ms))

    def _give(self, running: Running, done_ms: int, at_ms: int) -> None:
        """To a department; a vehicle leaves so early that it is through in time."""
        self.told.say(running, What.DISPATCHED, at_ms)
        story = running.arrival.story
        if story.needs and self.roster.knows(story.needs[0]):
            leave_ms = done_ms - int(MINUTE_MS * (story.minutes + LEAVES_EARLIER_MIN))
            self.agenda.put(max(leave_ms, at_ms + MINUTE_MS), partial(self._send, running, done_ms))
        else:
            self.agenda.put(max(done_ms, at_ms + 5 * MINUTE_MS), partial(self._done, running))

    def _send(self, running: Running, done_ms: int, at_ms: int) -> None:
        kind = running.arrival.story.needs[0]
        sent = self.roster.send(kind, running.place, at_ms, lambda: CALM * self.slowness(at_ms))
        if sent is None:
            self.agenda.put(max(done_ms, at_ms + 5 * MINUTE_MS), partial(self._done, running))
        else:
            self.told.say(running, What.DISPATCHED, at_ms, sent.unit)
            turnout_ms = int(MINUTE_MS * running.drawn(1, 4, "turnout"))
            self.agenda.put(at_ms + turnout_ms, partial(self._leave, running, sent))

    def _leave(self, running: Running, sent: Sent, at_ms: int) -> None:
        arrive_ms = self.fleet.drive(sent.unit, running.place, at_ms, at_ms + int(sent.travel_s * 1000))
        self.told.say(running, What.EN_ROUTE, at_ms, sent.unit)
        self.agenda.put(arrive_ms, partial(self._arrive, running, sent.unit))

    def _arrive(self, running: Running, unit: str, at_ms: int) -> None:
        self.told.say(running, What.ON_SCENE, at_ms, unit)
        work_ms = int(MINUTE_MS * running.arrival.story.minutes * running.drawn(0.7, 1.3, "work"))
        self.agenda.put(at_ms + work_ms, partial(self._clear, running, unit))

    def _clear(self, running: Running, unit: str, at_ms: int) -> None:
        self.told.say(running, What.CLEARED, at_ms, unit)
        self.agenda.put(at_ms + MINUTE_MS, partial(self._done, running))
        self.roster.release(unit)
        self.freed(unit, at_ms)

    def _done(self, running: Running, at_ms: int) -> None:
        self.told.say(running, What.DONE, at_ms)
        closed_ms = at_ms + int(MINUTE_MS * running.drawn(*CHECK_MIN, "check"))
        self.agenda.put(closed_ms, lambda now_ms: self.told.say(running, What.CLOSED, now_ms))
        self.closed(running, at_ms)


def _near(one: Point, other: Point) -> bool:
    return max(abs(one.lon - other.lon), abs(one.lat - other.lat)) < SAME_PLACE_DEG
