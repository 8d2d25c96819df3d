"""Line: one source as the ingest knows it, and what of that is noted so that it is known over a restart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from city.picture import SourceState
from live.gate import Refused
from sources.base import Source
from sources.pushed import Pushed

LONGEST_PAUSE_S = 60.0
Noted = Mapping[str, Any]


@dataclass(slots=True)
class Line:
    """One source: what was refused of it since the start, and what came of it at all."""

    source: Source
    refused: Refused = field(default_factory=Refused)
    facts: int = 0
    kinds: set[str] = field(default_factory=set[str])
    newest_at: datetime | None = None
    read_at: datetime | None = None
    failures: int = 0
    problem: str = ""

    def state(self) -> SourceState:
        """What everybody may know of it."""
        one = self.source
        return SourceState(
            name=one.name,
            title=one.title,
            provenance=str(one.provenance),
            note=one.note,
            standard=one.standard,
            promise_s=one.promise_s,
            patience_s=None if isinstance(one, Pushed) else max(3 * one.every_s, LONGEST_PAUSE_S),
            newest_at=self.newest_at,
            read_at=self.read_at,
            facts=self.facts,
            kinds=tuple(sorted(self.kinds)),
            refused=self.refused.all(),
            problem=self.problem,
        )

    def noted(self) -> Noted:
        """What is to be known of it after a restart."""
        return {
            "name": self.source.name, "provenance": str(self.source.provenance), "facts": self.facts,
            "kinds": sorted(self.kinds), "newest_at": _said(self.newest_at), "read_at": _said(self.read_at),
            "promised": dict(self.source.promised) if isinstance(self.source, Pushed) else None,
        }  # fmt: skip

    def go_on_from(self, noted: Noted) -> None:
        """Know what was noted; nothing where another source bore the name."""
        if noted["provenance"] != str(self.source.provenance):
            return
        self.facts, self.kinds = noted["facts"], set(noted["kinds"])
        self.newest_at, self.read_at = _at(noted["newest_at"]), _at(noted["read_at"])
        if isinstance(self.source, Pushed) and noted["promised"] is not None:
            self.source.promised.update(noted["promised"])


def _said(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _at(said: str | None) -> datetime | None:
    return None if said is None else datetime.fromisoformat(said)
