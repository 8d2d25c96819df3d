"""Office: the alarms of a seat, and the panel of the shift: its sheet, its signatures and its log."""

from dash import html

from screens import names
from screens.parts.pieces import head, place, word, zone


def alarms() -> html.Section:
    """What wants a hand now, a few at a time; whether sounds are armed stands in its header."""
    return zone(
        "alarms",
        head(
            "alarms.title",
            place(names.ALARMS_NOTE, "note"),
            html.Button(id=names.ALARMS_SHELF, type="button", className="act small none"),
            place(names.ALARMS_SOUND, "sound"),
        ),
        html.Div(id=names.ALARMS_ROWS, className="rows alarms-rows", role="list"),
    )


def shift() -> html.Dialog:
    """The panel of the shift, opened from the strip; JavaScript fills its places."""
    return html.Dialog(
        [
            html.Header(place(names.OFFICE_TITLE, "title"), className="head"),
            place(names.OFFICE_NOTE, "office-note"),
            html.Div(
                [
                    html.Div([head("office.sheet"), place(names.OFFICE_LINES, "rows office-lines")]),
                    html.Div(
                        [
                            head("office.log", word("office.log_note", "note")),
                            place(names.OFFICE_LOG, "rows office-log"),
                            place(names.OFFICE_REMARK, "office-remark"),
                        ]
                    ),
                ],
                className="office-halves",
            ),
            html.Div(id=names.OFFICE_ANSWER, className="answer", role="status"),
            place(names.OFFICE_ACTS, "acts"),
        ],
        id=names.OFFICE,
        className="office",
    )


def shelve() -> html.Dialog:
    """The small form with which an alarm is shelved: how long, and why."""
    return html.Dialog(place(names.SHELVE_FORM), id=names.SHELVE, className="shelve")
