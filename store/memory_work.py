"""Work in memory: what one transaction on dictionaries asks and writes."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from incidents.attachments import Attachment
from incidents.incident import Incident
from incidents.lines import Line
from incidents.ports import Changes, Claim, Operation
from incidents.refusals import Outdated, UnitBusy
from incidents.timing.scheduler import Told, Turn
from store.chain import BEFORE_THE_FIRST, chained
from store.documents import Row, binding, check_single, line
from store.event_log import next_in
from store.office.documents import rows_told
from store.standing import telling
from store.work import OPERATIONS_KEPT

if TYPE_CHECKING:
    from store.memory import MemoryRecord


class MemoryWork:
    """The desk's `Work` on dictionaries: what is written is checked at once and kept when the transaction ends."""

    def __init__(self, record: "MemoryRecord") -> None:
        self._record = record
        self._written: list[Changes] = []
        self._rows: list[Row] = []
        self.intake = record.intake
        self.office = record.office

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

    def attachments(self, number: str) -> tuple[Attachment, ...]:
        """What is attached to this incident, the oldest first."""
        return self._record.attachments(number)

    def serial(self, day: str) -> int:
        """The last serial number given on this day, 0 if none."""
        return self._record.serials.get(day, 0)

    def turns(self, now: datetime, limit: int) -> tuple[Turn, ...]:
        """The turns that had come before `now`, at most so many, the earliest first."""
        due = [(one.next_at, one.id, one) for one in self._record.turns.values() if one.next_at and one.next_at < now]
        return tuple(one for _, _, one in sorted(due, key=lambda found: found[:2])[:limit])

    def fired(self, numbers: Collection[str]) -> Mapping[str, tuple[Told, ...]]:
        """What was told of the clocks of these incidents, in the order in which it was, by number."""
        those = sorted(self._record.fired.values(), key=lambda one: (one.fired_at, one.step.at, one.name))
        told = [
            (one.number, Told(plan=one.plan, generation=one.generation, name=one.name, fired_at=one.fired_at))
            for one in those if one.number in numbers
        ]  # fmt: skip
        return {number: tuple(one for of, one in told if of == number) for number in dict(told)}

    def claim(self, claim: Claim, free: datetime) -> bool:
        """Whether the time is the holder's to keep; it is, if nobody else said so at `free` or later."""
        held = self._record.keeper
        if held is not None and held.holder != claim.holder and held.at >= free:
            return False
        self._record.keeper = claim
        return True

    def write(self, changes: Changes) -> None:
        """Write all of it. Raises `Outdated` or `UnitBusy` if another process was faster; then roll back."""
        freed: set[str] = set()
        taken: dict[str, str] = {}
        for change in changes.incidents:
            check_single(change.after)
            seen = 0 if change.before is None else change.before.version
            known = self._record.incidents.get(change.after.number)
            actual = 0 if known is None else known.version
            if seen != actual:
                raise Outdated(change.after.number, seen, actual, known)
            before, after = binding(change)
            freed |= {row["unit"] for row in before}
            for row in (one for one in after if one["exclusive"]):
                if row["unit"] in taken:
                    raise UnitBusy(row["unit"], taken[row["unit"]])
                taken[row["unit"]] = row["number"]
        for unit in taken.keys() & self._record.units.keys() - freed:
            raise UnitBusy(unit, self._record.units[unit])
        self.intake.check(changes.intake)
        self.office.check(changes.office)
        self._append(telling([line(one) for one in changes.entries], rows_told(changes.office)))
        self._written.append(changes)

    def _append(self, entries: Iterable[Line]) -> None:
        """Chain these lines; they are kept with the rest."""
        last: dict[str, int] = {row["stream"]: row["stream_seq"] for row in self._rows}
        head = [*self._record.rows[-1:], *self._rows][-1:]
        seq, before = (head[0]["seq"], head[0]["hash"]) if head else (0, BEFORE_THE_FIRST)
        for of in entries:
            stream_seq = next_in(of, last.get(of.stream, len(self._record.lines(of.stream))))
            row = chained(of, seq + 1, stream_seq, before)
            self._rows.append(row)
            seq, before, last[of.stream] = seq + 1, row["hash"], stream_seq

    def commit(self) -> None:
        """Keep what was written."""
        for changes in self._written:
            self._keep(changes)
        self._record.keep_rows(self._rows)

    def _keep(self, changes: Changes) -> None:
        record = self._record
        self._keep_incidents(changes)
        for received in changes.received:
            record.signals[received.signal.origin, received.signal.key] = received.number
            record.brought_by.setdefault(received.number, []).append(received.signal)
        for operation in changes.operations:
            old = operation.at - OPERATIONS_KEPT
            record.operations = {key: one for key, one in record.operations.items() if one.at >= old}
            record.operations[operation.key] = operation
        for message in changes.messages:
            record.mail.setdefault(message.key, message)
        for attachment in changes.attachments:
            record.held.setdefault(attachment.number, []).append(attachment)
        record.turns.update({one.id: one for one in changes.turns})
        for name in changes.past:
            record.turns.pop(name, None)
        record.fired.update({one.key: one for one in changes.fired})
        record.serials.update(changes.serials)
        record.intake.keep(changes.intake)
        record.office.keep(changes.office)
        for one in changes.told:
            record.outbox.pop(one, None)

    def _keep_incidents(self, changes: Changes) -> None:
        record = self._record
        for change in changes.incidents:
            after = change.after
            record.incidents[after.number] = after
            record.outbox[after.number, after.version] = None
            if after.reference:
                record.references[after.origin, after.reference] = after.number
            for row in binding(change)[0]:
                if record.units.get(row["unit"]) == row["number"]:
                    del record.units[row["unit"]]
        for change in changes.incidents:
            record.units.update({row["unit"]: row["number"] for row in binding(change)[1] if row["exclusive"]})
