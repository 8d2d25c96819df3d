"""Limits: how long something may take, in the handbook's own units; each unit names the calendar it counts on.

s min h d    natural seconds, minutes, hours and days (of 24 hours)
ph           hours of the street patrol
wmin wh wd   working minutes, hours and days of offices
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from incidents.timing.calendar import DAY, Calendar
from incidents.timing.calendars import Calendars, WorkingDays


class Unit(StrEnum):
    """What a limit counts."""

    SECOND = "s"
    MINUTE = "min"
    HOUR = "h"
    DAY = "d"
    PATROL_HOUR = "ph"
    WORKING_MINUTE = "wmin"
    WORKING_HOUR = "wh"
    WORKING_DAY = "wd"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many of a unit; a day without a `w` before it is 24 hours.

    >>> limit("4wh")
    Limit(count=4, unit=<Unit.WORKING_HOUR: 'wh'>)
    """

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"

    def calendar(self, calendars: Calendars) -> Calendar:
        """The calendar that it counts on."""
        if self.unit is Unit.PATROL_HOUR:
            return calendars.patrol
        return calendars.office if self.unit.startswith("w") else calendars.natural

    def budget(self, start: datetime, calendars: Calendars) -> timedelta:
        """How much time of its calendar it is, for what starts then.

        Of working days it is what is left of the first, and the whole of the others: so a pause can be taken out of
        it like out of hours.
        """
        if self.unit is not Unit.WORKING_DAY:
            return self.count * _LENGTH[self.unit]
        if calendars.working_days is WorkingDays.SAME_TIME:
            return self.count * calendars.office.day
        return calendars.office.between(start, _end_of_day(start, self.count, calendars.office))

    def due(self, start: datetime, calendars: Calendars) -> datetime:
        """When it runs out for what starts then and is never paused, UTC."""
        return self.calendar(calendars).add(start, self.budget(start, calendars))


def up_to(until: datetime, at: datetime) -> Limit:
    """What is left at `at` until that moment, in natural seconds; nothing where it is past.

    >>> str(up_to(datetime(2026, 11, 20, 12, 1), datetime(2026, 11, 20, 12)))
    '60s'
    """
    return Limit(max(0, round((until - at).total_seconds())), Unit.SECOND)


def limit(said: str) -> Limit:
    """The limit as it is written: 30min, 4wh, 15wd. Raises `ValueError` for anything else."""
    found = re.fullmatch(r"(\d{1,5})([a-z]+)", said)
    if found is None or found[2] not in set(Unit):
        raise ValueError(f"{said!r} is not a limit. Write a number and one of {', '.join(Unit)}, e.g. 30min.")
    return Limit(int(found[1]), Unit(found[2]))


_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_LENGTH = MappingProxyType({
    Unit.SECOND: timedelta(seconds=1), Unit.MINUTE: _MINUTE, Unit.HOUR: _HOUR, Unit.DAY: DAY, Unit.PATROL_HOUR: _HOUR,
    Unit.WORKING_MINUTE: _MINUTE, Unit.WORKING_HOUR: _HOUR,
})  # fmt: skip


def _end_of_day(start: datetime, days: int, calendar: Calendar) -> datetime:
    """The close of business of the n-th working day after the one on which it starts."""
    day, left = calendar.local(start).date(), days
    while left:
        day += DAY
        left -= calendar.works_on(day)
    return calendar.close_of(day)
