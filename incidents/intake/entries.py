"""Entries: what the log says of a signal, and how that is written as a line among those of everything else."""

from dataclasses import dataclass
from datetime import datetime

from incidents.intake.reception import SignalState
from incidents.lines import Line, stream_of

SIGNAL = "signal"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalEntry:
    """One line of a signal's log: what was done to it, which made it `version`; `came_from` is None for the first.

    `incident` is the number of the incident behind it by then. With this its reporter is told `outcome`, `looker` is
    sent, it is said to be at `place`; each "" where not. `note_en` is the same note in English
    where the house wrote it itself.
    """

    number: str
    version: int
    move: str
    action: str
    came_from: SignalState | None
    to: SignalState
    at: datetime
    recorded_at: datetime
    by: str
    role: str = ""
    reason: str = ""
    note: str = ""
    incident: str = ""
    outcome: str = ""
    looker: str = ""
    place: str = ""
    note_en: str = ""

    def as_line(self) -> Line:
        """The same in the general form."""
        said = {
            "reason": self.reason, "note": self.note, "incident": self.incident, "outcome": self.outcome,
            "looker": self.looker, "place": self.place,
            "note_en": self.note_en,
        }  # fmt: skip
        return Line(
            stream=stream_of(SIGNAL, self.number),
            stream_seq=self.version,
            action=self.action,
            came_from=None if self.came_from is None else self.came_from.value,
            to=self.to.value,
            at=self.at,
            recorded_at=self.recorded_at,
            by=self.by,
            role=self.role,
            body={"move": self.move, **{name: text for name, text in said.items() if text}},
        )


def signal_entry_of(line: Line) -> SignalEntry:
    """The entry that a line of a signal's stream holds. Raises `ValueError` where it holds none."""
    kind, _, number = line.stream.partition(":")
    if kind != SIGNAL or line.stream_seq is None or line.to is None:
        raise ValueError(f"{line.stream}, line {line.stream_seq}, is none of a signal.")
    return SignalEntry(
        number=number,
        version=line.stream_seq,
        move=line.body["move"],
        action=line.action,
        came_from=None if line.came_from is None else SignalState(line.came_from),
        to=SignalState(line.to),
        at=line.at,
        recorded_at=line.recorded_at,
        by=line.by,
        role=line.role,
        reason=line.body.get("reason", ""),
        note=line.body.get("note", ""),
        incident=line.body.get("incident", ""),
        outcome=line.body.get("outcome", ""),
        looker=line.body.get("looker", ""),
        place=line.body.get("place", ""),
        note_en=line.body.get("note_en", ""),
    )
