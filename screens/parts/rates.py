"""Rates: whether the closed loop closes: kept limits, age of what is open, who is overdue, and by how much."""

from dash import html

from screens import names
from screens.parts.pieces import head, place, word, zone


def loop() -> html.Section:
    """The closed-loop rates of the vital signs page."""
    return zone(
        "rates",
        head("rates.title", place(names.RATES_NOTE, "note")),
        html.Div(
            [
                place(names.RATES_ROWS, "rates-rows"),
                html.Div([word("rates.ages", "note"), place(names.AGES_ROWS, "ages-rows")]),
                html.Div([word("rates.origins", "note"), place(names.ORIGINS_ROWS, "origins-rows")]),
            ],
            className="rates-columns",
        ),
    )


def overdue() -> html.Section:
    """The incidents that are furthest beyond their limit."""
    return zone(
        "overdue",
        html.Header([word("overdue.title", "title"), place(names.OVERDUE_COUNT, "title")], className="head"),
        place(names.OVERDUE_ROWS, "rows overdue-rows"),
    )
