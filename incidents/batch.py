"""Batch: what is being changed in one transaction; each incident is read once, folded in memory and written once."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from incidents.attachments import Attachment
from incidents.incident import Incident, Signal
from incidents.intake import waits
from incidents.intake.pending import Pending
from incidents.intake.reception import Reception
from incidents.lines import Entry, Line
from incidents.messages import Message
from incidents.ports import Change, Changes, Claim, Operation, Received, Work
from incidents.tidings import tidings
from incidents.timing.scheduler import Fired, Told, Turn


@dataclass(frozen=True, slots=True)
class Turns:
    """Tells when the clocks of an incident, and those of a signal, have their turn."""

    of_incident: Callable[[Incident], tuple[Turn, ...]]
    of_signal: Callable[[Reception], tuple[Turn, ...]]


class Batch:
    """The incidents of one transaction as they will stand, and everything to be written with them.

    `turns` tells when clocks have their turn.
    """

    def __init__(self, work: Work, zone: tzinfo, turns: Turns) -> None:
        self._work = work
        self._turns_of = turns
        self._turns: dict[str, Turn | None] = {}
        self._fired: list[Fired] = []
        self.intake = Pending(work.intake, self.log)
        self._zone = zone
        self._before: dict[str, Incident | None] = {}
        self._after: dict[str, Incident] = {}
        self._numbers: dict[tuple[str, str], str | None] = {}
        self._signals: dict[tuple[str, str], str] = {}
        self._holders: dict[str, str | None] = {}
        self._serials: dict[str, int] = {}
        self._entries: list[Entry | Line] = []
        self._messages: list[Message] = []
        self._attachments: list[Attachment] = []
        self._received: list[Received] = []
        self._operations: dict[str, Operation] = {}

    def expect(self, numbers: Collection[str], references: Collection[tuple[str, str]], units: Collection[str]) -> None:
        """Read at once what a long batch will ask for one by one."""
        self._numbers |= dict.fromkeys(references) | dict(self._work.referred(references))
        self._holders |= dict.fromkeys(units) | dict(self._work.bound(units))
        known = {one for one in (*self._numbers.values(), *self._holders.values()) if one is not None}
        self._know(self._work.incidents(known.union(numbers)).values())

    def incident(self, number: str) -> Incident | None:
        """The incident as it stands in this batch."""
        if number not in self._after:
            self._know(self._work.incidents([number]).values())
        return self._after.get(number)

    def number_of(self, origin: str, reference: str) -> str | None:
        """The number of the incident that its sender calls by this reference."""
        key = (origin, reference)
        if key not in self._numbers:
            self._numbers[key] = self._work.referred([key]).get(key)
        return self._numbers[key]

    def signalled(self, signal: Signal) -> str | None:
        """The number of the incident that this signal led to before."""
        return self._signals.get((signal.origin, signal.key)) or self._work.signalled(signal.origin, signal.key)

    def holder(self, unit: str) -> str | None:
        """The number of the incident on which this unit is live, and nowhere else may be."""
        if unit not in self._holders:
            self._holders[unit] = self._work.bound([unit]).get(unit)
        return self._holders[unit]

    def operation(self, key: str) -> Operation | None:
        """What was answered under this key before."""
        return self._operations.get(key) or self._work.operation(key)

    def fresh_number(self, at: datetime) -> str:
        """The next number of that day in the city: 20261120-0001."""
        return self._fresh(f"{at.astimezone(self._zone):%Y%m%d}")

    def fresh_signal_number(self, at: datetime) -> str:
        """The next number of a signal of that day in the city: S20261120-0001."""
        return self._fresh(f"S{at.astimezone(self._zone):%Y%m%d}")

    def put(self, after: Incident, entry: Entry) -> Incident:
        """Take in an incident's next version and its line of the log; gives the incident."""
        before = self._after.get(after.number)
        if before is None:
            self._before[after.number] = None
            if after.reference:
                self._numbers[after.origin, after.reference] = after.number
        for one in () if before is None else before.assignments:
            if one.live and one.exclusive and self._holders.get(one.unit) in (None, after.number):
                self._holders[one.unit] = None
        for one in after.assignments:
            if one.live and one.exclusive:
                self._holders[one.unit] = after.number
        self._after[after.number] = after
        self._entries.append(entry)
        self._messages.extend(tidings(before, after, entry))
        return after

    def attached_to(self, number: str) -> frozenset[str]:
        """The hashes of what is attached to this incident."""
        held = (*self._work.attachments(number), *(one for one in self._attachments if one.number == number))
        return frozenset(one.kept.sha256 for one in held)

    def attach(self, attachment: Attachment) -> None:
        """Take in what is to be attached."""
        self._attachments.append(attachment)

    def log(self, line: Line) -> None:
        """Take in a line of another stream than an incident's."""
        self._entries.append(line)

    def tell(self, message: Message) -> None:
        """Take in a message that is to be sent."""
        self._messages.append(message)

    def claim(self, claim: Claim, free: datetime) -> bool:
        """Whether the time is the holder's to keep; it is, if nobody else said so at `free` or later."""
        return self._work.claim(claim, free)

    def turns(self, now: datetime, limit: int) -> tuple[Turn, ...]:
        """The turns that had come before `now`, at most so many, the earliest first."""
        return self._work.turns(now, limit)

    def fired(self, numbers: Collection[str]) -> Mapping[str, tuple[Told, ...]]:
        """What was told of the clocks of these incidents and signals, by number."""
        return self._work.fired(numbers)

    def heard(self, signal: str) -> bool:
        """Whether the alarm of this signal calls nobody any more: it was acknowledged, shelved or suppressed."""
        return waits.heard(self._work.office.alarms([waits.alarm_of(signal)]))

    def fire(self, fired: Iterable[Fired]) -> None:
        """Take in steps that are told now."""
        self._fired.extend(fired)

    def turn(self, turn: Turn) -> None:
        """Take in when a clock has its next turn, where that is not simply its plan's first."""
        self._turns[turn.id] = turn

    def no_turn(self, name: str) -> None:
        """Take in that there is no such turn any more."""
        self._turns[name] = None

    def keep(self, operation: Operation) -> None:
        """Remember what was answered, for a client that asks again."""
        self._operations[operation.key] = operation

    def receive(self, received: Received) -> None:
        """Remember which incident a signal led to."""
        self._signals[received.signal.origin, received.signal.key] = received.number
        self._received.append(received)

    @property
    def now(self) -> datetime:
        """When its last line was written. Raises `IndexError` where there is none."""
        return self._entries[-1].recorded_at

    def moves(self) -> tuple[tuple[Incident | None, Incident], ...]:
        """Each incident that changed, as it was (None if it is new) and as it stands; what was touched first, first."""
        changed = dict.fromkeys(entry.number for entry in self._entries if isinstance(entry, Entry))
        return tuple((self._before[number], self._after[number]) for number in changed)

    def write(self, told: tuple[tuple[str, int], ...]) -> tuple[Incident, ...]:
        """Write what changed, in the order in which it was first touched; gives those incidents."""
        changed = self.moves()
        intake, (turns, past) = self.intake.changes(), self._turned(changed)
        written = (self._entries, self._received, self._operations, self._messages, intake.moved, intake.reviews)
        if any((*written, turns, past, self._fired)):
            self._work.write(
                Changes(
                    incidents=tuple(Change(before=before, after=after) for before, after in changed),
                    entries=tuple(self._entries),
                    received=tuple(self._received),
                    operations=tuple(self._operations.values()),
                    messages=tuple(self._messages),
                    attachments=tuple(self._attachments),
                    serials=self._serials,
                    told=told,
                    turns=turns,
                    past=past,
                    fired=tuple(self._fired),
                    intake=intake,
                )
            )
        return tuple(after for _, after in changed)

    def _turned(self, changed: Iterable[tuple[Incident | None, Incident]]) -> tuple[tuple[Turn, ...], tuple[str, ...]]:
        """The turns that are others than before, and the ids of those that are none any more."""
        before: set[Turn] = set()
        after: dict[str, Turn] = {}
        for was, is_now in changed:
            before.update(() if was is None else self._turns_of.of_incident(was))
            after |= {one.id: one for one in self._turns_of.of_incident(is_now)}
        for earlier, one_now in self.intake.moves():
            before.update(() if earlier is None else self._turns_of.of_signal(earlier))
            after |= {one.id: one for one in self._turns_of.of_signal(one_now)}
        past = dict.fromkeys(sorted({one.id for one in before} - after.keys()))
        said = past | {one.id: one for one in after.values() if one not in before} | self._turns
        fresh = tuple(one for one in said.values() if one is not None)
        return fresh, tuple(name for name, one in said.items() if one is None)

    def _fresh(self, day: str) -> str:
        if day not in self._serials:
            self._serials[day] = self._work.serial(day)
        self._serials[day] += 1
        return f"{day}-{self._serials[day]:04d}"

    def _know(self, incidents: Collection[Incident]) -> None:
        for incident in incidents:
            self._before.setdefault(incident.number, incident)
            self._after.setdefault(incident.number, incident)
