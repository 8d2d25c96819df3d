"""What the desk needs of a record that survives a restart; `store/` keeps these promises.

One transaction writes incidents, their log, the signals and operations behind them and the outbox, or nothing of it.
"""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from incidents.attachments import Attachment, Shelf
from incidents.incident import Incident, Signal
from incidents.intake.ports import NOTHING, IntakeChanges, IntakeRecord, IntakeWork
from incidents.intake.reception import Reception
from incidents.lines import Entry, Line
from incidents.messages import Message, MessageState
from incidents.office.ports import NOTHING as NOTHING_OF_THE_OFFICE
from incidents.office.ports import OfficeChanges, OfficeRecord
from incidents.timing.scheduler import Claim, Fired, Told, Turn


class StoreUnavailable(Exception):
    """The record cannot be read or written now; what was asked was not done, or is not known to be."""

    def __init__(self, address: str, why: str, wanted: str) -> None:
        super().__init__(f"The record at {address} is unavailable: {why}. {wanted}")
        self.address = address


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One incident before (None if it is new) and after."""

    before: Incident | None
    after: Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A signal, the incident it led to, and who took it in."""

    signal: Signal
    number: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A wish that was fulfilled: the client's key, what was wished, and the incident or signal as it was answered."""

    key: str
    wish: str
    at: datetime
    answer: Incident | None = None
    signal: Reception | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that one transaction writes.

    `entries` are appended to the log in this order; those of other streams than an incident's come in the general form.
    `messages` are sent later, those under a key that is known already are not written again. `serials` are the last
    serial given per day. `told` are numbers and versions that were announced: they leave the outbox. `turns` are when
    clocks have their next turn, `past` the ids of those that have none any more, `fired` the steps that were told.
    """

    incidents: tuple[Change, ...] = ()
    entries: tuple[Entry | Line, ...] = ()
    received: tuple[Received, ...] = ()
    operations: tuple[Operation, ...] = ()
    messages: tuple[Message, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    serials: Mapping[str, int] = field(default_factory=dict[str, int])
    told: tuple[tuple[str, int], ...] = ()
    turns: tuple[Turn, ...] = ()
    past: tuple[str, ...] = ()
    fired: tuple[Fired, ...] = ()
    intake: IntakeChanges = NOTHING
    office: OfficeChanges = NOTHING_OF_THE_OFFICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """How far the log had come at a time: its last row, how many there were, and that row's hash.

    `hmac` signs the four with the key whose fingerprint is `key`; it is written on the handover sheet, too.
    """

    seq: int
    n_rows: int
    head: str
    at: datetime
    key: str
    hmac: str


class Work(Protocol):
    """What can be asked and written inside a transaction; nobody else writes meanwhile."""

    @property
    def intake(self) -> IntakeWork:
        """The signals."""
        ...

    @property
    def office(self) -> OfficeRecord:
        """The shifts and the alarms."""
        ...

    def incidents(self, numbers: Collection[str]) -> Mapping[str, Incident]:
        """Those of these incidents that exist, by number."""
        ...

    def referred(self, references: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """The numbers of those incidents that have such an (origin, reference)."""
        ...

    def signalled(self, origin: str, key: str) -> str | None:
        """The number of the incident that this signal led to, if it was received before."""
        ...

    def bound(self, units: Collection[str]) -> Mapping[str, str]:
        """The incident of each of these units that is live on one."""
        ...

    def operation(self, key: str) -> Operation | None:
        """What was wished and answered under this key, if it was used."""
        ...

    def attachments(self, number: str) -> tuple[Attachment, ...]:
        """What is attached to this incident, the oldest first."""
        ...

    def serial(self, day: str) -> int:
        """The last serial number given on this day, 0 if none."""
        ...

    def turns(self, now: datetime, limit: int) -> tuple[Turn, ...]:
        """The turns that had come before `now`, at most so many, the earliest first."""
        ...

    def fired(self, numbers: Collection[str]) -> Mapping[str, tuple[Told, ...]]:
        """What was told of the clocks of these incidents, in the order in which it was, by number."""
        ...

    def claim(self, claim: Claim, free: datetime) -> bool:
        """Whether the time is the holder's to keep; it is, if nobody else said so at `free` or later."""
        ...

    def write(self, changes: Changes) -> None:
        """Write all of it. Raises `Outdated` or `UnitBusy` if another process was faster; then roll back."""
        ...


class Record(Protocol):
    """What must survive a restart. Raises `StoreUnavailable` when it cannot be reached."""

    @property
    def intake(self) -> IntakeRecord:
        """The signals."""
        ...

    @property
    def office(self) -> OfficeRecord:
        """The shifts and the alarms."""
        ...

    def transaction(self) -> AbstractContextManager[Work]:
        """A transaction: the only one that writes; committed at the end, rolled back if an exception leaves it."""
        ...

    def find(self, number: str) -> Incident | None:
        """The incident with this number."""
        ...

    def brought(self, number: str) -> tuple[Mapping[str, str], ...]:
        """What the signals that led to an incident brought along (`Signal.extra`), the oldest first."""
        ...

    def open_incidents(self) -> tuple[Incident, ...]:
        """Every incident that is not over, in the order of their numbers."""
        ...

    def recent(self, since: datetime) -> tuple[Incident, ...]:
        """Every incident that is open or changed at `since` or later, in the order of their numbers."""
        ...

    def over(self, since: datetime, until: datetime) -> tuple[Incident, ...]:
        """Every incident that is over and changed last from `since` on and before `until`."""
        ...

    def log(self, number: str) -> tuple[Entry, ...]:
        """What was done to an incident, first things first."""
        ...

    def lines(self, stream: str) -> tuple[Line, ...]:
        """The lines of a stream, first things first."""
        ...

    def lines_since(self, seq: int, limit: int, kinds: Collection[str] = ()) -> tuple[Line, ...]:
        """The lines after this place in the log, at most so many; of streams of these kinds, or of all."""
        ...

    def checkpoint(self, at: datetime) -> Checkpoint | None:
        """Write down, here and beside the record, how far the log has come; the last again if nothing is new."""
        ...

    def take_due(self, now: datetime, until: datetime, limit: int) -> tuple[Message, ...]:
        """Messages whose time has come, at most so many, the oldest first; they are this worker's until `until`.

        Each has one try more than before; one that is not settled by then is due again.
        """
        ...

    def settle(self, messages: Collection[Message]) -> None:
        """Write down what became of messages that were taken; of those that another took meanwhile, nothing."""
        ...

    def messages(self, limit: int, number: str = "", state: MessageState | None = None) -> tuple[Message, ...]:
        """Messages, of one incident or of all, in one state or in all, the newest first."""
        ...

    def attachments(self, number: str) -> tuple[Attachment, ...]:
        """What is attached to an incident, the oldest first."""
        ...

    def holders(self, sha256: str) -> tuple[str, ...]:
        """The incidents to which the attachment with this hash belongs, in the order of their numbers."""
        ...

    @property
    def shelf(self) -> Shelf:
        """Where attachments lie."""
        ...

    def next_turn(self) -> datetime | None:
        """When the next clock has its turn; None when none has. Found by an index, however many run."""
        ...

    def claimed(self) -> Claim | None:
        """Who keeps the time, if anybody ever did."""
        ...

    def untold(self) -> tuple[Incident, ...]:
        """Incidents whose last changes were written but perhaps never announced, as they stand."""
        ...
