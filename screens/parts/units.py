"""Units: how many crews of each kind are free, on their way, bound; and who has been out longest."""

from dash import html

from screens import names
from screens.parts.pieces import head, place, word, zone


def layout() -> html.Section:
    """The unit strips of the wall."""
    return zone(
        "units",
        head(
            "units.title",
            html.Div(
                [
                    html.I(className="cell available"),
                    word("units.available"),
                    html.I(className="cell way"),
                    word("units.way"),
                    html.I(className="cell bound"),
                    word("units.bound"),
                ],
                className="note cells-legend",
            ),
        ),
        place(names.UNITS_ROWS, "rows units-rows"),
        place(names.UNITS_MORE, "more"),
        html.Header([word("units.out", "title"), word("units.out_order", "note")], className="head ruled"),
        place(names.UNITS_OUT_ROWS, "rows units-out-rows"),
        place(names.UNITS_OUT_MORE, "more"),
    )
