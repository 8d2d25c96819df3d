"""Kills a whole OneScreen while clients act on it over HTTP, again and again; says what became of what they did.

Half of the lives end at a moment by chance, the others at an aimed point: before or after BEGIN, an INSERT into the
log, COMMIT, or the reply. Who got no answer asks again in the next life, under the same key. Run as `python -m
tests.store.killed_house FOLDER KILLS SEED`, prints one line of JSON; `make kill-desk` kills 200 times.
"""

import json
import random
import sqlite3
import sys
import threading
import urllib.error
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Any

from geo.made_up.city import made_up_city
from store.opening import open_record
from tests.browser.at_the_desk import PLACE, SEATS, WANTED
from tests.running import DUTY, Running
from tests.store.killed_desk import POINTS, wholeness

CLIENTS = 4
AT_MOST_S, ENOUGH_S = 2.0, 30.0  # a life by chance lasts no longer; an aimed one that never comes to its point
STEPS = ("signal", "file", "assign", "on_scene", "clear", "report_done", "assign_check", "check_pass", "close")


@dataclass
class Client:
    """Brings one incident after the other from the signal to its closing; asks again what was not answered."""

    name: str
    city: Running
    nth: int = 0
    step: int = 0
    number: str = ""
    acknowledged: dict[str, int] = field(default_factory=dict)  # the last version that was answered, by number
    signals: dict[str, str] = field(default_factory=dict)  # the incident that was answered, by the key of the signal
    refused: list[str] = field(default_factory=list)
    repeated: int = 0

    def act_until(self, stop: threading.Event, answered: threading.Semaphore) -> None:
        """Act until the server is gone or it is said to stop."""
        asked_before = False
        while not stop.is_set():
            try:
                said = self._ask()
            except urllib.error.HTTPError as why:
                if why.code == HTTPStatus.SERVICE_UNAVAILABLE and not asked_before:
                    asked_before = True
                    continue
                self.refused.append(f"{self.number} {STEPS[self.step]}: {why.code} {why.read().decode()[:300]}")
                return
            except (OSError, HTTPException, ValueError):  # ValueError: half an answer
                self.repeated += 1
                return
            asked_before = False
            self._take(said)
            answered.release()

    def _ask(self) -> Any:
        action, key = STEPS[self.step], f"{self.name}-{self.nth:06d}"
        if action == "signal":
            said = {"origin": "desk", "key": key, "category": "M0102", "level": 3, **PLACE}
            return self.city.post("/signals", said, DUTY)["incident"]
        unit = {"unit": f"WT{ord(self.name) - ord('a') + 1:02d}"} if action in ("assign", "on_scene", "clear") else {}
        path, seat = f"/incidents/{self.number}/actions/{action}", SEATS.get(action, DUTY)
        return self.city.post(path, {**unit, **WANTED.get(action, {})}, seat, Idempotency_Key=f"{key}-{action}")

    def _take(self, said: dict[str, Any]) -> None:
        if STEPS[self.step] == "signal":
            self.number = said["number"]
            self.signals[f"{self.name}-{self.nth:06d}"] = self.number
        self.acknowledged[self.number] = said["version"]
        self.step = (self.step + 1) % len(STEPS)
        self.nth += self.step == 0


def one_life(city: Running, clients: list[Client], aimed: str, chance: random.Random) -> None:
    """The server started, asked by all clients, and killed: from outside, or by itself at an aimed point."""
    nth = chance.randint(1, 40)
    inside = aimed not in ("", "after reply")
    city.program = ("-m", "tests.store.aimed_app", aimed, str(nth)) if inside else ("app.py",)
    stop, answered = threading.Event(), threading.Semaphore(0)
    try:
        city.start()
    except RuntimeError:  # it came to its point while it opened
        if not inside:
            raise
    threads = [threading.Thread(target=one.act_until, args=(stop, answered)) for one in clients]
    for thread in threads:
        thread.start()
    if inside:
        _ended(city)
    elif aimed:
        for _ in range(nth):
            answered.acquire(timeout=ENOUGH_S)
    else:
        answered.acquire(timeout=chance.uniform(0, AT_MOST_S))
        stop.wait(chance.uniform(0, AT_MOST_S))
    city.kill()
    stop.set()
    for thread in threads:
        thread.join()


def _ended(city: Running) -> None:
    """Come back once it has killed itself, or has not for long."""
    if city.process is None:
        return
    for _ in range(int(ENOUGH_S * 20)):
        if city.process.poll() is not None:
            return
        threading.Event().wait(0.05)


def judged(file: Path, clients: list[Client]) -> dict[str, object]:
    """What was lost, torn or doubled, and whether log and file are whole."""
    acknowledged = {number: version for one in clients for number, version in one.acknowledged.items()}
    record = open_record(f"sqlite:///{file}")
    connection = sqlite3.connect(file)
    led = dict(connection.execute("SELECT key, number FROM signals WHERE origin = 'desk'").fetchall())
    bound = set(connection.execute("SELECT unit, number FROM bound_units").fetchall())
    connection.close()
    stored = {number: record.find(number) for number in led.values()}
    logs = {number: record.log(number) for number in stored}
    live = {(unit, one.number) for one in record.open_incidents() for unit in one.live_units}
    record.close()
    versions = {number: 0 if one is None else one.version for number, one in stored.items()}
    answered = {key: number for one in clients for key, number in one.signals.items()}
    return {
        "acknowledged": sum(acknowledged.values()),
        "repeated": sum(one.repeated for one in clients),
        "refused": [why for one in clients for why in one.refused],
        "lost": [one for one, version in acknowledged.items() if versions.get(one, 0) < version],
        "torn": [one for one, log in logs.items() if [line.version for line in log] != [*range(1, versions[one] + 1)]],
        "doubled": [one for one, log in logs.items() if len({line.action for line in log}) != len(log)],
        "otherwise": [key for key, number in answered.items() if led.get(key) != number],
        "incidents_per_signal": len(stored) / len(led),
        "bound_otherwise": sorted(bound ^ live),
        **wholeness(file),
    }


def main(folder: str, kills: str, seed: str) -> None:
    chance, state = random.Random(seed), Path(folder)  # noqa: S311 - no secret
    made_up_city(state / "packs")
    # One quiet source: no made-up crew moves the clients' units, and no allied command writes between them.
    city = Running(state, ONESCREEN_SOURCES='["made_up.air"]')
    clients = [Client(name, city) for name in "abcdefgh"[:CLIENTS]]
    for life in range(int(kills)):
        one_life(city, clients, POINTS[(life // 2 + int(seed)) % len(POINTS)] if life % 2 else "", chance)
        print(f"{life + 1} of {kills}", file=sys.stderr, end="\r")  # noqa: T201 - it takes a quarter of an hour
    [file] = state.glob("cities/*/onescreen.db")
    print(json.dumps({"kills": int(kills), **judged(file, clients)}))  # noqa: T201 - its answer


if __name__ == "__main__":
    main(*sys.argv[1:])
