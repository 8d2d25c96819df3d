"""Portions: a picture with very many incidents goes out piece by piece, the most urgent first, and holds up nobody.

What is said of an incident is encoded once, while it stands as it does. Each piece is told of the newest picture, so
that pieces and changes add up to the whole in whatever order they come.
"""

from collections import deque
from collections.abc import Callable, Mapping
from operator import attrgetter

import orjson

from city.picture import Picture
from incidents.incident import Incident
from live.changes import Plain, Possible, incident_told
from live.masked import masked

ENOUGH = 256 * 1024  # bytes of incidents in one message
LONGEST_S = 0.004  # so long one message may take to be made
SPARE = 1000  # that were said and are over may be remembered
_HOW = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS
_urgency = attrgetter("level")

Said = tuple[Incident, bytes]


class Portions:
    """Tells incidents of the newest picture, as many at once as hold nobody up; `room` is how many times as many."""

    def __init__(self, possible: Possible, monotonic: Callable[[], float]) -> None:
        self._possible = possible
        self._monotonic = monotonic
        self._said: dict[bool, dict[str, Said]] = {False: {}, True: {}}
        self._order: tuple[int, tuple[str, ...]] = (-1, ())

    def all_of(self, picture: Picture) -> deque[str]:
        """The numbers of all incidents, the most urgent first."""
        if self._order[0] != picture.version:
            self._order = picture.version, tuple(one.number for one in sorted(picture.incidents.values(), key=_urgency))
            self._forget(picture.incidents)
        return deque(self._order[1])

    def next_of(self, picture: Picture, rest: deque[str], *, veiled: bool, room: int) -> dict[str, orjson.Fragment]:
        """The next of the `rest`, which are taken out of it; those that a wall may not show are left out."""
        until, size = self._monotonic() + LONGEST_S * room, 0
        told: dict[str, orjson.Fragment] = {}
        while rest and size < ENOUGH * room and self._monotonic() <= until:
            one = picture.incidents.get(rest.popleft())
            said = b"" if one is None else self._of(one, veiled=veiled)
            if one is not None and said:
                told[one.number] = orjson.Fragment(said)
                size += len(said)
        return told

    def _of(self, one: Incident, *, veiled: bool) -> bytes:
        known = self._said[veiled].get(one.number)
        if known is None or known[0] is not one:
            known = self._said[veiled][one.number] = one, self._encoded(one, veiled=veiled)
        return known[1]

    def _encoded(self, one: Incident, *, veiled: bool) -> bytes:
        told: Plain = {one.number: incident_told(one, self._possible)}
        seen = masked({"incidents": told}, whole=True)["incidents"] if veiled else told
        return orjson.dumps(seen[one.number], option=_HOW) if one.number in seen else b""

    def _forget(self, incidents: Mapping[str, Incident]) -> None:
        for said in self._said.values():
            if len(said) > len(incidents) + SPARE:
                for number in said.keys() - incidents.keys():
                    del said[number]
