"""Pushed: readings that other programs send to our API; each sender is a source of its own.

It may say how long it will be silent at most. Of a kind that is told when it changes nobody expects more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from city.kinds import KINDS
from sources.base import Fact, Provenance

PROMISE_S = 300.0  # where a sender does not say how often it sends, five minutes of silence are shown as late


@dataclass(slots=True)
class Pushed:
    """One sender, by the name it gives itself."""

    name: str
    title: dict[str, str] = field(init=False)
    note: dict[str, str] = field(default_factory=lambda: {"zh": "", "en": ""})
    standard: str = "OneScreen API v1"
    provenance: Provenance = Provenance.LIVE
    every_s: float = PROMISE_S
    promised: dict[str, float | None] = field(default_factory=dict[str, float | None])  # by kind

    def __post_init__(self) -> None:
        self.title = {"zh": self.name, "en": self.name}

    @property
    def promise_s(self) -> float | None:
        """What it promises of the kind that it tells most often; None where it tells only what changes."""
        return min((one for one in self.promised.values() if one is not None), default=None)

    def promise(self, kind: str, promise_s: float | None) -> None:
        """It says of a kind how old the newest may be, None where it tells what changes."""
        self.promised[kind] = promise_s

    def read(self, now: datetime) -> Iterable[Fact]:
        """Nothing: what it has to say, it sends."""
        return ()


def usual_promise_s(kind: str) -> float | None:
    """What is expected of a sender of a kind that promises nothing."""
    return None if kind in KINDS and KINDS[kind].on_change else PROMISE_S
