"""Writes docs/indicators.md from what the indicators say of themselves: `python -m benchmarks.catalogue`."""

from collections.abc import Iterator
from pathlib import Path

from city.kinds import KINDS
from indicators import all_indicators
from indicators.base import Better, Domain, Indicator, Parameter
from indicators.called import DOMAIN_TITLES

PAGE = Path(__file__).parent.parent / "docs" / "indicators.md"
HEAD = """# The indicators

What OneScreen reckons, from which readings, by whose word. Written by `make catalogue` from the models themselves.

A value is unknown, and a dash on every screen, where too little is known; never nought. Bands are normal,
attention, warning, critical (on the screens: Normal 正常, Elevated 较急, Urgent 紧急, Critical 特急); each cut says how
well it is founded: *read* in the standard, *known* but not read again, or *ours*. Rates are judged by the worse
end of their Wilson 95 % interval; of so few that not even a perfect rate could be shown to be good, only one
whose better end is bad, too. A worse band counts at once, a better one the second time or clear of the cut. A
city's own cuts stand under `bands:` in `config.yaml`, its own figures of formulas under `parameters:`, what
becomes a signal at the desk under `rules:`; a change of them is a new version, and every value kept says with
which version it was made. Behind each parameter stand its name there and what it may be set to; a running house
tells each formula with the city's own figures.

What is usual, on a card, on the wall and in the API alike, is the median of the same hour, and of the hours before and
after, of the last four weeks (weekends apart from working days), and about it the greater of two spreads that hold 80 %
of a normal distribution: 1.9 times the median absolute deviation, or 0.95 times the distance of the quartiles. It stays
within what was ever seen then, and is never narrower than half of the last digit shown; below seven days it is unknown.
"""


def page() -> str:
    """The whole page."""
    every = all_indicators().values()
    domains = [[one for one in every if one.domain is domain] for domain in Domain]
    return "\n".join([HEAD, *(line for some in domains if some for line in _domain(some))])


def _domain(some: list[Indicator]) -> Iterator[str]:
    yield f"## {DOMAIN_TITLES[some[0].domain]['en']}\n"
    for one in some:
        yield from _one(one)


def _one(one: Indicator) -> Iterator[str]:
    yield f"### {one.title['zh']} · {one.title['en']}\n"
    soon = ", or when something comes in" * one.at_once
    about = f"`{one.name}`, {_unit(one)}every {span(one.every_s)}{soon}"
    yield f"{about}; owner {one.owner['en']}; formula version {one.version}.\n"
    yield f"{one.formula_with(one.parameters, one.bands)['en']}\n"
    sign = "≤" if one.better is Better.LOWER else "≥"
    cuts = " · ".join(
        f"{name} from {cut:g} ({sure.value})"
        for name, cut, sure in zip(("attention", "warning", "critical"), one.bands.cuts, one.bands.sure, strict=True)
    )
    judged = f"judged on {one.judged_on['en']}: " if one.judged_on else ""
    yield f"- {judged}normal {sign} {one.bands.attention:g}: {cuts}"
    reads = ", ".join(
        f"{KINDS[name].title['en']} (`{name}`)" if name in KINDS else f"`{name}`" for name in one.looks_at
    )
    yield f"- reads {reads or 'what all other indicators say'}"
    if one.settable:
        yield "- parameters " + "; ".join(_parameter(name, each) for name, each in one.settable.items())
    yield f"- {one.source}\n"


def _parameter(name: str, one: Parameter) -> str:
    low, high = one.within
    return f"{one.title['en']} (`{name}`): {one.value:,.15g} ({low:,.15g} to {high:,.15g})"


def _unit(one: Indicator) -> str:
    return f"in {one.unit}, " if one.unit else ""


def span(seconds: float) -> str:
    """A time in the greatest unit that it fills: day, 2 hours, 30 seconds."""
    for unit, size in (("day", 86_400), ("hour", 3600), ("minute", 60)):
        if seconds >= size:
            many = seconds / size
            return unit if many == 1 else f"{many:g} {unit}s"
    return f"{seconds:g} seconds"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
