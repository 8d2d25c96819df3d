"""What is usual: the median of the same hour of the last four weeks, with a robust spread, within what was ever seen.

An hour before and after are looked at, too. The spread is the greater of two, each as wide as holds 80 % of a normal
distribution: by the median absolute deviation, and by the quartiles. Where the days are of two sorts (busy and quiet
Sundays), the first is blind as soon as one sort has the majority, and the second is not. What is usual is never
narrower than half of the last digit that is shown.

On working days it looks at working days, on others at others; below seven days of its sort it looks at all days, and
below seven of those nobody can say.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from city.readings import Floats
from indicators.methods.medians import medians, quantiles
from live.measures.past import DAYS, STEPS_A_DAY, Past, at_weekend, step_of

ENOUGH_DAYS = 7
AROUND = 4  # steps before and after the same quarter of an hour
# 1.2816 deviations of a normal distribution to both sides of its middle hold 80 % of it. One deviation is the median
# absolute deviation times 1.4826, and the distance of the quartiles by 1.349.
BY_MEDIAN, BY_QUARTILES = 1.2816 * 1.4826, 1.2816 / 1.349
NARROWEST = 0.25  # of the last digit that is shown, to both sides

Usual = tuple[Floats, Floats, Floats]  # low end, median and high end (n,)


def usual(past: Past, now: datetime, zone: ZoneInfo, digits: int, *, city_alone: bool = False) -> Usual | None:
    """Low end, median and high end of what is usual now per area (n,); None when fewer than seven days are known.

    NaN for areas of which less is known. The city alone (1,) is found much faster. `digits` are shown.
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
    return _band(values.reshape(-1, values.shape[-1]), digits)


def usual_course(
    past: Past, area: int, steps: npt.NDArray[np.int64], zone: ZoneInfo, digits: int
) -> tuple[Floats, Floats]:
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
    low, _, high = _band(table.T, digits)
    return low, high


def _band(rows: Floats, digits: int) -> Usual:
    """Low end, median and high end (n,) of what is usual among rows (r, n)."""
    least, lower, middle, upper, most = quantiles(rows, (0.0, 0.25, 0.5, 0.75, 1.0))
    spread = np.fmax(BY_MEDIAN * medians(np.abs(rows - middle)), BY_QUARTILES * (upper - lower))
    narrowest = NARROWEST * 10.0**-digits
    low = np.minimum(np.maximum(middle - spread, least), middle - narrowest)
    return low, middle, np.maximum(np.minimum(middle + spread, most), middle + narrowest)


def _days_known(values: Floats) -> int:
    """On how many of these days (d, around, n) the city's value is known."""
    return int((~np.isnan(values[:, :, 0])).any(axis=1).sum())
