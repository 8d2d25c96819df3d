"""Moments: aware times as numpy counts them, and back."""

from datetime import UTC, datetime

import numpy as np


def moment(at: datetime) -> np.datetime64:
    """An aware time as numpy counts it: UTC, milliseconds."""
    return np.datetime64(round(at.timestamp() * 1000), "ms")


def aware(at: np.datetime64) -> datetime:
    """A numpy time as an aware one, UTC."""
    return datetime.fromtimestamp(int(at.astype("datetime64[ms]").astype(np.int64)) / 1000, tz=UTC)
