"""An office at seven in the morning, with a shift of the day and one of the evening."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from incidents.office.rota import Rota
from incidents.office.wishes import Plan, ShiftWish
from incidents.roles import Actor, Role
from incidents.shifts import Line, Shift
from store.memory import MemoryRecord
from store.sql import SqlRecord
from tests.incidents.builders import Clock

SEVEN = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
EIGHT = SEVEN + timedelta(hours=1)
CHIEF = frozenset({Role.CHIEF})
TAKER = frozenset({Role.CALL_TAKER, Role.DISPATCHER})
EVERY = frozenset(Role) - {Role.WALL, Role.SYSTEM}
ADMIN = Actor(by="root", roles=frozenset({Role.ADMIN}))


def plan(name: str, chief: str, begins_at: datetime = EIGHT, hours: float = 8, **more: Any) -> Plan:
    """A shift with its chief, a call taker and a leader."""
    said = {"leader": "qian", "roster": {chief: CHIEF, f"{chief}'s taker": TAKER}} | more
    return Plan(name=name, begins_at=begins_at, ends_at=begins_at + timedelta(hours=hours), **said)


@dataclass
class Duty:
    """A rota on a record; the day's chief is chen, the evening's hu."""

    record: MemoryRecord | SqlRecord = field(default_factory=MemoryRecord)
    clock: Clock = field(default_factory=lambda: Clock(SEVEN))
    further: Sequence[Line] = ()

    def __post_init__(self) -> None:
        self.rota = Rota(self.record, self.clock, lambda: self.further)
        self.keys = count()

    def planned(self) -> None:
        self.rota.plan(plan("day", "chen"), ADMIN)
        self.rota.plan(plan("evening", "hu", EIGHT + timedelta(hours=8)), ADMIN)

    def act(self, name: str, action: str, by: str, **wish: Any) -> Shift:
        roles = wish.pop("roles", EVERY)
        return self.rota.act(ShiftWish(name=name, action=action, actor=Actor(by=by, roles=roles), **wish))

    def began(self) -> Shift:
        self.planned()
        self.clock.now = EIGHT
        return self.act("day", "begin", "chen")

    def handed(self, note: str = "") -> Shift:
        """The day's shift as it hands over to the evening's, with its sheet."""
        self.began()
        self.clock.now = EIGHT + timedelta(hours=8)
        return self.act("day", "hand_over", "chen", note=note)

    def closed(self) -> Shift:
        sheet = self.handed().lines
        self.act("day", "tick", "hu", lines=tuple(range(1, len(sheet) + 1)))
        self.act("day", "sign_out", "chen")
        return self.act("day", "take_over", "hu")

    def roles(self, by: str) -> frozenset[Role]:
        return self.rota.roles_of(by, self.clock())
