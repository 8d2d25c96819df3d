"""Keys, links and sessions are held against the log: one line tells of those there are already.

From then on every line tells of those that it brings or ends, and whatever the log does not know was put in by hand.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from incidents.lines import Line
from store.chain import chained, read_stamp
from store.standing import print_of

revision = "0130"
down_revision = "0090"
branch_labels = None
depends_on = None

STREAM = "account:onescreen"


def upgrade() -> None:
    """Take the step."""
    connection = op.get_bind()
    times = {name: sa.column(name, sa.DateTime(timezone=True)) for name in ("made_at", "until", "began_at", "ends_at")}

    def rows(table: str, *names: str) -> list[dict[str, object]]:
        asked = sa.select(*(times.get(name, sa.column(name)) for name in names)).select_from(sa.table(table))
        return [{name: _utc(value) for name, value in row.items()} for row in connection.execute(asked).mappings()]

    keys = rows("account_keys", "digest", "name", "rights", "origins", "made_at", "by")
    links = rows("account_links", "digest", "account", "until")
    sessions = [print_of(row) for row in rows("account_sessions", "digest", "account", "began_at", "ends_at")]
    told = {
        "key": {str(row["name"]): print_of(row) for row in keys},
        "link": {str(row["account"]): print_of(row) for row in links},
        "session": {one: one for one in sessions},
    }
    said = {kind: named for kind, named in told.items() if named}
    if said:
        _append(connection, said)


def _append(connection: sa.Connection, said: dict[str, dict[str, str]]) -> None:
    """One line at the end of the log; of the time of the line before it, for a step knows no clock."""
    names = [
        "seq",
        "stream",
        "stream_seq",
        "recorded_at",
        "at",
        "by",
        "role",
        "action",
        "came_from",
        "to",
        "body",
        "prev_hash",
        "hash",
    ]
    log = sa.table("event_log", *(sa.column(name) for name in names))
    last = connection.execute(sa.select(log).order_by(log.c.seq.desc()).limit(1)).mappings().first()
    if last is None:
        return
    newest = sa.select(sa.func.max(log.c.stream_seq)).where(log.c.stream == STREAM)
    number = connection.execute(newest).scalar_one() or 0
    at = read_stamp(last["recorded_at"])
    line = Line(stream=STREAM, action="take_stock", at=at, recorded_at=at, by="onescreen", body={"beside": said})
    connection.execute(sa.insert(log), chained(line, last["seq"] + 1, number + 1, last["hash"]))


def _utc(value: object) -> object:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
