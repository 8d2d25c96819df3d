"""Signals in memory: keeps the same promises while the process lives."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from incidents.incident import Incident
from incidents.intake.facts import Facts
from incidents.intake.pending import matter_of, reporter_of
from incidents.intake.ports import IntakeChanges, Reporter, Review, Reviewed
from incidents.intake.reception import WAITING, Reception, SignalState
from incidents.intake.refusals import SignalOutdated


class MemoryIntake:
    """Signals in dictionaries, for transactions and for readers; `incident` finds the incident behind one."""

    def __init__(self, incident: Callable[[str], Incident | None]) -> None:
        self._incident = incident
        self._receptions: dict[str, Reception] = {}
        self._numbers: dict[tuple[str, str], str] = {}
        self._reviews: dict[str, Review] = {}

    def find(self, number: str) -> Reception | None:
        """The signal with this number."""
        return self._receptions.get(number)

    reception = find

    def all(self) -> tuple[Reception, ...]:
        """Every signal there is."""
        return tuple(self._receptions.values())

    def keyed(self, origin: str, key: str) -> Reception | None:
        """The signal that this sender sent under this key."""
        return self._receptions.get(self._numbers.get((origin, key), ""))

    def newest_of(self, matter: str, since: datetime) -> Reception | None:
        """The newest signal on this matter that came in at `since` or later."""
        found = self._those(lambda one: one.received_at >= since and matter_of(one) == matter != "")
        return found[-1] if found else None

    def reporters(self, sort: str, since: datetime) -> tuple[Reporter, ...]:
        """Who reported something whose category begins like this at `since` or later, and where."""
        found = self._those(lambda one: one.received_at >= since and one.category.startswith(sort))
        said = (Reporter(reporter_of(one), one.signal.lon, one.signal.lat) for one in found)
        return tuple(one for one in said if one.caller)

    def asleep(self, waited_since: datetime) -> tuple[Reception, ...]:
        """The signals that time may move on: those shelved, and new ones of level 4 that wait since then or longer."""

        def may_move(one: Reception) -> bool:
            fresh = one.state is SignalState.NEW and one.level == 4 and one.received_at <= waited_since
            return fresh or one.state is SignalState.SHELVED

        return self._those(may_move)

    def waiting(self, most: int | None = None, states: Collection[SignalState] = WAITING) -> tuple[Reception, ...]:
        """Signals in these states, the most urgent first and then who waits longest; what lies on the shelf last."""
        found = self._those(lambda one: one.state in states)
        shelved = SignalState.SHELVED
        return tuple(sorted(found, key=lambda one: (one.state is shelved, one.level, one.received_at, one.number)))[
            :most
        ]

    def sent_to(self, looker: str) -> tuple[Reception, ...]:
        """The signals that this person was sent to look at and has not decided on."""
        return tuple(one for one in self.waiting(states=(SignalState.VERIFY,)) if one.looker == looker)

    def how_many(self, states: Collection[SignalState]) -> int:
        """How many signals are in one of these states."""
        return len(self._those(lambda one: one.state in states))

    def newest(self, states: Collection[SignalState], most: int) -> tuple[Reception, ...]:
        """The newest signals in one of these states."""
        return self._those(lambda one: one.state in states)[::-1][:most]

    def behind(self, incident: str) -> tuple[Reception, ...]:
        """The signals that led to an incident or were linked to it, the oldest first."""
        return self._those(lambda one: one.incident == incident)

    def behind_any(self, incidents: Collection[str]) -> tuple[Reception, ...]:
        """The signals that led to one of these incidents or were linked to it, the oldest first."""
        return self._those(lambda one: one.incident in incidents)

    def linked(self, numbers: Collection[str]) -> Mapping[str, int]:
        """How many signals are linked to each of these incidents, where any are."""
        found = [one.incident for one in self._those(lambda one: one.state is SignalState.LINKED)]
        return {one: found.count(one) for one in set(numbers).intersection(found)}

    def marked(self) -> tuple[Reception, ...]:
        """The signals that led to an open incident and name a facility, a camera or a caller."""
        return self._those(self._is_marked)

    def pairs(self, since: datetime) -> tuple[Reviewed, ...]:
        """What people said of every camera and class of which they said anything at `since` or later."""
        names = sorted({(one.camera, one.sort) for one in self._reviews.values() if one.at >= since})
        return tuple(self.reviewed(camera, sort, since) for camera, sort in names)

    def reviewed(self, camera: str, sort: str, since: datetime) -> Reviewed:
        """What people said of this camera's hits of this class at `since` or later."""
        said = (one for one in self._reviews.values() if one.at >= since)
        mine = [one.true for one in said if (one.camera, one.sort) == (camera, sort)]
        return Reviewed(camera, sort, sum(mine), len(mine))

    def called_false(self, camera: str, roi: str, sort: str) -> datetime | None:
        """When a person last called a hit of this class in this region a false alarm."""
        named = (camera, roi, sort)
        mine = (one for one in self._reviews.values() if (one.camera, one.roi, one.sort) == named and not one.true)
        return max((one.at for one in mine), default=None)

    def check(self, changes: IntakeChanges) -> None:
        """Raises `SignalOutdated` if a signal was moved since it was seen."""
        for one in changes.moved:
            found = self._receptions.get(one.after.number)
            actual = 0 if found is None else found.version
            if actual != one.seen:
                raise SignalOutdated(one.after.number, one.seen, actual)

    def keep(self, changes: IntakeChanges) -> None:
        """Keep all of it."""
        for one in changes.moved:
            self._receptions[one.after.number] = one.after
            self._numbers[one.after.signal.origin, one.after.signal.key] = one.after.number
        self._reviews |= {one.signal: one for one in changes.reviews}

    def _is_marked(self, one: Reception) -> bool:
        facts, incident = Facts.of(one.signal), self._incident(one.incident)
        led = one.state is SignalState.ACCEPTED and incident is not None and incident.open
        return led and bool(facts.asset or facts.camera or facts.caller)

    def _those(self, wanted: Callable[[Reception], bool]) -> tuple[Reception, ...]:
        found = [one for one in tuple(self._receptions.values()) if wanted(one)]
        return tuple(sorted(found, key=lambda one: (one.received_at, one.number)))


def _urgent(one: Reception) -> tuple[bool, int, datetime, str]:
    return one.state is SignalState.SHELVED, one.level, one.received_at, one.number
