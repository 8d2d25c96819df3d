"""A small house with everything real but the sources: a town of two halves, a record in memory, an API on it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask, Request
from flask.testing import FlaskClient

from accounts.caller import NOBODY, Caller
from accounts.rights import EVERY_RIGHT
from api import build_api
from api.build import all_doors
from api.door import Door
from geo.pack import CityPack, read_pack
from indicators import all_indicators
from layers import all_layers
from live.bus import MemoryBus
from live.clock import CityClock
from live.entrance import Entrance, is_from_here
from live.house import House
from live.letting_in import Seats, open_entrance
from live.parts import Parts
from store.memory import MemoryRecord
from tests.geo import towns
from tests.incidents.hands import anyone

VERSION = "0.0.1"
HOME = "127.0.0.1"


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the JSON, and the headers `Allow` and `Retry-After`."""

    status: int
    json: Any
    allow: str
    after_s: str = ""


@dataclass(frozen=True)
class Outside:
    """Somebody who asks over HTTP, from this address."""

    client: FlaskClient
    house: House
    entrance: Entrance
    address: str = HOME

    @property
    def doors(self) -> tuple[Door, ...]:
        """Every door; describing them all takes a while, and few ask."""
        return all_doors(self.house, VERSION, self.entrance)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, content: object, **headers: str) -> Answer:
        return self.ask("POST", path, json.dumps(content).encode(), headers)

    def act(self, number: str, action: str, key: str, **content: object) -> Answer:
        return self.post(f"/incidents/{number}/actions/{action}", content, **{"Idempotency-Key": key})

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        response = self.client.open(
            f"/api/v1{path}",
            method=method,
            data=body,
            content_type=None if body is None else "application/json",
            headers=dict(headers or {}),
            environ_base={"REMOTE_ADDR": self.address},
        )
        return Answer(response.status_code, json.loads(response.data), response.headers.get("Allow", ""))


def at_home(request: Request) -> Caller:
    """Who asks on this machine may do everything; the tests of accounts have sessions and keys."""
    if not is_from_here(request):
        return NOBODY
    return Caller(by="desk", rights=EVERY_RIGHT, actor=anyone("desk"))


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> CityPack:
    return read_pack(towns.write_town(tmp_path_factory.mktemp("packs") / "town"))


@pytest.fixture
def house(pack: CityPack) -> House:
    clock = CityClock(anchor=datetime.now(UTC) - timedelta(minutes=1))
    parts = Parts(
        pack=pack, clock=clock, bus=MemoryBus(), record=MemoryRecord(), sources=(), indicators=all_indicators(),
        layers=all_layers(),
    )  # fmt: skip
    house = House(parts)
    house.beat()
    return house


@pytest.fixture
def outside(house: House) -> Outside:
    """A caller on the same machine."""
    server = Flask(__name__)
    server.testing = True
    entrance = open_entrance(house, Seats(asked_for=False, host=HOME))
    server.register_blueprint(
        build_api(
            house, version=VERSION, entrance=entrance, identify=at_home, allowed_origins=("https://screen.example.org",)
        )
    )
    return Outside(server.test_client(), house, entrance)


@pytest.fixture
def signal() -> dict[str, Any]:
    """A fire in the west of the town."""
    return {"origin": "desk", "key": "fire-1", "category": "E2001", "level": 1, "lon": 0.002, "lat": 0.005}
