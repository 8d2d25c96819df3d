"""What the intake needs of a record: signals as they stand, and what people said of cameras' hits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from incidents.intake.reception import WAITING, Reception, SignalState


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a person said of one hit of a camera: it was `true`, or a false alarm."""

    signal: str
    camera: str
    roi: str
    sort: str
    true: bool
    at: datetime
    by: str


class Reviewed(NamedTuple):
    """How many hits of one camera and class were reviewed, and how many of these were true."""

    camera: str
    sort: str
    true: int
    reviews: int


class Reporter(NamedTuple):
    """Who reported something, "" where unknown, and where; no place is None."""

    caller: str
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A signal's next version, and the version that was seen before it: 0 for a new one."""

    after: Reception
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeChanges:
    """What one transaction writes of signals; a review of a signal that has one replaces it."""

    moved: tuple[Moved, ...] = ()
    reviews: tuple[Review, ...] = ()


NOTHING = IntakeChanges()


class IntakeWork(Protocol):
    """What can be asked of signals inside a transaction."""

    def reception(self, number: str) -> Reception | None:
        """The signal with this number."""
        ...

    def keyed(self, origin: str, key: str) -> Reception | None:
        """The signal that this sender sent under this key."""
        ...

    def behind_any(self, incidents: Collection[str]) -> tuple[Reception, ...]:
        """The signals that led to one of these incidents or were linked to it, the oldest first."""
        ...

    def newest_of(self, matter: str, since: datetime) -> Reception | None:
        """The newest signal on this matter that came in at `since` or later."""
        ...

    def reporters(self, sort: str, since: datetime) -> tuple[Reporter, ...]:
        """Who reported something whose category begins like this at `since` or later, and where."""
        ...

    def asleep(self, waited_since: datetime) -> tuple[Reception, ...]:
        """The signals that time may move on: those shelved, and new ones of level 4 that wait since then or longer."""
        ...

    def reviewed(self, camera: str, sort: str, since: datetime) -> Reviewed:
        """What people said of this camera's hits of this class at `since` or later."""
        ...

    def called_false(self, camera: str, roi: str, sort: str) -> datetime | None:
        """When a person last called a hit of this class in this region a false alarm."""
        ...


class IntakeRecord(Protocol):
    """What can be read of signals outside of a transaction."""

    def find(self, number: str) -> Reception | None:
        """The signal with this number."""
        ...

    def waiting(self, most: int | None = None, states: Collection[SignalState] = WAITING) -> tuple[Reception, ...]:
        """Every signal that somebody still has to decide on, or so many, in one of these states.

        The most urgent first, and then who waits longest; what lies on the shelf last.
        """
        ...

    def sent_to(self, looker: str) -> tuple[Reception, ...]:
        """The signals that this person was sent to look at and has not decided on, in the same order."""
        ...

    def how_many(self, states: Collection[SignalState]) -> int:
        """How many signals are in one of these states."""
        ...

    def newest(self, states: Collection[SignalState], most: int) -> tuple[Reception, ...]:
        """The newest signals in one of these states."""
        ...

    def behind(self, incident: str) -> tuple[Reception, ...]:
        """The signals that led to an incident or were linked to it, the oldest first."""
        ...

    def linked(self, numbers: Collection[str]) -> Mapping[str, int]:
        """How many signals are linked to each of these incidents, where any are."""
        ...

    def marked(self) -> tuple[Reception, ...]:
        """The signals that led to an incident that is still open, and that name a facility, a camera or a caller."""
        ...

    def pairs(self, since: datetime) -> tuple[Reviewed, ...]:
        """What people said of every camera and class of which they said anything at `since` or later."""
        ...
