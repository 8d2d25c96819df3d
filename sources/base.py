"""What every source says of itself, and what it gives: readings, notices of allied commands, and signals."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from city.readings import Readings
from geo.coordinates import WGS84, Frame
from incidents.incident import Signal
from incidents.notice import Notice, Order

Fact = Readings | Notice | Signal


class Provenance(StrEnum):
    """Where a fact comes from: the world, a recording of it, or nowhere."""

    LIVE = "live"
    REPLAY = "replay"
    MADE_UP = "made_up"


class CannotOpen(Exception):
    """A source cannot be opened at all: it does not exist, or what it should read is missing or broken."""


class SourceUnavailable(Exception):
    """A source cannot be read now; it will be tried again."""

    def __init__(self, source: str, why: str) -> None:
        super().__init__(f"{source} is unavailable: {why}.")


class Source(Protocol):
    """One connection to the world.

    `title` by language; `standard` is the open standard it speaks; `every_s` is how often it wants to be read and
    `promise_s` how old its newest fact may be, both in seconds of the city's time; `promise_s` is None where it tells
    only what changes, so that its silence means nothing: then it is well as long as it can be read. `note` (by
    language, may be empty) stands beside the provenance on every screen, e.g. the original dates of a recording.
    """

    name: str
    title: dict[str, str]
    standard: str
    provenance: Provenance
    note: dict[str, str]
    every_s: float

    @property
    def promise_s(self) -> float | None:
        """How old its newest fact may be, seconds; None where it tells only what changes."""
        ...

    def read(self, now: datetime) -> Iterable[Fact]:
        """What happened since the last reading, up to `now` (aware, UTC). Raises `SourceUnavailable`."""
        ...


class Remembering(Protocol):
    """A source that can tell the past, too, as far as it remembers."""

    name: str
    remembers: timedelta

    def past(self, since: datetime, now: datetime, *, fully: bool = True) -> Iterable[Fact]:
        """What happened from `since` on and before `now`; the first reading goes on from there.

        Where it was long ago it need not be told `fully`: what a trend needs that has a value at the end of the span is
        enough.
        """
        ...


def tells_incidents(source: Remembering) -> bool:
    """Whether notices of incidents may come from a source: also where it is silent about that."""
    return getattr(source, "tells_incidents", True)


class Framed(Protocol):
    """A source whose readings and notices have their places in another frame than WGS 84."""

    frame: Frame


def frame_of(source: Source) -> Frame:
    """The frame that a source declares, WGS 84 where it is silent; its places are turned at the wall of the house."""
    return getattr(source, "frame", WGS84)


class Crewed(Protocol):
    """A source behind which there are crews: it is told what the desk orders them to do."""

    def ordered(self, order: Order) -> None:
        """One unit was sent to an incident, or released from it."""
        ...
