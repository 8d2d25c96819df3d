"""Working time as an operator sets it: hours of offices and patrols, and the holidays of further years."""

import re
from collections.abc import Mapping
from datetime import UTC, date, timedelta, tzinfo
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic import model_validator as checks_itself

from incidents.timing.calendar import DAY, Calendar, Window
from incidents.timing.calendars import OFFICE, PATROL, Calendars, WorkingDays, calendars_of, known_in
from incidents.timing.holidays import NONE, Year, of_china

HOURS = re.compile(r"\s*(\d{1,2}):([0-5]\d)\s*-\s*(\d{1,2}):([0-5]\d)\s*")
LONGEST = 31 * DAY  # of one holiday; a longer one is a slip of the hand
EARLIER = 14 * DAY  # a year's notice may begin with days of the December before


def _windows(said: object) -> object:
    """Hours of a day: [08:30-12:00, 14:00-17:30], as the environment writes them, too."""
    lines = said.split(",") if isinstance(said, str) else said if isinstance(said, list) else [said]
    found = [HOURS.fullmatch(str(one).strip(" []\"'")) for one in lines]
    if not all(found):
        raise ValueError("it should be hours such as 08:30-12:00, 14:00-17:30")
    hours = [[int(figure) for figure in one.groups()] for one in found if one is not None]
    return tuple((timedelta(hours=a, minutes=b), timedelta(hours=c, minutes=d)) for a, b, c, d in hours)


def _checked(windows: tuple[Window, ...]) -> tuple[Window, ...]:
    try:
        Calendar(id="it", version="", zone=UTC, windows=windows)
    except ValueError:
        raise ValueError("its hours should follow each other within one day, 24:00 the latest") from None
    return windows


def _days(said: object) -> object:
    """The days of 2027-02-05 to 2027-02-11, or of 2027-02-05."""
    if not isinstance(said, str):
        return (said,)
    try:
        first, *last = (date.fromisoformat(part.strip()) for part in said.split(" to "))
    except ValueError:
        raise ValueError("it should be a day such as 2027-02-05, or 2027-02-05 to 2027-02-11") from None
    end = last[-1] if last else first
    if len(last) > 1 or not first <= end <= first + LONGEST:
        raise ValueError("it should go from the first to the last day, a month at the most")
    return tuple(first + i * DAY for i in range((end - first).days + 1))


Windows = Annotated[tuple[Window, ...], BeforeValidator(_windows), AfterValidator(_checked)]
Days = Annotated[tuple[date, ...], BeforeValidator(_days)]


class YearLine(BaseModel):
    """What was announced for one year: days off, and days of work at weekends."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    holidays: tuple[Days, ...]
    workdays: tuple[Days, ...] = ()

    @checks_itself(mode="after")
    def _consistent(self) -> "YearLine":
        year = self.year
        if not year.off:
            raise ValueError("its holidays should be given as announced; a year without any is not known")
        if both := year.off & year.work:
            raise ValueError(f"{min(both)} should be off or worked, not both")
        if weekdays := [day for day in year.work if day.weekday() < 5]:
            raise ValueError(f"{min(weekdays)} is no Saturday or Sunday, it is worked anyway")
        return self

    @property
    def year(self) -> Year:
        """The days."""
        return Year(
            off=frozenset(day for days in self.holidays for day in days),
            work=frozenset(day for days in self.workdays for day in days),
        )


def _in_their_years(years: Mapping[int, YearLine]) -> Mapping[int, YearLine]:
    for number, line in years.items():
        days = sorted(line.year.off | line.year.work)
        if days[0] < date(number, 1, 1) - EARLIER or days[-1] > date(number, 12, 31):
            stray = days[0] if days[0].year < number else days[-1]
            raise ValueError(f"{stray} should not stand in the year {number}")
    return years


class WorkingTime(BaseModel):
    """What counts where a limit is in working hours (wh), working days (wd) or patrol hours (ph)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    office: Windows = OFFICE
    patrol: Windows = PATROL
    working_days: WorkingDays = WorkingDays.END_OF_DAY
    holidays: Literal["auto", "china", "none"] = "auto"
    years: Annotated[Mapping[Annotated[int, Field(ge=1971, le=9998)], YearLine], AfterValidator(_in_their_years)] = (
        Field(default_factory=dict[int, YearLine])
    )

    def calendars(self, zone: tzinfo) -> Calendars:
        """The calendars of a city in this zone. Raises `MissingYear` where a year before one that is given is not."""
        known = {"china": of_china(), "none": NONE}.get(self.holidays) or known_in(zone)
        return calendars_of(
            zone, holidays=known.with_years({number: one.year for number, one in self.years.items()}),
            office=self.office, patrol=self.patrol, working_days=self.working_days,
        )  # fmt: skip
