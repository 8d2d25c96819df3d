"""Signs: how well the city is: every indicator with its value, normal, trend and level, then what is out of band."""

from dash import html

from screens import names
from screens.parts.pieces import head, place, word, zone


def layout() -> html.Section:
    """The vital signs of the wall."""
    return zone(
        "signs",
        head("signs.title", place(names.SIGNS_NOTE, "note"), word("signs.trend", "note wide-only")),
        place(names.SIGNS_ROWS, "rows signs-rows"),
        place(names.SIGNS_MORE, "more"),
        html.Header(
            [
                word("exceptions.title", "title"),
                place(names.EXCEPTIONS_COUNT, "title"),
                word("exceptions.order", "note wide-only"),
            ],
            className="head ruled",
        ),
        place(names.EXCEPTIONS_ROWS, "rows exceptions-rows"),
        place(names.EXCEPTIONS_MORE, "more"),
    )
