"""Pushed: readings that other programs send to our API; each sender is a source of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sources.base import Fact, Provenance

PROMISE_S = 300.0  # nobody says how often a sender will send; five minutes of silence are shown as late


@dataclass(slots=True)
class Pushed:
    """One sender, by the name it gives itself."""

    name: str
    title: dict[str, str] = field(init=False)
    note: dict[str, str] = field(default_factory=lambda: {"zh": "", "en": ""})
    standard: str = "OneScreen API v1"
    provenance: Provenance = Provenance.LIVE
    every_s: float = PROMISE_S
    promise_s: float = PROMISE_S

    def __post_init__(self) -> None:
        self.title = {"zh": self.name, "en": self.name}

    def read(self, now: datetime) -> Iterable[Fact]:
        """Nothing: what it has to say, it sends."""
        return ()
