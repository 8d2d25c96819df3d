"""Rates of small areas, drawn towards the mean of all the more the less they rest on. Marshall's empirical Bayes.

Marshall, R. M. (1991), Mapping disease and mortality rates using empirical Bayes estimators, Applied Statistics 40,
283-294. The suite holds it to esda.
"""

from dataclasses import dataclass

import numpy as np

from city.readings import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Of each unit (k,): its own rate, the smoothed one, and how much of it is local evidence; and the mean of all."""

    own: Floats
    smoothed: Floats
    weight: Floats
    mean: float

    @property
    def relative(self) -> Floats:
        """The smoothed rates by the mean of all (k,); NaN where that is nothing."""
        return self.smoothed / self.mean if self.mean > 0 else np.full_like(self.smoothed, np.nan)


def empirical_bayes(events: Floats, base: Floats) -> Rates:
    """The rates of units (k,) from their events and their base; NaN where a base is nothing or unknown.

    Where rates differ no more than chance has it, the variance between them is nothing, and all are the mean.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        own = np.where(base > 0, events / base, np.nan)
        told = ~np.isnan(own)
        many, whole = int(told.sum()), float(base[told].sum())
        mean = float(events[told].sum()) / whole if many else np.nan
        between = float(np.sum(base[told] * (own[told] - mean) ** 2)) / whole - mean * many / whole if many else np.nan
        between = max(between, 0.0)
        weight = np.where(told, between / (between + mean / base), np.nan) if mean > 0 else np.where(told, 0.0, np.nan)
    return Rates(own=own, smoothed=weight * own + (1.0 - weight) * mean, weight=weight, mean=mean)
