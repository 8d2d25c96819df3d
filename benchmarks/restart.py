"""Restart: how long it takes until all that was known before a stop is known again: a day of the made-up city.

A first start tells its past and a day is lived in quarters of an hour, all written to SQLite; then another house reads
it back. Processor time, because the machine may be busy besides.
"""

import json
import logging
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from geo.opening import open_pack
from geo.pack import CityPack
from indicators import all_indicators
from live.bus import MemoryBus
from live.clock import Standing
from live.house import House
from live.parts import Parts
from live.warm_up import warm_up
from sources import open_source
from store.opening import open_record

BEGAN, LIVED, STEP = datetime(2026, 11, 20, 12, tzinfo=UTC), timedelta(days=1), timedelta(minutes=15)
AWAY = timedelta(minutes=1)


def main() -> None:
    """Print how much processor time writing and putting back take, and how much lies in the store."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        pack = open_pack(None, Path(folder), 1)
        file = Path(folder) / "city.db"
        clock = Standing(BEGAN)
        first = _house(pack, file, clock)
        first_start_s = _spent(lambda: _started(first))
        before_mb = _mb(file)
        first_write_s = _spent(first.keeper.write)
        first_mb = _mb(file)
        written_s = _lived(first, clock)
        lived_mb = _mb(file)
        first.parts.record.close()
        clock.put(clock() + AWAY)
        again = _house(pack, file, clock)
        put_back_s = _spent(again.measuring.remember)
        rows = sum(again.projector.kept_of(kind).came for kind in again.projector.kinds)
        again.parts.record.close()
        whole = _house(pack, file, clock)
        restart_s = _spent(lambda: _started(whole))
    print(json.dumps({
        "first_start_cpu_s": first_start_s, "first_write_cpu_s": first_write_s,
        "first_write_mb": round(first_mb - before_mb, 1), "a_day_written_cpu_s": written_s,
        "a_day_mb": round(lived_mb - first_mb, 1), "rows_put_back": rows, "put_back_cpu_s": put_back_s,
        "restart_with_incidents_cpu_s": restart_s, "goal_put_back_s": 2,
    }))  # fmt: skip


def _house(pack: CityPack, file: Path, clock: Standing) -> House:
    return House(Parts(
        pack=pack, clock=clock, bus=MemoryBus(), record=open_record(f"sqlite:///{file}"),
        sources=open_source("made_up", pack, 1), indicators=all_indicators(), layers={},
    ))  # fmt: skip


def _started(house: House) -> None:
    house.remember()
    house.connect()
    warm_up(house)
    house.registrar.past_is_told = True


def _lived(house: House, clock: Standing) -> float:
    """Live on; gives what writing it down took."""
    spent_s, until = 0.0, clock() + LIVED
    while (before := clock()) < until:
        clock.put(before + STEP)
        for source in house.parts.sources:
            house.ingest.catch_up(source, source.read(clock()), clock())
        house.measuring.listened(before, clock())
        house.parts.bus.drain()
        house.chronicle.turn_to(clock())
        house.parts.bus.drain()
        spent_s += _spent(house.keeper.write)
    return round(spent_s, 2)


def _mb(file: Path) -> float:
    return sum(one.stat().st_size for one in file.parent.glob(f"{file.name}*")) / 1e6


def _spent(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return round(time.process_time() - began, 2)


if __name__ == "__main__":
    main()
