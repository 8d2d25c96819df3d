"""Rates: shares in per cent with the Wilson 95 % interval, per area.

Written out here because importing statsmodels takes more than a second; the suite holds it to statsmodels.
Wilson, E. B. (1927), Probable inference, JASA 22, 209-212.
"""

import numpy as np

from city.readings import Floats

Z_95 = 1.959963984540054  # the standard normal's 97.5 % quantile
RANKED_FROM = 30  # fewer than these are shown, but neither banded nor ranked


def percent(part: Floats, whole: Floats) -> Floats:
    """What `part` is of `whole`, per cent, NaN where the whole is nothing.

    >>> percent(np.array([19.0, 0.0]), np.array([20.0, 0.0]))
    array([95., nan])
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(whole > 0, 100.0 * part / whole, np.nan)


def wilson_pct(part: Floats, whole: Floats) -> tuple[Floats, Floats]:
    """The bounds of the Wilson 95 % interval around `percent(part, whole)`; NaN where the whole is nothing.

    >>> low, high = wilson_pct(np.array([18.0]), np.array([20.0]))
    >>> print(f"{low[0]:.4f} to {high[0]:.4f}")
    69.8966 to 97.2134
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(whole > 0, part / whole, np.nan)
        shrink = 1.0 + Z_95**2 / whole
        middle = (share + Z_95**2 / (2.0 * whole)) / shrink
        half = Z_95 / shrink * np.sqrt(share * (1.0 - share) / whole + Z_95**2 / (4.0 * whole**2))
    # Rounding must not put the bounds of "all" and "none" on the wrong side of the share itself.
    return 100.0 * np.clip(middle - half, 0.0, share), 100.0 * np.clip(middle + half, share, 1.0)


def bandable(bound: Floats, whole: Floats) -> Floats:
    """The bound that the bands look at: NaN, so without a band, where there are fewer than `RANKED_FROM`."""
    return np.where(whole >= RANKED_FROM, bound, np.nan)
