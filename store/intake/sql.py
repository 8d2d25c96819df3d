"""Signals in a database: what a transaction asks and writes, and what is read outside of one."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from incidents.intake.ports import IntakeChanges, Reporter, Reviewed
from incidents.intake.reception import WAITING, Reception, SignalState
from incidents.intake.refusals import SignalOutdated
from store.intake import documents
from store.intake.documents import Row
from store.intake.tables import hit_reviews, receptions
from store.tables import IS_OPEN, incidents

AT_ONCE = 500  # incidents asked for in one statement
_SHELVED = sa.case((receptions.c.state == SignalState.SHELVED.value, 1), else_=0)
_URGENT = (_SHELVED, receptions.c.level, receptions.c.received_at, receptions.c.number)
Read = Callable[[sa.Select[*tuple[Any, ...]]], list[Row]]


class SqlIntakeWork:
    """The signals inside one open transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def reception(self, number: str) -> Reception | None:
        """The signal with this number."""
        return self._first(receptions.c.number == number)

    def keyed(self, origin: str, key: str) -> Reception | None:
        """The signal that this sender sent under this key."""
        return self._first((receptions.c.origin == origin) & (receptions.c.key == key))

    def behind_any(self, incidents: Collection[str]) -> tuple[Reception, ...]:
        """The signals that led to one of these incidents or were linked to it, the oldest first."""
        asked = sorted(incidents)
        parts = (asked[first : first + AT_ONCE] for first in range(0, len(asked), AT_ONCE))
        return tuple(one for part in parts for one in self._all(receptions.c.incident.in_(part)))

    def newest_of(self, matter: str, since: datetime) -> Reception | None:
        """The newest signal on this matter that came in at `since` or later."""
        named = (receptions.c.matter == matter) & (receptions.c.matter != "") & (receptions.c.received_at >= since)
        return self._first(named, receptions.c.received_at.desc())

    def reporters(self, sort: str, since: datetime) -> tuple[Reporter, ...]:
        """Who reported something whose category begins like this at `since` or later, and where."""
        table = receptions.c
        lately = (table.received_at >= since) & (table.caller != "") & table.category.startswith(sort, autoescape=True)
        rows = self._connection.execute(sa.select(table.caller, table.lon, table.lat).where(lately))
        return tuple(Reporter(*row) for row in rows)

    def asleep(self, waited_since: datetime) -> tuple[Reception, ...]:
        """The signals that time may move on: those shelved, and new ones of level 4 that wait since then or longer."""
        table = receptions.c
        fresh = (table.state == SignalState.NEW.value) & (table.level == 4) & (table.received_at <= waited_since)
        return self._all((table.state == SignalState.SHELVED.value) | fresh)

    def reviewed(self, camera: str, sort: str, since: datetime) -> Reviewed:
        """What people said of this camera's hits of this class at `since` or later."""
        mine = (hit_reviews.c.camera == camera) & (hit_reviews.c.sort == sort) & (hit_reviews.c.at >= since)
        counted = sa.select(sa.func.count().filter(hit_reviews.c.true), sa.func.count()).where(mine)
        true, reviews = self._connection.execute(counted).one()
        return Reviewed(camera, sort, true, reviews)

    def called_false(self, camera: str, roi: str, sort: str) -> datetime | None:
        """When a person last called a hit of this class in this region a false alarm."""
        table = hit_reviews
        mine = (table.c.camera == camera) & (table.c.sort == sort) & (table.c.roi == roi) & ~table.c.true
        newest = sa.select(table.c.at).where(mine).order_by(table.c.at.desc()).limit(1)
        return self._connection.execute(newest).scalar_one_or_none()

    def write(self, changes: IntakeChanges) -> None:
        """Write all of it, after the incidents. Raises `SignalOutdated` if another process was faster."""
        for one in changes.moved:
            row = documents.reception_row(one.after)
            if not one.seen:
                self._connection.execute(sa.insert(receptions), [row])
                continue
            seen = (receptions.c.number == one.after.number) & (receptions.c.version == one.seen)
            if self._connection.execute(sa.update(receptions).where(seen).values(row)).rowcount != 1:
                found = self.reception(one.after.number)
                raise SignalOutdated(one.after.number, one.seen, 0 if found is None else found.version)
        for review in changes.reviews:
            self._keep(documents.review_row(review))

    def _keep(self, row: Row) -> None:
        make = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        fresh = make(hit_reviews).values(row)
        self._connection.execute(fresh.on_conflict_do_update(index_elements=["signal"], set_=row))

    def _first(self, wanted: sa.ColumnElement[bool], *order: sa.ColumnElement[Any]) -> Reception | None:
        asked = sa.select(receptions.c.body).where(wanted).order_by(*order).limit(1)
        body = self._connection.execute(asked).scalar_one_or_none()
        return None if body is None else documents.reception_from(body)

    def _all(self, wanted: sa.ColumnElement[bool]) -> tuple[Reception, ...]:
        asked = sa.select(receptions.c.body).where(wanted).order_by(receptions.c.received_at, receptions.c.number)
        return tuple(documents.reception_from(body) for body in self._connection.execute(asked).scalars())


class SqlIntake:
    """The signals as readers see them; `read` gives the rows of a statement."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def find(self, number: str) -> Reception | None:
        """The signal with this number."""
        return next(iter(self._those(receptions.c.number == number)), None)

    def waiting(self, most: int | None = None, states: Collection[SignalState] = WAITING) -> tuple[Reception, ...]:
        """Signals in these states, the most urgent first and then who waits longest; what lies on the shelf last."""
        return self._those(_in(states), *_URGENT, most=most)

    def sent_to(self, looker: str) -> tuple[Reception, ...]:
        """The signals that this person was sent to look at and has not decided on."""
        theirs = receptions.c.body["looker"].as_string() == looker
        return self._those(_in((SignalState.VERIFY,)) & theirs, *_URGENT)

    def how_many(self, states: Collection[SignalState]) -> int:
        """How many signals are in one of these states."""
        counted = sa.select(sa.func.count().label("many")).select_from(receptions)
        return self._read(counted.where(_in(states)))[0]["many"]

    def newest(self, states: Collection[SignalState], most: int) -> tuple[Reception, ...]:
        """The newest signals in one of these states."""
        return self._those(_in(states), receptions.c.received_at.desc(), receptions.c.number.desc(), most=most)

    def behind(self, incident: str) -> tuple[Reception, ...]:
        """The signals that led to an incident or were linked to it, the oldest first."""
        return self._those(receptions.c.incident == incident, receptions.c.received_at, receptions.c.number)

    def linked(self, numbers: Collection[str]) -> Mapping[str, int]:
        """How many signals are linked to each of these incidents, where any are."""
        column = receptions.c.incident
        mine = column.in_(list(numbers)) & (receptions.c.state == SignalState.LINKED.value)
        rows = self._read(sa.select(column, sa.func.count().label("many")).where(mine).group_by(column))
        return {row["incident"]: row["many"] for row in rows}

    def marked(self) -> tuple[Reception, ...]:
        """The signals that led to an open incident and name a facility, a camera or a caller."""
        still = sa.select(incidents.c.number).where(IS_OPEN)
        led = receptions.c.marked & (receptions.c.state == SignalState.ACCEPTED.value)
        return self._those(led & receptions.c.incident.in_(still))

    def pairs(self, since: datetime) -> tuple[Reviewed, ...]:
        """What people said of every camera and class of which they said anything at `since` or later."""
        names = (hit_reviews.c.camera, hit_reviews.c.sort)
        counted = sa.select(
            *names, sa.func.count().filter(hit_reviews.c.true).label("right"), sa.func.count().label("n")
        )
        rows = self._read(counted.where(hit_reviews.c.at >= since).group_by(*names).order_by(*names))
        return tuple(Reviewed(row["camera"], row["sort"], row["right"], row["n"]) for row in rows)

    def _those(
        self, wanted: sa.ColumnElement[bool], *order: sa.ColumnElement[Any], most: int | None = None
    ) -> tuple[Reception, ...]:
        rows = self._read(sa.select(receptions.c.body).where(wanted).order_by(*order).limit(most))
        return tuple(documents.reception_from(row["body"]) for row in rows)


def _in(states: Collection[SignalState]) -> sa.ColumnElement[bool]:
    return receptions.c.state.in_([state.value for state in sorted(states)])
