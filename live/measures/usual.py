"""What is usual: the median of the same hour of the last four weeks, with a robust spread.

On working days it looks at working days, on others at others; below seven days of its sort it looks at all days, and
below seven of those nobody can say.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from city.readings import Floats
from indicators.methods.medians import medians
from live.measures.past import DAYS, STEPS_A_DAY, Past, step_of

ENOUGH_DAYS = 7
AROUND = 2  # steps before and after the same quarter of an hour
# The median absolute deviation times this is the deviation of a normal distribution; 1.2816 of those hold 80 %.
SPREAD = 1.4826 * 1.2816
SATURDAY = 5


def usual(
    past: Past, now: datetime, zone: ZoneInfo, *, city_alone: bool = False
) -> tuple[Floats, Floats, Floats] | None:
    """Low end, median and high end of what is usual now per area (n,); None when fewer than seven days are known.

    NaN for areas of which less is known. The city alone (1,) is found much faster.
    """
    last = step_of(now)
    days = np.arange(1, DAYS)
    around = last - days[:, None] * STEPS_A_DAY + np.arange(-AROUND, AROUND + 1)[None, :]
    values = past.at_steps(around, 0)[..., np.newaxis] if city_alone else past.at_steps(around)
    alike = _alike(now, days, zone)
    if _days_known(values[alike]) >= ENOUGH_DAYS:
        values = values[alike]
    elif _days_known(values) < ENOUGH_DAYS:
        return None
    rows = values.reshape(-1, values.shape[-1])
    middle = medians(rows)
    spread = SPREAD * medians(np.abs(rows - middle))
    return middle - spread, middle, middle + spread


def _days_known(values: Floats) -> int:
    """On how many of these days (d, around, n) the city's value is known."""
    return int((~np.isnan(values[:, :, 0])).any(axis=1).sum())


def _alike(now: datetime, days: np.ndarray, zone: ZoneInfo) -> np.ndarray:
    today = now.astimezone(zone).weekday()
    weekday = (today - days) % 7
    return (weekday >= SATURDAY) == (today >= SATURDAY)
