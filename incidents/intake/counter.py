"""The counter: where signals are read, compared with the incidents there are, and tended while they wait."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from incidents.guards import Words
from incidents.incident import Incident
from incidents.intake import waits
from incidents.intake.entries import SIGNAL, SignalEntry, signal_entry_of
from incidents.intake.facts import Facts
from incidents.intake.guards import ALIVE_FOR, EXPIRES_AFTER, Attempt
from incidents.intake.moving import moved
from incidents.intake.ports import IntakeRecord
from incidents.intake.reception import Reception, SignalState
from incidents.intake.refusals import NoSuchSignal, possible
from incidents.intake.shelf import Likely, Shelf
from incidents.lines import Line, stream_of
from incidents.messages import Message
from incidents.replying import outdated
from incidents.roles import Actor, Role
from incidents.timing.clock import Clock

if TYPE_CHECKING:
    from incidents.intake.opening import City
    from incidents.intake.pending import Pending

SYSTEM = Actor(by="system", roles=frozenset({Role.SYSTEM}))
TENDED_EVERY = timedelta(seconds=15)  # a signal comes back from the shelf no later than that


class Kept(Protocol):
    """What is read of a record."""

    @property
    def intake(self) -> IntakeRecord:
        """The signals."""
        ...

    def recent(self, since: datetime) -> tuple[Incident, ...]:
        """Every incident that is open or changed at `since` or later."""
        ...

    def lines(self, stream: str) -> tuple[Line, ...]:
        """The lines of a stream, first things first."""
        ...


class Counter:
    """Reads signals and finds what they may be about; what is written passes the desk."""

    def __init__(self, record: Kept, city: "City", clock: Callable[[], datetime]) -> None:
        self._record = record
        self._city = city
        self._clock = clock
        self.shelf = Shelf()
        self.version = 0  # another whenever a signal came in or moved, so that nobody need ask for the list
        self._knows = False
        self._tended_at: datetime | None = None

    def find(self, number: str) -> Reception:
        """The signal with this number. Raises `NoSuchSignal`."""
        found = self._record.intake.find(number)
        if found is None:
            raise NoSuchSignal(number)
        return found

    def log(self, number: str) -> tuple[SignalEntry, ...]:
        """What was done to a signal, first things first."""
        return tuple(signal_entry_of(line) for line in self._record.lines(stream_of(SIGNAL, number)))

    @property
    def record(self) -> IntakeRecord:
        """What is kept of signals."""
        return self._record.intake

    def likely(self, one: Reception) -> tuple[Likely, ...]:
        """The incidents that a signal may be about, the likeliest first."""
        self.know()
        return self.shelf.likely(one.signal, one.category, one.received_at)

    def possible(self, one: Reception, actor: Actor) -> dict[str, tuple[str, ...]]:
        """The actions that this actor may take on a signal now, each with the codes of what is to be brought along."""
        category = self._city.category(one.category, one.level)
        attempt = Attempt(actor=actor, at=self._clock(), category=category, facts=Facts.of(one.signal))
        return possible(one, attempt)

    def linked(self, incidents: tuple[str, ...]) -> Mapping[str, int]:
        """How many signals are linked to each of these incidents, where any are."""
        return self._record.intake.linked(incidents)

    def deadline(self, one: Reception) -> Clock | None:
        """The clock of a signal that runs out next, or ran out first; None where none runs."""
        return waits.deadline(one, self._city.category(one.category, one.level))

    def outdated(self, message: Message) -> Words | None:
        """Why a reply must not be sent any more, None where it may, or where it is none."""
        found = (self._record.intake.find(number) for number in message.signals)
        return outdated(message, [one for one in found if one is not None])

    def know(self) -> None:
        """Read once what is open and what was closed of late; afterwards the desk tells of every change."""
        if self._knows:
            return
        self.shelf.take(self._record.recent(self._clock() - ALIVE_FOR))
        for one in self._record.intake.marked():
            self.mark(one)
        self._knows = True

    def mark(self, one: Reception | None) -> None:
        """Remember what the signal behind an incident brought along, and that the list is another."""
        self.version += 1
        if one is not None and one.state is SignalState.ACCEPTED:
            self.shelf.mark(one.incident, Facts.of(one.signal))

    def due(self) -> bool:
        """Whether it is time to look after the signals again."""
        now = self._clock()
        if self._tended_at is not None and now - self._tended_at < TENDED_EVERY:
            return False
        self._tended_at = now
        return True

    def tend(self, pending: "Pending", now: datetime) -> None:
        """Bring back what was shelved long enough, and close what machines said of what is long over."""
        self.shelf.drop_old(now)
        for one in pending.asleep(now - EXPIRES_AFTER):
            if one.state is SignalState.SHELVED and one.until is not None and one.until <= now:
                self._move(pending, one, "unshelve", "SG9", now)
            elif one.state is SignalState.NEW and one.normal_at is not None and now - one.received_at > EXPIRES_AFTER:
                self._move(pending, one, "expire", "SG10", now)

    def _move(self, pending: "Pending", one: Reception, action: str, move: str, now: datetime) -> None:
        category = self._city.category(one.category, one.level)
        one = waits.ran_out(one, category, now)
        after = moved(one, action, Attempt(actor=SYSTEM, at=now, category=category))
        pending.put(after, came_from=one.state, move=move, action=action, at=now, now=now)
