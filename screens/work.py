"""Work: what waits for the hand of one person, in the street or at a desk of their own; on a telephone one column."""

from dash import html

from screens import names
from screens.facts import PageFacts
from screens.parts import card, link, mine, queue, street
from screens.parts.pieces import place, zone

ZONES = ("bar", "mine", "card", "says-line")


def layout(_: PageFacts) -> html.Main:
    """The list of what is theirs, and the card of the chosen one; no map, and nothing that is not for their eyes."""
    return html.Main(
        [
            _bar(),
            zone("mine", html.Div([street.opener(), *_lists(), street.sent()], className="mine-lists")),
            card.layout(back=True),
            zone("says-line", html.Div(id=names.COMMAND_SAYS, className="says", role="status")),
            street.layout(),
            link.layout(),
        ],
        id=names.WORK,
        className="page work",
    )


def _lists() -> list[html.Section | html.Div]:
    own, others = mine.lists()
    return [own, queue.inbox(), others]


def _bar() -> html.Section:
    """Title, time, whether it is real, who looks at it, the other language."""
    return zone(
        "bar",
        place(names.STRIP_TITLE, "city"),
        html.Div([place(names.STRIP_DATE), place(names.STRIP_CLOCK, "clock")], className="now"),
        place(names.STRIP_BADGE, "badges"),
        html.A(id=names.STRIP_WHO, href="/", className="act who"),
        html.A(id=names.STRIP_LANGUAGE, className="act", href="?"),
    )
