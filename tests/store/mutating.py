"""Mutating: changes a copy of a log in one way after the other, and says which change the verification did not see.

Run as `python -m tests.store.mutating CHANGES SEED`; prints one line of JSON. `make mutate-log` makes 10 000 of them.
"""

# ruff: noqa: S608 - statements of our own words, on a copy of our own
import json
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

from accounts.account import Account, Key, Link, Session
from accounts.ports import AccountChanges
from incidents.incident import State
from incidents.roles import Role
from store.chain import COLUMNS
from store.opening import open_record
from store.verify_log import main as verify
from tests.store.builders import NOON, changes, entry, incident
from tests.store.test_chain import line

Chance = random.Random
ROWS, NAMES = 40, ", ".join(f'"{name}"' for name in COLUMNS)
BESIDE = MappingProxyType(
    {
        "account_keys": ("digest", "name", "rights", "origins", "made_at", "by"),
        "account_links": ("digest", "account", "until"),
        "account_sessions": ("digest", "account", "began_at", "ends_at"),
    }
)
TEXTS = tuple(name for name in COLUMNS if name not in ("seq", "stream_seq"))


def a_log(state: Path) -> Path:
    """The folder of a record with incidents, a shift, people who came in, checkpoints in its middle and at its end."""
    folder = state / "cities" / "town"
    record = open_record(f"sqlite:///{folder}/onescreen.db")
    for number in range(ROWS // 4):
        before = incident(f"{number:04d}")
        after = replace(before, version=2, state=State.PROCESSING)
        lines = (entry(before), entry(after, came_from=State.FILED, note="烟“1.5”"))
        with record.transaction() as work:
            work.write(changes((None, after), entries=(*lines, line("shift:day", body={"n": number}))))
        record.accounts.write(somebody(f"n{number}"))
        if number % 4 == 3:
            record.checkpoint(NOON)
    record.checkpoint(NOON)
    record.close()
    connection = sqlite3.connect(folder / "onescreen.db")
    for table in ("event_log", "checkpoints"):  # whoever has the file takes triggers and unique indexes away, too
        connection.execute(f"CREATE TABLE bare AS SELECT * FROM {table}")
        connection.execute(f"DROP TABLE {table}")
        connection.execute(f"ALTER TABLE bare RENAME TO {table}")
    connection.commit()
    connection.close()
    return folder


def somebody(name: str) -> AccountChanges:
    """An account, its link and session, and a key, in one line."""
    until = NOON + timedelta(days=1)
    return AccountChanges(
        accounts=(Account(name=name, shown="李", roles=frozenset({Role.CHIEF})),),
        keys=(Key(name=f"k-{name}", digest=name, rights=frozenset({"log:read"}), origins=frozenset(), made_at=NOON,
                  by="root"),),
        links=(Link(digest=name, account=name, until=until),),
        sessions=(Session(digest=name, account=name, began_at=NOON, seen_at=NOON, ends_at=until),),
        lines=(line(f"account:{name}"),),
    )  # fmt: skip


def told(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    """All that a change may touch."""
    tables = ("event_log", "checkpoints", "incidents", "accounts", *BESIDE)
    return [row for table in tables for row in db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()]


def byte(db: sqlite3.Connection, chance: Chance) -> None:
    """One sign of one text of a row."""
    column, seq = chance.choice(TEXTS), chance.randint(1, ROWS)
    [[said]] = db.execute(f'SELECT "{column}" FROM event_log WHERE seq = ?', (seq,))
    text = said or "x"
    at = chance.randrange(len(text))
    other = chance.choice([sign for sign in "0aZ {}\"',:é\x01" if sign != text[at]])
    changed = chance.choice(
        [text[:at] + other + text[at + 1 :], text[:at] + other + text[at:], text[:at] + text[at + 1 :]]
    )
    db.execute(f'UPDATE event_log SET "{column}" = ? WHERE seq = ?', (changed, seq))


def number(db: sqlite3.Connection, chance: Chance) -> None:
    """The number of a line in its stream."""
    seq, to = chance.randint(1, ROWS), chance.choice([0, -1, 99, 10**9, "2", 1.5, None, b"2"])
    db.execute("UPDATE event_log SET stream_seq = coalesce(?, stream_seq + 1) WHERE seq = ?", (to, seq))


def kind(db: sqlite3.Connection, chance: Chance) -> None:
    """The same text as bytes."""
    column, seq = chance.choice([one for one in TEXTS if one not in ("came_from", "to")]), chance.randint(1, ROWS)
    db.execute(f'UPDATE event_log SET "{column}" = CAST("{column}" AS BLOB) WHERE seq = ?', (seq,))


def deletion(db: sqlite3.Connection, chance: Chance) -> None:
    """A row taken out; perhaps those behind it moved up."""
    seq = chance.randint(1, ROWS)
    db.execute("DELETE FROM event_log WHERE seq = ?", (seq,))
    if chance.random() < 0.5:
        for one in range(seq + 1, ROWS + 1):
            db.execute("UPDATE event_log SET seq = ? WHERE seq = ?", (one - 1, one))


def insertion(db: sqlite3.Connection, chance: Chance) -> None:
    """A row put in, much like another, before the end or behind it; its hashes are made up."""
    like, seq = chance.randint(1, ROWS), chance.randint(1, ROWS + 1)
    for one in range(ROWS, seq - 1, -1):
        db.execute("UPDATE event_log SET seq = ? WHERE seq = ?", (one + 1, one))
    db.execute(f"CREATE TEMP TABLE forged AS SELECT {NAMES} FROM event_log WHERE seq = ?", (like + (like >= seq),))
    made_up = [f"{chance.getrandbits(256):064x}" for _ in "ab"]
    db.execute("UPDATE forged SET seq = ?, stream_seq = 1000, prev_hash = ?, hash = ?", (seq, *made_up))
    db.execute(f"INSERT INTO event_log ({NAMES}) SELECT {NAMES} FROM forged")


def exchange(db: sqlite3.Connection, chance: Chance) -> None:
    """Two rows that changed their places."""
    one, other = chance.sample(range(1, ROWS + 1), 2)
    for before, after in ((one, -1), (other, one), (-1, other)):
        db.execute("UPDATE event_log SET seq = ? WHERE seq = ?", (after, before))


def truncation(db: sqlite3.Connection, chance: Chance) -> None:
    """The end cut off, perhaps with the checkpoints and incidents that tell of it."""
    seq = chance.randint(0, ROWS - 1)
    db.execute("DELETE FROM event_log WHERE seq > ?", (seq,))
    if chance.random() < 0.5:
        db.execute("DELETE FROM checkpoints WHERE seq > ?", (seq,))
    if chance.random() < 0.5:
        db.execute("DELETE FROM incidents WHERE 'incident:' || number NOT IN (SELECT stream FROM event_log)")
        db.execute(
            "UPDATE incidents SET version = "
            "(SELECT max(stream_seq) FROM event_log WHERE stream = 'incident:' || number), state = "
            "(SELECT \"to\" FROM event_log WHERE stream = 'incident:' || number ORDER BY stream_seq DESC)"
        )


def checkpoint(db: sqlite3.Connection, chance: Chance) -> None:
    """A checkpoint changed or taken out."""
    seqs = [seq for (seq,) in db.execute("SELECT seq FROM checkpoints")]
    seq, column = chance.choice(seqs), chance.choice(["seq", "n_rows", "head", "at", "key", "hmac", ""])
    if not column:
        db.execute("DELETE FROM checkpoints WHERE seq = ?", (seq,))
    elif column in ("seq", "n_rows"):
        db.execute(f"UPDATE checkpoints SET {column} = {column} + 1 WHERE seq = ?", (seq,))
    else:
        [[said]] = db.execute(f"SELECT {column} FROM checkpoints WHERE seq = ?", (seq,))
        at = chance.randrange(len(said))
        other = said[:at] + chance.choice([sign for sign in "09af" if sign != said[at]]) + said[at + 1 :]
        db.execute(f"UPDATE checkpoints SET {column} = ? WHERE seq = ?", (other, seq))


def thing(db: sqlite3.Connection, chance: Chance) -> None:
    """An incident changed past the log, or taken out of its table."""
    what = chance.choice(["SET version = version + 1", "SET version = version - 1", "SET state = 'closed'", ""])
    number = f"{chance.randrange(ROWS // 4):04d}"
    asked = f"UPDATE incidents {what}" if what else "DELETE FROM incidents"
    db.execute(f"{asked} WHERE number = ?", (number,))


def beside(db: sqlite3.Connection, chance: Chance) -> None:
    """A key, a link, a session or an account changed or put in past the log, or a key taken out."""
    table, columns = chance.choice([*BESIDE.items(), ("accounts", ("name", "roles", "password", "department"))])
    row = chance.choice([one for (one,) in db.execute(f"SELECT rowid FROM {table} ORDER BY rowid")])
    if table == "account_keys" and chance.random() < 0.2:
        db.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
        return
    column = chance.choice(columns)
    other = "2027-01-01 00:00:00.000000" if column.endswith(("_at", "until")) else f"{chance.getrandbits(32):x}"
    if chance.random() < 0.3:
        db.execute(f"CREATE TEMP TABLE forged AS SELECT * FROM {table} WHERE rowid = ?", (row,))
        db.execute(f"UPDATE forged SET {columns[0]} = 'forged', {columns[1]} = 'forged', \"{column}\" = ?", (other,))
        db.execute(f"INSERT INTO {table} SELECT * FROM forged")
        return
    db.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (other, row))


WAYS: tuple[Callable[[sqlite3.Connection, Chance], None], ...] = (
    byte, byte, number, kind, deletion, insertion, exchange, truncation, checkpoint, thing, beside,
)  # fmt: skip


def unseen(changes: int, seed: int) -> dict[str, object]:
    """How many changes of each kind were made, and those that the verification took for nothing."""
    chance, made, missed = Chance(seed), Counter[str](), list[str]()
    with tempfile.TemporaryDirectory() as held:
        state = Path(held)
        file = a_log(state) / "onescreen.db"
        whole = state / "whole.db"
        shutil.copy(file, whole)
        assert verify([held], str, print) == 0
        for turn in range(changes):
            shutil.copy(whole, file)
            way = WAYS[turn % len(WAYS)]
            db = sqlite3.connect(file)
            before, tries = told(db), 0
            while told(db) == before:  # chance may put in what stands there already
                with db:
                    way(db, chance)
                tries += 1
                assert tries < 50, way
            db.close()
            made[way.__name__] += 1
            if verify([held], str, str) == 0:
                missed.append(f"{turn}: {way.__name__}")
    return {"made": made.total(), "kinds": made, "missed": missed}


if __name__ == "__main__":
    print(json.dumps(unseen(int(sys.argv[1]), int(sys.argv[2]))))  # noqa: T201 - its answer
