"""The record in memory: keeps the same promises while the process lives; for tests, benchmarks and trying things."""

import threading
from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from contextlib import contextmanager
from datetime import datetime

from city.history import Step
from incidents.incident import Incident, Signal
from incidents.ports import Changes, Entry, Operation
from incidents.refusals import Outdated, UnitBusy
from store.documents import binding
from store.intake.memory import MemoryIntake
from store.work import OPERATIONS_KEPT


class MemoryRecord:
    """Incidents and the history of measures in dictionaries; keeps `incidents.ports.Record`."""

    problem = ""  # nothing lies damaged in a memory

    def __init__(self) -> None:
        self._writing = threading.Lock()
        self.incidents: dict[str, Incident] = {}
        self.references: dict[tuple[str, str], str] = {}
        self.signals: dict[tuple[str, str], str] = {}
        self._brought: dict[str, list[Signal]] = {}
        self.units: dict[str, str] = {}
        self.operations: dict[str, Operation] = {}
        self.serials: dict[str, int] = {}
        self.entries: dict[str, list[Entry]] = {}
        self.outbox: dict[tuple[str, int], None] = {}
        self.intake = MemoryIntake(self.incidents.get)
        self._history: dict[str, dict[datetime, Step]] = {}

    @contextmanager
    def transaction(self) -> Generator["MemoryWork"]:
        """A transaction: the only one that writes; kept at the end, dropped if an exception leaves it."""
        with self._writing:
            work = MemoryWork(self)
            yield work
            work.commit()

    def find(self, number: str) -> Incident | None:
        """The incident with this number."""
        return self.incidents.get(number)

    def open_incidents(self) -> tuple[Incident, ...]:
        """Every incident that is not over, in the order of their numbers."""
        return self._those(lambda incident: incident.open)

    def recent(self, since: datetime) -> tuple[Incident, ...]:
        """Every incident that is open or changed at `since` or later, in the order of their numbers."""
        return self._those(lambda incident: incident.open or incident.changed_at >= since)

    def over(self, since: datetime, until: datetime) -> tuple[Incident, ...]:
        """Every incident that is over and changed last from `since` on and before `until`."""
        return self._those(lambda incident: not incident.open and since <= incident.changed_at < until)

    def log(self, number: str) -> tuple[Entry, ...]:
        """What was done to an incident, first things first."""
        return tuple(self.entries.get(number, ()))

    def brought(self, number: str) -> tuple[Mapping[str, str], ...]:
        """What the signals that led to an incident brought along (`Signal.extra`), the oldest first."""
        signals = sorted(self._brought.get(number, ()), key=lambda signal: (signal.at, signal.key))
        return tuple(signal.extra for signal in signals)

    def untold(self) -> tuple[Incident, ...]:
        """Incidents whose last changes were written but perhaps never announced, as they stand."""
        waiting = {number for number, _ in tuple(self.outbox)}
        return self._those(lambda incident: incident.number in waiting)

    def keep(self, steps: Iterable[Step]) -> None:
        """Keep steps of history; said twice, the last word counts."""
        with self._writing:
            for one in steps:
                self._history.setdefault(one.series, {})[one.at] = one

    def kept(self, series: str, since: datetime, until: datetime | None = None) -> tuple[Step, ...]:
        """The steps of a series at `since` and later, and before `until`, oldest first."""
        held = self._history.get(series, {})
        return tuple(held[at] for at in sorted(held) if at >= since and (until is None or at < until))

    def forget(self, series: str, before: datetime, since: datetime | None = None) -> None:
        """Let go of the steps of a series that are older than this, and not older than `since`."""
        with self._writing:
            held = self._history.get(series, {})
            stays = {at: one for at, one in held.items() if at >= before or (since is not None and at < since)}
            self._history[series] = stays

    def close(self) -> None:
        """Nothing to let go of."""

    def _those(self, wanted: Callable[[Incident], bool]) -> tuple[Incident, ...]:
        found = [one for one in tuple(self.incidents.values()) if wanted(one)]
        return tuple(sorted(found, key=lambda incident: incident.number))


class MemoryWork:
    """The desk's `Work` on dictionaries: what is written is checked at once and kept when the transaction ends."""

    def __init__(self, record: MemoryRecord) -> None:
        self._record = record
        self._written: list[Changes] = []
        self.intake = record.intake

    def incidents(self, numbers: Collection[str]) -> Mapping[str, Incident]:
        """Those of these incidents that exist, by number."""
        return {one: self._record.incidents[one] for one in numbers if one in self._record.incidents}

    def referred(self, references: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """The numbers of those incidents that have such an (origin, reference)."""
        return {one: self._record.references[one] for one in references if one in self._record.references}

    def signalled(self, origin: str, key: str) -> str | None:
        """The number of the incident that this signal led to, if it was received before."""
        return self._record.signals.get((origin, key))

    def bound(self, units: Collection[str]) -> Mapping[str, str]:
        """The incident of each of these units that is live on one."""
        return {one: self._record.units[one] for one in units if one in self._record.units}

    def operation(self, key: str) -> Operation | None:
        """What was wished and answered under this key, if it was used."""
        return self._record.operations.get(key)

    def serial(self, day: str) -> int:
        """The last serial number given on this day, 0 if none."""
        return self._record.serials.get(day, 0)

    def write(self, changes: Changes) -> None:
        """Write all of it. Raises `Outdated` or `UnitBusy` if another process was faster; then roll back."""
        freed: set[str] = set()
        taken: dict[str, str] = {}
        for change in changes.incidents:
            seen = 0 if change.before is None else change.before.version
            known = self._record.incidents.get(change.after.number)
            actual = 0 if known is None else known.version
            if seen != actual:
                raise Outdated(change.after.number, seen, actual, known)
            before, after = binding(change)
            freed |= {row["unit"] for row in before}
            for row in after:
                if row["unit"] in taken:
                    raise UnitBusy(row["unit"], taken[row["unit"]])
                taken[row["unit"]] = row["number"]
        for unit in taken.keys() & self._record.units.keys() - freed:
            raise UnitBusy(unit, self._record.units[unit])
        self.intake.check(changes.intake)
        self._written.append(changes)

    def commit(self) -> None:
        """Keep what was written."""
        for changes in self._written:
            self._keep(changes)

    def _keep(self, changes: Changes) -> None:
        record = self._record
        for change in changes.incidents:
            after = change.after
            record.incidents[after.number] = after
            record.outbox[after.number, after.version] = None
            if after.reference:
                record.references[after.origin, after.reference] = after.number
            for row in binding(change)[0]:
                record.units.pop(row["unit"], None)
        for change in changes.incidents:
            record.units.update({row["unit"]: row["number"] for row in binding(change)[1]})
        for entry in changes.entries:
            record.entries.setdefault(entry.number, []).append(entry)
        for received in changes.received:
            record.signals[received.signal.origin, received.signal.key] = received.number
            record._brought.setdefault(received.number, []).append(received.signal)  # noqa: SLF001 - its own work
        for operation in changes.operations:
            old = operation.at - OPERATIONS_KEPT
            record.operations = {key: one for key, one in record.operations.items() if one.at >= old}
            record.operations[operation.key] = operation
        record.serials.update(changes.serials)
        record.intake.keep(changes.intake)
        for one in changes.told:
            record.outbox.pop(one, None)
