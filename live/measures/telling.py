"""Telling: an explanation as plain data, the same for the API and for what is frozen into a signal; null is unknown.

It says all that is needed to read it in a year: what the figure is called, its unit, formula, source and owner.
"""

import json
import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from city.kinds import KINDS
from indicators.base import Indicator
from indicators.called import DOMAIN_TITLES
from indicators.contributors import Contributor
from live import wire
from live.measures.explaining import Explanation, Input
from live.measures.foretelling import Foretold
from live.measures.rules import BANDS
from live.measures.versions import Made

Plain = dict[str, Any]
Titles = Mapping[str, Mapping[str, str]]


def titles_of(indicators: Mapping[str, Indicator]) -> Titles:
    """What every kind of reading, every domain and every indicator is called, in both languages."""
    kinds = {name: kind.title for name, kind in KINDS.items()}
    domains = {domain.value: words for domain, words in DOMAIN_TITLES.items()}
    return kinds | domains | {name: one.title for name, one in indicators.items()}


def told(one: Explanation, titles: Titles, now: datetime) -> Plain:
    """An explanation as plain data; `titles` says what its inputs are called, `now` from when their age counts."""
    about, made = one.indicator, one.made
    return {
        "indicator": about.name,
        "title": dict(about.title),
        "unit": about.unit,
        "owner": dict(about.owner if made is None or made.owner is None else made.owner),
        "formula": None if made is None else dict(made.formula),
        "source": None if made is None else made.source,
        "area": one.area,
        "at": wire.iso(one.at),
        "value": _known(one.value),
        "band": one.band,
        "since": _at(one.since),
        "judged_by": _known(one.judged),
        "level": None if one.level is None else dict(one.level),
        "low": _known(one.low),
        "high": _known(one.high),
        "interval": dict(about.interval),
        "numerator": _known(one.numerator),
        "denominator": _known(one.denominator),
        "coverage": _known(one.coverage),
        "quality": one.quality,
        "version": one.version,
        "cuts": [] if made is None else list(made.cuts),
        "cuts_are": [] if made is None else list(made.sure),
        "parameters": {} if made is None else _parameters(about, made, titles),
        "companions": {name: _known(value) for name, value in one.companions.items()},
        "contributors": [_part(each, titles) for each in one.contributors],
        "adds_up_to": one.adds_up_to,
        "inputs": [_input(each, titles, now) for each in one.inputs],
        "normal": None if one.normal is None else list(one.normal),
        "normal_course": [{"at": wire.iso(at), "low": low, "high": high} for at, low, high in one.normal_course],
        "trend": [{"at": wire.iso(at), "value": _known(value)} for at, value in one.trend],
        "forecast": _forecast(one.forecast),
        "crossing": _crossing(one),
        "error": one.error,
    }


def thawed(kept: str) -> Plain | None:
    """An explanation that was frozen into a signal, also in the shape in which older signals froze it.

    Of those the course, the forecast and much else is not known: such keys are left out. None where there is none.

    >>> thawed('{"value": 7, "band": "warning", "contributors": [["a", 1, {}]], "inputs": []}')["contributors"]
    [{'thing': 'a', 'title': None, 'amount': None, 'share': 1, 'note': {}}]
    """
    try:
        said: Plain = json.loads(kept)
    except ValueError:
        return None
    if "value" not in said:
        return None  # it could not be explained then
    if not isinstance(said["band"], str):
        return said
    return {
        **said,
        "band": BANDS.index(said["band"]) if said["band"] in BANDS else -1,
        "contributors": [
            {"thing": thing, "title": None, "amount": None, "share": share, "note": note}
            for thing, share, note in said["contributors"]
        ],
        "inputs": [{"name": name, "count": count, "newest_at": at} for name, count, at in said["inputs"]],
    }


def _parameters(about: Indicator, made: Made, titles: Titles) -> Plain:
    called = {**titles, **{name: one.title for name, one in about.settable.items()}}
    return {
        name: {"value": value, "own": name in made.own, "title": dict(called.get(name, {"zh": name, "en": name}))}
        for name, value in made.parameters.items()
    }


def _part(one: Contributor, titles: Titles) -> Plain:
    words = one.title or titles.get(one.thing)
    title = None if words is None else dict(words)
    return {"thing": one.thing, "title": title, "amount": one.amount, "share": one.share, "note": dict(one.note)}


def _input(one: Input, titles: Titles, now: datetime) -> Plain:
    return {
        "name": one.name,
        "title": dict(titles.get(one.name, {"zh": one.name, "en": one.name})),
        "newest_at": _at(one.newest_at),
        "age_s": None if one.newest_at is None else (now - one.newest_at).total_seconds(),
        "count": one.count,
        "expected_every_s": one.expected_every_s,
        "quality": one.quality,
        "window_s": one.window_s,
        "known_s": one.known_s,
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
    found = one.crossing
    if found is None:
        return None
    return {
        "band": found.band, "at": _at(found.at), "earliest": _at(found.earliest), "latest": _at(found.latest)
    }  # fmt: skip


def _at(at: datetime | None) -> str | None:
    return None if at is None else wire.iso(at)


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
