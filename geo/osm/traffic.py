"""Streets in OpenStreetMap's tags: which class, which way, how fast, and whether one may drive there at all.

Tags as described in the OpenStreetMap wiki: Key:highway, Key:oneway, Key:access, Key:maxspeed.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

CLASS = MappingProxyType({
    "motorway": 1, "motorway_link": 6, "trunk": 2, "trunk_link": 6, "primary": 2, "primary_link": 2, "secondary": 3,
    "secondary_link": 3, "tertiary": 4, "tertiary_link": 4, "unclassified": 5, "residential": 5, "living_street": 5,
    "road": 5, "busway": 4, "bus_guideway": 4, "service": 0, "escape": 0, "emergency_access_point": 0,
})  # fmt: skip
PATHS = frozenset(("path", "footway", "cycleway", "bridleway", "steps", "pedestrian", "corridor", "track", "trail"))
# By class: alley, freeway, major, arterial, collector, local, ramp; where no limit is posted.
SPEED_KMH = (15.0, 90.0, 60.0, 50.0, 40.0, 30.0, 45.0)
KMH = MappingProxyType({"": 1.0, "km/h": 1.0, "kmh": 1.0, "kph": 1.0, "mph": 1.609344, "knots": 1.852})
# What stands instead of a number; of a country's zones ("CN:urban") the part behind the colon.
ZONES_KMH = MappingProxyType({
    "urban": 50.0, "rural": 80.0, "trunk": 80.0, "motorway": 110.0, "expressway": 80.0, "living_street": 20.0,
    "bicycle_road": 30.0, "pedestrian_zone": 10.0, "school": 30.0, "none": 120.0, "walk": 7.0, "nsl_single": 96.0,
    "nsl_dual": 112.0, "national": 80.0,
})  # fmt: skip
NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z/]*)")
ZONE_NUMBER = re.compile(r"zone:?(\d+)")
MODES = ("motorcar", "motor_vehicle", "vehicle", "access")  # the most special one decides
CLOSED = frozenset(("no", "private", "military", "agricultural", "forestry", "agricultural;forestry"))
SLOW = frozenset(("destination", "customers", "delivery", "permit", "permissive;destination", "residents"))


def street_class(tags: Mapping[str, str]) -> int | None:
    """The class of a street on which vehicles may drive, 0 to 6; None for paths and what is not built.

    >>> street_class({"highway": "trunk"}), street_class({"highway": "steps"})
    (2, None)
    """
    rank = CLASS.get(tags.get("highway", ""))
    if rank is None or tags.get("area") == "yes":
        return None
    return 0 if _allowed(tags) in SLOW else rank


def is_path(tags: Mapping[str, str]) -> bool:
    """Whether this is a way for feet, wheels or hooves."""
    return tags.get("highway") in PATHS and tags.get("area") != "yes"


def is_closed(tags: Mapping[str, str]) -> bool:
    """Whether through traffic may not use this street; emergency services may where it says so.

    >>> is_closed({"access": "private"}), is_closed({"access": "no", "motor_vehicle": "yes"})
    (True, False)
    """
    return tags.get("emergency") != "yes" and _allowed(tags) in CLOSED


def _allowed(tags: Mapping[str, str]) -> str:
    return next((tags[mode] for mode in MODES if mode in tags), "yes")


def direction(tags: Mapping[str, str]) -> int:
    """Which way one may drive: 1 along the way's nodes only, -1 against them only, 0 both ways.

    >>> direction({"oneway": "-1"}), direction({"junction": "roundabout"}), direction({"highway": "motorway"})
    (-1, 1, 1)
    """
    said = tags.get("oneway", "").lower()
    if said in ("yes", "true", "1"):
        return 1
    if said in ("-1", "reverse"):
        return -1
    if said in ("no", "false", "0", "reversible", "alternating"):
        return 0
    return int(tags.get("junction") in ("roundabout", "circular") or tags.get("highway") == "motorway")


def posted_kmh(text: str) -> float | None:
    """The speed that a `maxspeed` posts, the lowest of several; None where it posts none.

    >>> posted_kmh("50"), posted_kmh("CN:urban"), posted_kmh("60;40"), posted_kmh("signals")
    (50.0, 50.0, 40.0, None)
    >>> round(posted_kmh("30 mph"), 1), posted_kmh("DE:zone30")
    (48.3, 30.0)
    """
    found = [kmh for part in re.split(r"[;|,]", text.lower()) if (kmh := _one_kmh(part.strip())) is not None]
    return min(found, default=None)


def _one_kmh(text: str) -> float | None:
    zone = text.rpartition(":")[2]
    if zone in ZONES_KMH:
        return ZONES_KMH[zone]
    if numbered := ZONE_NUMBER.fullmatch(zone) or ZONE_NUMBER.fullmatch(text):
        return float(numbered[1])
    number = NUMBER.fullmatch(zone)
    if number is None or number[2] not in KMH:
        return None
    kmh = float(number[1]) * KMH[number[2]]
    return kmh if 3 <= kmh <= 200 else None


def speed_kmh(posted: str, rank: int) -> float:
    """How fast one drives: as posted, else as streets of this class allow."""
    return posted_kmh(posted) or SPEED_KMH[rank]
