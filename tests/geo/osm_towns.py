"""Small towns in OpenStreetMap's own format, written by osmium: a name for a node is its place on a grid."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Relation, Way

from geo.importing.report import Report
from geo.osm.read import read_osm
from geo.osm.records import Extract

STEP = 0.001  # degrees between two nodes of the grid
WEST, SOUTH = 24.0, 60.0
Tags = Mapping[str, str]
Member = tuple[str, int, str]


def node(row: int, column: int) -> int:
    """The number of the node at this place of the grid."""
    return 1 + row * 100 + column


def place(number: int) -> tuple[float, float]:
    """Longitude and latitude of a node."""
    row, column = divmod(number - 1, 100)
    return round(WEST + column * STEP, 7), round(SOUTH + row * STEP, 7)


def write_osm(
    path: Path,
    *,
    ways: Mapping[int, tuple[Sequence[int], Tags]] | None = None,
    spots: Mapping[int, Tags] | None = None,
    relations: Mapping[int, tuple[Sequence[Member], Tags]] | None = None,
    missing: Sequence[int] = (),
    sign: int = 1,
    box: tuple[float, float, float, float] | None = None,
) -> Path:
    """A town of these ways over the grid; `missing` nodes are left out, `sign` -1 numbers everything as editors do."""
    ways, spots, relations = ways or {}, spots or {}, relations or {}
    header = osmium.io.Header()
    if box is not None:
        header.add_box(osmium.osm.Box(*box))
    path.unlink(missing_ok=True)
    with osmium.SimpleWriter(str(path), header=header) as town:
        for one in sorted({ref for refs, _ in ways.values() for ref in refs} | set(spots)):
            if one not in missing:
                town.add_node(Node(id=sign * one, location=place(one), tags=spots.get(one, {})))
        for number, (refs, tags) in ways.items():
            town.add_way(Way(id=sign * number, nodes=[sign * ref for ref in refs], tags=tags))
        for number, (members, tags) in relations.items():
            signed = [(kind, sign * ref, role) for kind, ref, role in members]
            town.add_relation(Relation(id=sign * number, members=signed, tags=tags))
    return path


def crossing(**tags: str) -> dict[int, tuple[Sequence[int], Tags]]:
    """Four streets that meet in the middle: 1 from the south, 2 to the north, 3 from the west, 4 to the east."""
    street = {"highway": "residential", "name": "Katu", **tags}
    middle = node(2, 2)
    return {
        1: ([node(0, 2), node(1, 2), middle], street), 2: ([middle, node(3, 2), node(4, 2)], street),
        3: ([node(2, 0), node(2, 1), middle], street), 4: ([middle, node(2, 3), node(2, 4)], street),
    }  # fmt: skip


def read(path: Path) -> tuple[Extract, Report]:
    """What a file holds, and an empty report to go on with."""
    return read_osm(path), Report()
