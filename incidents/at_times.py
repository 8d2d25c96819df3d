"""At times: when something happened, as far as it is believed; what is asked for late is judged by when it is asked."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from incidents.guards import Unmet
from incidents.incident import Signal

AHEAD = timedelta(minutes=2)  # a device clock further off is not believed
BACK = timedelta(hours=24)
SKEWED_S = 120  # a device clock that is further off is marked in the log

AHEAD_OF_TIME = Unmet(
    code="ahead_of_time",
    words={"zh": "时间晚于当前时间，请更正。", "en": "That time has not come yet. Correct the time."},
)
LONG_AGO = Unmet(
    code="long_ago",
    words={
        "zh": "时间早于当前 24 小时以上，请更正时间，或在备注中说明。",
        "en": "That time lies more than 24 hours back. Correct it, or leave it out and say in a note when it was.",
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """When something is said to have happened, by our clock, and how far the device's clock is off, s, if it is."""

    at: datetime
    skew_s: int | None = None


def told(at: datetime | None, device_at: datetime | None, now: datetime) -> Told:
    """When it happened: `device_at` is what the device's clock said when it asked, so that `at` can be set right."""
    off = timedelta(0) if device_at is None else device_at - now
    skew_s = round(off.total_seconds())
    return Told(at=now if at is None else at - off, skew_s=skew_s if abs(skew_s) > SKEWED_S else None)


def not_ahead(signal: Signal, now: datetime) -> Signal:
    """The signal as of now at the latest; one that a clock far ahead of ours sent says by how much, `ahead_s`.

    It is taken all the same: nobody who reports a fire is turned away for their clock.
    """
    ahead_s = round((signal.at - now).total_seconds())
    if ahead_s <= 0:
        return signal
    said = {"ahead_s": str(ahead_s)} if ahead_s > SKEWED_S else {}
    return replace(signal, at=now, extra={**signal.extra, **said})


def unbelieved(at: datetime, now: datetime) -> Unmet | None:
    """Why this time is not taken, None where it is."""
    if at > now + AHEAD:
        return AHEAD_OF_TIME
    return LONG_AGO if at < now - BACK else None
