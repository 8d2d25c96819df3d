"""Calendars: which moments are working time, and the only two functions that count it, each the other's inverse.

between(a, b)  how much working time passes from a to b
add(t, span)   the first moment by which so much of it has passed
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

Pieces = tuple[tuple[datetime, datetime], ...]  # of working time, UTC, the earliest first
Window = tuple[timedelta, timedelta]  # opens and closes, since local midnight; half-open, so 24:00 ends a whole day

NOTHING, DAY = timedelta(), timedelta(days=1)
WHOLE_DAY: tuple[Window, ...] = ((NOTHING, DAY),)
EVERY_DAY = frozenset(range(7))
MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The working time of a city, day by day in its zone.

    `weekdays` are those on which it works, Monday 0; `holidays` are off though they fall on one of them, and
    `extra_workdays` (调休) are worked though they do not. After `covered_until` neither is known yet, so that what is
    counted beyond it is provisional; None where no announcement changes anything.
    A time of day that the clock skips is the moment it skips to; one that it shows twice is the first of the two.
    """

    id: str
    version: str
    zone: tzinfo
    windows: tuple[Window, ...] = WHOLE_DAY
    weekdays: frozenset[int] = EVERY_DAY
    holidays: frozenset[date] = frozenset()
    extra_workdays: frozenset[date] = frozenset()
    covered_until: date | None = None
    # Zones are slow to ask, and the answer stays: the windows of a day once they were asked for.
    _known: dict[date, Pieces] = field(default_factory=dict[date, Pieces], init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        edges = [edge for window in self.windows for edge in window]
        if not edges or edges != sorted(set(edges)) or edges[0] < NOTHING or edges[-1] > DAY:
            raise ValueError(f"{self.id}: its windows should follow each other within one day, each with a length.")
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise ValueError(f"{self.id}: it should work on one weekday at least, Monday 0 to Sunday 6.")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time passes; less than nothing where the end lies before the start.

        Raises `ValueError` for a time without a zone.
        """
        start, end = _utc(start), _utc(end)
        if end < start:
            return -self.between(end, start)
        if self.continuous:
            return end - start
        passed = NOTHING
        for opens, closes in self._from(start):
            if opens >= end:
                break
            passed += min(closes, end) - opens
        return passed

    def add(self, start: datetime, span: timedelta) -> datetime:
        """The first moment by which so much working time has passed since the start, UTC.

        So a span that ends with the day's work ends at its close, not at the next opening. Backwards, with a span
        below nothing, it is the last moment since which so much has passed. Raises `ValueError` without a zone.
        """
        start, left = _utc(start), abs(span)
        if self.continuous or not span:
            return start + span
        pieces = self._from(start) if span > NOTHING else self._back_from(start)
        opens, closes = next(pieces)
        while closes - opens < left:
            left -= closes - opens
            opens, closes = next(pieces)
        return opens + left if span > NOTHING else closes - left

    @property
    def continuous(self) -> bool:
        """Whether all time is working time."""
        return self.windows == WHOLE_DAY and self.weekdays == EVERY_DAY and not self.holidays

    @property
    def day(self) -> timedelta:
        """How long one of its days is."""
        return sum((closes - opens for opens, closes in self.windows), NOTHING)

    def works_on(self, day: date) -> bool:
        """Whether this local day is a working day."""
        return day in self.extra_workdays or (day.weekday() in self.weekdays and day not in self.holidays)

    def covers(self, at: datetime) -> bool:
        """Whether it is known which days are worked until then."""
        return self.covered_until is None or self.local(at).date() <= self.covered_until

    def opening(self, at: datetime) -> datetime:
        """That moment if it is working time, else the next opening; UTC."""
        return self.add(at, timedelta.resolution) - timedelta.resolution

    def close_of(self, day: date) -> datetime:
        """When work ends on this local day, UTC."""
        return self._moment(day, self.windows[-1][1])

    def local(self, at: datetime) -> datetime:
        """The moment as the city's clocks show it."""
        return _utc(at).astimezone(self.zone)

    def _from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """What is left of the windows after a moment, the earliest first, without end."""
        day = self.local(start).date()
        while True:
            for opens, closes in self._windows_of(day):
                if closes > start:
                    yield max(opens, start), closes
            day += DAY

    def _back_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """What was of the windows before a moment, the latest first, without end."""
        day = self.local(start).date() + DAY  # at a clock put back across midnight the next day has begun already
        while True:
            for opens, closes in reversed(self._windows_of(day)):
                if opens < start:
                    yield opens, min(closes, start)
            day -= DAY

    def _windows_of(self, day: date) -> Pieces:
        found = self._known.get(day)
        if found is None:
            windows = self.windows if self.works_on(day) else ()
            moments = ((self._moment(day, opens), self._moment(day, closes)) for opens, closes in windows)
            found = self._known[day] = tuple((opens, closes) for opens, closes in moments if opens < closes)
        return found

    def _moment(self, day: date, since_midnight: timedelta) -> datetime:
        local = datetime.combine(day, time()) + since_midnight
        at = local.replace(tzinfo=self.zone).astimezone(UTC)
        if at.astimezone(self.zone).replace(tzinfo=None) == local:
            return at
        # The clock skips this time: somewhere between these two it was put forward.
        before = local.replace(tzinfo=self.zone, fold=1).astimezone(UTC)

        def skipped(seconds: int) -> bool:
            return (before + timedelta(seconds=seconds)).astimezone(self.zone).replace(tzinfo=None) >= local

        return before + timedelta(seconds=bisect_left(range((at - before) // timedelta(seconds=1)), 1, key=skipped))


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"{at} has no zone. Give it in UTC: differences of local times go wrong where clocks change.")
    return at.astimezone(UTC)
