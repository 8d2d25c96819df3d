"""Explaining: how one figure of one area came about, so that nobody has to believe it.

What is explained is computed anew as of the time of the measure, so that the parts add up to the value that is told.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from city.kinds import KINDS
from city.picture import Measure
from city.readings import Floats
from city.views import Seen, Series, Sums, Table
from indicators.base import Indicator, Outcome
from indicators.contributors import Contributor
from live.measures.foretelling import Crossing, Foretold, crossing, foretold, nothing
from live.measures.measuring import Measuring
from live.measures.past import EPOCH, HOUR_STEPS, STEP, STEP_MIN, Past, step_of
from live.measures.usual import usual, usual_course
from live.moments import aware

TREND_H, AHEAD_H = 12, 4
USUAL_EVERY = 2  # steps: half an hour is fine enough for a course


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What an indicator looks at: its name, the newest fact, how many there were in this area, and its quality."""

    name: str
    newest_at: datetime | None
    count: int
    expected_every_s: float | None
    quality: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One figure of one area: what it is, how it is judged, what it is made of, and what is usual and foretold.

    `normal_course` is the low and the high end of what is usual over the trend and the next hours.
    """

    indicator: Indicator
    area: str
    at: datetime
    value: float
    band: int
    judged: float
    level: Mapping[str, str] | None
    low: float
    high: float
    numerator: float
    denominator: float
    coverage: float
    quality: float | None
    version: str
    cuts: tuple[float, float, float]
    companions: Mapping[str, float]
    contributors: tuple[Contributor, ...]
    adds_up_to: str
    inputs: tuple[Input, ...]
    normal: tuple[float, float, float] | None
    normal_course: tuple[tuple[datetime, float, float], ...]
    trend: tuple[tuple[datetime, float], ...]
    forecast: Foretold
    crossing: Crossing | None
    error: str = ""


class Explainer:
    """Explains what the evaluator said; `quality` tells how good a kind is, `rest` lets others have a turn."""

    def __init__(
        self,
        measuring: Measuring,
        codes: tuple[str, ...],
        quality: Callable[[str], float | None],
        rest: Callable[[], None] = lambda: None,
    ) -> None:
        self._measuring = measuring
        self._codes = codes
        self._quality = quality
        self._rest = rest

    def explain(self, one: Indicator, area: str, measure: Measure) -> Explanation:
        """How the value of this area came about; `area` is the code of one. The formula may raise whatever it likes."""
        seer, judge, at = self._measuring.evaluator.seer, self._measuring.judge, self._codes.index(area)
        seen = seer.all(one, measure.at)
        outcome = self._measuring.evaluator.compute_now(one, seen)
        past = self._measuring.pasts.of(one.name)
        ordinary = usual(past, measure.at, seer.zone)
        told = (
            nothing("none") if one.forecast is None
            else foretold(past, at, measure.at, one.forecast, seer.zone, self._rest)
        )  # fmt: skip
        bands, trusted = judge.bands(one), np.isfinite(measure.value[at]) or not np.isfinite(outcome.value[at])
        return Explanation(
            indicator=one,
            area=area,
            at=measure.at,
            value=float(outcome.value[at]) if trusted else np.nan,
            band=int(measure.band[at]),
            judged=float(outcome.judged[at]),
            level=_level(one, outcome, at),
            low=_at(outcome.low, at),
            high=_at(outcome.high, at),
            numerator=_at(outcome.numerator, at),
            denominator=_at(outcome.denominator, at),
            coverage=_at(outcome.coverage, at),
            quality=measure.quality,
            version=measure.version,
            cuts=bands.cuts,
            companions={name: float(column[at]) for name, column in outcome.companions.items()},
            contributors=outcome.greatest(at),
            adds_up_to=outcome.adds_up_to,
            inputs=self._inputs(one, seen, at),
            normal=_normal(ordinary, at),
            normal_course=_normal_course(past, at, measure.at, seer.zone),
            trend=_trend(past.series(measure.at, TREND_H), at),
            forecast=told,
            crossing=crossing(told, float(outcome.judged[at]), measure.at, bands, one.better),
            error=measure.error,
        )

    def _inputs(self, one: Indicator, seen: Mapping[str, Seen], area: int) -> tuple[Input, ...]:
        found: dict[str, Input] = {}
        for name, view in one.inputs.items():
            kind = getattr(view, "of", "") or getattr(view, "kind", "")
            if not kind:
                continue
            newest, count = _come(seen[name], area)
            before = found.get(kind)
            if before is not None and before.count >= count:
                continue
            known = KINDS.get(kind)
            found[kind] = Input(
                name=kind, newest_at=newest, count=count,
                expected_every_s=None if known is None else known.every_s, quality=self._quality(kind),
            )  # fmt: skip
        return tuple(found.values())


def _come(seen: Seen, area: int) -> tuple[datetime | None, int]:
    """When the newest fact of an area was true, and how many facts there were."""
    match seen:
        case Sums(count=count, newest=at):
            return (None if np.isnat(at[area]) else aware(at[area])), int(count[area])
        case Table(at=at, leaf=leaf, areas=areas):
            inside = areas.membership[area, leaf] > 0
            return (aware(at[inside].max()) if inside.any() else None), int(inside.sum())
        case Series(at=at, values=values):
            known = ~np.isnan(values[:, area])
            return (aware(at[known].max()) if known.any() else None), int(known.sum())
        case _:
            return None, 0


def _normal(ordinary: tuple[Floats, Floats, Floats] | None, area: int) -> tuple[float, float, float] | None:
    if ordinary is None or np.isnan(ordinary[1][area]):
        return None
    low, middle, high = ordinary
    return float(low[area]), float(middle[area]), float(high[area])


def _normal_course(past: Past, area: int, now: datetime, zone: ZoneInfo) -> tuple[tuple[datetime, float, float], ...]:
    """The low and high end of what is usual over the trend and the hours ahead, where it is known."""
    last = step_of(now)
    steps = np.arange(last - TREND_H * HOUR_STEPS, last + AHEAD_H * HOUR_STEPS + 1, USUAL_EVERY)
    low, high = usual_course(past, area, steps, zone)
    rows = zip(steps.tolist(), low.tolist(), high.tolist(), strict=True)
    return tuple((EPOCH + (step + 1) * STEP, least, most) for step, least, most in rows if np.isfinite(least))


def _level(one: Indicator, outcome: Outcome, area: int) -> Mapping[str, str] | None:
    grade = _at(outcome.level, area)
    return None if np.isnan(grade) else one.levels[int(grade)]


def _at(column: Floats | None, area: int) -> float:
    return np.nan if column is None else float(column[area])


def _trend(series: Series, area: int) -> tuple[tuple[datetime, float], ...]:
    end = timedelta(minutes=STEP_MIN)
    return tuple((aware(at) + end, float(value)) for at, value in zip(series.at, series.values[:, area], strict=True))
