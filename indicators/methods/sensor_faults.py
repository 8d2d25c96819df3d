"""Sensor faults: which sensors of a kind are stuck, spike, or drift away from their neighbours.

stuck    the same value over many periods, while others move
spike    a modified z-score beyond 5 against its own last hours, while its neighbours are quiet
drift    Page-Hinkley on the difference from the median of its three neighbours
Page (1954), Continuous inspection schemes, Biometrika 41, 100-115.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import KDTree

from city.readings import Floats, Mask
from geo.areas import Ints

NEIGHBOURS = 3
NORMAL = 0.6745


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many equal steps make a sensor stuck, which z a spike; Page-Hinkley's allowance and threshold, in spreads."""

    stuck_steps: float
    spike_z: float
    allowance: float
    threshold: float


def on_steps(sensor: Ints, age_s: Floats, value: Floats, sensors: int, step_s: float, steps: int) -> Floats:
    """Rows (k,) as a table (sensors, steps), the newest step last: the last value of each step, NaN where none came."""
    table = np.full((sensors, steps), np.nan)
    place = steps - 1 - np.floor(age_s / step_s).astype(np.int64)
    kept = (place >= 0) & (place < steps) & ~np.isnan(value)
    order = np.argsort(-age_s[kept], kind="stable")
    table[sensor[kept][order], place[kept][order]] = value[kept][order]
    return table


def stuck(table: Floats, steps: int) -> Mask:
    """Which sensors (s,) said the very same over their last `steps` known values."""
    known = ~np.isnan(table)
    rank = np.cumsum(known[:, ::-1], axis=1)[:, ::-1]  # 1 for the newest known value, 2 for the one before, …
    recent = known & (rank <= steps)
    low = np.min(np.where(recent, table, np.inf), axis=1)
    high = np.max(np.where(recent, table, -np.inf), axis=1)
    return (known.sum(axis=1) >= steps) & (low == high)


def neighbours_median(table: Floats, lon: Floats, lat: Floats) -> Floats:
    """The median of the three nearest other sensors at each step (s, steps); NaN where fewer than two are known."""
    if len(table) <= NEIGHBOURS:
        return np.full_like(table, np.nan)
    places = np.column_stack([lon * np.cos(np.radians(np.nanmean(lat))), lat])
    _, near = KDTree(places).query(places, k=NEIGHBOURS + 1)
    around = table[_without_self(np.asarray(near, dtype=np.intp))]
    enough = (~np.isnan(around)).sum(axis=1) >= 2
    filled = np.where(enough[:, None, :], around, 0.0)
    return np.where(enough, np.nanmedian(filled, axis=1), np.nan)


def _without_self(near: npt.NDArray[np.intp]) -> Ints:
    """The three others of each row; a sensor is not its own neighbour, even where several stand on one spot."""
    own = np.asarray(near == np.arange(len(near))[:, None])
    own[~own.any(axis=1), -1] = True
    return near[~own].reshape(len(near), NEIGHBOURS)


def modified_z(table: Floats) -> Floats:
    """How far each sensor's newest value lies from the median of its own before (s,), in robust spreads."""
    before, newest = table[:, :-1], _newest(table)
    known = (~np.isnan(before)).sum(axis=1) >= 5
    filled = np.where(known[:, None], before, 0.0)
    middle = np.nanmedian(filled, axis=1)
    spread = np.nanmedian(np.abs(filled - middle[:, None]), axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = NORMAL * (newest - middle) / spread
    return np.where(known & (spread > 0), z, np.nan)


def page_hinkley(difference: Floats, allowance: float, threshold: float) -> Mask:
    """Which rows (s, steps) left their mean for good, up or down; all in spreads of the row itself."""
    known = ~np.isnan(difference)
    count = np.maximum(np.cumsum(known, axis=1), 1)
    filled = np.where(known, difference, 0.0)
    spread = _spread(difference)
    running = np.cumsum(filled, axis=1) / count
    found = np.zeros(len(difference), dtype=np.bool_)
    for way in (1.0, -1.0):
        step = np.where(known, way * (filled - running) - allowance * spread[:, None], 0.0)
        course = np.cumsum(step, axis=1)
        found |= (course - np.minimum.accumulate(np.minimum(course, 0.0), axis=1)).max(axis=1) > threshold * spread
    return found & (spread > 0)


def _spread(difference: Floats) -> Floats:
    """The robust spread of what changes from step to step, so that a drift does not hide itself."""
    change = np.diff(difference, axis=1)
    known = np.asarray((~np.isnan(change)).any(axis=1))
    filled = np.where(known[:, None], change, 0.0)
    return np.where(known, np.nanmedian(np.abs(filled), axis=1) / NORMAL / np.sqrt(2.0), 0.0)


def _newest(table: Floats) -> Floats:
    known = ~np.isnan(table)
    last = table.shape[1] - 1 - np.argmax(np.flip(known, axis=1), axis=1)
    return np.where(known.any(axis=1), table[np.arange(len(table)), last], np.nan)
