"""Wall: the whole city for the whole room. Touched by nobody: no link, no button, nothing to scroll."""

from dash import html

from screens.facts import PageFacts
from screens.parts import link, loop, map_zone, signs, strip, timeline, units

ZONES = ("strip", "signs", "map-zone", "units", "loop", "timeline")


def layout(facts: PageFacts) -> html.Main:
    """Six zones that never move."""
    return html.Main(
        [
            strip.layout(),
            signs.layout(),
            map_zone.layout(facts.pack, hands=False),
            units.layout(),
            loop.layout(),
            timeline.layout(),
            link.layout(),
        ],
        className="page wall",
    )
