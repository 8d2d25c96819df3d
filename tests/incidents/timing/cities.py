"""Calendars for the tests of timing, and moments as a city's clocks show them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from incidents.timing.calendars import calendars_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
CITY = calendars_of(SHANGHAI)
H = timedelta(hours=1)
MIN = timedelta(minutes=1)


def here(said: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    """The moment that the city's clocks show so: 2026-11-20 16:30."""
    return datetime.fromisoformat(said).replace(tzinfo=zone).astimezone(UTC)
