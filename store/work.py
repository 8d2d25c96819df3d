"""Work: what one transaction of the database asks and writes, in SQL."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from incidents.attachments import Attachment
from incidents.incident import Incident
from incidents.ports import Change, Changes, Claim, Operation
from incidents.refusals import Outdated, UnitBusy
from incidents.timing.scheduler import Told, Turn
from store import documents, event_log, mail, standing, tables, turns
from store.broom import OPERATIONS_KEPT, Broom
from store.damage import Damage
from store.documents import Bodies, Row
from store.intake.sql import SqlIntakeWork
from store.office.documents import rows_told
from store.office.sql import SqlOfficeWork

AT_ONCE = 500  # keys asked for in one statement

# What every action asks; made once, because making a statement takes longer than answering it.
_THESE, _OPS = tables.incidents.c, tables.operations.c
_MOVE = sa.update(tables.incidents).where(
    _THESE.number == sa.bindparam("this_number"), _THESE.version == sa.bindparam("seen_version")
)
_FORGET = sa.delete(tables.operations).where(_OPS.at < sa.bindparam("old"))
_OPERATION = sa.select(tables.operations).where(_OPS.key == sa.bindparam("asked"))
_INCIDENT = sa.select(_THESE.number, _THESE.body).where(_THESE.number == sa.bindparam("asked"))
_ALONE = sa.select(tables.bound_units.c.unit, tables.bound_units.c.number).where(tables.bound_units.c.exclusive)
_HOLDER = _ALONE.where(tables.bound_units.c.unit == sa.bindparam("asked"))


class SqlWork:
    """The desk's `Work` on one open transaction."""

    def __init__(self, connection: sa.Connection, damage: Damage, broom: Broom) -> None:
        self._connection = connection
        self._damage = damage
        self._broom = broom
        self.intake = SqlIntakeWork(connection)
        self.office = SqlOfficeWork(connection)

    def incidents(self, numbers: Collection[str]) -> Mapping[str, Incident]:
        """Those of these incidents that exist, by number."""
        table = tables.incidents
        found: dict[str, Incident] = {}
        if len(numbers) == 1:
            rows = self._connection.execute(_INCIDENT, {"asked": next(iter(numbers))}).mappings()
            return {incident.number: incident for incident in self._damage.understood(map(dict, rows))}
        for some in _in_parts(numbers):
            asked = sa.select(table.c.number, table.c.body).where(table.c.number.in_(some))
            rows = [dict(row) for row in self._connection.execute(asked).mappings()]
            found.update({incident.number: incident for incident in self._damage.understood(rows)})
        return found

    def referred(self, references: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """The numbers of those incidents that have such an (origin, reference)."""
        table = tables.incidents
        found: dict[tuple[str, str], str] = {}
        for origin in sorted({origin for origin, _ in references}):
            for some in _in_parts([reference for one, reference in references if one == origin]):
                named = sa.and_(table.c.origin == origin, table.c.reference.in_(some), table.c.reference != "")
                rows = self._connection.execute(sa.select(table.c.reference, table.c.number).where(named))
                found.update({(origin, row.reference): row.number for row in rows})
        return found

    def signalled(self, origin: str, key: str) -> str | None:
        """The number of the incident that this signal led to, if it was received before."""
        table = tables.signals
        named = sa.select(table.c.number).where(table.c.origin == origin, table.c.key == key)
        return self._connection.execute(named).scalar_one_or_none()

    def bound(self, units: Collection[str]) -> Mapping[str, str]:
        """The incident of each of these units that is live on one."""
        if len(units) == 1:
            rows = self._connection.execute(_HOLDER, {"asked": next(iter(units))})
            return {row.unit: row.number for row in rows}
        found: dict[str, str] = {}
        for some in _in_parts(units):
            rows = self._connection.execute(_ALONE.where(tables.bound_units.c.unit.in_(some)))
            found.update({row.unit: row.number for row in rows})
        return found

    def operation(self, key: str) -> Operation | None:
        """What was wished and answered under this key, if it was used."""
        row = self._connection.execute(_OPERATION, {"asked": key}).mappings().one_or_none()
        return None if row is None else documents.operation_from(dict(row))

    def attachments(self, number: str) -> tuple[Attachment, ...]:
        """What is attached to this incident, the oldest first."""
        rows = self._connection.execute(attachments_of(number)).mappings()
        return tuple(documents.attachment_from(dict(row)) for row in rows)

    def serial(self, day: str) -> int:
        """The last serial number given on this day, 0 if none."""
        table = tables.serials
        return self._connection.execute(sa.select(table.c.last).where(table.c.day == day)).scalar_one_or_none() or 0

    def turns(self, now: datetime, limit: int) -> tuple[Turn, ...]:
        """The turns that had come before `now`, at most so many, the earliest first."""
        return turns.due(self._connection, now, limit)

    def fired(self, numbers: Collection[str]) -> Mapping[str, tuple[Told, ...]]:
        """What was told of the clocks of these incidents, in the order in which it was, by number."""
        found: dict[str, tuple[Told, ...]] = {}
        for some in _in_parts(numbers):
            found |= turns.told(self._connection, some)
        return found

    def claim(self, claim: Claim, free: datetime) -> bool:
        """Whether the time is the holder's to keep; it is, if nobody else said so at `free` or later."""
        return turns.claim(self._connection, claim, free)

    def write(self, changes: Changes) -> None:
        """Write all of it. Raises `Outdated` or `UnitBusy` if another process was faster; then roll back."""
        for change in changes.incidents:
            documents.check_single(change.after)
        bodies = {one.after.number: (one.after, documents.written(one.after)) for one in changes.incidents}
        self._write_incidents(changes.incidents, bodies)
        self._bind(changes.incidents)
        self._replace(tables.tasks, changes.incidents, documents.task_rows)
        self._replace(tables.requests, changes.incidents, documents.request_rows)
        lines = [documents.line(one) for one in changes.entries]
        event_log.append(self._connection, standing.telling(lines, rows_told(changes.office)))
        mail.write(self._connection, changes.messages)
        turns.write(self._connection, changes.turns, changes.past, changes.fired)
        self._insert(tables.attachments, [documents.attachment_row(one) for one in changes.attachments])
        self._insert(tables.signals, [documents.signal_row(one) for one in changes.received])
        self.intake.write(changes.intake)
        self.office.write(changes.office)
        self._keep_operations(changes.operations, bodies)
        for day, last in changes.serials.items():
            self._keep_serial(day, last)
        self._insert(
            tables.outbox, [{"number": one.after.number, "version": one.after.version} for one in changes.incidents]
        )
        self._delete(tables.outbox, [{"number": number, "version": version} for number, version in changes.told])

    def _write_incidents(self, changes: Iterable[Change], bodies: Bodies) -> None:
        table = tables.incidents
        fresh: list[Row] = []
        moved: list[Row] = []
        for change in changes:
            row = documents.incident_row(*bodies[change.after.number])
            if change.before is None:
                fresh.append(row)
            else:
                moved.append(row | {"this_number": change.after.number, "seen_version": change.before.version})
        self._insert(table, fresh)
        if not moved:
            return
        if self._connection.execute(_MOVE, moved).rowcount != len(moved):
            self._check_versions(moved)
            raise LookupError("Fewer incidents were written than changed. Roll back, and check the record.")

    def _check_versions(self, moved: Sequence[Row]) -> None:
        table = tables.incidents
        seen = {row["number"]: row["seen_version"] for row in moved}
        for some in _in_parts(seen):
            named = sa.select(table.c.number, table.c.version).where(table.c.number.in_(some))
            for number, actual in self._connection.execute(named):
                if actual != seen[number]:
                    raise Outdated(number, seen[number], actual)

    def _bind(self, changes: Iterable[Change]) -> None:
        freed: list[Row] = []
        taken: list[Row] = []
        for change in changes:
            before, after = documents.binding(change)
            freed.extend(before)
            taken.extend(after)
        self._delete(tables.bound_units, [{"unit": row["unit"], "number": row["number"]} for row in freed])
        for unit, number in self.bound([row["unit"] for row in taken if row["exclusive"]]).items():
            raise UnitBusy(unit, number)
        self._insert(tables.bound_units, taken)

    def _replace(
        self, table: sa.Table, changes: Iterable[Change], rows_of: Callable[[Incident | None], list[Row]]
    ) -> None:
        """Rows that are no longer so go, and those that are new come: what may be only once changes hands like that."""
        gone: list[Row] = []
        fresh: list[Row] = []
        for change in changes:
            before, after = rows_of(change.before), rows_of(change.after)
            gone += [{"number": row["number"], "serial": row["serial"]} for row in before if row not in after]
            fresh += [row for row in after if row not in before]
        self._delete(table, gone)
        self._insert(table, fresh)

    def _keep_operations(self, operations: Sequence[Operation], bodies: Bodies) -> None:
        if operations and self._broom.due(operations[0].at):
            self._connection.execute(_FORGET, {"old": operations[0].at - OPERATIONS_KEPT})
        self._insert(tables.operations, [documents.operation_row(one, bodies) for one in operations])

    def _keep_serial(self, day: str, last: int) -> None:
        make = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        fresh = make(tables.serials).values(day=day, last=last)
        self._connection.execute(fresh.on_conflict_do_update(index_elements=["day"], set_={"last": last}))

    def _insert(self, table: sa.Table, rows: Sequence[Row]) -> None:
        if rows:
            self._connection.execute(_insertion(table), rows)

    def _delete(self, table: sa.Table, rows: Sequence[Row]) -> None:
        """Delete the rows that have these values, all named alike."""
        if rows:
            keys = [{f"this_{name}": value for name, value in row.items()} for row in rows]
            self._connection.execute(_deletion(table, tuple(rows[0])), keys)


def attachments_of(number: str) -> sa.Select[*tuple[Any, ...]]:
    """The question for what is attached to this incident, the oldest first."""
    table = tables.attachments
    return sa.select(table).where(table.c.number == number).order_by(table.c.at, table.c.sha256)


@cache
def _insertion(table: sa.Table) -> sa.Insert:
    return sa.insert(table)


@cache
def _deletion(table: sa.Table, names: tuple[str, ...]) -> sa.Delete:
    return sa.delete(table).where(*(table.c[name] == sa.bindparam(f"this_{name}") for name in names))


def _in_parts(keys: Iterable[Any]) -> Iterable[list[Any]]:
    rest = iter(keys)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def holders_of(sha256: str) -> sa.Select[*tuple[Any, ...]]:
    """The question for the incidents to which this attachment belongs."""
    table = tables.attachments
    return sa.select(table.c.number).where(table.c.sha256 == sha256).order_by(table.c.number)
