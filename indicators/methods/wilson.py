"""Rates: shares in per cent with the Wilson 95 % interval, per area.

Written out here because importing statsmodels takes more than a second; the suite holds it to statsmodels.
Wilson, E. B. (1927), Probable inference, JASA 22, 209-212.
"""

import numpy as np

from city.readings import Floats
from indicators.base import Bands, Better

Z_95 = 1.959963984540054  # the standard normal's 97.5 % quantile
RANKED_FROM = 30  # fewer than these are shown, but neither banded nor ranked
# What formulas say of `bandable`.
FEW_ZH = "（少到即使全部合格也证明不了达标时，另一端也越界方按该端定级）"
FEW_EN = " (no band where not even a perfect rate of so few could be shown to be good, unless its other bound is bad)"


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


def bandable(low: Floats, high: Floats, whole: Floats, bands: Bands, least: float = RANKED_FROM) -> Floats:
    """What the bands look at of a rate (n,) with these bounds: the worse one; NaN, so no band, if little is known.

    Too little is less than `least`, or so little that not even a perfect rate could be shown to be good: 31 of 31 have
    a lower bound of 89 %. Then a rate is judged only where its better bound is beyond the first cut, too, and by that
    one: so bad it is for sure.

    >>> low, high = wilson_pct(np.array([31.0, 20.0, 150.0]), np.array([31.0, 31.0, 155.0]))
    >>> bandable(low, high, np.array([31.0, 31.0, 155.0]), Bands(95, 90, 80)).round(1)
    array([ nan, 78.9, 92.7])
    """
    better = Better.HIGHER if bands.attention > bands.critical else Better.LOWER
    if better is Better.HIGHER:
        worse, kinder, perfect = low, high, wilson_pct(whole, whole)[0]
    else:
        worse, kinder, perfect = high, low, wilson_pct(0.0 * whole, whole)[1]
    can_be_good = bands.of(perfect, better) == 0
    surely_bad = np.where(bands.of(kinder, better) > 0, kinder, np.nan)
    return np.where(whole >= least, np.where(can_be_good, worse, surely_bad), np.nan)
