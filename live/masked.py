"""Masked: what a wall may show, where anybody may stand: nothing written about people, and no number of theirs.

Of what is sensitive a wall does not know the place, and what is secret it does not know at all (`incidents/sight.py`).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any

from incidents.incident import Incident, is_number
from incidents.sight import Sensitivity

Plain = dict[str, Any]
# What is told of an incident on a wall: what it draws, for every department may open one, and no more. A field that is
# not named here is not told; people's names never leave the house on a socket at all (`case_file.py`).
ON_A_WALL = frozenset({
    "number", "version", "state", "open", "category", "level", "origin", "command", "address", "address_en", "lon",
    "lat", "area", "received_at", "changed_at", "entered_at", "times", "assignments", "due", "due_at", "made_up",
    "sensitivity", "exercise",
})  # fmt: skip
_PLACE = MappingProxyType({"address": "", "address_en": "", "lon": None, "lat": None, "area": ""})
_SENT = MappingProxyType({"assignments": [], "times": {}})  # who was sent, and when they came, says where it is
_WRITTEN = ("address", "address_en")
_EMPTY = MappingProxyType({"detail": "", "detail_en": "", "reference": "", "evidence": []})
# A telephone, an identity card, a bank card: seven digits or more, however set apart; what is left of one, too.
_NUMBER = re.compile(r"\+?\d(?:[ ()\u00a0./-]{0,2}\d){6,}[Xx]?|\d{1,6}\*{2,}[\dXx]{0,6}")


@dataclass(frozen=True, slots=True)
class View:
    """What a screen sees of a picture: what of its parts at `first` and `then`, and whether layers are `drawn`, too.

    What hangs `on_a_wall` has layers of its own.
    """

    first: Callable[[Mapping[str, Any]], Plain]
    then: Callable[[Mapping[str, Any]], Plain]
    drawn: bool = True
    on_a_wall: bool = False


def masked(parts: Mapping[str, Any], *, whole: bool) -> Plain:
    """The same parts of a picture, `whole` or what changed in it, as a wall may show them."""
    said = dict(parts)
    for part, shown in _PARTS.items():
        if part in said:
            said[part] = {name: shown(one) for name, one in said[part].items()}
    if "incidents" not in parts:
        return said
    seen = {number: None if _is_hidden(one) else _incident(one) for number, one in parts["incidents"].items()}
    return {**said, "incidents": {number: one for number, one in seen.items() if not whole or one is not None}}


def placeless(one: Incident) -> Incident:
    """An incident as a wall may draw it: of a sensitive one neither its place nor who was sent there."""
    return one if one.sensitivity < Sensitivity.SENSITIVE else replace(one, **_PLACE, assignments=(), times={})


def _unit(one: Plain | None) -> Plain | None:
    """A unit without the incident that it is on: that may be one which a wall does not know."""
    return one if one is None else {name: value for name, value in one.items() if name != "incident"}


def _measure(one: Plain | None) -> Plain | None:
    """A measure, of whose greatest contributors none is called by an incident's number."""
    if one is None or not any(is_number(each[0]) for each in one["contributors"]):
        return one
    return one | {"contributors": [each for each in one["contributors"] if not is_number(each[0])]}


_PARTS: Mapping[str, Callable[[Plain | None], Plain | None]] = MappingProxyType({"units": _unit, "measures": _measure})


def _is_hidden(one: Mapping[str, Any] | None) -> bool:
    return one is None or one["sensitivity"] >= Sensitivity.SECRET


def _incident(one: Mapping[str, Any]) -> Plain:
    told = {name: value for name, value in one.items() if name in ON_A_WALL} | _EMPTY
    told |= {**_PLACE, **_SENT} if one["sensitivity"] >= Sensitivity.SENSITIVE else {}
    return told | {name: without_numbers(str(told[name])) for name in _WRITTEN if name in told}


def without_numbers(text: str) -> str:
    """A text without numbers by which a person is known; those of houses and roads stay.

    >>> without_numbers("江汉路 88 号，电话 138-0013-8000"), without_numbers("G4201, km 12.5")
    ('江汉路 88 号，电话 ***', 'G4201, km 12.5')
    >>> without_numbers("138****8000")
    '***'
    """
    return _NUMBER.sub("***", text)


def _rings_first(parts: Mapping[str, Any]) -> Plain:
    """Where the picture comes from, by which a screen knows whether it is made up, and nothing of what it holds."""
    return {"bell": True} | {name: parts[name] for name in ("sources",) if name in parts}


def _rings(parts: Mapping[str, Any]) -> Plain:
    return {"bell": True} if "incidents" in parts else {}


WHOLE = View(dict, dict)
MASKED = View(partial(masked, whole=True), partial(masked, whole=False), on_a_wall=True)
# That incidents changed, and none of them: whoever hears it asks the API for what is theirs to see.
DOORBELL = View(_rings_first, _rings, drawn=False, on_a_wall=True)
