"""Notices: what an allied command (119, 120, 110, a department) tells us of its own incidents and units.

Their command stays theirs: a notice is mirrored, never argued with.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class What(StrEnum):
    """What happened."""

    RECEIVED = "received"
    FILED = "filed"
    DISPATCHED = "dispatched"
    EN_ROUTE = "en_route"
    ON_SCENE = "on_scene"
    TRANSPORTING = "transporting"
    AT_HOSPITAL = "at_hospital"
    CLEARED = "cleared"
    MADE_SAFE = "made_safe"
    DONE = "done"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing that happened to one incident of a command, at a time (aware, UTC).

    `origin` is who says so ("119"), `reference` its own number for the incident. RECEIVED carries the category's
    code, the level (1 most urgent to 4), the place and the address; the unit's moves carry `unit`. `due_at`, where the
    command knows it, is when the incident should be closed. A notice may also speak of an incident of our own desk:
    then `number` is set instead of a reference (a crew reports on what the desk ordered). `how` goes with MADE_SAFE,
    `expected_at`, when the unit will be there, with EN_ROUTE.
    """

    at: datetime
    origin: str
    what: What
    reference: str = ""
    number: str = ""
    unit: str = ""
    category: str = ""
    level: int = 0
    lon: float | None = None
    lat: float | None = None
    address: str = ""
    address_en: str = ""
    detail: str = ""
    due_at: datetime | None = None
    how: str = ""
    expected_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the desk tells a crew: go to incident `number` at this place, or (`go` false) you are released."""

    at: datetime
    number: str
    unit: str
    go: bool
    lon: float
    lat: float
