"""Holidays: days off and shifted workdays (调休) as the State Council announces them, and how far they are known."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import chinese_calendar

LONG_AGO = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """Days `off` though they may be weekdays, days of `work` though they are none; known `until` that day.

    `until` is None where no announcement can change anything.
    """

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    until: date | None = None

    def with_years(self, years: "Mapping[int, Year]") -> "Holidays":
        """These with further years, or with other days for years that were known. Raises `MissingYear`."""
        known, until = self, self.until
        for number, year in sorted(years.items()):
            if until is not None and until > LONG_AGO and number > until.year + 1:
                raise MissingYear(until.year + 1, number)
            # The newer notice has the last word on the days of the December before.
            known = Holidays(
                off=frozenset(day for day in known.off - year.work if day.year != number) | year.off,
                work=frozenset(day for day in known.work - year.off if day.year != number) | year.work,
            )
            until = max(until or LONG_AGO, date(number, 12, 31))
        return replace(known, until=until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What was announced for one year."""

    off: frozenset[date]
    work: frozenset[date]


class MissingYear(ValueError):
    """Years must follow each other: between two known ones nothing may be unknown."""

    def __init__(self, missing: int, given: int) -> None:
        super().__init__(
            f"working_time.years: {given} is given, but the holidays of {missing} are not known. Give {missing}, too."
        )


NONE = Holidays()
UNKNOWN = Holidays(until=LONG_AGO)  # a country whose holidays nobody gave


@cache
def of_china() -> Holidays:
    """Those of China from 2004 on, as far as the installed package `chinesecalendar` knows them.

    Only its tables are read, once: its functions refuse years that it does not know. Before 2004 nothing is known.
    """
    last = max(chinese_calendar.holidays).year  # the notice comes in November, for the whole of the next year
    return Holidays(
        off=frozenset(chinese_calendar.holidays), work=frozenset(chinese_calendar.workdays), until=date(last, 12, 31)
    )
