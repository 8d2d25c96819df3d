"""Policy: what a city asks of its desk beyond the tables; the defaults ask for what every screen of today can give."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

WORKWEEK = 5  # Monday to Friday


def workdays_later(at: datetime, days: int) -> datetime:
    """The same time so many working days later, Monday to Friday; holidays are the calendars' business.

    >>> from datetime import UTC
    >>> workdays_later(datetime(2026, 11, 20, 12, tzinfo=UTC), 1).day  # a Friday
    23
    """
    while days:
        at += timedelta(days=1)
        days -= at.weekday() < WORKWEEK
    return at


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is asked for.

    `filing`: that the place is known, the standard of filing ticked and duplicates looked at. `evidence`: photos of
    before and after, and the criterion ticked. `remote_check` are the categories that may be checked from afar.
    """

    filing: bool = False
    evidence: bool = False
    remote_check: frozenset[str] = frozenset()
    workdays_later: Callable[[datetime, int], datetime] = workdays_later
