"""Signal: the small form with which a seat says that something is wrong; it becomes an incident."""

from dash import html

from screens import names
from screens.parts.pieces import place, word


def layout() -> html.Dialog:
    """The form; JavaScript puts the fields into their places, opens it and sends it."""
    return html.Dialog(
        html.Form(
            [
                html.Header([word("signal.title", "title")], className="head"),
                html.Div(
                    [_field("signal.find", names.SIGNAL_FIND), _field("signal.category", names.SIGNAL_CATEGORY)],
                    className="two",
                ),
                html.Div(
                    [word("signal.level"), place(names.SIGNAL_LEVEL, "level-choice")], className="field", role="group"
                ),
                _field("signal.address", names.SIGNAL_ADDRESS),
                html.Div(place(names.SIGNAL_FOUND, "found"), className="found-below"),
                html.Div(
                    [_field("signal.lon", names.SIGNAL_LON), _field("signal.lat", names.SIGNAL_LAT)], className="two"
                ),
                place(names.SIGNAL_PLACE, "whence"),
                _field("signal.detail", names.SIGNAL_DETAIL),
                html.Div(
                    [_field("signal.caller", names.SIGNAL_CALLER), _field("signal.phone", names.SIGNAL_PHONE)],
                    className="two",
                ),
                place(names.SIGNAL_ANSWER, "answer"),
                html.Div(
                    [
                        html.Button(word("signal.send"), type="submit", className="act main"),
                        html.Button(word("signal.cancel"), type="button", className="act", value="close"),
                    ],
                    className="acts",
                ),
            ],
            id=names.SIGNAL_FORM,
        ),
        id=names.SIGNAL,
        className="signal",
    )


def _field(key: str, name: str) -> html.Label:
    """The place of one field, below its name."""
    return html.Label([word(key), place(name)], className="field")
