"""Importing: how fast a city of a million nodes is read from OpenStreetMap, and how much memory that takes.

`OSM` names another extract, and `ZONE` its time zone. The map's tiles, which another program draws, count apart.
"""

import json
import os
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way

from geo.importing.files import CityFiles
from geo.importing.given import Given
from geo.importing.parts import made_city
from geo.importing.report import Report
from geo.pack_writer import write_pack

SIDE = 1000  # nodes along each side of the town
STEP_DEG = 0.0002
STREET, HOUSE = 10, 3  # nodes between two streets, and between two houses


def main() -> None:
    """Print seconds, nodes per second and megabytes at the peak."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(os.environ.get("OSM", "")) if "OSM" in os.environ else _written(Path(folder) / "town.osm.pbf")
        nodes = sum(1 for _ in osmium.FileProcessor(str(path), osmium.osm.NODE))
        zone = os.environ.get("ZONE", "Europe/Berlin")
        begun = time.perf_counter()
        city = made_city(CityFiles.of(name="town", zone=zone, osm=(Given(path, {}),)), Report(), iter)
        read_s = time.perf_counter() - begun
        write_pack(Path(folder) / "town", **city)
        whole_s = time.perf_counter() - begun
    print(json.dumps({
        "nodes": nodes,
        "read_s": round(read_s, 1),
        "nodes_per_s": round(nodes / read_s),
        "with_the_pack_written_s": round(whole_s, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "goal_s": 60,
        "goal_peak_mb": 2000,
    }))  # fmt: skip


def _written(path: Path) -> Path:
    """A town of streets in a grid, and houses between them."""
    with osmium.SimpleWriter(str(path)) as town:
        for number in range(SIDE * SIDE):
            row, column = divmod(number, SIDE)
            town.add_node(Node(id=number + 1, location=(10 + column * STEP_DEG, 50 + row * STEP_DEG)))
        for number, (refs, tags) in enumerate([*_streets(), *_houses()], start=1):
            town.add_way(Way(id=number, nodes=refs, tags=tags))
    return path


def _node(row: int, column: int) -> int:
    return row * SIDE + column + 1


def _streets() -> Iterator[tuple[Sequence[int], dict[str, str]]]:
    for at in range(0, SIDE, STREET):
        for start in range(0, SIDE - 2 * STREET, 2 * STREET):
            along = range(start, start + 2 * STREET + 1)
            yield [_node(at, one) for one in along], {"highway": "secondary", "name": f"Row {at}", "maxspeed": "50"}
            yield [_node(one, at) for one in along], {"highway": "residential", "name": f"Column {at}"}


def _houses() -> Iterator[tuple[Sequence[int], dict[str, str]]]:
    for row in range(2, SIDE - HOUSE, HOUSE):
        for column in range(2, SIDE - HOUSE, HOUSE):
            corners = [(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)]
            about = {
                "building": "yes",
                "building:levels": "4",
                "addr:street": f"Row {row}",
                "addr:housenumber": str(column),
            }
            yield [_node(row + down, column + right) for down, right in corners], about


if __name__ == "__main__":
    main()
