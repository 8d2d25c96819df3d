"""The office in a database: the same questions inside a transaction and outside of one."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from incidents.annunciation import Alarm, AlarmState
from incidents.office.ports import Errand, OfficeChanges
from incidents.office.refusals import Meanwhile
from incidents.shifts import Shift, ShiftState
from store.office import documents
from store.office.documents import Row
from store.office.tables import alarms, errands, shifts

Read = Callable[[sa.Select[*tuple[Any, ...]]], list[Row]]
ERRANDS_KEPT = timedelta(hours=24)


class SqlOffice:
    """The shifts and alarms; `read` gives the rows of a statement."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def shift(self, name: str) -> Shift | None:
        """The shift of this name."""
        return next(iter(self._shifts(sa.select(shifts.c.body).where(shifts.c.name == name))), None)

    def standing(self) -> tuple[Shift, ...]:
        """Every shift that is planned or on duty, the earliest first."""
        wanted = sa.select(shifts.c.body).where(shifts.c.state != ShiftState.CLOSED.value)
        return self._shifts(wanted.order_by(shifts.c.begins_at, shifts.c.name))

    def closed(self, most: int) -> tuple[Shift, ...]:
        """The shifts that have handed over, the latest first, at most so many."""
        wanted = sa.select(shifts.c.body).where(shifts.c.state == ShiftState.CLOSED.value)
        return self._shifts(wanted.order_by(shifts.c.begins_at.desc(), shifts.c.name.desc()).limit(most))

    def alarms(self, keys: Collection[str]) -> tuple[Alarm, ...]:
        """Those of these alarms that were ever raised and are not forgotten."""
        return self._alarms(sa.select(alarms.c.body).where(alarms.c.key.in_(list(keys))).order_by(alarms.c.key))

    def live_alarms(self) -> tuple[Alarm, ...]:
        """Every alarm of which something is still to be shown, the most urgent and then the oldest first."""
        wanted = sa.select(alarms.c.body).where(alarms.c.state != AlarmState.NORMAL.value)
        return self._alarms(wanted.order_by(alarms.c.level, alarms.c.at, alarms.c.key))

    def announced(self, since: datetime) -> tuple[datetime, ...]:
        """When alarms were last announced by themselves, after `since`."""
        wanted = sa.select(alarms.c.announced_at).where(alarms.c.announced_at > since).order_by(alarms.c.announced_at)
        return tuple(row["announced_at"] for row in self._read(wanted))

    def errand(self, key: str) -> Errand | None:
        """What was asked under this key, if it was used."""
        rows = self._read(sa.select(errands).where(errands.c.key == key))
        return Errand(**rows[0]) if rows else None

    def _shifts(self, wanted: sa.Select[*tuple[Any, ...]]) -> tuple[Shift, ...]:
        return tuple(documents.shift_from(row["body"]) for row in self._read(wanted))

    def _alarms(self, wanted: sa.Select[*tuple[Any, ...]]) -> tuple[Alarm, ...]:
        return tuple(documents.alarm_from(row["body"]) for row in self._read(wanted))


class SqlOfficeWork(SqlOffice):
    """The office inside one open transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        super().__init__(lambda wanted: [dict(row) for row in connection.execute(wanted).mappings()])
        self._connection = connection

    def write(self, changes: OfficeChanges) -> None:
        """Write all of it. Raises `Meanwhile` if another process was faster."""
        for shift in sorted(changes.shifts, key=lambda one: one.on):  # who leaves before who comes: one is on duty
            self._put(shifts, "shift", shifts.c.name, documents.shift_row(shift))
        for alarm in changes.alarms:
            self._put(alarms, "alarm", alarms.c.key, documents.alarm_row(alarm))
        for errand in changes.errands:
            self._connection.execute(sa.delete(errands).where(errands.c.at < errand.at - ERRANDS_KEPT))
            self._connection.execute(sa.insert(errands), [documents.errand_row(errand)])
        if changes.forget is not None:
            over = (alarms.c.state == AlarmState.NORMAL.value) & (alarms.c.at <= changes.forget)
            self._connection.execute(sa.delete(alarms).where(over))

    def _put(self, table: sa.Table, kind: str, column: sa.Column[str], row: Mapping[str, Any]) -> None:
        """The next version of a shift or an alarm, unless somebody else was faster."""
        name, version = row[column.name], row["version"]
        if version == 1 and self._version(table, column, name) == 0:
            self._connection.execute(sa.insert(table), [dict(row)])
            return
        seen = (column == name) & (table.c.version == version - 1)
        if self._connection.execute(sa.update(table).where(seen).values(dict(row))).rowcount != 1:
            raise Meanwhile(kind, name, version - 1, self._version(table, column, name))

    def _version(self, table: sa.Table, column: sa.Column[str], name: str) -> int:
        return self._connection.execute(sa.select(table.c.version).where(column == name)).scalar_one_or_none() or 0
