"""Timeline: the last 24 hours and the next four, and where the facts come from."""

from dash import html

from screens import names
from screens.parts.pieces import head, place, zone


def layout() -> html.Section:
    """The lanes of the wall, with the provenance beside them."""
    return zone(
        "timeline",
        place(names.TIMELINE_LANES, "lanes"),
        html.Div([head("provenance.title"), place(names.PROVENANCE_ROWS, "provenance-rows")], className="provenance"),
    )
