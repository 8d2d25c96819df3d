"""Queue: what waits for a hand, the most urgent first; chosen with J, K and Enter."""

from dash import html

from screens import names
from screens.parts.pieces import place, word, zone


def layout() -> html.Section:
    """The queue of the duty console."""
    return zone(
        "queue",
        html.Div(id=names.QUEUE_TABS, className="queue-tabs", role="tablist"),
        html.Div([word("queue.order"), place(names.QUEUE_NEW, "new")], className="queue-note"),
        html.Div(id=names.QUEUE_ROWS, className="rows queue-rows", role="listbox", tabIndex=0),
        place(names.QUEUE_MORE, "more"),
    )
