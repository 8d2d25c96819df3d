"""Recalled: what the ledger wrote of a kind, read again; what cannot be understood is left out, and said."""

from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from city.history import Step
from city.readings import Readings
from geo.areas import Ints
from live.measures.blocks import Homes, joined, rows_of
from live.measures.left_out import LeftOut
from live.measures.packed import NotPacked, unpacked
from live.measures.past import EPOCH
from live.ports import Memory
from live.retold import firsts

Held = tuple[Readings, Ints]


@dataclass(frozen=True, slots=True)
class Piece:
    """One block as it lies in the record: how many rows and bytes it has, and when its newest row was true."""

    rows: int
    size: int
    newest: np.datetime64


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """What is known of a kind: its things, the newest row of each, its rows, and the blocks in which they lie.

    `whole` says that nothing of it was unreadable, `last_at` when the last step was written.
    """

    homes: Homes
    newest: Held | None
    rows: Held | None
    whole: bool
    last_at: datetime
    pieces: dict[datetime, Piece] = field(default_factory=dict[datetime, Piece])


def recalled(record: Memory, kind: str, left_out: LeftOut) -> Recalled:
    """What was written of a kind, each row once. Raises `NotPacked` where its things' numbers are lost."""
    homes, pieces = _homes(record, kind, left_out), dict[datetime, Piece]()
    wholes, blocks = record.kept(f"newest:{kind}", EPOCH), record.kept(f"rows:{kind}", EPOCH)
    newest, read = _read(wholes, kind, homes, left_out), _read(blocks, kind, homes, left_out)
    for step, (rows, _) in read:
        pieces[step.at] = Piece(len(rows), len(step.body), rows.at.max())
    return Recalled(
        homes=homes, newest=_joined(newest, homes), rows=_joined(read, homes), pieces=pieces,
        last_at=max((one.at for one in (*wholes, *blocks)), default=EPOCH),
        whole=len(newest) + len(read) == len(wholes) + len(blocks),
    )  # fmt: skip


def recalled_rows(
    record: Memory, kind: str, homes: Homes, since: datetime, until: datetime, left_out: LeftOut
) -> Held | None:
    """The rows that lie in the record from one time on and before another, each once; None where there are none."""
    return _joined(_read(record.kept(f"rows:{kind}", since, until), kind, homes, left_out), homes)


def _homes(record: Memory, kind: str, left_out: LeftOut) -> Homes:
    things: list[str] = []
    lon, lat = [np.empty(0)], [np.empty(0)]
    for step in record.kept(f"things:{kind}", EPOCH):
        try:
            head, columns = unpacked(step.body)
        except NotPacked:
            left_out.note(step)
            raise
        if head["first"] != len(things):
            raise NotPacked(f"it goes on after {head['first']} things, but there are {len(things)}")
        things += head["things"]
        lon.append(columns["lon"])
        lat.append(columns["lat"])
    return Homes(tuple(things), np.concatenate(lon), np.concatenate(lat))


def _read(steps: tuple[Step, ...], kind: str, homes: Homes, left_out: LeftOut) -> list[tuple[Step, Held]]:
    read: list[tuple[Step, Held]] = []
    for step in steps:
        try:
            held = rows_of(kind, step.body, homes)
        except NotPacked:
            left_out.note(step)
        else:
            read.append((step, held))
    return read


def _joined(read: list[tuple[Step, Held]], homes: Homes) -> Held | None:
    if not read:
        return None
    rows, who = joined([held for _, held in read], homes)
    some = firsts(rows, who)
    return (rows, who) if len(some) == len(rows) else (rows.taken(some), who[some])
