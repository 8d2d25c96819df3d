"""The log: how fast verify-log reads one.

The rival: reading the same rows without a look at them. Processor time beside the clock's, because the machine may be
busy besides; ratios are of the same run.
"""

import json
import logging
import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from store.opening import open_record
from store.verify_log import verified
from tests.store.builders import changes, entry, incident

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ROWS, AT_ONCE = 100_000, 1_000
COLUMNS = 'seq, stream, stream_seq, recorded_at, at, "by", role, action, came_from, "to", body, prev_hash, hash'


def main() -> None:
    """Print rows a second, those of the rival, and the ratio."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        _written(folder)
        looked = min(_spent(lambda: verified(f"sqlite:///{folder}/city.db", folder)) for _ in range(3))
        read = min(_spent(lambda: _only_read(folder / "city.db")) for _ in range(3))
    print(json.dumps({
        "verify_log_rows_per_s": round(ROWS / looked[0]), "verify_log_rows_per_cpu_s": round(ROWS / looked[1]),
        "rival_reading_alone_rows_per_s": round(ROWS / read[0]), "times_reading_alone": round(looked[1] / read[1], 2),
        "goal_rows_per_s": 50_000,
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


def _spent(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and of the processor."""
    began, worked = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - began, time.process_time() - worked


if __name__ == "__main__":
    main()
