"""Reproduction number: how many people one case infects, from daily counts and the serial interval.

Cori, A. et al. (2013), A new framework and software to estimate time-varying reproduction numbers during epidemics,
American Journal of Epidemiology 178(9), 1505-1512; web appendix 11 for the discretised serial interval.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammainc, gammaincc, gammaincinv

from city.readings import Floats

LONGEST_D = 45


@dataclass(frozen=True, slots=True)
class Posterior:
    """The gamma distribution of R after each day (…, d), by its shape and scale; NaN where there is none."""

    shape: Floats
    scale: Floats

    @property
    def mean(self) -> Floats:
        """The mean of R."""
        return self.shape * self.scale

    @property
    def sd(self) -> Floats:
        """The standard deviation of R."""
        return np.sqrt(self.shape) * self.scale

    def quantile(self, share: float) -> Floats:
        """The value that R is below with this probability."""
        return gammaincinv(self.shape, share) * self.scale

    @property
    def above_one(self) -> Floats:
        """The probability that R is above one."""
        return gammaincc(self.shape, 1.0 / self.scale)


def serial_interval(mean_d: float, sd_d: float) -> Floats:
    """The share of infections that follow after 0, 1, 2, … days (LONGEST_D + 1,): a gamma shifted by a day.

    Raises `ValueError` when the mean is not above one day or the spread is not above nothing.

    >>> serial_interval(2.6, 1.5)[:5].round(3)
    array([0.   , 0.233, 0.359, 0.198, 0.103])
    """
    if mean_d <= 1.0 or sd_d <= 0.0:
        raise ValueError(
            f"A serial interval of {mean_d} ± {sd_d} days cannot be spread over days. Give a mean above 1 and a spread "
            "above 0."
        )
    a, b = ((mean_d - 1.0) / sd_d) ** 2, sd_d**2 / (mean_d - 1.0)
    k = np.arange(LONGEST_D + 1.0)

    def below(days: Floats, shape: float) -> Floats:
        return gammainc(shape, np.maximum(days, 0.0) / b)

    found = k * below(k, a) + (k - 2.0) * below(k - 2.0, a) - 2.0 * (k - 1.0) * below(k - 1.0, a)
    found += a * b * (2.0 * below(k - 1.0, a + 1.0) - below(k - 2.0, a + 1.0) - below(k, a + 1.0))
    return np.maximum(found, 0.0)


def infectivity(cases: Floats, interval: Floats) -> Floats:
    """How infectious the cases of all days before are on each day (…, d): Λ_t = Σ I_(t-s) w_s."""
    found = np.zeros(cases.shape)
    for s in range(1, min(len(interval), cases.shape[-1])):
        found[..., s:] += cases[..., :-s] * interval[s]
    return found


def posterior(
    cases: Floats, local: Floats, interval: Floats, *, window_d: int = 7, shape: float = 1.0, scale: float = 5.0
) -> Posterior:
    """R after each day, from all cases and the local ones of them (…, d) and the prior's shape and scale.

    The first day's cases infect, but nobody of the city infected them: the window begins on the second day or later,
    and there is no R before it is full, nor while nobody is infectious.
    """
    found_shape, found_scale = np.full(cases.shape, np.nan), np.full(cases.shape, np.nan)
    if cases.shape[-1] > window_d:
        infected, infectious = (_windows(one, window_d) for one in (local, infectivity(cases, interval)))
        known = infectious > 0
        found_shape[..., window_d:] = np.where(known, shape + infected, np.nan)
        found_scale[..., window_d:] = np.where(known, 1.0 / (1.0 / scale + infectious), np.nan)
    return Posterior(found_shape, found_scale)


def _windows(daily: Floats, window_d: int) -> Floats:
    """Sums of the windows that end on each day from the one after the first whole window on (…, d - window)."""
    views = np.lib.stride_tricks.sliding_window_view(daily, window_d, axis=-1)
    return views[..., 1:, :].sum(axis=-1)
