"""Explain: one figure opened: value, normal, trend, formula, inputs, quality, who contributes, whose standard."""

from dash import html

from screens import names
from screens.parts.pieces import place, word, zone


def layout() -> html.Section:
    """The explain card of the vital signs page; on a phone it covers the screen while it is asked for."""
    return zone("explain", _close(), place(names.EXPLAIN, "explain-body"))


def dialog() -> html.Dialog:
    """The same card over the duty console: the focus stays inside, and Esc closes it."""
    return html.Dialog(
        [_close(), place(names.EXPLAIN, "explain-body")], id=names.EXPLAIN_DIALOG, className="explain-dialog"
    )


def _close() -> html.Button:
    return html.Button(word("explain.close"), type="button", className="act small close", value="close")
