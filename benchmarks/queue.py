"""The queue: how long a page of it takes with 20 000 open incidents and a million closed ones behind them.

The rival is the same page of a house with twenty open incidents and nothing behind them. Reading what is open at a
start stands beside it, because that is where the million could be felt.
"""

import json
import logging
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

from accounts.account import Account
from accounts.ports import AccountChanges
from accounts.rights import ON_DUTY
from api import build_api
from geo.pack import CityPack, read_pack
from incidents.incident import State
from incidents.roles import Role
from indicators import all_indicators
from live.bus import MemoryBus
from live.clock import CityClock
from live.entrance import COOKIE
from live.house import House
from live.letting_in import Seats, open_entrance
from live.parts import Parts
from store.opening import open_record
from tests.geo import towns
from tests.store.builders import changes, entry, incident

OPEN, CLOSED, FEW, PAGES = 20_000, 1_000_000, 20, 30
LONG_AGO = timedelta(days=400)
LIKE = "C-0000000"
# A million incidents as one, each under its own number; columns by name, so that a new one is not forgotten silently.
MANY = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO incidents (number, version, state, open, category, level, origin, reference, command, area, received_at,
                       changed_at, body)
SELECT printf('C-%07d', i), version, state, open, category, level, origin, '', command, area, received_at, changed_at,
       replace(body, ?, printf('C-%07d', i)) FROM n, incidents WHERE number = ?"""


def main() -> None:
    """Print how long a page takes, and reading what is open, beside the rival."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        pack = read_pack(towns.write_town(folder / "town"))
        few = _measured(pack, _written(folder / "few.db", FEW, 0))
        many = _measured(pack, _written(folder / "many.db", OPEN, CLOSED))
    print(json.dumps({
        "open": OPEN, "closed": CLOSED, **many, **{f"rival_{name}": value for name, value in few.items()},
        "times_a_small_queue": round(many["page_p50_ms"] / few["page_p50_ms"], 2), "goal_page_ms": 100,
    }))  # fmt: skip


def _written(file: Path, still_open: int, closed: int) -> Path:
    now = datetime.now(UTC)
    record = open_record(f"sqlite:///{file}")
    fresh = [
        incident(f"O-{nth:07d}", reference="", command="", received_at=now - timedelta(minutes=nth % 600))
        for nth in range(still_open)
    ]
    over = incident(LIKE, reference="", command="", state=State.CLOSED, changed_at=now - LONG_AGO)
    over = replace(over, received_at=now - LONG_AGO)
    for first in range(0, len(fresh), 1000):
        some = fresh[first : first + 1000]
        with record.transaction() as work:
            work.write(changes(*((None, one) for one in some), entries=tuple(entry(one) for one in some)))
    with record.transaction() as work:
        work.write(changes((None, over)))
        work.write(changes(told=tuple((one.number, one.version) for one in (*fresh, over))))
    record.close()
    connection = sqlite3.connect(file)
    connection.execute(MANY, (closed, LIKE, LIKE)) if closed else None
    connection.commit()
    connection.close()
    return file


def _measured(pack: CityPack, file: Path) -> dict[str, float]:
    record = open_record(f"sqlite:///{file}")
    opening_s = _spent(record.open_incidents)
    house = House(Parts(
        pack=pack, clock=CityClock(anchor=datetime.now(UTC)), bus=MemoryBus(), record=record, sources=(),
        indicators={"emergency_response_p90": all_indicators()["emergency_response_p90"]}, layers={},
    ))  # fmt: skip
    remembering_s = _spent(house.remember)
    house.connect()
    house.beat()
    entrance = open_entrance(house, Seats(asked_for=False, host="127.0.0.1"), on_duty=lambda _: ON_DUTY)
    chief = Account(name="chief", shown="chief", roles=frozenset({Role.CHIEF}))
    record.accounts.write(AccountChanges(accounts=(chief,)))
    server = Flask(__name__)
    server.register_blueprint(build_api(house, version="0", entrance=entrance))
    client = server.test_client()
    client.set_cookie(COOKIE, entrance.porter.begin(chief, "127.0.0.1")[1], domain="localhost")
    answer = client.get("/api/v1/incidents").get_json()
    pages_s = [_spent(lambda: client.get("/api/v1/incidents").data) for _ in range(PAGES)]
    record.close()
    return {
        "on_the_queue": answer["total"], "on_the_page": len(answer["incidents"]),
        "page_p50_ms": round(statistics.median(pages_s) * 1000, 1), "page_most_ms": round(max(pages_s) * 1000, 1),
        "reading_open_s": round(opening_s, 2), "remembering_s": round(remembering_s, 2),
    }  # fmt: skip


def _spent(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
