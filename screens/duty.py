"""Duty: the console of a seat: queue on the left, map, card of the chosen incident on the right; hands act here."""

from dash import html

from screens.facts import PageFacts
from screens.parts import card, desk, explain, link, map_zone, office, queue, signal, strip

ZONES = ("strip", "alarms", "queue", "map-zone", "card", "log", "load", "upcoming", "command")


def layout(facts: PageFacts) -> html.Main:
    """Everything a seat needs, on one screen without scrolling."""
    return html.Main(
        [
            strip.layout(seat=True),
            office.alarms(),
            queue.layout(),
            map_zone.layout(facts.pack, hands=True),
            card.layout(),
            desk.log(),
            desk.load(),
            desk.upcoming(),
            desk.command(),
            signal.layout(),
            office.shift(),
            office.shelve(),
            explain.dialog(),
            link.layout(),
        ],
        className="page duty",
    )
