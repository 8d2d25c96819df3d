"""Checking: refuses settings of indicators that cannot be, each by name and with the nearest right one."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from itertools import pairwise

from city.views import Peers
from incidents.categories import all_categories
from indicators.base import Better, Indicator
from live.measures.configured import Own
from live.measures.judging import Judge
from live.measures.rules import Rule
from sources.base import CannotOpen


def check(own: Own, indicators: Mapping[str, Indicator]) -> None:
    """Refuse unknown indicators and parameters, and cuts that go the wrong way: `CannotOpen` with a line for each."""
    faults = [*_bands(own.judge, indicators), *_parameters(own.judge, indicators), *_rules(own.rules, indicators)]
    for room, names in (("periods", own.periods), ("owners", own.owners)):
        faults += [unknown(room, name, indicators) for name in names if name not in indicators]
    if faults:
        raise CannotOpen("\n".join(faults))


def unknown(room: str, name: str, known: Collection[str]) -> str:
    """What is said of a name that does not exist: the nearest that does, or all."""
    close = get_close_matches(name, known, n=1)
    meant = f"Did you mean {close[0]}?" if close else f"There are {', '.join(sorted(known)[:60])}."
    return f"{room}: there is no {name}. {meant} Correct config.yaml."


def _bands(judge: Judge, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    for name, bands in judge.own_bands.items():
        if name not in indicators:
            yield unknown("bands", name, indicators)
            continue
        worse = 1 if indicators[name].better is Better.LOWER else -1
        if not all(worse * (second - first) > 0 for first, second in pairwise(bands.cuts)):
            way = "rise" if worse > 0 else "fall"
            own = ", ".join(f"{cut:g}" for cut in indicators[name].bands.cuts)
            yield (
                f"bands, {name}: attention {bands.attention:g}, warning {bands.warning:g}, critical {bands.critical:g} "
                f"should {way} from each to the next, because {indicators[name].better.value} is better; its own are "
                f"{own}. Correct config.yaml."
            )


def _parameters(judge: Judge, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    for name, own in judge.own_parameters.items():
        if name not in indicators:
            yield unknown("parameters", name, indicators)
            continue
        known = {*indicators[name].parameters, *_peers(indicators[name], indicators)}
        yield from (unknown(f"parameters, {name}", each, known or {"none"}) for each in own if each not in known)


def _rules(rules: Mapping[str, Rule], indicators: Mapping[str, Indicator]) -> Iterator[str]:
    for name, rule in rules.items():
        if rule.indicator not in indicators:
            yield unknown(f"rules, {name}, indicator", rule.indicator, indicators)
        if rule.category not in all_categories():
            yield unknown(f"rules, {name}, category", rule.category, all_categories())


def _peers(one: Indicator, indicators: Mapping[str, Indicator]) -> set[str]:
    """A composite takes a weight for each indicator that it is made of."""
    asks = [view for view in one.inputs.values() if isinstance(view, Peers)]
    return {name for view in asks for name in view.names or indicators}
