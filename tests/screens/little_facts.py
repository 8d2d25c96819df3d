"""Facts of a little city, enough to build every page."""

from dataclasses import replace
from datetime import UTC, datetime

import flask

from incidents.categories import all_categories
from indicators import all_indicators
from layers import all_layers
from screens.facts import PageFacts
from screens.page import build_screens
from tests.layers.little_pack import PACK

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FACTS = PageFacts(
    pack=PACK, indicators=all_indicators(), layers=all_layers(),
    categories={"M0110": all_categories()["M0110"]},
    moves={"file": {"zh": "立案", "en": "File"}}, language="en", theme="night", u=22, clock=lambda: NOON,
)  # fmt: skip


def house(**changes: object) -> flask.Flask:
    """A server with every page on it."""
    server = flask.Flask("house", static_folder=None)
    build_screens(server, replace(FACTS, **changes))
    return server
