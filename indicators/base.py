"""What every indicator says of itself, and what its formula gives."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import inf

import numpy as np
import numpy.typing as npt

from city.kinds import KINDS
from city.readings import Floats
from city.views import History, Peers, View
from indicators.contributors import MOST, Contributor, Contributors

Words = Mapping[str, str]
Codes = npt.NDArray[np.int8]
UNKNOWN = -1
FURTHER = ("numerator", "denominator", "low", "high", "coverage", "level")  # of an outcome, where it has them


def by_chance() -> Words:
    """What an interval is where nothing else is said of it."""
    return {"zh": "95 %置信区间", "en": "95 % interval"}


class Domain(StrEnum):
    """The eight domains of the vital signs in their fixed order, and what is composed of them."""

    EMERGENCY = "emergency"
    INFRASTRUCTURE = "infrastructure"
    TRAFFIC = "traffic"
    LIVELIHOOD = "livelihood"
    CITY_MANAGEMENT = "city_management"
    ENVIRONMENT = "environment"
    HEALTH = "health"
    ECONOMY = "economy"
    COMPOSITE = "composite"


class Better(StrEnum):
    """Which way is good."""

    LOWER = "lower"
    HIGHER = "higher"


class Sureness(StrEnum):
    """How well a threshold is founded: its text was read, it is known but was not read again, it is our default."""

    READ = "read"
    KNOWN = "known"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Bands:
    """Three cuts between normal, attention, warning and critical, from good to bad.

    A value *on* a cut belongs to the better side when `cut_is_good` (as in "normal >= 90 %"), to the worse side
    otherwise (as in "critical >= 8"). `sure` says of each cut how well it is founded.
    """

    attention: float
    warning: float
    critical: float
    cut_is_good: bool = True
    sure: tuple[Sureness, Sureness, Sureness] = (Sureness.OURS, Sureness.OURS, Sureness.OURS)

    @property
    def cuts(self) -> tuple[float, float, float]:
        """The three cuts, from good to bad."""
        return self.attention, self.warning, self.critical

    def of(self, value: Floats, better: Better) -> Codes:
        """0 normal, 1 attention, 2 warning, 3 critical, -1 unknown; the shape of `value`."""
        if better is Better.LOWER:
            beyond = np.greater if self.cut_is_good else np.greater_equal
        else:
            beyond = np.less if self.cut_is_good else np.less_equal
        worse = beyond(value, self.attention).astype(np.int8)
        worse += beyond(value, self.warning)
        worse += beyond(value, self.critical)
        return np.where(np.isnan(value), np.int8(UNKNOWN), worse)

    def short_of_critical(self, value: Floats, better: Better) -> Floats:
        """The same, but what is critical becomes the worst figure that is a warning still; unknown stays unknown.

        >>> Bands(50, 20, 5).short_of_critical(np.array([30.0, 2.0, np.nan]), Better.HIGHER)
        array([30.,  5., nan])
        """
        end = -inf if better is Better.LOWER else inf
        worst = self.critical if self.cut_is_good else np.nextafter(self.critical, end)
        return np.minimum(value, worst) if better is Better.LOWER else np.maximum(value, worst)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure of a formula that a city may set: what it is if none does, the least and the greatest, its words."""

    value: float
    within: tuple[float, float]  # both inclusive
    title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """How an indicator's course is foretold: steps of so many minutes, so far ahead, and how long its rhythm is."""

    step_min: int = 60
    ahead_h: int = 4
    season: str = "day"  # day or week


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a formula gives, per area (n,): the value (NaN is unknown) and how it came about.

    `banded` is what the bands look at when that is not the value itself (the lower bound of a rate, say).
    `coverage` is how much of the expected input was there, 0 to 1. `companions` are further figures by name, each (n,).
    `adds_up_to` names what the contributors' amounts add up to in every area: "value", "numerator", "denominator" or a
    companion; "" where they do not (the greatest counts, say). `level` is the standard's own grade, a place in the
    indicator's `levels`.
    """

    value: Floats
    numerator: Floats | None = None
    denominator: Floats | None = None
    low: Floats | None = None
    high: Floats | None = None
    banded: Floats | None = None
    coverage: Floats | None = None
    companions: Mapping[str, Floats] = field(default_factory=dict[str, Floats])
    contributors: Contributors | None = None
    adds_up_to: str = ""
    level: Floats | None = None

    @property
    def judged(self) -> Floats:
        """What the bands look at (n,)."""
        return self.value if self.banded is None else self.banded

    def sound(self) -> "Outcome":
        """The same, but unknown where a figure is infinite; and nothing is judged where the value is unknown."""
        further = {name: one for name in FURTHER if (one := getattr(self, name)) is not None}
        found = self
        # Nearly always all is finite, which one look at all columns together tells soonest.
        if np.isinf(np.concatenate([self.value, *further.values(), *self.companions.values()])).any():
            companions = {name: _finite(column) for name, column in self.companions.items()}
            further = {name: _finite(column) for name, column in further.items()}
            found = replace(self, value=_finite(self.value), companions=companions, **further)
        if found.banded is None:
            return found
        return replace(found, banded=np.where(np.isnan(found.value), np.nan, _finite(found.banded)))

    def greatest(self, area: int = 0, most: int = MOST) -> tuple[Contributor, ...]:
        """What contributed most in an area, the greatest first."""
        return () if self.contributors is None else self.contributors.of(area, most)

    def figure(self, name: str) -> Floats | None:
        """One of its figures by name: value, numerator, …, or a companion."""
        return self.companions[name] if name in self.companions else getattr(self, name, None)


def _finite(column: Floats) -> Floats:
    return np.where(np.isinf(column), np.nan, column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One model: what it is called, what it looks at, how it is computed and judged, and who says so.

    `compute` is pure: it takes what each of `inputs` asks for, by name, and, where there are any, `parameters`, the
    figures of the formula that are `settable`, and, where it `wants_bands`, the `bands` in force, because a rule inside
    it stands on a cut; it gives an `Outcome` over all areas. `formula` is for people, with the name of each parameter
    or cut in the place of its figure (`{tau_h:g}`, `{warning:g}`), which `formula_with` fills in. `source` names the
    standard with its section, `owner` the department whose number it is. `version` is raised whenever the formula
    changes. `every_s` is its period, and `at_once` says that it is computed on the next beat after an input came, too;
    `heavy` ones are computed in a process of their own.

    `moves` says which way the value goes when a column of an input grows, by "input" (its values) or "input.column":
    1 up, -1 down, 0 nowhere as long as all rows grow by the same factor (it is free of that column's unit).
    `compares_areas` says that areas are judged by one another: what happens in one may move the value of others.
    `codes` says what the whole numbers mean that some companions are, and `followed` names companions whose course is
    kept and shown like that of the value. `judged_on` says what the bands
    look at where that is no figure of the value's own sort (a chance, say), so that a cut never stands beside the value
    as if it were its limit. `interval` is what lies between the `low` and the `high` of its outcomes.
    """

    name: str
    title: Words
    domain: Domain
    unit: str
    better: Better
    bands: Bands
    inputs: Mapping[str, View]
    every_s: float
    digits: int
    formula: Words
    source: str
    compute: Callable[..., Outcome]
    owner: Words
    companions: Mapping[str, Words] = field(default_factory=dict[str, Words])
    codes: Mapping[str, Mapping[int, Words]] = field(default_factory=dict[str, Mapping[int, Words]])
    settable: Mapping[str, Parameter] = field(default_factory=dict[str, Parameter])
    levels: Sequence[Words] = ()
    version: int = 1
    at_once: bool = False
    heavy: bool = False
    wants_bands: bool = False
    forecast: Forecast | None = None
    moves: Mapping[str, int] = field(default_factory=dict[str, int])
    compares_areas: bool = False
    followed: tuple[str, ...] = ()
    judged_on: Words = field(default_factory=dict[str, str])
    interval: Words = field(default_factory=by_chance)

    @property
    def parameters(self) -> Mapping[str, float]:
        """The figures of its formula by name, as they are where a city sets none."""
        return {name: one.value for name, one in self.settable.items()}

    def formula_with(self, parameters: Mapping[str, float], bands: Bands) -> Words:
        """Its formula for people, with these figures and cuts in it."""
        cuts = {"attention": bands.attention, "warning": bands.warning, "critical": bands.critical}
        return {language: text.format_map({**parameters, **cuts}) for language, text in self.formula.items()}

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of readings that it looks at, each once."""
        views = self.inputs.values()
        said = (view.of if isinstance(view, History) else getattr(view, "kind", "") for view in views)
        return tuple(dict.fromkeys(one for one in said if one in KINDS))

    @property
    def looks_at(self) -> tuple[str, ...]:
        """The kinds of readings and the other indicators that it looks at, each once."""
        pasts = [view.of for view in self.inputs.values() if isinstance(view, History) and view.of not in KINDS]
        peers = [name for view in self.inputs.values() if isinstance(view, Peers) for name in view.names]
        return tuple(dict.fromkeys((*self.kinds, *pasts, *peers)))
