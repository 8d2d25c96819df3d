"""Kinds: every sort of reading the house knows, with its unit, what a believable value is, and how often it comes.

To add one, add a `Kind` to the file of its domain; a file gives `KINDS`, a tuple.
"""

from types import MappingProxyType

from city.kinds import economy, emergency, environment, health, infrastructure, livelihood, management, own, traffic
from city.kinds.base import Attribute, Kind
from city.kinds.traffic import CLOSING_CAUSES, VEHICLE_SORTS

__all__ = ("CLOSING_CAUSES", "KINDS", "VEHICLE_SORTS", "Attribute", "Kind")

_ROOMS = (traffic, emergency, management, environment, health, livelihood, economy, infrastructure, own)
KINDS = MappingProxyType({kind.name: kind for room in _ROOMS for kind in room.KINDS})
