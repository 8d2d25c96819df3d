"""Explanations: the shapes of one figure of one area taken apart, and of its course; null is unknown.

`live.measures.telling` fills them, and freezes the same into signals.
"""

import math
from datetime import datetime
from typing import Literal

import numpy as np

from api.answers import Words
from api.door import Shape
from api.refusals import Plain
from live import wire
from live.measures.annals import Told
from live.moments import aware


class Part(Shape):
    """One thing that made the value what it is; `title` says what it is called, where its name does not."""

    thing: str
    title: Words | None
    amount: float
    share: float
    note: Words


class InputTold(Shape):
    """One thing that was looked at: the newest fact, its age, how many, how good (0 to 1).

    `window_s` is how far back it was looked at, `known_s` how much of that is known; null where only the newest counts.
    """

    name: str
    title: Words
    newest_at: datetime | None
    age_s: float | None
    count: int
    expected_every_s: float | None
    quality: float | None
    window_s: float | None
    known_s: float | None


class Point(Shape):
    """A value at a time."""

    at: datetime
    value: float | None


class Foreseen(Shape):
    """A value that is foretold, with the interval that holds it in four of five cases."""

    at: datetime
    value: float
    low: float
    high: float


class Usual(Shape):
    """What is usual at a time: four of five values lie between the two."""

    at: datetime
    low: float
    high: float


class ForecastTold(Shape):
    """The forecast, or why there is none: short, worse (than seasonal naive), unknown, none, not_kept."""

    why_not: str
    points: list[Foreseen]
    mae: float | None
    score_against_naive: float | None
    tried: int


class CrossingTold(Shape):
    """When a worse band will be entered, and between when that may be."""

    band: int
    at: datetime
    earliest: datetime | None
    latest: datetime | None


class ParameterTold(Shape):
    """A figure of the formula as it was when the value was made; `own` says that the city had set it.

    `title` says what it is, with its unit; a weight of an indicator is called as that is.
    """

    value: float
    own: bool
    title: Words


class ExplanationTold(Shape):
    """One figure of one area, taken apart; formula, source and cuts are those of its version, null if forgotten.

    `at` is when it was computed, `since` when the area was seen to enter its present band, null if nobody saw it;
    `interval` is what lies between `low` and `high`.
    """

    indicator: str
    title: Words
    unit: str
    owner: Words
    formula: Words | None
    source: str | None
    area: str
    at: datetime
    value: float | None
    band: int
    since: datetime | None
    judged_by: float | None
    level: Words | None
    low: float | None
    high: float | None
    interval: Words
    numerator: float | None
    denominator: float | None
    coverage: float | None
    quality: float | None
    version: str
    cuts: list[float]
    cuts_are: list[str]
    parameters: dict[str, ParameterTold]
    companions: dict[str, float | None]
    contributors: list[Part]
    adds_up_to: str
    inputs: list[InputTold]
    normal: list[float] | None
    normal_course: list[Usual]
    trend: list[Point]
    forecast: ForecastTold
    crossing: CrossingTold | None
    error: str


class AsOf(Shape):
    """Which time was asked for, under which step of five minutes it was found (null: nothing was said), and how whole.

    `parts` are "kept" (for eight days), "not_kept", "never" of what was reckoned afterwards, or "none" where nothing
    was said; `note` says so for people.
    """

    asked: datetime
    step: datetime | None
    parts: Literal["kept", "not_kept", "never", "none"]
    note: Words


class Course(Shape):
    """What an indicator said of an area over a while; each value with the version that it was made with.

    `what` is "value", or the companion whose course it is; that has no bands of its own.
    """

    indicator: str
    what: str
    area: str
    at: list[datetime]
    value: list[float | None]
    band: list[int]
    version: list[str]


def course(indicator: str, what: str, area: str, at: int, kept: Told) -> Plain:
    """What was said of an area, the one with the place `at` in the columns, as JSON."""
    return {
        "indicator": indicator,
        "what": what,
        "area": area,
        "at": [wire.iso(aware(each)) for each in kept.at],
        "value": [_known(value) for value in np.round(kept.value[:, at], wire.DIGITS).tolist()],
        "band": kept.band[:, at].tolist(),
        "version": list(kept.version),
    }


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
