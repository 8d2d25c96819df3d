"""Checking: refuses settings of indicators that cannot be, each by name, with what is allowed or the nearest name."""

import math
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from city.nearest import instead, short
from city.views import Peers
from incidents.categories import all_categories
from indicators.base import Bands, Better, Domain, Indicator
from live.measures.configured import Own
from live.measures.judging import Judge
from live.measures.rules import BANDS, Rule
from sources.base import CannotOpen

WHOLE_PCT = 100.0


def check(own: Own, indicators: Mapping[str, Indicator]) -> None:
    """Refuse unknown names and figures that cannot be: `CannotOpen` with a line for each."""
    faults = [*_bands(own.judge, indicators), *_parameters(own.judge, indicators), *_rules(own, indicators)]
    for room, names in (("periods", own.periods), ("owners", own.owners)):
        faults += [unknown(room, name, indicators) for name in names if name not in indicators]
    if faults:
        raise CannotOpen("\n".join(f"{one} Correct config.yaml." for one in faults))


def unknown(room: str, name: str, known: Collection[str]) -> str:
    """What is said of a name that does not exist: the nearest that does, or some of those there are."""
    return f"{room}: there is no {short(name)}. {instead(name, known)}"


def _bands(judge: Judge, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    for name, bands in judge.own_bands.items():
        if name not in indicators:
            yield unknown("bands", name, indicators)
            continue
        one = indicators[name]
        worse = 1 if one.better is Better.LOWER else -1
        said = f"bands, {name}: attention {bands.attention:g}, warning {bands.warning:g}, critical {bands.critical:g}"
        own = ", ".join(f"{cut:g}" for cut in one.bands.cuts)
        if not all(worse * (second - first) > 0 for first, second in pairwise(bands.cuts)):
            way = "rise" if worse > 0 else "fall"
            why = f"because {one.better.value} is better; its own are {own}."
            yield f"{said} should {way} from each to the next, {why}"
        if _is_share(one) and not all(0 <= cut <= WHOLE_PCT for cut in bands.cuts):
            yield f"{said} should lie between 0 and 100, because it is in {one.unit}; its own are {own}."


def _parameters(judge: Judge, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    for name, own in judge.own_parameters.items():
        if name not in indicators:
            yield unknown("parameters", name, indicators)
            continue
        one = indicators[name]
        known = _ranges(one, indicators)
        if own and not known:
            yield f"parameters, {name}: its formula has none that can be set. Leave the line out."
            continue
        for parameter, value in own.items():
            if parameter not in known:
                yield unknown(f"parameters, {name}", parameter, known)
                continue
            low, high = known[parameter]
            if not (math.isfinite(value) and low <= value <= high):
                wanted = f"lie between {low:g} and {high:g}" if math.isfinite(high) else f"be {low:g} or more"
                yield f"parameters, {name}: {parameter} is {value:g}; it should {wanted}."


def _rules(own: Own, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    for name, rule in own.rules.items():
        if rule.indicator not in indicators:
            yield unknown(f"rules, {name}, indicator", rule.indicator, indicators)
        else:
            yield from _dead_band(name, rule, indicators[rule.indicator], own.judge)
        if rule.category not in all_categories():
            yield unknown(f"rules, {name}, category", rule.category, all_categories())


def _dead_band(name: str, rule: Rule, one: Indicator, judge: Judge) -> Iterator[str]:
    """An episode is over beyond the cut by the dead band: if no value lies there, it would never be."""
    bands = judge.bands(one)
    room, band = room_beyond(rule.band, one, bands), BANDS[rule.band]
    if rule.dead_band and not rule.dead_band < room:
        yield (
            f"rules, {name}: the dead_band is {rule.dead_band:g}; it should be below {room:g}, which is all that lies "
            f"on the good side of the {band} cut {bands.cuts[rule.band - 1]:g}, or a signal would never be over."
        )


def room_beyond(band: int, one: Indicator, bands: Bands) -> float:
    """How far a value may lie on the good side of a band's cut: to the end of its scale, as far as that is known."""
    cut = bands.cuts[band - 1]
    if one.better is Better.LOWER:
        return cut if cut > 0 else abs(bands.critical - bands.attention)
    if _is_share(one):
        return WHOLE_PCT - cut
    # Scores and shares end at a power of ten: 1, 10, 100.
    return 10.0 ** (math.floor(math.log10(bands.attention)) + 1) - cut if bands.attention > 0 else math.inf


def _is_share(one: Indicator) -> bool:
    return one.unit.startswith("%")


def _ranges(one: Indicator, indicators: Mapping[str, Indicator]) -> Mapping[str, tuple[float, float]]:
    """What may be set: its parameters, and, where it looks at all others, a weight for each of those."""
    own = {name: parameter.within for name, parameter in one.settable.items()}
    if not any(isinstance(view, Peers) and not view.names for view in one.inputs.values()):
        return own
    return {
        name: own["default_weight"] for name, other in indicators.items() if other.domain is not Domain.COMPOSITE
    } | own
