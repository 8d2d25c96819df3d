"""Emergencies: what 119, 120 and 110 do with a call: take it, send the nearest units, work, carry, clear, close."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

from geo.place import Point
from incidents.notice import What
from sources.agenda import Agenda
from sources.driving import Fleet
from sources.made_up.roster import SIRENS, Roster, Sent
from sources.made_up.running import Running, Told
from sources.moments import MINUTE_MS
from sources.travel import Travel

# Seconds from the call to the order, and from the order to leaving.
HANDLING_S = MappingProxyType({"119": (40.0, 105.0), "120": (45.0, 120.0), "110": (40.0, 150.0)})
TURNOUT_S = MappingProxyType({"119": (50.0, 85.0), "120": (35.0, 75.0), "110": (5.0, 40.0)})
HANDOVER_MIN = (14.0, 30.0)
CLOSING_MIN = (2.0, 16.0)
FORGOTTEN, FORGOTTEN_MIN = 0.02, (60.0, 220.0)  # some are closed only when the shift tidies up


@dataclass(slots=True)
class Emergencies:
    """The lives of emergencies. `hospital` gives the nearest; `freed` is told of units that are let go."""

    agenda: Agenda
    told: Told
    roster: Roster
    fleet: Fleet
    travel: Travel
    hospital: Callable[[Point], Point]
    slowness: Callable[[int], float]
    freed: Callable[[str, int], None]
    closed: Callable[[Running, int], None]
    _waiting: list[Running] = field(default_factory=list[Running])

    def begin(self, running: Running, at_ms: int) -> None:
        """A call comes in."""
        command = running.arrival.story.command
        self.told.say(running, What.RECEIVED, at_ms)
        filed_ms = at_ms + int(1000 * running.drawn(8, 30, "filed"))
        self.agenda.put(filed_ms, lambda now_ms: self.told.say(running, What.FILED, now_ms))
        handled_ms = at_ms + int(1000 * running.drawn(*HANDLING_S[command], "handling"))
        self.agenda.put(max(handled_ms, filed_ms + 1000), partial(self._dispatch, running))

    def retry(self, at_ms: int) -> None:
        """A unit became free: whoever waits is served, the urgent first."""
        waiting, self._waiting = self._waiting, []
        for running in sorted(waiting, key=lambda one: (one.arrival.story.level, one.arrival.at_ms)):
            self._dispatch(running, at_ms)

    def _dispatch(self, running: Running, at_ms: int) -> None:
        """Send a unit of each kind that is needed; if all are busy it waits; a city without any goes on."""
        needs = [kind for kind in running.arrival.story.needs if self.roster.knows(kind)]
        sent = [one for kind in needs if (one := self._send(running, kind, at_ms)) is not None]
        if needs and not sent:
            self._waiting.append(running)
            return
        for number, one in enumerate(sent):
            self._turn_out(running, one, number, at_ms)
        if not needs:
            self.told.say(running, What.DISPATCHED, at_ms)
            work_min = (running.arrival.story.minutes + 15) * running.drawn(0.7, 1.5, "work")
            self.agenda.put(at_ms + int(work_min * MINUTE_MS), partial(self._done, running))

    def _send(self, running: Running, kind: str, at_ms: int) -> Sent | None:
        return self.roster.send(kind, running.place, at_ms, lambda: SIRENS * self.slowness(at_ms))

    def _turn_out(self, running: Running, sent: Sent, number: int, at_ms: int) -> None:
        running.bound += 1
        self.told.say(running, What.DISPATCHED, at_ms, sent.unit)
        turnout_s = running.drawn(*TURNOUT_S[running.arrival.story.command], "turnout", number)
        self.agenda.put(at_ms + int(turnout_s * 1000), partial(self._leave, running, sent, number))

    def _leave(self, running: Running, sent: Sent, number: int, at_ms: int) -> None:
        travel_s = sent.travel_s * running.drawn(0.6, 0.9, "travel", number)
        arrive_ms = self.fleet.drive(sent.unit, running.place, at_ms, at_ms + int(travel_s * 1000))
        self.told.say(running, What.EN_ROUTE, at_ms, sent.unit)
        self.agenda.put(arrive_ms, partial(self._arrive, running, sent.unit, number))

    def _arrive(self, running: Running, unit: str, number: int, at_ms: int) -> None:
        story = running.arrival.story
        self.told.say(running, What.ON_SCENE, at_ms, unit)
        work_ms = int(MINUTE_MS * story.minutes * running.drawn(0.6, 1.5, "work", number))
        carries = story.transport > 0 and running.drawn(0, 1, "transport", number) < story.transport
        self.agenda.put(at_ms + work_ms, partial(self._carry if carries else self._clear, running, unit))

    def _carry(self, running: Running, unit: str, at_ms: int) -> None:
        to = self.hospital(running.place)
        travel_s = self.travel.between(running.place, to) * self.slowness(at_ms)
        arrive_ms = self.fleet.drive(unit, to, at_ms, at_ms + int(travel_s * 1000))
        self.told.say(running, What.TRANSPORTING, at_ms, unit)
        self.agenda.put(arrive_ms, partial(self._hand_over, running, unit))

    def _hand_over(self, running: Running, unit: str, at_ms: int) -> None:
        self.told.say(running, What.AT_HOSPITAL, at_ms, unit)
        over_ms = at_ms + int(MINUTE_MS * running.drawn(*HANDOVER_MIN, "handover"))
        self.agenda.put(over_ms, partial(self._clear, running, unit))

    def _clear(self, running: Running, unit: str, at_ms: int) -> None:
        self.told.say(running, What.CLEARED, at_ms, unit)
        running.bound -= 1
        if not running.bound:
            done_ms = at_ms + int(MINUTE_MS * running.drawn(0.5, 3, "done"))
            self.agenda.put(done_ms, partial(self._done, running))
        self.roster.release(unit)
        self.freed(unit, at_ms)

    def _done(self, running: Running, at_ms: int) -> None:
        self.told.say(running, What.DONE, at_ms)
        forgotten = running.drawn(0, 1, "forgotten") < FORGOTTEN
        closing_min = running.drawn(*(FORGOTTEN_MIN if forgotten else CLOSING_MIN), "closing")
        closed_ms = at_ms + int(MINUTE_MS * closing_min)
        self.agenda.put(closed_ms, lambda now_ms: self.told.say(running, What.CLOSED, now_ms))
        self.closed(running, at_ms)
