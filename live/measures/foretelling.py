"""Foretelling: how a figure will go over the next hours, with an interval, and how good such forecasts were before.

The forecast is the profile of the hour (the median of the same quarter of an hour on days of the same sort) plus the
present deviation from it, which decays. It is tried on the last week from every second hour; its score is the mean
absolute error against the seasonal naive forecast, the same time on the day (or week) before. Where it is no better
than that, it is not shown. Hyndman and Athanasopoulos, Forecasting: principles and practice, 3rd ed., 5.2, 5.8.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from city.readings import Floats
from indicators.base import Bands, Better, Forecast
from live.measures.past import DAYS, EPOCH, STEP, STEPS_A_DAY, Past, at_weekend, step_of

TRIED_DAYS, EVERY = 7, 8  # the back-test: so many days, from each second hour
LEAST_DAYS = 14
LEVEL = 0.8  # of the interval

Steps = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """What is foretold: `at` (k,) and value, low, high (k,); the back-test's MAE, and its ratio to the naive one's.

    `why_not` says why nothing is foretold: "short" (too little is known), "worse" (than naive), "unknown" (no value),
    "none" (nobody foretells this figure), "not_kept" (it is told of then, or frozen).
    """

    at: tuple[datetime, ...] = ()
    value: Floats
    low: Floats
    high: Floats
    mae: float | None = None
    score: float | None = None
    tried: int = 0
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """When a figure will leave its band: into which it goes, when, and between when it may be."""

    band: int
    at: datetime
    earliest: datetime | None
    latest: datetime | None


def nothing(why: str, **more: float | None) -> Foretold:
    """No forecast, and why."""
    empty = np.empty(0)
    return Foretold(value=empty, low=empty, high=empty, why_not=why, mae=more.get("mae"), score=more.get("score"))


def foretold(past: Past, area: int, now: datetime, how: Forecast, zone: ZoneInfo) -> Foretold:
    """The next hours of a figure in an area, from its past."""
    last, ahead = step_of(now), how.ahead_h * 4
    steps = np.arange(last - (DAYS - 1) * STEPS_A_DAY, last + 1)
    course = past.at_steps(steps)[:, area]
    sort = at_weekend(np.arange(steps[0], last + ahead + 1), zone)
    whole_days = course[: len(course) // STEPS_A_DAY * STEPS_A_DAY].reshape(-1, STEPS_A_DAY)
    days_known = int((~np.isnan(whole_days)).any(axis=1).sum())
    if np.isnan(course[-1]):
        return nothing("unknown")
    if days_known < LEAST_DAYS:
        return nothing("short")
    errors, naive = _tried(course, sort, ahead, STEPS_A_DAY * (7 if how.season == "week" else 1))
    if not errors.size:
        return nothing("short")
    mae = float(np.nanmean(np.abs(errors)))
    score = mae / float(np.nanmean(np.abs(naive))) if np.nanmean(np.abs(naive)) > 0 else np.inf
    if not score < 1:
        return nothing("worse", mae=mae, score=float(score))
    value = _forecast(course, sort, len(course) - 1, ahead)
    low, high = np.nanquantile(errors, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    every = max(how.step_min // 15, 1)
    kept = np.arange(every - 1, ahead, every)
    return Foretold(
        at=tuple(EPOCH + (last + int(one) + 1) * STEP for one in kept),
        value=value[kept], low=(value + low)[kept], high=(value + high)[kept],
        mae=mae, score=float(score), tried=int(np.isfinite(errors).any(axis=1).sum()),
    )  # fmt: skip


def crossing(told: Foretold, present: float, now: datetime, bands: Bands, better: Better) -> Crossing | None:
    """When the forecast first goes into a worse band than the present; None when it does not."""
    if not told.at:
        return None
    here = int(bands.of(np.array([present]), better)[0])
    if here not in (0, 1, 2):
        return None
    cut, way = bands.cuts[here], 1.0 if better is Better.LOWER else -1.0
    at = _when(told, told.value, present, now, cut, way)
    if at is None:
        return None
    near, far = (told.high, told.low) if way > 0 else (told.low, told.high)
    return Crossing(
        band=here + 1, at=at,
        earliest=_when(told, near, present, now, cut, way), latest=_when(told, far, present, now, cut, way),
    )  # fmt: skip


def _when(told: Foretold, course: Floats, present: float, now: datetime, cut: float, way: float) -> datetime | None:
    """When a course first passes a cut, straight between its steps."""
    values = np.concatenate([[present], course])
    times = (now, *told.at)
    beyond = np.flatnonzero(way * (values - cut) > 0)
    if not beyond.size:
        return None
    after = int(beyond[0])
    if after == 0:
        return now
    share = (cut - values[after - 1]) / (values[after] - values[after - 1])
    return times[after - 1] + (times[after] - times[after - 1]) * float(share)


def _tried(course: Floats, sort: npt.NDArray[np.bool_], ahead: int, season: int) -> tuple[Floats, Floats]:
    """Errors (origins, ahead) of this forecast and of the naive one over the last week."""
    origins = range(len(course) - 1 - TRIED_DAYS * STEPS_A_DAY, len(course) - 1 - ahead, EVERY)
    ours: list[Floats] = []
    naive: list[Floats] = []
    for origin in origins:
        if np.isnan(course[origin]) or origin < season:
            continue
        truth = course[origin + 1 : origin + 1 + ahead]
        ours.append(truth - _forecast(course, sort, origin, ahead))
        naive.append(truth - course[origin + 1 - season : origin + 1 - season + ahead])
    empty = np.empty((0, ahead))
    return (np.array(ours), np.array(naive)) if ours else (empty, empty)


def _forecast(course: Floats, sort: npt.NDArray[np.bool_], origin: int, ahead: int) -> Floats:
    """What is foretold at one step (an index) for the next, from nothing that came after it."""
    back = np.arange(1, min(origin // STEPS_A_DAY, DAYS) + 1) * STEPS_A_DAY
    wanted = np.arange(origin - 3, origin + 1 + ahead)
    rows = wanted[None, :] - back[:, None]
    fits = (rows >= 0) & (rows <= origin)
    rows = np.clip(rows, 0, origin)
    alike = fits & (sort[rows] == sort[np.clip(wanted, 0, len(sort) - 1)][None, :])
    table = np.where(alike, course[rows], np.nan)
    blank = np.asarray(np.isnan(table).all(axis=0))
    table = np.where(blank[None, :], np.where(fits, course[rows], np.nan), table)
    blank = np.asarray(np.isnan(table).all(axis=0))
    profile = np.where(blank, course[origin], np.nanmedian(np.where(blank[None, :], 0.0, table), axis=0))
    recent = course[origin - 3 : origin + 1] - profile[:4]
    deviation = float(np.nanmean(recent)) if not np.isnan(recent).all() else 0.0
    decay = np.exp(-np.arange(1, ahead + 1) / 8.0)  # two hours: what is out of the ordinary now is forgotten by then
    return profile[4:] + deviation * decay
