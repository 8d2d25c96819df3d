"""Signs: how well the city is: the headline, the eight domains with trend and level, then what is out of band."""

from dash import html

from screens import names
from screens.parts.pieces import head, place, word, zone


def layout() -> html.Section:
    """The vital signs of the wall."""
    return zone(
        "signs",
        head(
            "signs.title",
            place(names.SIGNS_HEADLINE, "headline"),
            word("signs.scale", "note wide-only"),
            word("signs.trend_short", "note narrow-only"),
            word("signs.trend", "note wide-only"),
        ),
        place(names.SIGNS_ROWS, "rows signs-rows"),
        html.Header(
            [
                word("exceptions.title", "title"),
                place(names.EXCEPTIONS_COUNT, "title"),
                word("exceptions.order", "note wide-only"),
                place(names.EXCEPTIONS_MORE, "note"),
            ],
            className="head ruled",
        ),
        place(names.EXCEPTIONS_ROWS, "rows exceptions-rows"),
    )
