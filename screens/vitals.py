"""Vitals: how well the city is, for those who answer for it; on a desk and on a phone."""

from dash import html

from screens import names
from screens.facts import PageFacts
from screens.parts import explain, heat, link, rates, sentence
from screens.parts.pieces import head, place, zone

ZONES = ("bar", "sentence", "heat", "explain", "rates", "overdue")


def layout(facts: PageFacts) -> html.Main:
    """The sentence first, then the table it came from, then one figure explained, then the closed loop."""
    return html.Main(
        [
            _bar(),
            sentence.layout(),
            zone(
                "phone-signs",
                head("signs.title", place(names.SIGNS_HEADLINE, "headline")),
                place(names.SIGNS_ROWS, "rows phone-rows"),
            ),
            heat.layout(),
            explain.layout(),
            rates.loop(),
            rates.overdue(),
            link.layout(),
        ],
        className="page vitals",
    )


def _bar() -> html.Section:
    """Title, time of the data, whether it is real, the oldest source, the other language."""
    return zone(
        "bar",
        place(names.STRIP_TITLE, "city"),
        html.Div([place(names.STRIP_DATE), place(names.STRIP_CLOCK, "clock")], className="now"),
        place(names.STRIP_BADGE, "badges"),
        place(names.STRIP_SOURCES, "sources"),
        html.A(id=names.STRIP_WORK, href="/work/", className="act own none"),
        html.A(id=names.STRIP_WHO, href="/", className="act who"),
        html.A(id=names.STRIP_LANGUAGE, className="act", href="?"),
    )
