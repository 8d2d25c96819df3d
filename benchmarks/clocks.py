"""Clocks: what a tick of the timekeeper takes with 100 000 clocks open: with nothing due, and with ten that ran out.

The rival reads every open incident and looks at its clocks, as a timekeeper without an index must. The goals are of the
house: 1 ms with nothing due, 50 ms with ten breaches, on SQLite that syncs every commit.
"""

import json
import logging
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from incidents.agenda import turns_of
from incidents.categories import all_categories
from incidents.desk import Desk
from incidents.incident import Incident
from incidents.ports import Claim
from incidents.timing.clock import breached
from incidents.winding import opened
from store.opening import open_record
from store.sql import SqlRecord
from tests.store.builders import changes, incident

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
CLOCKS, AT_ONCE, TICKS, BREACHES = 100_000, 1_000, 200, 10
CATEGORY = all_categories()["U0452"]  # to be dispatched in ten minutes, day and night


def main() -> None:
    """Print the milliseconds of a tick, of one with ten breaches, and those of the rival."""
    logging.disable(logging.WARNING)
    now = [NOON]
    with tempfile.TemporaryDirectory() as held:
        record = open_record(f"sqlite:///{Path(held)}/city.db")
        desk = Desk(record, lambda: now[0], lambda _: None, lambda *_: "")
        _filled(record)
        claim = Claim(holder="benchmark", at=NOON)
        desk.time.claim(claim)
        idle = [_spent_ms(lambda: desk.time.keep(claim)) for _ in range(TICKS)]
        busy: list[float] = []
        for nth in range(TICKS // BREACHES):
            now[0] = NOON + timedelta(hours=1, seconds=nth, milliseconds=500)
            busy.append(_spent_ms(lambda: desk.time.keep(claim)))
        scanned = min(_spent_ms(lambda: _scan(record)) for _ in range(2))
        fired = len(record.messages(CLOCKS))
        record.close()
    print(json.dumps({
        "clocks": CLOCKS, "tick_p50_ms": round(statistics.median(idle), 3), "tick_max_ms": round(max(idle), 3),
        "goal_tick_ms": 1, "ten_breaches_p50_ms": round(statistics.median(busy), 1),
        "ten_breaches_max_ms": round(max(busy), 1), "goal_ten_breaches_ms": 50, "messages": fired,
        "rival_scan_ms": round(scanned), "times_faster_than_rival": round(scanned / statistics.median(idle)),
    }))  # fmt: skip


def _filled(record: SqlRecord) -> None:
    """So many incidents to be filed; ten run out in each of the first seconds after an hour, the others a day later."""
    for first in range(0, CLOCKS, AT_ONCE):
        fresh = [_waiting(nth) for nth in range(first, first + AT_ONCE)]
        with record.transaction() as work:
            turns = tuple(turn for one in fresh for turn in turns_of(one, CATEGORY))
            work.write(changes(*((None, one) for one in fresh), turns=turns))


def _waiting(nth: int) -> Incident:
    second = nth // BREACHES if nth < TICKS else 86_400
    received_at = NOON + timedelta(minutes=50, seconds=second)
    plain = incident(f"{nth:07d}", command="", category=CATEGORY.code, received_at=received_at, times={})
    return opened(replace(plain, due="", due_at=None, made_up=False), CATEGORY)


def _scan(record: SqlRecord) -> int:
    """What would have to be looked at without an index."""
    return sum(breached(clock, NOON) is not clock for one in record.open_incidents() for clock in one.clocks)


def _spent_ms(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
