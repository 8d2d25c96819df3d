"""Desks: the desk of a house, and the made-up colleagues who sit at it where the city is made up, too."""

from collections.abc import Callable
from datetime import datetime

from city.events import Moved
from city.picture import Picture
from incidents.desk import Desk
from incidents.timing.calendars import Calendars
from live.colleagues import Colleagues
from live.duties import Duties
from live.parts import Parts
from live.surroundings import CityAround
from sources.made_up.reports import is_true


def desk_of(
    parts: Parts, calendars: Calendars, duties: Duties, picture: Callable[[], Picture], *, made_up: bool
) -> Desk:  # fmt: skip
    """The desk on the record of these parts; what it announces goes to their bus."""
    pack = parts.pack
    return Desk(
        parts.record, parts.clock, lambda incidents: parts.bus.publish(Moved(incidents)), pack.areas.holding,
        categories=duties.handbook.categories, calendars=calendars, made_up=made_up, has_unit=pack.units.__contains__,
        around=CityAround(pack, picture), policy=parts.policy,
    )  # fmt: skip


def colleagues_of(parts: Parts, desk: Desk, picture: Callable[[], Picture]) -> Callable[[datetime], None]:
    """The turn of the made-up colleagues at this desk."""
    seed = parts.seed
    return Colleagues(desk, picture, lambda signal: is_true(signal, seed), parts.clock).turn
