"""Roads from OpenStreetMap: ways cut at their junctions, with direction, class and speed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely

from geo.importing.report import Report
from geo.importing.road_tables import RoadTables, lengths_m, no_bans
from geo.osm.records import Line
from geo.osm.traffic import direction, is_closed, speed_kmh, street_class
from geo.osm.words import named
from geo.place import Floats

COLUMNS = ("id", "u", "v", "class", "zh", "en", "speed_kmh", "oneway", "bridge", "tunnel", "way")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a way between two junctions: its nodes (k,) and their places (k, 2), in the direction of travel."""

    way: Line
    refs: Sequence[int]
    xy: Floats


def road_tables(lines: Iterable[Line], report: Report) -> RoadTables:
    """The streets on which vehicles may drive; turns are banned by `turns.py`. Empty where there are none."""
    streets = [line for line in lines if _drivable(line, report)]
    runs = [run for line in streets for run in _runs(line, report)]
    meet = _meeting(runs)
    pieces = [piece for run in runs for piece in _pieces(run, meet) if len(set(piece.refs)) > 1]
    return _network(pieces)


def is_oneway(line: Line) -> bool:
    """Whether one may drive this way in one direction only."""
    return direction(line.tags) != 0


def _drivable(line: Line, report: Report) -> bool:
    if street_class(line.tags) is None:
        return False
    if is_closed(line.tags):
        report.leave_out("streets closed to through traffic, left to the map alone", f"way {line.number}")
        return False
    return True


def _runs(line: Line, report: Report) -> Iterator[Piece]:
    """The stretches of a way whose nodes are all there, in the direction of travel."""
    if line.has_gaps:
        report.mend("streets end where the file lacks their nodes", f"way {line.number}")
    step = -1 if direction(line.tags) < 0 else 1
    for start, end in line.known():
        yield Piece(line, line.refs[start:end][::step], line.xy[start:end][::step])


def _meeting(runs: Iterable[Piece]) -> set[int]:
    """The nodes in which roads meet, cross themselves or end."""
    seen: Counter[int] = Counter()
    for run in runs:
        seen.update(run.refs)
        seen.update((run.refs[0], run.refs[-1]))  # ends count twice, so that they are junctions in any case
    return {ref for ref, count in seen.items() if count > 1}


def _pieces(run: Piece, meet: set[int]) -> Iterator[Piece]:
    start = 0
    for at in range(1, len(run.refs)):
        if run.refs[at] in meet:
            yield Piece(run.way, run.refs[start : at + 1], run.xy[start : at + 1])
            start = at


def _network(pieces: Sequence[Piece]) -> RoadTables:
    count: Counter[int] = Counter()
    rows = [_row(piece, count) for piece in pieces]
    outlines = [shapely.LineString(piece.xy) for piece in pieces]
    edges = gpd.GeoDataFrame(pd.DataFrame(rows, columns=list(COLUMNS)), geometry=outlines, crs=4326)
    edges["length_m"] = lengths_m(outlines) if outlines else []
    ends = {ref: xy for piece in pieces for ref, xy in ((piece.refs[0], piece.xy[0]), (piece.refs[-1], piece.xy[-1]))}
    nodes = pd.DataFrame(
        [(str(ref), float(xy[0]), float(xy[1])) for ref, xy in ends.items()], columns=["id", "lon", "lat"]
    )
    return RoadTables(nodes, edges, no_bans())


def _row(piece: Piece, count: Counter[int]) -> tuple[object, ...]:
    tags, number = piece.way.tags, piece.way.number
    rank = street_class(tags) or 0
    zh, en = named(tags)
    name = f"{number}-{count[number]}"
    count[number] += 1
    return (
        name, str(piece.refs[0]), str(piece.refs[-1]), rank, zh or tags.get("ref", ""), en or tags.get("ref", ""),
        speed_kmh(tags.get("maxspeed", ""), rank), is_oneway(piece.way), is_true(tags, "bridge"),
        is_true(tags, "tunnel"), number,
    )  # fmt: skip


def is_true(tags: Mapping[str, str], key: str) -> bool:
    """Whether a tag is there and does not say no."""
    return tags.get(key, "no") != "no"
