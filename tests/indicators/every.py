"""What the suite shows to every indicator: plausible inputs, and the same with something changed.

By default the inputs are random rows of each kind. An indicator that needs more order than that (a year of days, all
items of a section) has a file of its name in `plausible/` with `inputs(seed)`, which gives them by name.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec

import numpy as np

from city.kinds import KINDS, Kind
from city.readings import Floats
from city.views import CityTime, Clock, History, Judged, Latest, Peers, Rows, Seen, Series, Stretches, Tally, View
from indicators.base import Indicator, Outcome
from live.measures.judging import Judge
from tests.indicators.little_city import AREAS, NOW, Made, judged, peer, rows, series

Input = Made | Series | Judged | CityTime
Inputs = dict[str, Input]

ROWS = 400
# What is plausible where a kind's own bounds would give only nonsense: a link of 250 km/h, a part of a fraction.
PLAUSIBLE = {
    "road.speed": (0, 80), "length_m": (50, 2000), "free_flow_kmh": (20, 90), "lanes": (1, 5), "samples": (0, 20),
    "air.pm25": (0, 300), "air.co": (0, 40), "incident.response": (60, 2000), "call_handling_s": (10, 200),
    "turnout_s": (10, 200), "travel_s": (30, 600), "device.heartbeat": (30, 900),
    "crowd.count": (0, 400), "area_m2": (100, 2000), "water.balance": (1000, 2000), "authorised_m3": (500, 900),
    "apparent_m3": (0, 50), "households_m3": (0, 400), "correction_pct": (0, 3),
}  # fmt: skip
WHOLE = frozenset({"lanes", "samples", "incident.due", "hotline.offered"})
TURNS = frozenset({"on time", "kept", "online", "met", "solved", "closed"})  # units of what is 1 or 0


def made_up(indicator: Indicator, seed: int) -> Inputs:
    """Plausible inputs by name; two inputs of one kind see the same rows."""
    own = f"tests.indicators.plausible.{indicator.name}"
    if find_spec(own) is not None:
        return import_module(own).inputs(seed)
    return {name: _made(view, seed) for name, view in indicator.inputs.items()}


def _made(view: View, seed: int) -> Input:
    chance = np.random.default_rng(seed)
    match view:
        case Clock():
            return NOW
        case Peers(names=names):
            return judged(**{name: peer(chance.uniform(0, 9, len(AREAS))) for name in names or ("one", "other")})
        case History(hours=hours, step_min=step_min):
            steps = hours * 60 // step_min
            rhythm = 20 + 10 * np.sin(2 * np.pi * np.arange(steps) / 24)[:, None]
            return series(chance.poisson(rhythm, (steps, len(AREAS))), step_min)
        case Tally() | Latest() | Rows() | Stretches():
            kind, minutes = view.kind, view.minutes
            return plausible_rows(KINDS[kind], chance, minutes=min(minutes, 60))


def plausible_rows(kind: Kind, chance: np.random.Generator, count: int = ROWS, minutes: int = 60) -> Made:
    """So many rows of a kind, from a quarter as many things, of the last minutes."""
    thing = chance.integers(0, max(count // 4, 1), count)
    return rows(
        kind.name,
        _column(chance, kind, kind.name, (kind.low, kind.high), count),
        leaf=thing % (AREAS.elsewhere + 1),  # each stays at home
        age_s=chance.uniform(0, minutes * 60 - 1, count),
        thing=thing,
        **{name: _column(chance, kind, name, (0, 100), count) for name in kind.attributes},
    )


def _column(chance: np.random.Generator, kind: Kind, name: str, bounds: tuple[float, float], count: int) -> Floats:
    if name in kind.labels:
        return chance.integers(0, len(kind.labels[name]), count).astype(np.float64)
    drawn = chance.uniform(*PLAUSIBLE.get(name, bounds), count)
    return np.rint(drawn) if name in WHOLE or (name == kind.name and kind.unit in TURNS) else drawn


def outcome(indicator: Indicator, made: Mapping[str, Input], judge: Judge | None = None) -> Outcome:
    """What the indicator makes of inputs, each seen as it asks to see it, on the terms of a city."""
    terms = (judge or Judge()).terms(indicator)
    return indicator.compute(**{name: seen(view, made[name]) for name, view in indicator.inputs.items()}, **terms)


def seen(view: View, made: Input) -> Seen:
    if not isinstance(made, Made):
        return made
    if isinstance(view, Stretches):
        return made.stretched(view)
    return made.sums() if isinstance(view, Tally) else made.table()


def nothing(made: Inputs) -> Inputs:
    """The same inputs when nothing was read: no rows, unknown series, no peers."""

    def empty(one: Input) -> Input:
        match one:
            case Made():
                return one.only(np.array([], dtype=np.intp))
            case Series():
                return replace(one, values=np.full_like(one.values, np.nan))
            case Judged():
                return replace(one, peers={})
            case CityTime():
                return one

    return {name: empty(one) for name, one in made.items()}


def with_rows(made: Inputs, change: Callable[[Made], Made]) -> Inputs:
    """The same inputs with those made of rows changed."""
    return {name: change(one) if isinstance(one, Made) else one for name, one in made.items()}


def of_rows(made: Inputs) -> bool:
    """Whether all inputs are rows (or the clock)."""
    return all(isinstance(one, Made | CityTime) for one in made.values())


def scaled(made: Inputs, column: str, factor: float | Floats) -> Inputs:
    """The same inputs with a column multiplied: "input" (its values) or "input.attribute"."""
    name, _, attribute = column.partition(".")
    one = made[name]
    if isinstance(one, Series):
        return {**made, name: replace(one, values=one.values * factor)}
    assert isinstance(one, Made), f"{column} is no column of rows"
    if not attribute:
        return {**made, name: replace(one, value=one.value * factor)}
    return {**made, name: replace(one, attributes={**one.attributes, attribute: one.attributes[attribute] * factor})}


def figures(found: Outcome) -> dict[str, Floats | None]:
    """All figures of an outcome by name."""
    own = ("value", "numerator", "denominator", "low", "high", "banded", "coverage", "level")
    return {**{name: getattr(found, name) for name in own}, **found.companions}


def same(found: Outcome, other: Outcome, at: object, other_at: object) -> None:
    """Both say the same, of these areas of the one and those of the other."""
    theirs = figures(other)
    for name, figure in figures(found).items():
        their = theirs[name]
        if figure is not None and their is not None and name != "coverage":
            np.testing.assert_allclose(figure[at], their[other_at], rtol=1e-7, atol=1e-9, err_msg=name)
