"""Page facts: what a page knows before the first message, and how it is put into the page."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from accounts.caller import NOBODY, Caller
from geo.areas import Area
from geo.pack import CityPack
from incidents.asking import KINDS
from incidents.categories import Category, all_categories, kinds_by_urgency
from incidents.intake.reasons import REASONS
from incidents.intake.table import SIGNAL_STATE_TITLES, SIGNAL_TITLES
from incidents.lifecycle import LOG_TITLES, TITLES
from incidents.roles import Actor
from incidents.shifts import Shift
from indicators.base import Bands, Domain, Indicator
from layers.base import Layer
from screens import names
from screens.forms import forms
from screens.outside_map import OutsideMap, outside_facts
from screens.turns import turns, viewer_facts
from screens.vendor import base_address
from screens.words import LANGUAGES, words

Words = Mapping[str, str]
# Indicators that screens have a place of their own for; a page is told only of those that there are.
CLOSING = "case_ontime_closure"  # whether the loop closes in time
HEALTH = "domain_health_index"  # its companions are the scores of the domains
HEADLINE = "city_vital_sign"
# What is done to signals and stands in the log of the incident behind them.
SAID_OF_INCIDENTS: Mapping[str, Words] = MappingProxyType({one: SIGNAL_TITLES[one] for one in ("link", "unlink")})
WEATHER = "heat_health_index"  # its companions are the temperature where it feels hottest, and that of the day


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What every page needs; `language` and `theme` are those of a page that asks for none.

    `categories` are the sorts of incidents by code, `moves` the titles of actions by name, in every language; `u` is
    the wall's body size in pixels; `clock` tells the city's time (aware, UTC). `bands` gives the cuts that count in
    this city, which may have set its own. `caller` tells who asks for the page at hand, `shift` which one is on duty.
    """

    pack: CityPack
    indicators: Mapping[str, Indicator]
    layers: Mapping[str, Layer]
    language: str
    theme: str
    u: float
    clock: Callable[[], datetime]
    outside: OutsideMap = field(default_factory=OutsideMap)
    categories: Mapping[str, Category] = field(default_factory=all_categories)
    moves: Mapping[str, Words] = field(default_factory=lambda: {**SAID_OF_INCIDENTS, **TITLES, **LOG_TITLES})
    bands: Callable[[Indicator], Bands] = lambda one: one.bands
    caller: Callable[[], Caller] = lambda: NOBODY
    shift: Callable[[], Shift | None] = lambda: None


def page_facts(facts: PageFacts, screen: str, language: str, theme: str, viewer: Actor) -> dict[str, Any]:
    """Everything that `screen` is told in the page itself, in one language, for whoever looks at it."""
    acts, measured = screen in ("duty", "work"), screen != "work"  # a telephone in the street draws no indicator
    return {
        "screen": screen,
        "lang": language,
        "theme": theme,
        "u": facts.u,
        "at": int(facts.clock().timestamp() * 1000),
        "ids": names.all_names(),
        "words": dict(words(language)),
        "pack": _pack(facts.pack, language),
        "outside": outside_facts(facts.outside, language),
        "catalogue": _catalogue(facts, language) if measured else {},
        "layers": {name: _layer(one, language) for name, one in facts.layers.items()} if measured else {},
        "closing": CLOSING if CLOSING in facts.indicators else None,
        "health": HEALTH if HEALTH in facts.indicators else None,
        "weather": WEATHER if WEATHER in facts.indicators else None,
        "headline": HEADLINE if HEADLINE in facts.indicators else None,
        "domains": [one.value for one in Domain if one is not Domain.COMPOSITE],
        "categories": {code: one.title[language] for code, one in facts.categories.items()},
        "categories_other": _other_titles(facts, language) if acts else {},
        "category_levels": {code: one.level for code, one in facts.categories.items()},
        "category_units": {code: one.units for code, one in facts.categories.items()},
        "unit_kinds": kinds_by_urgency(facts.categories.values()),
        "signal_moves": {action: title[language] for action, title in SIGNAL_TITLES.items()},
        "signal_states": {state.value: title[language] for state, title in SIGNAL_STATE_TITLES.items()},
        "requests": _requests(language) if acts else {},
        "signal_reasons": {
            action: {code: words[language] for code, words in listed.items()} for action, listed in REASONS.items()
        },
        "moves": {action: title[language] for action, title in facts.moves.items()},
        "units": _units(facts.pack, language),
        "viewer": viewer_facts(viewer),
        "turns": turns(language) if acts else {},
        "forms": forms(language, _departments(facts)) if acts else {},
    }


def as_script(page: Mapping[str, Any]) -> str:
    r"""The facts as JSON that may stand inside a script element.

    >>> as_script({"note": "</script>"})
    '{"note":"\\u003c/script>"}'
    """
    return json.dumps(page, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _catalogue(facts: PageFacts, language: str) -> dict[str, Any]:
    return {name: _indicator(one, facts.bands(one), language) for name, one in facts.indicators.items()}


def _departments(facts: PageFacts) -> set[str]:
    """Every department that answers for something here."""
    return {one.department for one in facts.categories.values()} | {
        row["department"] for row in facts.pack.responsibility
    }


def _other_titles(facts: PageFacts, language: str) -> dict[str, str]:
    """What every category is called in the other language: whoever looks for one may think in that."""
    other = next(one for one in LANGUAGES if one != language)
    return {code: one.title[other] for code, one in facts.categories.items()}


def _requests(language: str) -> dict[str, Any]:
    """Every kind of request: what it is called, and its reasons."""
    return {
        kind.value: {
            "title": one.title[language],
            "reasons": {code: said[language] for code, said in one.reasons.items()},
        }
        for kind, one in KINDS.items()
    }


def _pack(pack: CityPack, language: str) -> dict[str, Any]:
    """The city, as pages need it; the note on a recording stands beside the original dates."""
    other = next(one for one in LANGUAGES if one != language)
    recording = pack.recording
    return {
        "name": pack.name,
        "title": pack.title[language],
        "title_other": pack.title[other],
        "centre": [pack.centre.lon, pack.centre.lat],
        "zoom": pack.zoom,
        "bounds": [pack.bounds.west, pack.bounds.south, pack.bounds.east, pack.bounds.north],
        "time_zone": pack.time_zone.key,
        "provenance": pack.provenance,
        "note": pack.note[language],
        "attribution": pack.attribution[language],
        "base": base_address(pack),
        "areas": [_area(area, language, other) for area in pack.areas.all],
        "recording": None
        if recording is None
        else {
            "start": int(recording.start.timestamp() * 1000),
            "end": int(recording.end.timestamp() * 1000),
            "note": recording.note[language],
        },
    }


def _units(pack: CityPack, language: str) -> dict[str, Any]:
    """Every unit by its radio name, its home by the name that people know."""
    homes = {place.name: place.title[language] for place in pack.places}
    return {
        name: {
            "kind": unit.kind,
            "title": unit.title[language],
            "home": homes.get(unit.home, unit.home),
            "command": unit.command,
        }
        for name, unit in pack.units.items()
    }


def _area(area: Area, language: str, other: str) -> dict[str, Any]:
    """One area without its outline; addresses may name it in the other language."""
    return {
        "code": area.code,
        "title": area.title[language],
        "title_other": area.title[other],
        "level": area.level,
        "parent": area.parent,
        "population": area.population,
    }


def _indicator(one: Indicator, bands: Bands, language: str) -> dict[str, Any]:
    """One indicator's card: what it is called, how it is judged here, who says so."""
    own = bands.cuts != one.bands.cuts
    return {
        "title": one.title[language],
        "domain": one.domain.value,
        "unit": one.unit,
        "digits": one.digits,
        "better": one.better.value,
        "cuts": list(bands.cuts),
        "cut_is_good": bands.cut_is_good,
        "sure": ["city"] * len(bands.cuts) if own else [sure.value for sure in bands.sure],
        "judged_on": one.judged_on.get(language, ""),
        "interval": one.interval[language],
        "composite": one.domain is Domain.COMPOSITE,
        "foretold": one.forecast is not None,
        "every_s": one.every_s,
        "companions": {name: title[language] for name, title in one.companions.items()},
        "codes": {
            name: {str(code): words[language] for code, words in meant.items()} for name, meant in one.codes.items()
        },
        "source": one.source,
        "formula": one.formula[language],
        "inputs": list(one.looks_at),
        "owner": one.owner[language],
    }


def _layer(one: Layer, language: str) -> dict[str, Any]:
    """One layer's place in the stack and its legend."""
    return {
        "title": one.title[language],
        "group": one.group,
        "shape": one.shape.value,
        "order": one.order,
        "styles": [{"name": style.name, "title": style.title[language]} for style in one.styles],
        "min_zoom": one.min_zoom,
        "limits": one.limits,
        "shown": one.shown,
    }
