"""A small house with everything real but the sources: a town of two halves, a record in memory, an API on it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import build_api
from api.build import all_doors
from api.door import Door
from api.guard import trusting
from geo.pack import CityPack, read_pack
from indicators import all_indicators
from layers import all_layers
from live.bus import MemoryBus
from live.clock import CityClock
from live.house import House
from live.parts import Parts
from store.memory import MemoryRecord
from tests.geo import towns

VERSION = "0.0.1"
HOME = "127.0.0.1"


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the JSON, and the header `Allow`."""

    status: int
    json: Any
    allow: str


@dataclass(frozen=True)
class Outside:
    """Somebody who asks over HTTP, from this address."""

    client: FlaskClient
    house: House
    address: str = HOME

    @property
    def doors(self) -> tuple[Door, ...]:
        """Every door; describing them all takes a while, and few ask."""
        return all_doors(self.house, VERSION)

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
    identify = trusting([ip_network("127.0.0.0/8")])
    server.register_blueprint(
        build_api(house, version=VERSION, identify=identify, allowed_origins=("https://screen.example.org",))
    )
    return Outside(server.test_client(), house)


@pytest.fixture
def signal() -> dict[str, Any]:
    """A fire in the west of the town."""
    return {"origin": "desk", "key": "fire-1", "category": "E2001", "level": 1, "lon": 0.002, "lat": 0.005}
