"""Pieces: the few building blocks that zones share. A piece carries the key of its words; the browser writes them."""

from dash import html
from dash.development.base_component import Component


def word(key: str, look: str = "") -> html.Span:
    """A fixed text, by its key in `words/`."""
    return html.Span(className=look or None, **{"data-word": key})


def place(name: str, look: str = "") -> html.Div:
    """An empty place that JavaScript fills, by its id."""
    return html.Div(id=name, className=look or None)


def zone(look: str, *inside: Component) -> html.Section:
    """One zone of a page; `look` names it in the style sheet and in the page's skeleton."""
    return html.Section(list(inside), className=f"zone {look}")


def head(title: str, *beside: Component) -> html.Header:
    """A zone's header: its title's key, then what stands beside it."""
    return html.Header([word(title, "title"), *beside], className="head")
