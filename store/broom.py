"""The broom: what was answered is kept for a day, then swept away now and then."""

from datetime import datetime, timedelta

OPERATIONS_KEPT = timedelta(hours=24)  # a desk that repeats itself does so sooner
SWEPT_EVERY = timedelta(minutes=10)


class Broom:
    """When operations were swept away that nobody will ask for again: not at every action, for that costs time."""

    def __init__(self) -> None:
        self._swept_at: datetime | None = None

    def due(self, now: datetime) -> bool:
        """Whether it is time again; if so, it counts as done."""
        if self._swept_at is not None and self._swept_at <= now < self._swept_at + SWEPT_EVERY:
            return False
        self._swept_at = now
        return True
