"""What is usual: the median of the same hour of the last four weeks, with a robust spread, within what was ever seen.

On working days it looks at working days, on others at others; below seven days of its sort it looks at all days, and
below seven of those nobody can say.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from city.readings import Floats
from indicators.methods.medians import medians
from live.measures.past import DAYS, STEPS_A_DAY, Past, at_weekend, step_of

ENOUGH_DAYS = 7
AROUND = 2  # steps before and after the same quarter of an hour
# The median absolute deviation times this is the deviation of a normal distribution; 1.2816 of those hold 80 %.
SPREAD = 1.4826 * 1.2816


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
    alike = at_weekend(last - days * STEPS_A_DAY, zone) == at_weekend(np.array([last]), zone)
    if _days_known(values[alike]) >= ENOUGH_DAYS:
        values = values[alike]
    elif _days_known(values) < ENOUGH_DAYS:
        return None
    rows = values.reshape(-1, values.shape[-1])
    middle = medians(rows)
    low, high = _ends(middle, SPREAD * medians(np.abs(rows - middle)), rows)
    return low, middle, high


def usual_course(past: Past, area: int, steps: npt.NDArray[np.int64], zone: ZoneInfo) -> tuple[Floats, Floats]:
    """Low and high end of what is usual in an area at each of these steps (k,), rising; NaN where nobody can say.

    At the present step it says what `usual` says; of a step ahead it knows the days before, too.
    """
    days = np.arange(1, DAYS)
    every = np.arange(steps[0] - days[-1] * STEPS_A_DAY - AROUND, steps[-1] - STEPS_A_DAY + AROUND + 1)
    values = past.at_steps(every)
    centre = steps[:, None] - days * STEPS_A_DAY - every[0]
    rows = centre[:, :, None] + np.arange(-AROUND, AROUND + 1)
    known = ~np.isnan(values[rows, 0]).all(axis=2)
    alike = at_weekend(every, zone)[centre] == at_weekend(steps, zone)[:, None]
    enough = (known & alike).sum(axis=1, keepdims=True) >= ENOUGH_DAYS
    counts = np.where(enough, alike, known.sum(axis=1, keepdims=True) >= ENOUGH_DAYS)
    table = np.where(counts[:, :, None], values[rows, area], np.nan).reshape(len(steps), -1)
    middle = medians(table.T)
    return _ends(middle, SPREAD * medians(np.abs(table.T - middle)), table.T)


def _ends(middle: Floats, spread: Floats, rows: Floats) -> tuple[Floats, Floats]:
    """The low and the high end (n,) about a middle, within what was ever seen in rows (r, n)."""
    least, most = np.fmin.reduce(rows, axis=0), np.fmax.reduce(rows, axis=0)
    return np.maximum(middle - spread, least), np.minimum(middle + spread, most)


def _days_known(values: Floats) -> int:
    """On how many of these days (d, around, n) the city's value is known."""
    return int((~np.isnan(values[:, :, 0])).any(axis=1).sum())
