"""Actions: how many a second the desk makes on SQLite that syncs each, with one writer and with four.

Looked up, guarded, moved, written with its line of the log, and announced. The rival writes a row that carries no hash,
one synced transaction each, on the same disk in the same run: where others use the disk, only the ratio means much.
"""

import json
import logging
import sqlite3
import statistics
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from incidents.desk import Desk
from incidents.incident import Signal
from store.opening import open_record

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
INCIDENTS, ROWS = 400, 2_000
STEPS = ("file", "assign", "on_scene", "clear", "report_done")


def main() -> None:
    """Print actions a second, those of the rival, and the ratios."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        plain = _unhashed(folder / "plain.db")
        said = {f"writers_{many}": _acted(folder / f"{many}.db", many) for many in (1, 4)}
    print(json.dumps({
        **said, "rival_unhashed_insert_per_s": round(1 / statistics.fmean(plain)),
        "rival_p50_ms": _ms(plain, 50), "rival_p99_ms": _ms(plain, 99),
        "times_unhashed_insert": round(said["writers_1"]["p50_ms"] / _ms(plain, 50), 2), "goal_actions_per_s": 500,
    }))  # fmt: skip


def _acted(file: Path, writers: int) -> dict[str, float]:
    """What so many hands do, each on incidents of its own."""
    record = open_record(f"sqlite:///{file}")
    desk = Desk(record, lambda: NOON, lambda _: None, lambda *_: "")
    numbers = [_reported(desk, f"{nth}") for nth in range(INCIDENTS)]
    took_s: list[float] = []

    def act(mine: list[str]) -> None:
        for number in mine:
            for step in STEPS:
                began = time.perf_counter()
                desk.act(number, step, by="li", unit=f"E{number}", operation=f"{number}/{step}")
                took_s.append(time.perf_counter() - began)

    hands = [threading.Thread(target=act, args=(numbers[one::writers],)) for one in range(writers)]
    began, worked = time.perf_counter(), time.process_time()
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    whole_s, worked_s = time.perf_counter() - began, time.process_time() - worked
    record.close()
    return {
        "actions_per_s": round(len(took_s) / whole_s), "actions_per_cpu_s": round(len(took_s) / worked_s),
        "p50_ms": _ms(took_s, 50), "p99_ms": _ms(took_s, 99),
    }  # fmt: skip


def _reported(desk: Desk, key: str) -> str:
    said = Signal(origin="desk", key=key, at=NOON, category="U0452", level=2, lon=None, lat=None)
    incident = desk.receive(said, "li").incident
    assert incident is not None
    return incident.number


def _unhashed(file: Path) -> list[float]:
    """What a row without a hash takes, s, in a transaction of its own, synced like ours."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL").fetchone()
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE log (seq INTEGER PRIMARY KEY, stream TEXT, at TEXT, body TEXT)")
    took_s: list[float] = []
    for number in range(ROWS):
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO log (stream, at, body) VALUES (?, ?, ?)", (f"{number // 6}", "noon", "{}" * 60))
        connection.execute("COMMIT")
        took_s.append(time.perf_counter() - began)
    connection.close()
    return took_s


def _ms(took_s: list[float], percent: int) -> float:
    return round(statistics.quantiles(took_s, n=100)[percent - 1] * 1000, 2)


if __name__ == "__main__":
    main()
