"""Fusion: one p value out of several sources, each of which says how unlikely its own day would be.

Fisher, R. A. (1925), Statistical methods for research workers, 21.1. Stouffer, S. A. et al. (1949), The American
soldier I, with the correlations of the sources in its denominator. Sources that say nothing are NaN and left out.
"""

import numpy as np
from scipy.special import betainc, chdtrc, ndtr, ndtri, stdtr

from city.readings import Floats
from indicators.methods.ears import BASELINE

QUIET_Z = 1.959963984540054
QUIET_DAYS_NEEDED = 20
HIGHEST_RHO = 0.95  # two sources that always agree are one, and their sum must not be divided by almost nothing
LEAST_P = 1e-300


def fisher(p: Floats) -> tuple[Floats, Floats]:
    """Fisher's statistic and its p of sources (k, n), each (n,); NaN where there is none."""
    known = ~np.isnan(p)
    found = -2.0 * np.where(known, np.log(np.where(known, np.maximum(p, LEAST_P), 1.0)), 0.0).sum(axis=0)
    many = known.sum(axis=0)
    return np.where(many > 0, found, np.nan), np.where(many > 0, chdtrc(2.0 * np.maximum(many, 1), found), np.nan)


def stouffer(z: Floats, weight: Floats, rho: Floats) -> tuple[Floats, Floats]:
    """Stouffer's z and its p of sources (k, n) with weights (k,) and correlations (k, k, n); NaN where there is none.

    >>> z, p = stouffer(np.array([[1.0], [2.0]]), np.ones(2), np.zeros((2, 2, 1)))
    >>> z.round(4), p.round(4)
    (array([2.1213]), array([0.0169]))
    """
    known = ~np.isnan(z)
    weights = np.where(known, weight[:, np.newaxis], 0.0)
    off = rho * (1.0 - np.eye(len(weight)))[:, :, np.newaxis]
    spread = (weights**2).sum(axis=0) + np.einsum("kn,kln,ln->n", weights, off, weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.where(known.any(axis=0), (weights * np.nan_to_num(z)).sum(axis=0) / np.sqrt(spread), np.nan)
    return found, ndtr(-found)


def z_of(p: Floats) -> Floats:
    """The standard normal's quantile of which p is the upper tail.

    >>> z_of(np.array([0.5, 0.025])).round(3)
    array([-0.  ,  1.96])
    """
    return -ndtri(np.maximum(p, LEAST_P))


def tail_of_ears(statistic: Floats) -> Floats:
    """The upper tail of C1 or C2: a new day against the mean and spread of seven is Student's t with six degrees.

    >>> tail_of_ears(np.array([0.0, 3.0])).round(4)
    array([0.5   , 0.0155])
    """
    return stdtr(BASELINE - 1.0, -statistic * np.sqrt(BASELINE / (BASELINE + 1.0)))


def tail_of_rise(now: Floats, before: Floats) -> Floats:
    """The upper tail of `now` events against as many expected as came `before`, in equal times; NaN without any.

    Given their sum it is binomial with a half; the mid p, so that a week like the last one says a half.

    >>> tail_of_rise(np.array([4.0, 9.0, 0.0]), np.array([4.0, 1.0, 0.0])).round(4)
    array([0.5   , 0.0059,    nan])
    """
    at_least = np.where(now > 0, betainc(np.maximum(now, 1.0), before + 1.0, 0.5), 1.0)
    more = np.where(before > 0, betainc(now + 1.0, np.maximum(before, 1.0), 0.5), 0.0)
    return np.where(now + before > 0, (at_least + more) / 2.0, np.nan)


def quiet_correlations(z: Floats, otherwise: float) -> Floats:
    """The correlations (k, k, n) of sources over days (k, n, d), of those days on which both are known and quiet.

    Never below nothing, as that would make two sources surer than they are; `otherwise` where twenty such days lack.
    """
    quiet = np.abs(z) < QUIET_Z
    mask, value = quiet.astype(np.float64), np.where(quiet, z, 0.0)

    def both(first: Floats, second: Floats) -> Floats:
        return np.einsum("knd,lnd->kln", first, second)

    many = both(mask, mask)
    with np.errstate(invalid="ignore", divide="ignore"):
        one, other = both(value, mask) / many, both(mask, value) / many
        shared = both(value, value) / many - one * other
        spread = (both(value**2, mask) / many - one**2) * (both(mask, value**2) / many - other**2)
        rho = shared / np.sqrt(spread)
    known = (many >= QUIET_DAYS_NEEDED) & np.isfinite(rho)
    return np.where(known, np.clip(rho, 0.0, HIGHEST_RHO), otherwise)
