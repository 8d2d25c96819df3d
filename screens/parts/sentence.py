"""Sentence: how the city is, in words that are computed, never chosen."""

from dash import html

from screens import names
from screens.parts.pieces import place, zone


def layout() -> html.Section:
    """The sentence and what it was written from."""
    return zone("sentence", html.P(id=names.SENTENCE), place(names.SENTENCE_NOTE, "note"))
