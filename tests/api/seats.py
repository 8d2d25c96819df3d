"""Seats: callers who say in a header where they sit, until they log in; every right, so that roles alone decide."""

import json
from types import MappingProxyType
from typing import Any

from flask import Flask, Request

from accounts.account import Account
from accounts.caller import Caller
from accounts.ports import AccountChanges
from accounts.rights import EVERY_RIGHT
from api import build_api
from incidents.incident import Incident
from incidents.policy import Policy
from incidents.roles import Actor, Role
from indicators import all_indicators
from layers import all_layers
from live.bus import MemoryBus
from live.house import House
from live.letting_in import Seats, open_entrance
from live.parts import Parts
from store.memory import MemoryRecord
from tests.api.conftest import HOME, VERSION, Answer
from tests.incidents.builders import Clock, Room
from tests.incidents.hands import hand


def resting(role: Role, **who: str) -> Actor:
    """Somebody who did nothing for long, or is off duty."""
    return Actor(roles=frozenset(), account_roles=frozenset({role}), **who)


SEATS = MappingProxyType(
    {role.value: hand(role) for role in Role}
    | {
        "sweepers": hand(Role.DEPARTMENT, by="sun", department="环卫"),
        "another_crew": Actor(by="E02", roles=frozenset({Role.UNIT}), unit="E02"),
        "crew_without_unit": Actor(by="x", roles=frozenset({Role.UNIT})),
        "department_without_name": Actor(by="y", roles=frozenset({Role.DEPARTMENT})),
        "another_taker": hand(Role.CALL_TAKER, by="liu"),
        "another_chief": hand(Role.CHIEF, by="deng"),
        "another_collector": hand(Role.COLLECTOR, by="guo"),
        "machine": Actor(by="meter", roles=frozenset(), machine=True),
        "sweepers_asleep": resting(Role.DEPARTMENT, by="sun", department="环卫"),
        "police_asleep": resting(Role.DEPARTMENT, by="zhou", department="交警"),
        **{
            f"{role.value}_asleep": resting(
                role, by=hand(role).by, department=hand(role).department, unit=hand(role).unit
            )
            for role in Role
        },
        "all_hands": Actor(by="solo", roles=frozenset({Role.CALL_TAKER, Role.DISPATCHER, Role.CHIEF, Role.COLLECTOR})),
    }
)


ACCOUNTS = MappingProxyType(
    {one.by: Account(name=one.by, shown=one.by, roles=one.roles) for one in SEATS.values() if one.roles}
)


def seated(request: Request) -> Caller:
    """Whoever sits where the header says."""
    actor = SEATS[request.headers["Seat"]]
    return Caller(by=actor.by, rights=EVERY_RIGHT, actor=actor)


class TurnedClock(Clock):
    """A clock that a test turns, as a house wants it."""

    speed = 1.0


class Centre:
    """A centre with a seat for everybody: a room to bring incidents somewhere, and the API on the same record."""

    def __init__(self, pack: object) -> None:
        clock, record, policy = TurnedClock(), MemoryRecord(), Policy(remote_check=frozenset({"U0452"}))
        self.room = Room(record=record, clock=clock, policy=policy, shared=bool)
        parts = Parts(
            pack=pack, clock=clock, bus=MemoryBus(), record=record, sources=(), indicators=all_indicators(),
            layers=all_layers(),
        )  # fmt: skip
        self.house = House(parts)
        self.house.beat()
        server = Flask(__name__)
        server.testing = True
        entrance = open_entrance(self.house, Seats(asked_for=False, host=HOME))
        record.accounts.write(AccountChanges(accounts=tuple(ACCOUNTS.values())))
        api = build_api(self.house, version=VERSION, entrance=entrance, identify=seated, allowed_origins=())
        server.register_blueprint(api)
        self._client = server.test_client()
        self._keys = 0

    def act(self, seat: str, incident: Incident | str, action: str, **content: object) -> Answer:
        """What comes of an action from a seat, under a key of its own."""
        self._keys += 1
        number = incident if isinstance(incident, str) else incident.number
        path = f"/incidents/{number}/actions/{action}"
        return self.post(seat, path, content, key=f"operation-{self._keys}")

    def post(self, seat: str, path: str, content: object, key: str = "operation-0") -> Answer:
        """What comes of a body that is sent from a seat."""
        return self._answer(seat, path, method="POST", json=content, headers={"Seat": seat, "Idempotency-Key": key})

    def get(self, seat: str, path: str) -> Answer:
        """What a seat is told."""
        return self._answer(seat, path, method="GET", headers={"Seat": seat})

    def _answer(self, seat: str, path: str, **asked: Any) -> Answer:
        response = self._client.open(f"/api/v1{path}", **asked)
        return Answer(response.status_code, json.loads(response.data), seat, response.headers.get("Retry-After", ""))
