"""Mine: what waits for this person's hand, what is due next first; below it what else is theirs to see."""

from dash import html

from screens import names
from screens.parts.pieces import head, place


def lists() -> list[html.Section]:
    """The two lists of the page of one's own work, and how fresh they are."""
    return [
        html.Section(
            [
                head("work.mine", place(names.MINE_COUNT, "count"), place(names.MINE_NOTE, "note")),
                html.Div(id=names.MINE_ROWS, className="rows mine-rows", role="listbox"),
            ]
        ),
        html.Section(
            [
                head("work.others", place(names.OTHERS_COUNT, "count")),
                html.Div(id=names.OTHERS_ROWS, className="rows mine-rows", role="listbox"),
                place(names.OTHERS_MORE, "more"),
            ]
        ),
    ]
