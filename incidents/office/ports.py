"""What the office needs of a record: shifts and alarms as they stand, and what was asked under which key."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from incidents.annunciation import Alarm
from incidents.shifts import Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Something that a client asked for under its own key: what it was, and of which shift or alarm."""

    key: str
    wish: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeChanges:
    """What one transaction writes of the office.

    Each shift and alarm follows the version before its own; the first is 1. Alarms that were over at `forget` or
    earlier are let go of: the log tells of them still.
    """

    shifts: tuple[Shift, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    errands: tuple[Errand, ...] = ()
    forget: datetime | None = None


NOTHING = OfficeChanges()


class OfficeRecord(Protocol):
    """What can be read of the office, inside a transaction and outside of one."""

    def shift(self, name: str) -> Shift | None:
        """The shift of this name."""
        ...

    def standing(self) -> tuple[Shift, ...]:
        """Every shift that is planned or on duty, the earliest first."""
        ...

    def closed(self, most: int) -> tuple[Shift, ...]:
        """The shifts that have handed over, the latest first, at most so many."""
        ...

    def alarms(self, keys: Collection[str]) -> tuple[Alarm, ...]:
        """Those of these alarms that were ever raised and are not forgotten."""
        ...

    def live_alarms(self) -> tuple[Alarm, ...]:
        """Every alarm of which something is still to be shown, the most urgent and then the oldest first."""
        ...

    def announced(self, since: datetime) -> tuple[datetime, ...]:
        """When alarms were last announced by themselves, after `since`."""
        ...

    def errand(self, key: str) -> Errand | None:
        """What was asked under this key, if it was used."""
        ...
