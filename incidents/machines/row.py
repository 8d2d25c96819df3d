"""Row: one move of a machine, as data: who may make it, what must be so, what follows, which clocks it touches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from incidents.guards import Attempt, Words
from incidents.incident import Incident
from incidents.parts import Fault
from incidents.roles import Role
from incidents.timing.kinds import ClockKind


class Named(Protocol):
    """What a guard of any machine has: a code for machines, and a sentence in every language."""

    @property
    def code(self) -> str:
        """For machines."""
        ...

    @property
    def words(self) -> Words:
        """For people."""
        ...


S = TypeVar("S", bound=StrEnum)
G = TypeVar("G", bound=Named)


class Does(StrEnum):
    """What a move does to a clock."""

    START = "start"  # ▶ with a fresh budget
    RESUME = "resume"  # ▶ with what remains
    STOP = "stop"  # ■ met, or met late
    HOLD = "hold"  # ■ for now: final only once the check is passed
    SETTLE = "settle"  # what was held is final
    PAUSE = "pause"  # ⏸ from the time the request was made
    CANCEL = "cancel"  # ✕
    LAPSE = "lapse"  # ✕ where nothing is waited for any more
    EXTEND = "extend"  # more budget
    REBUDGET = "rebudget"  # another budget; what was consumed and every pause are kept


@dataclass(frozen=True, slots=True)
class Tick:
    """What a move does to one clock, or (`kind` None) to every clock; with a `fault` only if it was theirs."""

    kind: ClockKind | None
    does: Does
    fault: Fault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What follows from a move beside the new state: its code, and the incident as it is then.

    `on_other`, where there is one, gives the other incident as it is then, of the moved one as it was before.
    """

    code: str
    applied: Callable[[Incident, Attempt], Incident]
    on_other: Callable[[Incident, Incident, Attempt], Incident] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Generic[S, G]):
    """One move. `to` is empty where the state stays; several where the facts decide: back where it came from, say.

    `id` is the specification's, under which the log keeps the move. `takes` names the details that it understands.
    A `free` move needs no version: it only adds, so nobody's work is lost by it.
    """

    id: str
    action: str
    title: Words
    comes_from: tuple[S, ...]
    to: tuple[S, ...]
    roles: tuple[Role, ...]
    guards: tuple[G, ...] = ()
    effects: tuple[Effect, ...] = ()
    ticks: tuple[Tick, ...] = ()
    takes: tuple[str, ...] = ()
    free: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine(Generic[S, G]):
    """A table with its states, where it begins and where it may rest for good.

    `checked` are the states from which alone `closed` may be entered, where the machine has such.
    """

    name: str
    states: tuple[S, ...]
    starts: tuple[S, ...]
    goals: tuple[S, ...]
    rows: tuple[Row[S, G], ...]
    titles: Mapping[S, Words]
    closed: S | None = None
    checked: tuple[S, ...] = ()
