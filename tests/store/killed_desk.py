"""Acts on incidents in a child process and kills it in the middle, again and again; says what became of what it did.

Half of the lives end at a moment by chance, the others at an aimed point: before or after BEGIN, an INSERT into the
log, COMMIT, or the reply. What was not acknowledged is sent again by the next life, under the same key. Run as `python
-m tests.store.killed_desk FOLDER KILLS SEED`, prints one line of JSON; `make kill-desk` kills 200 times.
"""

import json
import os
import random
import select
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, event

from incidents.desk import Desk
from incidents.incident import Incident, Signal
from incidents.ports import StoreUnavailable
from store.opening import open_record
from store.sql import SqlRecord
from store.verify_log import verified
from store.verifying import Fault

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ACTIONS = ("receive", "file", "assign", "on_scene", "clear", "report_done")
POINTS = (
    "before BEGIN", "after BEGIN", "before INSERT", "after INSERT", "before COMMIT", "after COMMIT", "before reply",
    "after reply",
)  # fmt: skip


class Wish(NamedTuple):
    """The `action` of one life on its `i`th incident, which is `number` once it is known."""

    life: int
    i: int
    action: str
    number: str


def nowhere(lon: float, lat: float) -> str:
    return ""


def silent(incidents: tuple[Incident, ...]) -> None:
    pass


def wished(desk: Desk, wish: Wish) -> Incident:
    """What the desk answers; the same wish again gets the same answer."""
    key = f"{wish.life}/{wish.i}"
    if wish.action == "receive":
        said = Signal(origin="desk", key=key, at=NOON, category="U0452", level=2, lon=None, lat=None)
        return desk.receive(said, "li").incident
    return desk.act(wish.number, wish.action, by="li", unit=key, operation=f"{key}/{wish.action}")


def act_for_ever(address: str, life: int, again: Wish | None, said: int, point: str, at: int) -> None:
    """Say what is wished before it is asked for, and each version when, and only when, the desk has answered."""
    record = open_record(address)
    assert isinstance(record, SqlRecord)
    reached = watched(record._engines.writer, record._engines.writer.pool, point, at)
    desk = Desk(record, lambda: NOON, silent, nowhere)
    number = ""
    for one in wishes(life, again):
        wish = one if one.number or one.action == "receive" else one._replace(number=number)
        os.write(said, f"? {json.dumps(wish)}\n".encode())
        after = wished(desk, wish)
        reached("before reply")
        os.write(said, f"! {after.number} {after.version}\n".encode())
        reached("after reply")
        number = after.number


def wishes(life: int, again: Wish | None) -> Iterator[Wish]:
    if again is not None:
        yield again
    for i in count():
        for action in ACTIONS:
            yield Wish(life, i, action, "")


def watched(engine: object, pool: object, point: str, at: int) -> Callable[[str], None]:
    """Kills this process when it comes to `point` for the `at`th time; gives what says that a point was reached.

    `engine` and `pool` are those that write, or the very classes of SQLAlchemy.
    """
    left = Counter({point: at})

    def reached(here: str) -> None:
        if here == point:
            left[here] -= 1
            if left[here] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    watch = Watch(reached)
    event.listen(engine, "begin", watch.begin)
    event.listen(engine, "before_cursor_execute", watch.asked)
    event.listen(engine, "after_cursor_execute", watch.answered)
    event.listen(engine, "commit", watch.commit)
    event.listen(pool, "checkin", watch.checked_in)
    return reached


class Watch:
    """Says how far the connection that writes has come; others, that only read, have no BEGIN of their own."""

    def __init__(self, reached: Callable[[str], None]) -> None:
        self._reached = reached
        self._begun = self._committed = False

    def begin(self, connection: Connection) -> None:
        if "do_begin" in vars(connection.dialect):
            self._begun = True
            self._reached("before BEGIN")

    def asked(self, _c: object, _k: object, statement: str, *_: object) -> None:
        if self._begun:  # the first that is asked in a transaction
            self._begun = False
            self._reached("after BEGIN")
        if "INTO event_log" in statement:
            self._reached("before INSERT")

    def answered(self, _c: object, _k: object, statement: str, *_: object) -> None:
        if "INTO event_log" in statement:
            self._reached("after INSERT")

    def commit(self, _: object) -> None:
        self._committed = True
        self._reached("before COMMIT")

    def checked_in(self, *_: object) -> None:
        if self._committed:  # readers come here, too
            self._committed = False
            self._reached("after COMMIT")


class Life(NamedTuple):
    """What a child acknowledged, and what it was asked for last without a reply."""

    acknowledged: dict[str, int]
    unanswered: Wish | None


def one_life(address: str, life: int, again: Wish | None, chance: random.Random) -> Life:
    """A child that was killed: by itself at an aimed point, or from outside so long after its first word."""
    aimed = POINTS[life // 2 % len(POINTS)] if life % 2 else ""
    reading, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        act_for_ever(address, life, again, said, aimed, chance.randint(1, 20))
    os.close(said)
    with os.fdopen(reading) as pipe:
        if not aimed:
            select.select([pipe], [], [], 20)
            select.select([], [], [], chance.uniform(0, 40) / 1000)
            os.kill(child, signal.SIGKILL)
        lines = [line.rstrip("\n") for line in pipe.read().splitlines(keepends=True) if line.endswith("\n")]
    os.waitpid(child, 0)
    answers = [line[2:].split() for line in lines if line.startswith("!")]
    asked = Wish(*json.loads(lines[-1][2:])) if lines and lines[-1].startswith("?") else None
    return Life({number: int(version) for number, version in answers}, asked if lines else again)


def judged(folder: Path, acknowledged: dict[str, int]) -> dict[str, object]:
    """What was lost, torn or doubled, and whether log and file are whole."""
    address = f"sqlite:///{folder}/city.db"
    record = open_record(address)
    stored = {one.number: one.version for one in record.recent(NOON)}
    logs = {one: record.log(one) for one in stored}
    record.close()
    connection = sqlite3.connect(folder / "city.db")
    [[signals]] = connection.execute("SELECT count(DISTINCT origin || key) FROM signals").fetchall()
    connection.close()
    return {
        "acknowledged": sum(acknowledged.values()),
        "lost": [one for one, version in acknowledged.items() if stored.get(one, 0) < version],
        "torn": [one for one, log in logs.items() if [e.version for e in log] != list(range(1, stored[one] + 1))],
        "doubled": [one for one, log in logs.items() if len({e.action for e in log}) != len(log)],
        "incidents_per_signal": len(stored) / signals,
        **wholeness(folder / "city.db"),
    }


def wholeness(file: Path) -> dict[str, object]:
    """What SQLite says of its file, and verify-log of its log."""
    connection = sqlite3.connect(file)
    [[health]] = connection.execute("PRAGMA integrity_check").fetchall()
    connection.close()
    try:
        log = verified(f"sqlite:///{file}", file.parent).partition(":")[0]
    except (Fault, StoreUnavailable) as why:
        log = str(why)
    return {"health": health, "log": log}


def main(folder: str, kills: str, seed: str) -> None:
    chance, address = random.Random(seed), f"sqlite:///{folder}/city.db"  # noqa: S311 - no secret
    open_record(address).close()
    acknowledged: dict[str, int] = {}
    again: Wish | None = None
    for life in range(int(kills)):
        lived, again = one_life(address, life, again, chance)
        acknowledged |= {number: max(version, acknowledged.get(number, 0)) for number, version in lived.items()}
        if life % 10 == 9:
            record = open_record(address)
            record.checkpoint(NOON)
            record.close()
    print(json.dumps(judged(Path(folder), acknowledged)))  # noqa: T201 - its answer


if __name__ == "__main__":
    main(*sys.argv[1:])
