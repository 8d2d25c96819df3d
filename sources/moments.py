"""Moments: aware times as whole milliseconds since 1970 (UTC), in which sources count, and back."""

from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from city.readings import Times

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000

Millis = npt.NDArray[np.int64]


def to_ms(at: datetime) -> int:
    """An aware time in milliseconds; what is smaller is cut off.

    >>> to_ms(datetime(1970, 1, 1, 0, 0, 1, 999, tzinfo=UTC))
    1000
    """
    return (at - EPOCH) // MILLISECOND


def from_ms(at_ms: int) -> datetime:
    """The aware time, UTC."""
    return EPOCH + timedelta(milliseconds=at_ms)


def as_times(at_ms: Millis) -> Times:
    """Milliseconds (n,) as numpy's times."""
    return at_ms.astype("datetime64[ms]")
