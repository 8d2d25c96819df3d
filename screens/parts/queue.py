"""Queue: incidents that wait for a hand, the most urgent first, and above them the signals that wait for a decision."""

from dash import html

from screens import names
from screens.parts.pieces import place, word, zone


def layout() -> html.Section:
    """The queue of the duty console."""
    return zone(
        "queue",
        html.Div(id=names.QUEUE_TABS, className="queue-tabs", role="tablist"),
        inbox(),
        html.Div([word("queue.order"), place(names.QUEUE_NEW, "new")], className="queue-note"),
        html.Div(id=names.QUEUE_ROWS, className="rows queue-rows", role="listbox", tabIndex=0),
        place(names.QUEUE_MORE, "more"),
    )


def inbox() -> html.Div:
    """The signals that wait for a decision, under a line that counts them and folds them up."""
    bar = html.Div(
        [html.Button(id=names.INBOX_HEAD, type="button", className="inbox-head"), place(names.INBOX_NEW, "new")],
        className="inbox-bar",
    )
    rows = html.Div(id=names.INBOX_ROWS, className="rows queue-rows", role="listbox", tabIndex=0)
    return html.Div([bar, rows, place(names.INBOX_MORE, "more")], id=names.INBOX, className="inbox")
