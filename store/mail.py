"""Mail in SQL: messages as rows, taken by one worker at a time and settled once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from incidents.messages import Message, MessageState
from store import tables
from store.documents import Row

_COLUMNS = ("key", "channel", "to", "number", "exercise", "tries", "at", "next_at")


def write(connection: sa.Connection, messages: Iterable[Message]) -> None:
    """Write these; what stands under a key already stays as it is."""
    rows = [_row(one) for one in messages]
    if rows:
        make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(make(tables.messages).on_conflict_do_nothing(index_elements=["key"]), rows)


def due(now: datetime, limit: int) -> sa.Select[*tuple[Any, ...]]:
    """The question for messages whose time has come, the oldest first."""
    table = tables.messages
    waiting = sa.select(table).where(table.c.state == MessageState.WAITING.value, table.c.next_at <= now)
    return waiting.order_by(table.c.next_at, table.c.key).limit(limit)


def take(connection: sa.Connection, now: datetime, until: datetime, limit: int) -> tuple[Message, ...]:
    """Those messages, each with one try more, due again at `until`; nobody else writes meanwhile."""
    table = tables.messages
    rows = [dict(row) for row in connection.execute(due(now, limit)).mappings()]
    taken = [row | {"next_at": until, "tries": row["tries"] + 1} for row in rows]
    if taken:
        named = table.c.key == sa.bindparam("this_key")
        later = sa.update(table).where(named).values(next_at=until, tries=table.c.tries + 1)
        connection.execute(later, [{"this_key": row["key"]} for row in taken])
    return tuple(message_from(row) for row in taken)


def settle(connection: sa.Connection, messages: Iterable[Message]) -> None:
    """Write these over what stands there, unless somebody has taken them since."""
    table = tables.messages
    ours = sa.and_(table.c.key == sa.bindparam("this_key"), table.c.tries == sa.bindparam("these_tries"))
    rows = [_row(one) for one in messages]
    new = [
        {"this_key": row["key"], "these_tries": row["tries"]}
        | {name: row[name] for name in ("state", "next_at", "body")}
        for row in rows
    ]
    connection.execute(sa.update(table).where(ours), new)


def those(limit: int, number: str, state: MessageState | None) -> sa.Select[*tuple[Any, ...]]:
    """The question for messages of one incident or of all, in one state or in all, the newest first."""
    table = tables.messages
    asked = sa.select(table).order_by(table.c.at.desc(), table.c.key.desc()).limit(limit)
    if number:
        asked = asked.where(table.c.number == number)
    return asked if state is None else asked.where(table.c.state == state.value)


def message_from(row: Row) -> Message:
    """The message that a row holds."""
    body = row["body"]
    return Message(
        **{name: row[name] for name in _COLUMNS},
        state=MessageState(row["state"]),
        words=body["words"],
        only_in=tuple(body["only_in"]),
        unit=body["unit"],
        about=tuple(body.get("about", ())),
        signals=tuple(body.get("signals", ())),
        until=_maybe(body["until"]),
        sent_at=_maybe(body["sent_at"]),
        why=body["why"],
    )


def _row(one: Message) -> Row:
    body = {
        "words": dict(one.words), "only_in": one.only_in, "unit": one.unit, "about": one.about,
        "signals": one.signals, "until": one.until, "sent_at": one.sent_at, "why": dict(one.why),
    }  # fmt: skip
    return {name: getattr(one, name) for name in _COLUMNS} | {"state": one.state.value, "body": body}


def _maybe(at: str | None) -> datetime | None:
    return None if at is None else datetime.fromisoformat(at)
