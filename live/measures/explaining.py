"""Explaining: how one figure of one area came about, so that nobody has to believe it.

Nothing is computed anew for that: the parts are those of the very outcome that is told.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from city.kinds import KINDS
from city.picture import Measure
from city.readings import Floats
from city.views import Series
from indicators.base import Indicator
from indicators.contributors import Contributor
from live.measures.accounts import STEP as WRITTEN_EVERY
from live.measures.foretelling import Crossing, Foretold, crossing, foretold, nothing
from live.measures.grounds import Grounds
from live.measures.judging import judged_by
from live.measures.measuring import Measuring
from live.measures.past import EPOCH, HOUR_STEPS, STEP, STEP_MIN, Past, step_of
from live.measures.usual import Usual, usual, usual_course
from live.measures.versions import Made, made_now
from live.moments import aware

TREND_H, AHEAD_H = 12, 4
USUAL_EVERY = 2  # steps: half an hour is fine enough for a course
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What an indicator looks at: its name, the newest fact, how many there were in this area, and its quality.

    `window_s` is how far back it is looked at, `known_s` how much of that is known; None where only the newest counts.
    """

    name: str
    newest_at: datetime | None
    count: int
    expected_every_s: float | None
    quality: float | None
    window_s: float | None = None
    known_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One figure of one area: what it is, how it is judged, what it is made of, and what is usual and foretold.

    `made` says with which formula and cuts; None where nobody wrote that down. `since` is when the area was seen to
    enter its present band. `normal_course` is the low and the high end of what is usual over the trend and the next
    hours.
    """

    indicator: Indicator
    area: str
    at: datetime
    value: float
    band: int
    since: datetime | None
    judged: float
    level: Words | None
    low: float
    high: float
    numerator: float
    denominator: float
    coverage: float
    quality: float | None
    version: str
    made: Made | None
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """What was said at an earlier time: the step under which it stands, what it was, and whether its parts are kept."""

    step: datetime
    measure: Measure
    explanation: Explanation
    whole: bool


class Explainer:
    """Explains what the evaluator said; `quality` tells how good a kind is.

    `called` says what a thing is called, None where nobody knows more than its name.
    """

    def __init__(
        self,
        measuring: Measuring,
        codes: tuple[str, ...],
        quality: Callable[[str], float | None],
        called: Callable[[str], Words | None] = lambda _: None,
    ) -> None:
        self._measuring = measuring
        self._codes = codes
        self._quality = quality
        self._called = called

    def explain(self, one: Indicator, area: str, measure: Measure, *, ahead: bool = True) -> Explanation:
        """How the value of this area came about; `area` is the code of one.

        Where a newer measure than the one that was asked for has been made, it is that which is explained. Without
        `ahead` nothing is foretold: trying the forecast on the past takes longer than all the rest.
        """
        evaluator, judge, at = self._measuring.evaluator, self._measuring.judge, self._codes.index(area)
        grounds = evaluator.grounds.get(one.name) or self._from_before(measure)
        past, now = self._measuring.pasts.of(one.name), grounds.measure.at
        zone, bands = evaluator.seer.zone, judge.bands(one)
        told = nothing("none" if one.forecast is None else "not_kept")
        if ahead and one.forecast is not None:
            told = foretold(past, at, now, one.forecast, zone)
        judged, value = float(judged_by(grounds.measure)[at]), float(grounds.measure.value[at])
        # It is the value that is foretold: where another figure is judged, nobody knows when that one will cross.
        crosses = crossing(told, judged, now, bands, one.better) if judged == value else None
        return self._explained(
            one, at, grounds, made=made_now(one, judge), past=past, forecast=told, crossing=crosses,
            quality=self._quality,
        )  # fmt: skip

    def as_of(self, one: Indicator, area: str, at: datetime, now: datetime) -> AsOf | None:
        """What was said of an area at an earlier time, as it was written down then; None where nothing was."""
        annals, where = self._measuring.annals, self._codes.index(area)
        said = annals.said(one.name, at, now)
        if said is None:
            return None
        step, measure = said
        grounds = self._measuring.accounts.of(one.name, step, measure)
        whole, grounds = grounds is not None, grounds or Grounds(measure=measure)
        made = self._measuring.versions.made(one.name, measure.version, step)
        told = self._explained(
            one, where, grounds, made=made, past=annals.past_of(one.name, step), forecast=nothing("not_kept"),
            crossing=None, quality=lambda _: None,
        )  # fmt: skip
        return AsOf(step=step, measure=grounds.measure, explanation=told, whole=whole)

    def _from_before(self, measure: Measure) -> Grounds:
        """The grounds of a measure from before a restart, as far as they were written down."""
        found = self._measuring.accounts.of(measure.indicator, measure.at + WRITTEN_EVERY, measure)
        return found or Grounds(measure=measure)

    def _explained(
        self,
        one: Indicator,
        at: int,
        grounds: Grounds,
        *,
        made: Made | None,
        past: Past,
        forecast: Foretold,
        crossing: Crossing | None,
        quality: Callable[[str], float | None],
    ) -> Explanation:
        said, zone = grounds.measure, self._measuring.evaluator.seer.zone
        return Explanation(
            indicator=one, area=self._codes[at], at=said.at, made=made, forecast=forecast, crossing=crossing,
            value=float(said.value[at]),
            band=int(said.band[at]),
            since=None if said.since is None or np.isnat(said.since[at]) else aware(said.since[at]),
            judged=float(judged_by(said)[at]),
            level=_level(one, said, at),
            low=_at(said.low, at),
            high=_at(said.high, at),
            numerator=_at(said.numerator, at),
            denominator=_at(said.denominator, at),
            coverage=_at(said.coverage, at),
            quality=said.quality,
            version=said.version,
            companions={name: float(column[at]) for name, column in said.companions.items()},
            contributors=tuple(self._in_words(each) for each in grounds.greatest(at)),
            adds_up_to=grounds.adds_up_to,
            inputs=_inputs(grounds, at, quality),
            normal=_normal(usual(past, said.at, zone, one.digits), at),
            normal_course=_normal_course(past, at, said.at, zone, one.digits),
            trend=_trend(past.series(said.at, TREND_H), at),
            error=said.error,
        )  # fmt: skip

    def _in_words(self, one: Contributor) -> Contributor:
        return one if one.title is not None else replace(one, title=self._called(one.thing))


def _inputs(grounds: Grounds, area: int, quality: Callable[[str], float | None]) -> tuple[Input, ...]:
    found: list[Input] = []
    for kind, come in grounds.inputs.items():
        known, newest, window = KINDS.get(kind), come.newest[area], come.window
        found.append(Input(
            name=kind, newest_at=None if np.isnat(newest) else aware(newest), count=int(come.count[area]),
            expected_every_s=None if known is None else known.every_s, quality=quality(kind),
            window_s=None if window is None else window.asked_s, known_s=None if window is None else window.known_s,
        ))  # fmt: skip
    return tuple(found)


def _normal(ordinary: Usual | None, area: int) -> tuple[float, float, float] | None:
    if ordinary is None or np.isnan(ordinary[1][area]):
        return None
    low, middle, high = ordinary
    return float(low[area]), float(middle[area]), float(high[area])


def _level(one: Indicator, said: Measure, area: int) -> Words | None:
    grade = _at(said.level, area)
    return one.levels[int(grade)] if 0 <= grade < len(one.levels) else None


def _normal_course(
    past: Past, area: int, now: datetime, zone: ZoneInfo, digits: int
) -> tuple[tuple[datetime, float, float], ...]:
    """The low and high end of what is usual over the trend and the hours ahead, where it is known."""
    last = step_of(now)
    steps = np.arange(last - TREND_H * HOUR_STEPS, last + AHEAD_H * HOUR_STEPS + 1, USUAL_EVERY)
    low, high = usual_course(past, area, steps, zone, digits)
    rows = zip(steps.tolist(), low.tolist(), high.tolist(), strict=True)
    return tuple((EPOCH + (step + 1) * STEP, least, most) for step, least, most in rows if np.isfinite(least))


def _at(column: Floats | None, area: int) -> float:
    return np.nan if column is None else float(column[area])


def _trend(series: Series, area: int) -> tuple[tuple[datetime, float], ...]:
    end = timedelta(minutes=STEP_MIN)
    return tuple((aware(at) + end, float(value)) for at, value in zip(series.at, series.values[:, area], strict=True))
