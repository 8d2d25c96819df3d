"""The handbook: what its wording of a limit means for each clock.

A single value limits what its track is judged by. 到场 x · y: x until the first unit is there, y until it is done.
围护 x · 处置 y: x until it is safe, y until it is done. What stands in brackets is for special cases, and for people.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from incidents.timing.kinds import ClockKind
from incidents.timing.limit import Limit, limit

WORDS = MappingProxyType(
    {
        "到场": ClockKind.ARRIVE, "响应": ClockKind.ARRIVE, "路程": ClockKind.ARRIVE,
        "出动": ClockKind.TURNOUT, "出车": ClockKind.TURNOUT,
        "转派": ClockKind.DISPATCH, "120 转派": ClockKind.DISPATCH,
        "围护": ClockKind.MAKE_SAFE,
        "处置": ClockKind.DISPOSE, "止水": ClockKind.DISPOSE, "补装": ClockKind.DISPOSE, "研判": ClockKind.DISPOSE,
        "反馈": ClockKind.REPLY,
    }
)  # fmt: skip
_BRACKETS = re.compile(r"\s*[(（][^)）]*[)）]")
_PART = re.compile(r"(?:当场/)?(?P<before>.*?)\s*≤?(?P<limit>\d+[a-z]+)\s*(?P<after>\D*)")


def read(wording: str, alone: ClockKind) -> Mapping[ClockKind, Limit]:
    """The limit of each clock that the wording sets; `alone` is what a value without a word limits.

    Each counts from the dispatch, so the first arrival has the time to turn out and the time on the road.
    Raises `ValueError` for a wording that it does not know.

    >>> {str(kind): str(one) for kind, one in read("到场 30min · 止水 2h", ClockKind.DISPOSE).items()}
    {'arrive': '30min', 'dispose': '2h'}
    """
    found: dict[ClockKind, Limit] = {}
    parts = [part.strip() for part in _BRACKETS.sub("", wording).split("·")]
    for part in parts:
        said = _PART.fullmatch(part)
        word = (said["before"] + said["after"]).strip() if said else part
        kind = WORDS.get(word) if word else ClockKind.DISPOSE if len(parts) > 1 else alone
        if said is None or kind is None:
            known = ", ".join(WORDS)
            raise ValueError(f"{wording!r}: nothing is known of {part!r}. Write a limit, alone or with one of {known}.")
        found[kind] = _on_the_road(limit(said["limit"]), found) if word == "路程" else limit(said["limit"])
    return MappingProxyType(found)


def _on_the_road(road: Limit, found: Mapping[ClockKind, Limit]) -> Limit:
    turnout = found.get(ClockKind.TURNOUT)
    if turnout is None:
        return road
    if turnout.unit is not road.unit:
        raise ValueError(f"{turnout} and {road} are added up, so they should be in one unit.")
    return Limit(turnout.count + road.count, road.unit)
