"""The log: how fast verify-log reads one, and how many actions a second the desk writes into one, SQLite syncing each.

The rivals: reading the same rows without a look at them, and writing rows that carry no hash, one transaction each.
Processor time beside the clock's, because the machine may be busy besides; ratios are of the same run.
"""

import json
import logging
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from incidents.desk import Desk
from incidents.incident import Signal
from store.opening import open_record
from store.verify_log import verified
from tests.store.builders import changes, entry, incident

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ROWS, ACTIONS, AT_ONCE = 100_000, 3_000, 1_000
STEPS = ("file", "assign", "on_scene", "clear", "report_done")
COLUMNS = 'seq, stream, stream_seq, recorded_at, at, "by", role, action, came_from, "to", body, prev_hash, hash'


def main() -> None:
    """Print rows and actions a second, those of the rivals, and the ratios."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        _written(folder)
        looked = min(_spent(lambda: verified(f"sqlite:///{folder}/city.db", folder)) for _ in range(3))
        read = min(_spent(lambda: _only_read(folder / "city.db")) for _ in range(3))
        acted, plain = _acted(folder / "desk.db"), _unhashed(folder / "plain.db")
    print(json.dumps({
        "verify_log_rows_per_s": round(ROWS / looked[0]), "verify_log_rows_per_cpu_s": round(ROWS / looked[1]),
        "rival_reading_alone_rows_per_s": round(ROWS / read[0]), "times_reading_alone": round(looked[1] / read[1], 2),
        "goal_rows_per_s": 50_000,
        "actions_per_s": round(1 / statistics.fmean(acted)), "action_p50_ms": _ms(acted, 50),
        "action_p99_ms": _ms(acted, 99), "rival_unhashed_insert_per_s": round(1 / statistics.fmean(plain)),
        "times_unhashed_insert": round(statistics.median(acted) / statistics.median(plain), 2),
        "goal_actions_per_s": 500,
    }))  # fmt: skip


def _written(folder: Path) -> None:
    """A log of `ROWS` rows, two to an incident, with some checkpoints."""
    record = open_record(f"sqlite:///{folder}/city.db")
    for first in range(0, ROWS // 2, AT_ONCE // 2):
        fresh = [incident(f"{number:07d}") for number in range(first, first + AT_ONCE // 2)]
        both = [(one, replace(one, version=2)) for one in fresh]
        lines = tuple(entry(one) for pair in both for one in pair)
        with record.transaction() as work:
            work.write(changes(*((None, after) for _, after in both), entries=lines))
        if first % (ROWS // 10) == 0:
            record.checkpoint(NOON)
    record.checkpoint(NOON)
    record.close()


def _only_read(file: Path) -> None:
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    for _ in connection.execute(f"SELECT {COLUMNS} FROM event_log ORDER BY seq"):  # noqa: S608 - our own words
        pass
    connection.close()


def _acted(file: Path) -> list[float]:
    """What each action of the desk took, s: looked up, guarded, moved, written with its line, and announced."""
    record = open_record(f"sqlite:///{file}")
    desk = Desk(record, lambda: NOON, lambda _: None, lambda *_: "")
    took_s: list[float] = []

    def timed(act: Callable[[], object]) -> None:
        began = time.perf_counter()
        act()
        took_s.append(time.perf_counter() - began)

    for number in count():
        if len(took_s) >= ACTIONS:
            break
        said = Signal(origin="desk", key=f"{number}", at=NOON, category="U0452", level=2, lon=None, lat=None)
        after = desk.receive(said, "li")
        for step in STEPS:
            timed(lambda step=step, on=after.number, unit=f"E{number}": desk.act(
                on, step, by="li", unit=unit, operation=f"{on}/{step}",
            ))  # fmt: skip
    record.close()
    return took_s


def _unhashed(file: Path) -> list[float]:
    """What a row without a hash takes, s, in a transaction of its own, synced like ours."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL").fetchone()
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE log (seq INTEGER PRIMARY KEY, stream TEXT, at TEXT, body TEXT)")
    took_s: list[float] = []
    for number in range(ACTIONS):
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO log (stream, at, body) VALUES (?, ?, ?)", (f"{number // 6}", "noon", "{}" * 60))
        connection.execute("COMMIT")
        took_s.append(time.perf_counter() - began)
    connection.close()
    return took_s


def _spent(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and of the processor."""
    began, worked = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - began, time.process_time() - worked


def _ms(took_s: list[float], percent: int) -> float:
    return round(statistics.quantiles(took_s, n=100)[percent - 1] * 1000, 2)


if __name__ == "__main__":
    main()
