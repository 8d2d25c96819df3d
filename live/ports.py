"""What the live road needs of a record beyond what the desk needs: the past of the indicators."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from city.readings import Floats
from incidents.ports import Record


class Memory(Record, Protocol):
    """A record that keeps what indicators were, too."""

    def keep_measures(self, at: datetime, values: Mapping[str, Floats]) -> None:
        """Keep each indicator's values per area (n,) at this time."""
        ...

    def measures_since(self, indicator: str, since: datetime) -> tuple[tuple[datetime, Floats], ...]:
        """An indicator's kept values at `since` and later, oldest first."""
        ...

    def forget_measures(self, before: datetime) -> None:
        """Let go of measures older than this."""
        ...
