"""Vehicles: what the city's buses, taxis, coaches, waste trucks and sweepers tell of where they are."""

from collections.abc import Iterator

import numpy as np

from city.readings import Readings
from sources.made_up.hubs import NO_WAY
from sources.made_up.motion import Motion
from sources.moments import Millis, as_times

KIND = "vehicle.position"
STANDING_MS = 30_000  # who stands says so this often


class Vehicles:
    """Positions of all vehicles in service; nobody tells afterwards where one was."""

    def __init__(self, motion: Motion) -> None:
        self._motion = motion
        self._phase_ms = np.arange(len(motion.roll)) * 7919 % STANDING_MS

    def __len__(self) -> int:
        return len(self._motion.roll)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """Where they are at the end of the span: all that move, and those whose turn it is to speak."""
        if least_ms > 1:
            return
        motion = self._motion
        motion.run(until_ms)
        turn = (after_ms - self._phase_ms) // STANDING_MS < (until_ms - self._phase_ms) // STANDING_MS
        rows = np.flatnonzero(motion.moving | (turn & (motion.way != NO_WAY)))
        if least_ms or not rows.size:
            return
        (lon, lat, heading), kmh = motion.now(rows, until_ms)
        at: Millis = np.full(len(rows), until_ms, dtype=np.int64)
        yield Readings(
            kind=KIND, thing=motion.roll.thing[rows].tolist(), value=np.minimum(kmh, 200.0), at=as_times(at),
            lon=lon, lat=lat, attributes={"heading_deg": heading, "sort": motion.roll.sort[rows].astype(float)},
        )  # fmt: skip
