"""The calendars of a city: all time, the hours of the street patrol, and those of offices on working days."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum

from incidents.timing.calendar import EVERY_DAY, MONDAY_TO_FRIDAY, WHOLE_DAY, Calendar, Window
from incidents.timing.holidays import UNKNOWN, Holidays, of_china

Words = dict[str, str]

WARNED_BEFORE = timedelta(days=60)  # of the last day whose holidays are known
CHINESE_TIME = frozenset({"Asia/Shanghai", "Asia/Chongqing", "Asia/Chungking", "Asia/Harbin", "Asia/Urumqi",
                          "Asia/Kashgar", "PRC"})  # fmt: skip


class WorkingDays(StrEnum):
    """When a limit in working days ends (civil code, articles 201 and 203, or as the city's handbook says)."""

    END_OF_DAY = "end_of_day"  # at the close of the last day; the day it starts on does not count
    SAME_TIME = "same_time"  # after as many whole days of work


def _at(hours: int, minutes: int) -> timedelta:
    return timedelta(hours=hours, minutes=minutes)


OFFICE: tuple[Window, ...] = ((_at(8, 30), _at(12, 0)), (_at(14, 0), _at(17, 30)))
PATROL: tuple[Window, ...] = ((_at(7, 30), _at(19, 30)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendars:
    """The three calendars of a city, and how its working days end."""

    natural: Calendar
    patrol: Calendar
    office: Calendar
    working_days: WorkingDays = WorkingDays.END_OF_DAY

    @property
    def zone(self) -> tzinfo:
        """The city's zone."""
        return self.natural.zone

    def __getitem__(self, name: str) -> Calendar:
        """The calendar of this id. Raises `KeyError`, which names those there are."""
        for one in (self.natural, self.patrol, self.office):
            if one.id == name:
                return one
        raise KeyError(f"There is no calendar {name}: only {self.natural.id}, {self.patrol.id} and {self.office.id}.")

    def warning(self, now: datetime) -> Words | None:
        """What the administrator should know: that the holidays known end soon, or ended; None while they do not."""
        until = self.office.covered_until
        if until is None or now < self.office.close_of(until) - WARNED_BEFORE:
            return None
        year = max(until.year + 1, self.office.local(now).year)
        return {
            "zh": f"{year} 年放假安排尚未录入，该年时限按周一至周五暂估。请录入 config.yaml 的 working_time.years。",
            "en": f"The holidays of {year} are not known yet: limits that reach into it count Monday to Friday. "
            "Give them as announced, config.yaml, working_time.years.",
        }


def calendars_of(
    zone: tzinfo,
    *,
    holidays: Holidays | None = None,
    office: tuple[Window, ...] = OFFICE,
    patrol: tuple[Window, ...] = PATROL,
    working_days: WorkingDays = WorkingDays.END_OF_DAY,
) -> Calendars:
    """The calendars of a city in this zone; where no holidays are given, China's if it keeps China's time.

    >>> from zoneinfo import ZoneInfo
    >>> shanghai = calendars_of(ZoneInfo("Asia/Shanghai"))
    >>> shanghai.office.add(datetime(2026, 11, 20, 8, 30, tzinfo=UTC), timedelta(hours=4)).isoformat()
    '2026-11-23T03:30:00+00:00'
    """
    known = known_in(zone) if holidays is None else holidays
    worked = Calendar(
        id="COFFICE", version="", zone=zone, windows=office, weekdays=MONDAY_TO_FRIDAY, holidays=known.off,
        extra_workdays=known.work, covered_until=known.until,
    )  # fmt: skip
    return Calendars(
        natural=_versioned(Calendar(id="CC24", version="", zone=zone, windows=WHOLE_DAY, weekdays=EVERY_DAY)),
        patrol=_versioned(Calendar(id="CPATROL", version="", zone=zone, windows=patrol, weekdays=EVERY_DAY)),
        office=_versioned(worked),
        working_days=working_days,
    )


def known_in(zone: tzinfo) -> Holidays:
    """The holidays of a city in this zone: China's if it keeps China's time, else nobody knows."""
    return of_china() if str(zone) in CHINESE_TIME else UNKNOWN


def _versioned(one: Calendar) -> Calendar:
    """The calendar with a version that is another whenever it would count otherwise."""
    days = [sorted(one.weekdays), *(sorted(map(str, days)) for days in (one.holidays, one.extra_workdays))]
    said = f"{one.zone} {[(str(opens), str(closes)) for opens, closes in one.windows]} {days} {one.covered_until}"
    digest = hashlib.sha256(said.encode()).hexdigest()[:8]
    return replace(one, version=f"{one.covered_until.year}-{digest}" if one.covered_until else digest)


IN_UTC = calendars_of(UTC)  # of a city that did not say where it is
