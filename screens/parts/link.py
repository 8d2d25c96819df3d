"""Link: what a screen says when it has heard nothing for a while; the last picture stays."""

from dash import dcc, html

from screens import names
from screens.parts.pieces import place


def layout() -> html.Div:
    """The note (10 s), the curtain (120 s), and the wire on which Dash hears of a new picture."""
    return html.Div(
        [
            place(names.LINK_NOTE, "link-note"),
            place(names.LINK_CURTAIN, "link-curtain"),
            dcc.Store(id=names.PICTURE_VERSION, data=0),
        ]
    )
