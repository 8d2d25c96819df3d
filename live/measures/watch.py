"""The watch: how well OneScreen itself does, told as readings like any others: its data, and its services."""

from collections.abc import Mapping
from datetime import datetime

from city.readings import Readings
from live.bus import Bus
from live.measures.quality import Quality
from live.measures.service_levels import ServiceLevels


class OwnWatch:
    """Joins quality and service levels; what they say goes out on the bus."""

    def __init__(self, bus: Bus) -> None:
        self.quality = Quality(bus)
        self.levels = ServiceLevels(bus)

    def came(self, kind: str, passed: Readings | None, refused: Mapping[str, int], now: datetime) -> None:
        """A batch of a kind came in."""
        self.quality.came(kind, passed, refused, now)

    def could_read(self, *, good: bool) -> None:
        """A source was to be read."""
        self.levels.count("sources", good=good)

    def turn_to(self, now: datetime) -> None:
        """Say what is due."""
        self.quality.turn_to(now)
        self.levels.turn_to(now)
