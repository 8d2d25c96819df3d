"""Blocks: some thousand rows of one kind as bytes, and back; so few that packing them holds nobody up.

What stays is named by its number, and where all rows are at their things' homes, no places are written down.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from city.kinds import KINDS
from city.readings import Floats, Readings
from geo.areas import Ints
from live.columns import Names
from live.measures.packed import NotPacked, packed, unpacked

FULL = 4096  # rows of a block: they are packed in a few milliseconds
NOBODY, NOWHERE = np.empty(0, dtype=np.intp), np.empty(0)


@dataclass(frozen=True, slots=True)
class Homes:
    """The things of a kind (k,), each at its number, and where each was when it was first heard of."""

    things: Sequence[str] = ()
    lon: Floats = field(default_factory=NOWHERE.copy)
    lat: Floats = field(default_factory=NOWHERE.copy)

    def __len__(self) -> int:
        return len(self.lon)

    def home(self, rows: Readings, who: Ints) -> bool:
        """Whether all of these rows (n,) are where their things were first."""
        if rows.lon is None or rows.lat is None or not len(self):
            return False
        return np.array_equal(rows.lon, self.lon[who], equal_nan=True) and np.array_equal(
            rows.lat, self.lat[who], equal_nan=True
        )


def parted(rows: Readings, who: Ints) -> Iterator[tuple[Readings, Ints]]:
    """These rows in as few parts of the same size as have room in a block each."""
    parts = -(-len(rows) // FULL)
    for some in np.array_split(np.arange(len(rows)), parts) if parts else ():
        yield rows.taken(some), who[some]


def block_of(rows: Readings, who: Ints, homes: Homes) -> bytes:
    """Rows (n,) as bytes; `who` (n,) numbers their things, if these stay."""
    kind = KINDS[rows.kind]
    at = rows.at.astype("datetime64[ms]").astype(np.int64)
    first = int(at.min(initial=np.iinfo(np.int64).max)) if len(at) else 0
    since = at - first
    columns: dict[str, np.ndarray] = {
        "at": since.astype("<i4") if since.max(initial=0) < np.iinfo(np.int32).max else since.astype("<i8"),
        "value": rows.value.astype("<f8"),
        **{f"attribute.{name}": rows.attributes[name].astype("<f8") for name in kind.attributes},
    }
    head: dict[str, object] = {"first": first, "texts": {name: list(rows.texts[name]) for name in kind.texts}}
    if kind.standing:
        columns["who"] = who.astype("<i4")
    else:
        head["things"] = list(rows.thing)
    if not (kind.standing and homes.home(rows, who)):
        columns |= {"lon": _known(rows.lon, len(rows)), "lat": _known(rows.lat, len(rows))}
    return packed(head, columns)


def rows_of(kind: str, body: bytes, homes: Homes) -> tuple[Readings, Ints]:
    """The rows (n,) of a block, each with its place, and who they are of. Raises `NotPacked`."""
    head, columns = unpacked(body)
    try:
        who = columns["who"].astype(np.intp) if "who" in columns else NOBODY
        if who.max(initial=-1) >= len(homes):
            raise NotPacked(f"it speaks of {who.max()}, but there are {len(homes)} things")
        rows = Readings(
            kind=kind,
            thing=Names(homes.things, who) if "who" in columns else head["things"],
            value=columns["value"],
            at=(columns["at"].astype(np.int64) + head["first"]).astype("datetime64[ms]"),
            lon=columns["lon"] if "lon" in columns else homes.lon[who],
            lat=columns["lat"] if "lat" in columns else homes.lat[who],
            attributes={name: columns[f"attribute.{name}"] for name in KINDS[kind].attributes},
            texts={name: head["texts"][name] for name in KINDS[kind].texts},
        )
    except (KeyError, ValueError, TypeError, IndexError) as why:
        raise NotPacked(why) from why
    return rows, who if KINDS[kind].standing else np.arange(len(rows))


def joined(parts: Sequence[tuple[Readings, Ints]], homes: Homes) -> tuple[Readings, Ints]:
    """Rows of one kind behind one another, and who they are of; there must be some."""
    readings = [rows for rows, _ in parts]
    kind = KINDS[readings[0].kind]
    who = np.concatenate([some for _, some in parts])
    if not kind.standing:
        who = np.arange(len(who))
    rows = Readings(
        kind=kind.name,
        thing=Names(homes.things, who) if kind.standing else [name for one in readings for name in one.thing],
        value=np.concatenate([one.value for one in readings]),
        at=np.concatenate([one.at for one in readings]),
        lon=np.concatenate([_known(one.lon, len(one)) for one in readings]),
        lat=np.concatenate([_known(one.lat, len(one)) for one in readings]),
        attributes={name: np.concatenate([one.attributes[name] for one in readings]) for name in kind.attributes},
        texts={name: [word for one in readings for word in one.texts[name]] for name in kind.texts},
    )
    return rows, who


def _known(column: Floats | None, count: int) -> Floats:
    return np.full(count, np.nan) if column is None else column
