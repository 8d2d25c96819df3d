"""Strip: which city, what time, is it real, how much is open, which source is late. It never leaves a screen."""

from dash import html

from screens import names
from screens.parts.pieces import place, zone


def layout(*, seat: bool = False) -> html.Section:
    """The strip of the wall, or of a seat (`seat`): there without weather and warnings."""
    weather = [] if seat else [place(names.STRIP_WEATHER, "weather pair"), place(names.STRIP_WARNING, "warning pair")]
    return zone(
        "strip",
        place(names.STRIP_TITLE, "city pair"),
        html.Div([place(names.STRIP_CLOCK, "clock"), place(names.STRIP_DATE, "pair")], className="now"),
        place(names.STRIP_BADGE, "badges"),
        *weather,
        place(names.STRIP_LEVELS, "levels"),
        *([html.Button(id=names.STRIP_REQUESTS, type="button", className="asked none")] if seat else []),
        place(names.STRIP_SOURCES, "sources"),
        place(names.STRIP_SHIFT, "shift pair"),
        # A wall is touched by nobody; from a seat it leads to the page at which one logs out.
        html.A(id=names.STRIP_WHO, href="/", className="who") if seat else place(names.STRIP_WHO, "who"),
    )
