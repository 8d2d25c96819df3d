"""What the desk needs of a record that survives a restart; `store/` keeps these promises.

One transaction writes incidents, their log, the signals and operations behind them and the outbox, or nothing of it.
"""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from incidents.incident import Incident, Signal, State
from incidents.intake.ports import NOTHING, IntakeChanges, IntakeRecord, IntakeWork


class StoreUnavailable(Exception):
    """The record cannot be read or written now; what was asked was not done, or is not known to be."""

    def __init__(self, address: str, why: str, wanted: str) -> None:
        super().__init__(f"The record at {address} is unavailable: {why}. {wanted}")
        self.address = address


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log: what was done to an incident, which made it `version`; `at` is when it was true.

    `move` is the `id` of the row in `lifecycle.py`. `came_from` is None for the first line.
    `note_en` is the note in English, "" where nobody said it.
    """

    number: str
    version: int
    move: str
    action: str
    came_from: State | None
    to: State
    at: datetime
    recorded_at: datetime
    by: str
    unit: str = ""
    note: str = ""
    note_en: str = ""


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
    """A wish that was fulfilled: the client's key, what was wished, and the incident as it was answered."""

    key: str
    wish: str
    at: datetime
    answer: Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that one transaction writes.

    `serials` are the last serial given per day. `told` are numbers and versions that were announced: they leave the
    outbox.
    """

    incidents: tuple[Change, ...] = ()
    entries: tuple[Entry, ...] = ()
    received: tuple[Received, ...] = ()
    operations: tuple[Operation, ...] = ()
    serials: Mapping[str, int]
    told: tuple[tuple[str, int], ...] = ()
    intake: IntakeChanges = NOTHING


class Work(Protocol):
    """What can be asked and written inside a transaction; nobody else writes meanwhile."""

    @property
    def intake(self) -> IntakeWork:
        """The signals."""
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

    def serial(self, day: str) -> int:
        """The last serial number given on this day, 0 if none."""
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

    def untold(self) -> tuple[Incident, ...]:
        """Incidents whose last changes were written but perhaps never announced, as they stand."""
        ...
