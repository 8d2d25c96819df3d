"""EARS: by how many standard deviations a day's count stands above the week before it.

Hutwagner, L. et al. (2003), The bioterrorism preparedness and response Early Aberration Reporting System (EARS),
Journal of Urban Health 80(2), i89-i96. C1 looks at the seven days just before, C2 leaves out the last two of them, so
that a slow rise does not raise its own measure; C3 adds up what three days of C2 exceeded one by.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.special import fdtrc

from city.readings import Floats
from geo.areas import Ints

BASELINE = 7
C1_LAG, C2_LAG = 0, 2
LEAST_SD = 0.5
WEEKLY_BELOW_P = 0.01
WEEKS_NEEDED = 4  # a weekly pattern is not looked for in less


def baseline(counts: Floats, lag: int) -> tuple[Floats, Floats]:
    """The mean and the sample standard deviation (n - 1) of the seven days before each day but `lag` (…, d).

    NaN where there are not so many days before.
    """
    first = BASELINE + lag
    mean, sd = np.full(counts.shape, np.nan), np.full(counts.shape, np.nan)
    if counts.shape[-1] > first:
        weeks = sliding_window_view(counts, BASELINE, axis=-1)[..., : counts.shape[-1] - first, :]
        mean[..., first:], sd[..., first:] = weeks.mean(axis=-1), weeks.std(axis=-1, ddof=1)
    return mean, sd


def statistic(counts: Floats, lag: int, least_sd: float = LEAST_SD) -> Floats:
    """C1 (lag 0) or C2 (lag 2) of every day of counts (…, d); a quiet week counts as spread by at least `least_sd`.

    >>> statistic(np.array([1.0, 3, 1, 3, 1, 3, 2, 5]), C1_LAG)[-1].round(3)
    np.float64(3.0)
    """
    mean, sd = baseline(counts, lag)
    # Rounding takes back what binary floats add, so that a statistic that is on a cut stays there.
    return np.round((counts - mean) / np.maximum(sd, least_sd), 9)


def c3(c2: Floats) -> Floats:
    """C3 of every day from its C2 (…, d): what today and the two days before exceeded one by; NaN where one is unknown.

    >>> c3(np.array([2.0, 0.5, 3.0]))
    array([nan, nan,  3.])
    """
    above, found = np.maximum(c2 - 1.0, 0.0), np.full(c2.shape, np.nan)
    if c2.shape[-1] > 2:
        found[..., 2:] = above[..., 2:] + above[..., 1:-1] + above[..., :-2]
    return found


def weekday_ratio(counts: Floats, weekday: Ints) -> Floats:
    """How a weekday stands to the mean of all, for each day of counts (…, d), the last day left out of the reckoning.

    Ones where there is no weekly pattern: where an analysis of variance over weekdays does not tell them apart at 1 %,
    a weekday is known less than four times, or has never had a case.
    """
    past, share = counts[..., :-1], np.eye(7)[weekday[:-1]]
    known = ~np.isnan(past)
    sums, many = np.nan_to_num(past) @ share, known @ share
    with np.errstate(invalid="ignore", divide="ignore"):
        means, whole = sums / many, (sums.sum(axis=-1) / many.sum(axis=-1))[..., np.newaxis]
        between = (many * (means - whole) ** 2).sum(axis=-1) / 6.0
        free = many.sum(axis=-1) - 7.0
        within = np.nansum((past - means[..., weekday[:-1]]) ** 2, axis=-1) / free
        p = fdtrc(6.0, np.maximum(free, 1.0), between / within)
        weekly = (p < WEEKLY_BELOW_P) & (many >= WEEKS_NEEDED).all(axis=-1) & (means > 0).all(axis=-1)
        return np.where(weekly[..., np.newaxis], (means / whole)[..., weekday], 1.0)
