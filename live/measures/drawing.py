"""Drawing: the course of a figure over the last day, and what is usual of it, as a measure carries them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from city.picture import Course
from indicators.base import Indicator
from live.measures.past import Pasts, name_of, step_of
from live.measures.usual import Usual, usual

TREND_HOURS = 24


class Drawing:
    """Looks into the pasts; what is usual is looked up once a quarter of an hour, for it hardly changes."""

    def __init__(self, pasts: Pasts, zone: ZoneInfo) -> None:
        self._pasts = pasts
        self._zone = zone
        self._ordinary: dict[str, tuple[int, Usual | None]] = {}

    def course(self, one: Indicator, now: datetime, what: str = "value") -> Course:
        """The city's course of a figure, and what is usual of it."""
        name = name_of(one.name, what)
        ordinary, trend = self._usual(name, one.digits, now), self._pasts.of(name).trend(now, TREND_HOURS)
        return Course(trend=trend, normal_low=_city(ordinary, 0), normal_high=_city(ordinary, 2))

    def own(self, one: Indicator, now: datetime) -> dict[str, Any]:
        """The course of the value itself, as a measure carries it."""
        own = self.course(one, now)
        return {"trend": own.trend, "normal_low": own.normal_low, "normal_high": own.normal_high}

    def look_again(self) -> None:
        """Look up anew what is usual: more is known of the past."""
        self._ordinary.clear()

    def _usual(self, name: str, digits: int, now: datetime) -> Usual | None:
        step, found = self._ordinary.get(name, (-1, None))
        if step != step_of(now):
            found = usual(self._pasts.of(name), now, self._zone, digits, city_alone=True)
            self._ordinary[name] = step_of(now), found
        return found


def _city(ordinary: Usual | None, which: int) -> float | None:
    return None if ordinary is None or np.isnan(ordinary[which][0]) else float(ordinary[which][0])
