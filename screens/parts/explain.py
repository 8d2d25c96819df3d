"""Explain: one figure opened: value, normal, trend, formula, inputs, quality, who contributes, whose standard."""

from dash import html

from screens import names
from screens.parts.pieces import place, zone


def layout() -> html.Section:
    """The explain card of the vital signs page."""
    return zone("explain", place(names.EXPLAIN, "explain-body"))
