"""Turns in SQL: when clocks have theirs, what was told of them, and who keeps the time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from incidents.ports import Claim
from incidents.timing.scheduler import Fired, Told, Turn
from store import turn_tables
from store.tables import Instant

CLAIM = "clocks"  # the name of the claim
_CLOCKS, _FIRED, _CLAIMS = turn_tables.clocks, turn_tables.fired, turn_tables.claims

# Asked every second, so made once; the index on `next_at` answers both.
FIRST = sa.select(sa.func.min(_CLOCKS.c.next_at, type_=Instant()).label("at")).where(_CLOCKS.c.next_at.is_not(None))
CLAIMED = sa.select(_CLAIMS.c.holder, _CLAIMS.c.at).where(_CLAIMS.c.name == CLAIM)
_DUE = (
    sa.select(_CLOCKS)
    .where(_CLOCKS.c.next_at.is_not(None), _CLOCKS.c.next_at < sa.bindparam("now"))
    .order_by(_CLOCKS.c.next_at, _CLOCKS.c.id)
    .limit(sa.bindparam("most"))
)

INSERTS = MappingProxyType({"sqlite": sqlite.insert, "postgresql": postgresql.insert})
_GONE = sa.delete(_CLOCKS).where(_CLOCKS.c.id == sa.bindparam("this_id"))
_FIRE = sa.insert(_FIRED)


def _over(make: Any) -> Any:  # noqa: ANN401 - of either dialect
    fresh = make(_CLOCKS)
    new = {name: fresh.excluded[name] for name in ("kind", "generation", "next_at")}
    return fresh.on_conflict_do_update(index_elements=["id"], set_=new)


_WRITE = MappingProxyType({name: _over(make) for name, make in INSERTS.items()})


def due(connection: sa.Connection, now: datetime, limit: int) -> tuple[Turn, ...]:
    """The turns that had come before `now`, at most so many, the earliest first."""
    rows = connection.execute(_DUE, {"now": now, "most": limit}).mappings()
    return tuple(Turn(**row) for row in rows)


def told(connection: sa.Connection, numbers: Sequence[str]) -> Mapping[str, tuple[Told, ...]]:
    """What was told of the clocks of these incidents, in the order in which it was, by number."""
    table, found = _FIRED, defaultdict[str, list[Told]](list)
    asked = sa.select(table).where(table.c.number.in_(numbers)).order_by(table.c.fired_at, table.c.at, table.c.step)
    for row in connection.execute(asked):
        found[row.number].append(
            Told(plan=row.plan, generation=row.generation, name=row.step, fired_at=row.fired_at)
        )  # fmt: skip
    return {number: tuple(some) for number, some in found.items()}


def write(connection: sa.Connection, turns: Iterable[Turn], past: Iterable[str], fired: Iterable[Fired]) -> None:
    """Write these turns over those of the same id, let go of what is past, and keep what fired."""
    gone = [{"this_id": one} for one in past]
    if gone:
        connection.execute(_GONE, gone)
    rows = [
        {"id": one.id, "number": one.number, "kind": one.kind, "generation": one.generation, "next_at": one.next_at}
        for one in turns
    ]
    if rows:
        connection.execute(_WRITE[connection.dialect.name], rows)
    steps = [
        {"plan": one.plan, "generation": one.generation, "step": one.name, "number": one.number, "at": one.step.at,
         "fired_at": one.fired_at, "late_s": one.late_s}
        for one in fired
    ]  # fmt: skip
    if steps:
        connection.execute(_FIRE, steps)


def claim(connection: sa.Connection, wanted: Claim, free: datetime) -> bool:
    """Whether the time is the holder's to keep; it is, if nobody else said so at `free` or later."""
    said = {"holder": wanted.holder, "at": wanted.at}
    ours = sa.or_(_CLAIMS.c.holder == wanted.holder, _CLAIMS.c.at < free)
    fresh = INSERTS[connection.dialect.name](_CLAIMS).values(name=CLAIM, **said)
    asked = fresh.on_conflict_do_update(index_elements=["name"], set_=said, where=ours).returning(_CLAIMS.c.holder)
    return connection.execute(asked).first() is not None
