"""Changes: what differs between two pictures, as it goes to the screens; the whole picture is the change from nothing.

What did not change is the very same object in both pictures, so comparing is cheap.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from city.picture import Picture
from incidents.incident import Incident
from incidents.masking import masked
from live import wire

Possible = Callable[[Incident], tuple[str, ...]]
Plain = dict[str, Any]
T = TypeVar("T")


def changes(last: Picture | None, picture: Picture, possible: Possible) -> Plain:
    """The parts of `picture` that are new since `last`, by part; all of them when there is no last one."""
    before = last or Picture(version=0, at=picture.at)
    said: Plain = {
        "measures": _new(before.measures, picture.measures, lambda one: wire.measure(one, wire.ms)),
        "incidents": _new(before.incidents, picture.incidents, lambda one: incident_told(one, possible)),
        "units": _new(before.units, picture.units, wire.unit),
        "sources": _new(before.sources, picture.sources, lambda one: wire.source(one, wire.ms)),
    }
    if picture.flow is not None and picture.flow is not before.flow:
        said["flow"] = wire.flow(picture.flow, wire.ms)
    return {part: value for part, value in said.items() if value}


def incident_told(incident: Incident, possible: Possible) -> Plain:
    """As every screen may show it, walls too: what is personal in its words is read through the API."""
    said = wire.incident(incident, wire.ms)
    clean = {name: masked(said[name]) for name in ("address", "address_en", "detail", "detail_en")}
    return said | clean | {"possible": possible(incident)}


def _new(before: Mapping[str, T], now: Mapping[str, T], say: Callable[[T], Plain]) -> dict[str, Plain | None]:
    if before is now:
        return {}
    said: dict[str, Plain | None] = {key: say(one) for key, one in now.items() if before.get(key) is not one}
    return said | {key: None for key in before if key not in now}
