"""Acts on incidents in a child process, kills it in the middle, again and again; says what was acknowledged and lost.

Run as `python -m tests.store.killed_desk FILE KILLS SEED`; prints one line of JSON.
"""

import json
import os
import random
import select
import signal
import sqlite3
import sys
from datetime import UTC, datetime
from itertools import count

from incidents.desk import Desk
from incidents.incident import Incident, Signal
from store.opening import open_record

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def nowhere(lon: float, lat: float) -> str:
    return ""


def silent(incidents: tuple[Incident, ...]) -> None:
    pass


def act_for_ever(address: str, life: int, acknowledge: int) -> None:
    """Take in incidents and move them; say each version when, and only when, the desk has answered."""
    desk = Desk(open_record(address), lambda: NOON, silent, nowhere)
    for i in count():
        said = Signal(origin="desk", key=f"{life}/{i}", at=NOON, category="U0452", level=2, lon=None, lat=None)
        after = desk.receive(said, "li").incident
        for action in ("receive", "file", "assign", "on_scene", "clear", "report_done"):
            if action != "receive":
                after = desk.act(after.number, action, by="li", unit=f"{life}/{i}", operation=f"{life}/{i}/{action}")
            os.write(acknowledge, f"{after.number} {after.version}\n".encode())


def one_life(address: str, life: int, milliseconds: float) -> dict[str, int]:
    """What a child acknowledged before it was killed, so long after its first word."""
    reading, acknowledge = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        act_for_ever(address, life, acknowledge)
    os.close(acknowledge)
    select.select([reading], [], [], 20)
    select.select([], [], [], milliseconds / 1000)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        lines = [line.split() for line in pipe.read().splitlines(keepends=True) if line.endswith("\n")]
    return {number: int(version) for number, version in lines}


def main(file: str, kills: str, seed: str) -> None:
    address, chance = f"sqlite:///{file}", random.Random(seed)  # noqa: S311 - no secret
    open_record(address).close()
    acknowledged: dict[str, int] = {}
    for life in range(int(kills)):
        acknowledged |= one_life(address, life, chance.uniform(0, 40))
    record = open_record(address)
    stored = {one.number: one.version for one in record.recent(NOON)}
    health = sqlite3.connect(file).execute("PRAGMA integrity_check").fetchone()[0]
    torn = [one for one in stored if [e.version for e in record.log(one)] != list(range(1, stored[one] + 1))]
    lost = [one for one, version in acknowledged.items() if stored.get(one, 0) < version]
    record.close()
    print(json.dumps({"acknowledged": sum(acknowledged.values()), "lost": lost, "torn": torn, "health": health}))  # noqa: T201 - its answer


if __name__ == "__main__":
    main(*sys.argv[1:])
