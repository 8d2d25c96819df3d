"""The limits of our own desk: how long each clock gives on each track, and where that is written.

To change a limit, change its cell; what a category itself limits (its handbook's wording) is read in `handbook.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from incidents.timing.kinds import ClockKind
from incidents.timing.limit import Limit, limit


class Track(StrEnum):
    """How the clock runs: seconds day and night, minutes and hours day and night, working time, or an answer owed."""

    EMERGENCY = "E"
    URGENT = "U"
    ROUTINE = "R"
    HOTLINE = "H"


class Source(StrEnum):
    """Where a row of the table comes from."""

    NENA = "NENA-STA-020: 90 % answered within 15 s; NFPA 1225 (2022): within 10 s"
    NFPA_1225 = "NFPA 1225 (2022): 90 % processed, from the answer to the first unit dispatched, within 60 s"
    NFPA_1710 = "NFPA 1710: turnout 80 s for fire, 60 s for EMS; travel of the first engine 240 s"
    HOTLINE = "Beijing, standard of the 12345 hotline (draft of 2021)"
    OURS = "a default of OneScreen, until the city's own handbook is at hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One clock: from when to when it counts, its limit by track, and its source.

    A track that is missing has no such clock. On the tracks in `category` the category's own limit goes first.
    """

    starts: str
    stops: str
    source: Source
    limits: Mapping[Track, Limit]
    category: tuple[Track, ...] = ()


E, U, R, H = Track.EMERGENCY, Track.URGENT, Track.ROUTINE, Track.HOTLINE


def _by_track(emergency: str = "", urgent: str = "", routine: str = "", hotline: str = "") -> Mapping[Track, Limit]:
    said = zip(Track, (emergency, urgent, routine, hotline), strict=True)
    return MappingProxyType({track: limit(one) for track, one in said if one})


LIMITS: Mapping[ClockKind, Row] = MappingProxyType(
    {
        ClockKind.ANSWER: Row(
            starts="it rings", stops="it is answered", source=Source.NENA, limits=_by_track("15s", hotline="15s")
        ),
        ClockKind.ACCEPT: Row(
            starts="the signal is stored", stops="it is accepted, refused or linked", source=Source.HOTLINE,
            limits=_by_track("60s", "5min", "30wmin", "2h"),
        ),
        ClockKind.VERIFY: Row(
            starts="somebody is sent to look", stops="it is confirmed or not found", source=Source.OURS,
            limits=_by_track("", "30min", "2wh", "2wh"),
        ),
        ClockKind.FILE: Row(
            starts="the signal is accepted", stops="it is filed or refused", source=Source.OURS,
            limits=_by_track("0s", "10min", "30wmin", "30wmin"),
        ),
        # On track E it counts from the signal, so that accepting, filing and dispatching share one minute.
        ClockKind.DISPATCH: Row(
            starts="it is filed", stops="it is dispatched", source=Source.NFPA_1225,
            limits=_by_track("60s", "10min", "30wmin", "30wmin"),
        ),
        ClockKind.ACKNOWLEDGE: Row(
            starts="it is dispatched", stops="it is acknowledged", source=Source.OURS,
            limits=_by_track("30s", "15min", "2wh", "2wh"),
        ),
        ClockKind.TURNOUT: Row(
            starts="the unit is dispatched", stops="it is en route", source=Source.NFPA_1710,
            limits=_by_track("80s", "5min"), category=(E,),
        ),
        ClockKind.ARRIVE: Row(
            starts="the first unit is dispatched", stops="the first unit is on scene", source=Source.NFPA_1710,
            limits=_by_track(), category=(E, U),
        ),
        ClockKind.MAKE_SAFE: Row(
            starts="it is dispatched", stops="it is fenced off, shut off or cut off", source=Source.OURS,
            limits=_by_track("30min", "30min"), category=(U,),
        ),
        ClockKind.DISPOSE: Row(
            starts="it is dispatched", stops="it is reported done, and passes the check", source=Source.OURS,
            limits=_by_track(), category=(U, R),
        ),
        ClockKind.CHECK: Row(
            starts="it is reported done", stops="it passes the check or fails", source=Source.OURS,
            limits=_by_track("", "2h", "4wh", "4wh"),
        ),
        ClockKind.CLOSE: Row(
            starts="it passes the check", stops="it is closed", source=Source.OURS,
            limits=_by_track("30min", "1h", "2wh", "2wh"),
        ),
        ClockKind.REPLY: Row(
            starts="the signal is accepted", stops="whoever reported it was answered", source=Source.HOTLINE,
            limits=_by_track(), category=(H,),
        ),
    }
)  # fmt: skip

REPORTED_UP: Mapping[int, tuple[Limit, Limit]] = MappingProxyType(
    {level: (limit(phone), limit(written)) for level, phone, written in
     ((1, "15min", "30min"), (2, "15min", "30min"), (3, "30min", "60min"), (4, "6h", "6h"))}
)  # fmt: skip
"""信息报送 by the level of the response (1 highest): by phone, and in writing. A default of ours; cities differ."""

FURTHER_UP: Mapping[int, Limit] = MappingProxyType({1: limit("60min"), 2: limit("60min"), 3: limit("2h")})
"""续报 by the level of the response: how long after each report the next is due; of level Ⅳ none is."""


def limit_of(kind: ClockKind, track: Track, category: Mapping[ClockKind, Limit]) -> Limit | None:
    """The limit of this clock for a category whose handbook sets these; None where no such clock runs."""
    row = LIMITS.get(kind)
    if row is None:
        return None
    return (category.get(kind) if track in row.category else None) or row.limits.get(track)
