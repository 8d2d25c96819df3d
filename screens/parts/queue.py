"""Queue: incidents that wait for a hand, the most urgent first, and above them the signals that wait for a decision."""

from dash import html

from screens import names
from screens.parts.pieces import place, word, zone


def layout() -> html.Section:
    """The queue of the duty console."""
    return zone(
        "queue",
        html.Div(id=names.QUEUE_TABS, className="queue-tabs", role="tablist"),
        html.Div(
            [
                html.Div(
                    [
                        html.Button(id=names.INBOX_HEAD, type="button", className="inbox-head"),
                        place(names.INBOX_NEW, "new"),
                    ],
                    className="inbox-bar",
                ),
                html.Div(id=names.INBOX_ROWS, className="rows queue-rows", role="listbox", tabIndex=0),
                place(names.INBOX_MORE, "more"),
            ],
            id=names.INBOX,
            className="inbox",
        ),
        html.Div([word("queue.order"), place(names.QUEUE_NEW, "new")], className="queue-note"),
        html.Div(id=names.QUEUE_ROWS, className="rows queue-rows", role="listbox", tabIndex=0),
        place(names.QUEUE_MORE, "more"),
    )
