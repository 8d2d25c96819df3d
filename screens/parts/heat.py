"""Heat: the eight domains in every district; the number always shown, a frame only where it is out of band."""

from dash import html

from screens import names
from screens.parts.pieces import head, place, zone


def layout() -> html.Section:
    """The heat table of the vital signs page."""
    return zone(
        "heat",
        head("heat.title", place(names.HEAT_HEADLINE, "headline"), place(names.HEAT_NOTE, "note")),
        html.Div(id=names.HEAT_TABLE, className="heat-table", role="grid"),
        place(names.HEAT_MORE, "more"),
    )
