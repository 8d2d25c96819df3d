"""Surroundings: what the intake asks of the city around a place; the default knows nothing."""

from collections.abc import Collection
from datetime import datetime, time, tzinfo
from typing import NamedTuple, Protocol

# When the roads are full, local time of working days; half open.
PEAKS = ((time(7), time(9)), (time(17), time(19)))


class Warned(NamedTuple):
    """A weather warning in force: what of ("rain", "wind", …), and its colour."""

    of: str
    colour: str


class Surroundings(Protocol):
    """What is around, and what is in force."""

    def kinds_near(self, lon: float, lat: float, radius_m: float) -> Collection[str]:
        """The kinds of the places no farther than this."""
        ...

    def on_main_road(self, lon: float, lat: float) -> bool:
        """Whether the place lies on a road of the upper classes."""
        ...

    def has_sensor(self, name: str) -> bool:
        """Whether the city has a sensor of this name."""
        ...

    def warnings(self) -> Collection[Warned]:
        """The weather warnings in force."""
        ...


class Unknown:
    """Knows nothing of the city, so that no rule fires on it."""

    def kinds_near(self, lon: float, lat: float, radius_m: float) -> Collection[str]:
        """None."""
        return ()

    def on_main_road(self, lon: float, lat: float) -> bool:
        """No."""
        return False

    def has_sensor(self, name: str) -> bool:
        """No."""
        return False

    def warnings(self) -> Collection[Warned]:
        """None."""
        return ()


def is_peak(at: datetime, zone: tzinfo) -> bool:
    """Whether the roads are full: Monday to Friday from 7 to 9 and from 17 to 19 hours, local time."""
    local = at.astimezone(zone)
    return local.weekday() < 5 and any(begin <= local.time() < end for begin, end in PEAKS)
