"""Card: everything about the chosen incident, and what can be done about it now."""

from dash import html

from screens import names
from screens.parts.pieces import place, word, zone

_PLACES = (
    (names.CARD_HEAD, "card-head"),
    (names.CARD_RAIL, "card-rail"),
    (names.CARD_CLOCKS, "card-clocks"),
    (names.CARD_EVIDENCE, "card-evidence"),
    (names.CARD_BEHIND, "card-behind"),
    (names.CARD_FILES, "card-files"),
    (names.CARD_FIGURE, "card-figure"),
    (names.CARD_REQUESTS, "card-requests"),
    (names.CARD_UNITS, "card-units"),
    (names.CARD_NEAREST, "card-nearest"),
    (names.CARD_GUARDS, "card-guards"),
    (names.CARD_ACTIONS, "card-actions"),
)


def layout(*, back: bool = False) -> html.Section:
    """The incident card of the duty console; with a way `back` to the list where there is room for one of them only."""
    return zone(
        "card",
        *([html.Button(word("card.back"), id=names.CARD_BACK, type="button", className="act back")] if back else []),
        html.Div([word("work.empty" if back else "card.empty")], id=names.CARD_EMPTY, className="empty"),
        html.Article(html.Div(id=names.REPORT_BODY), id=names.REPORT, className="of-report none"),
        html.Article(
            [
                *(place(name, look) for name, look in _PLACES),
                html.Div(id=names.CARD_ANSWER, className="answer", role="status"),
                place(names.CARD_AUDIT, "card-audit"),
            ],
            id=names.CARD,
            className="of-incident",
        ),
    )
