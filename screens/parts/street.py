"""Street: the form with which a collector reports what they see, in one column, and what they reported today."""

from dash import html

from screens import names
from screens.parts.pieces import head, place, word


def opener() -> html.Section:
    """The button that opens the form, and what became of the last report; JavaScript shows it to collectors alone."""
    button = html.Button(word("street.open"), id=names.STREET_OPEN, type="button", className="act main")
    said = html.Div(id=names.STREET_SAID, className="said", role="status")
    return html.Section([button, said], id=names.STREET_OPENER, className="street-opener none")


def sent() -> html.Section:
    """What was reported today from this telephone, and what became of each."""
    return html.Section(
        [head("street.sent"), html.Div(id=names.STREET_ROWS, className="rows")],
        id=names.STREET_SENT,
        className="street-sent none",
    )


def layout() -> html.Dialog:
    """The form; JavaScript puts the fields into their places, keeps what is written and sends it."""
    return html.Dialog(
        html.Form(
            [
                html.Header([word("street.title", "title")], className="head"),
                html.Fieldset(_fields(), id=names.STREET_BODY, className="body"),
                html.Footer(
                    [
                        html.Div(id=names.STREET_ANSWER, className="answer", role="alert"),
                        html.Div(
                            [
                                html.Button(word("street.send"), type="submit", className="act main"),
                                html.Button(word("street.later"), type="button", className="act", value="close"),
                                html.Button(word("street.discard"), type="button", className="act", value="discard"),
                            ],
                            className="acts",
                        ),
                    ]
                ),
            ],
            id=names.STREET_FORM,
            noValidate=True,
        ),
        id=names.STREET,
        className="signal street",
    )


def _fields() -> list[html.Label | html.Button | html.Div]:
    return [
        _field("signal.find", names.STREET_FIND),
        _field("signal.category", names.STREET_CATEGORY),
        html.Button(word("street.here"), id=names.STREET_HERE, type="button", className="act"),
        _field("street.address", names.STREET_ADDRESS),
        html.Div(place(names.STREET_FOUND, "found"), className="found-below"),
        html.Div(id=names.STREET_PLACE, className="whence", role="status"),
        _field("street.detail", names.STREET_DETAIL),
        _field("street.photos", names.STREET_PHOTOS),
        place(names.STREET_LAID, "laid"),
        html.Div([word("signal.level"), place(names.STREET_LEVEL, "level-choice")], className="field", role="group"),
        html.Label([place(names.STREET_DRILL), word("street.drill")], className="field drill"),
    ]


def _field(key: str, name: str) -> html.Label:
    """The place of one field, below its name."""
    return html.Label([word(key), place(name)], className="field")
