"""A duty room that a test watches, and what happens around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta
from typing import Any

import numpy as np

from city.picture import Measure, Picture
from incidents.annunciation import AlarmState
from incidents.categories import all_categories
from incidents.incident import Incident
from indicators import all_indicators
from live.duty_room import DutyRoom
from live.moments import moment
from live.watching import Watching
from tests.incidents.builders import NOON, Room

NAME = "traffic_tpi"


@dataclass
class Watched:
    """A duty room that looks at a picture which a test draws."""

    room: Room = field(default_factory=Room)
    picture: Picture = field(default_factory=lambda: Picture(version=1, at=NOON))

    def __post_init__(self) -> None:
        self.watching = Watching(lambda: self.room.clock().timestamp())
        self.duty = self.opened()

    def opened(self, *, made_up: bool = False) -> DutyRoom:
        return DutyRoom(
            self.room.record, self.room.clock, lambda: self.picture, all_indicators(), all_categories(), self.watching,
            zone=UTC, made_up=made_up,
        )  # fmt: skip

    def shows(self, *incidents: Incident, **parts: Any) -> None:
        known = {one.number: one for one in incidents}
        self.picture = replace(self.picture, version=self.picture.version + 1, incidents=known, **parts)

    def states(self, **later: float) -> Mapping[str, AlarmState]:
        self.room.clock.turn(**later)
        self.duty.turn()
        return {one.key: one.state for one in self.duty.annunciator.live()}


def measure(band: int, since_min: float | None = 5) -> Measure:
    since = np.datetime64("NaT", "ms") if since_min is None else moment(NOON - timedelta(minutes=since_min))
    return Measure(
        indicator=NAME, at=NOON, value=np.array([9.0]), band=np.array([band], dtype=np.int8), since=np.array([since])
    )


def waits(watched: Watched, level: int, **more: Any) -> str:
    signal = watched.room.signal(origin="12345", level=level, category="M0110", **more)
    found = watched.room.desk.receive(signal, "li").reception
    assert found is not None
    return found.number
