"""Explanations: one figure of one area taken apart, as JSON; null is unknown."""

import math
from datetime import datetime

from api.answers import Words
from api.door import Shape
from api.refusals import Plain
from indicators.base import Indicator
from live import wire
from live.measures.annals import Told
from live.measures.explaining import Explanation, Input
from live.measures.foretelling import Foretold
from live.moments import aware


class Part(Shape):
    """One thing that made the value what it is."""

    thing: str
    amount: float
    share: float
    note: Words


class InputTold(Shape):
    """One thing that was looked at: the newest fact, its age, how many, how good (0 to 1)."""

    name: str
    title: Words
    newest_at: datetime | None
    age_s: float | None
    count: int
    expected_every_s: float | None
    quality: float | None


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
    """The forecast, or why there is none: short, worse (than seasonal naive), unknown, none."""

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


class ExplanationTold(Shape):
    """One figure of one area, taken apart."""

    area: str
    at: datetime
    value: float | None
    band: int
    judged_by: float | None
    level: Words | None
    low: float | None
    high: float | None
    numerator: float | None
    denominator: float | None
    coverage: float | None
    quality: float | None
    version: str
    cuts: list[float]
    cuts_are: list[str]
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


class Course(Shape):
    """What an indicator said of an area over a while; each value with the version that it was made with."""

    indicator: str
    area: str
    at: list[datetime]
    value: list[float | None]
    band: list[int]
    version: list[str]


def told(one: Explanation, titles: dict[str, Words], now: datetime) -> Plain:
    """An explanation as JSON."""
    return {
        "area": one.area,
        "at": wire.iso(one.at),
        "value": _known(one.value),
        "band": one.band,
        "judged_by": _known(one.judged),
        "level": None if one.level is None else dict(one.level),
        "low": _known(one.low),
        "high": _known(one.high),
        "numerator": _known(one.numerator),
        "denominator": _known(one.denominator),
        "coverage": _known(one.coverage),
        "quality": one.quality,
        "version": one.version,
        "cuts": list(one.cuts),
        "cuts_are": [sure.value for sure in one.indicator.bands.sure],
        "companions": {name: _known(value) for name, value in one.companions.items()},
        "contributors": [
            {"thing": each.thing, "amount": each.amount, "share": each.share, "note": dict(each.note)}
            for each in one.contributors
        ],
        "adds_up_to": one.adds_up_to,
        "inputs": [_input(each, titles, now) for each in one.inputs],
        "normal": None if one.normal is None else list(one.normal),
        "normal_course": [{"at": wire.iso(at), "low": low, "high": high} for at, low, high in one.normal_course],
        "trend": [{"at": wire.iso(at), "value": _known(value)} for at, value in one.trend],
        "forecast": _forecast(one.forecast),
        "crossing": _crossing(one),
        "error": one.error,
    }


def course(one: Indicator, area: str, at: int, kept: Told) -> Plain:
    """What was said of an area, as JSON."""
    return {
        "indicator": one.name,
        "area": area,
        "at": [wire.iso(aware(each)) for each in kept.at],
        "value": [_known(float(value)) for value in kept.value[:, at]],
        "band": kept.band[:, at].tolist(),
        "version": list(kept.version),
    }


def _input(one: Input, titles: dict[str, Words], now: datetime) -> Plain:
    return {
        "name": one.name,
        "title": dict(titles.get(one.name, {"zh": one.name, "en": one.name})),
        "newest_at": None if one.newest_at is None else wire.iso(one.newest_at),
        "age_s": None if one.newest_at is None else (now - one.newest_at).total_seconds(),
        "count": one.count,
        "expected_every_s": one.expected_every_s,
        "quality": one.quality,
    }


def _forecast(one: Foretold) -> Plain:
    rows = zip(one.at, one.value.tolist(), one.low.tolist(), one.high.tolist(), strict=True)
    return {
        "why_not": one.why_not,
        "points": [{"at": wire.iso(at), "value": value, "low": low, "high": high} for at, value, low, high in rows],
        "mae": None if one.mae is None else _known(one.mae),
        "score_against_naive": None if one.score is None else _known(one.score),
        "tried": one.tried,
    }


def _crossing(one: Explanation) -> Plain | None:
    if one.crossing is None:
        return None
    found = one.crossing
    return {
        "band": found.band,
        "at": wire.iso(found.at),
        "earliest": None if found.earliest is None else wire.iso(found.earliest),
        "latest": None if found.latest is None else wire.iso(found.latest),
    }


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
