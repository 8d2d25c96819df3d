"""Driving: traffic that an indicator can be computed of."""

from collections.abc import Sequence

import numpy as np

from city.events import Read
from city.readings import Readings
from live.house import House
from live.moments import moment


def drive(house: House, *kmh: float, names: Sequence[str] = "abcdef") -> None:
    """Traffic goes at these speeds, km/h, on streets a, b, … of the west, and what that means is shown."""
    west, many = house.pack.areas.all[1].shape.centroid, len(kmh)
    rows = Readings(
        kind="road.speed", thing=list(names[:many]), value=np.array(kmh),
        at=np.full(many, moment(house.clock())), lon=np.full(many, west.x), lat=np.full(many, west.y),
        attributes={
            "length_m": np.full(many, 1000.0), "free_flow_kmh": np.full(many, 60.0), "lanes": np.ones(many),
            "samples": np.full(many, 9.0),
        },
    )  # fmt: skip
    house.parts.bus.publish(Read("test", rows))
    house.parts.bus.drain()
    house.measuring.evaluator.look_back(house.clock())
    house.measuring.evaluator.announce()
    house.parts.bus.drain()
    house.show()
