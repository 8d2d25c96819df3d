"""Desk: the foot of the duty console: newest moves, how many incidents come in, what is due next, keys and answers."""

from dash import html

from screens import names
from screens.parts.pieces import head, place, word, zone


def log() -> html.Section:
    """The newest moves."""
    return zone("log", head("log.title", word("log.note", "note")), place(names.LOG_ROWS, "rows log-rows"))


def load() -> html.Section:
    """How many incidents come in, per ten minutes."""
    return zone("load", head("load.title", place(names.LOAD_NOTE, "note")), place(names.LOAD_PLOT, "load-plot"))


def upcoming() -> html.Section:
    """What is due in the next quarter of an hour."""
    return zone("upcoming", head("next.title", word("next.note", "note")), place(names.NEXT_ROWS, "rows next-rows"))


def command() -> html.Section:
    """The last answer, and the keys."""
    return zone(
        "command", html.Div(id=names.COMMAND_SAYS, className="says", role="status"), place(names.COMMAND_KEYS, "keys")
    )
