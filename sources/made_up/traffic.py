"""Traffic: what the detectors beside the streets measure: the speed there, and how many passed.

A detector beside a closed street tells no speed, for nobody passes; it is alive all the same, as its heartbeat says.
"""

from collections.abc import Callable, Iterator

import numpy as np

from city.readings import Floats, Mask, Readings
from geo.areas import Ints
from sources.chance import key_of, normal
from sources.made_up.rhythm import usual
from sources.made_up.sensors import Sensors, things_of
from sources.made_up.streets import FASTEST_KMH, SLOWEST_KMH, Flow, Streets
from sources.made_up.town import Town
from sources.moments import Millis, as_times

KIND = "road.speed"
VEHICLES_A_LANE = 10.0  # passing a sensor in a minute, over a mean hour

Closed = Callable[[Ints, Millis], Mask]


def never(edge: Ints, at_ms: Millis) -> Mask:
    """No street is closed at any time (n,)."""
    return np.zeros(np.broadcast_shapes(edge.shape, at_ms.shape), dtype=np.bool_)


class Traffic:
    """Speeds of all road sensors."""

    def __init__(self, town: Town, flow: Flow, closed: Closed = never) -> None:
        self._town = town
        self._closed = closed
        self._flow = flow
        self._sensors = Sensors.of(town.pack.things, KIND, town.seed)
        self._streets = Streets.watched(town.pack.things, self._sensors.number, town)

    def __len__(self) -> int:
        return len(self._sensors)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The speeds measured after one time and up to another."""
        due = self._sensors.last_due if least_ms > 1 else self._sensors.due
        row, at_ms = due(after_ms, until_ms, least_ms)
        passed = ~self._closed(self._streets.key[row], at_ms)
        row, at_ms = row[passed], at_ms[passed]
        if not len(row):
            return
        streets, local = self._streets.only(row), self._town.local(at_ms)
        many = usual("peak", local) * (0.55 + 0.6 * streets.jams) * self._own(row, at_ms, "flow", 0.12)
        kmh = self._flow.kmh(streets, at_ms) * self._own(row, at_ms, "speed", 0.05)
        yield Readings(
            kind=KIND, thing=things_of(self._sensors, row), value=np.clip(kmh, SLOWEST_KMH, FASTEST_KMH),
            at=as_times(at_ms), lon=self._sensors.lon[row], lat=self._sensors.lat[row],
            attributes={
                "length_m": streets.length_m, "free_flow_kmh": streets.free_kmh, "lanes": streets.lanes,
                "samples": np.maximum(np.rint(streets.lanes * VEHICLES_A_LANE * many), 1),
            },
        )  # fmt: skip

    def _own(self, row: Ints, at_ms: Millis, what: str, deviation: float) -> Floats:
        """Factors about 1 (n,), a new one each time."""
        return 1 + deviation * normal(self._town.seed, key_of(what), self._sensors.number[row], at_ms)
