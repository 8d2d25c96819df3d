"""The sea from OpenStreetMap's coastline: land lies left of it, water right, and the box closes it.

Tag:natural=coastline in the OpenStreetMap wiki. Each part of the box that the coast cuts off is sea where more of the
coast has it on its right, so a piece drawn the wrong way round does not drown the city.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely import LineString, Polygon

from geo.importing.report import Report
from geo.osm.records import Line
from geo.place import Bounds, Floats
from geo.ways.roads import Ints

ASIDE = 1e-3  # of a segment's length, to its right and left, but
ASIDE_DEG = 1e-7  # no farther than a centimetre
BEYOND_DEG = 1e-6  # lines that are to cut the box end beyond it: on it, rounding might end them before it
Spot = tuple[float, ...]
Geometries = Any  # an array (n,) of shapely's geometries


def is_coast(line: Line) -> bool:
    """Whether this way is a part of the coastline."""
    return line.tags.get("natural") == "coastline"


def coastline(lines: Sequence[Line]) -> list[LineString]:
    """The known stretches of the coast, joined, each with the land on its left."""
    stretches = [part for line in lines if is_coast(line) for part in line.stretches()]
    merged = shapely.line_merge(shapely.MultiLineString(stretches), directed=True)
    return [part for part in shapely.get_parts(merged).tolist() if not part.is_empty]


def sea(coast: Sequence[LineString], box: Bounds, report: Report) -> list[Polygon]:
    """The parts of the box that are sea; none where no coast crosses it."""
    frame = shapely.box(box.west, box.south, box.east, box.north)
    inside = shapely.intersection(np.array(coast, dtype=object), frame)
    cut = shapely.get_parts(shapely.line_merge(inside, directed=True))
    pieces = [part for part in shapely.get_parts(cut).tolist() if part.geom_type == "LineString" and part.length > 0]
    if not pieces:
        return []
    closed = [_led_on(piece, box, pieces, report) for piece in pieces]
    noded = shapely.union_all([frame.boundary, *closed])
    faces = np.array([*shapely.get_parts(shapely.polygonize([*shapely.get_parts(noded)])).tolist()], dtype=object)
    wet = faces[_sides(pieces, faces) > 0]
    return [part for part in shapely.get_parts(shapely.union_all(wet)).tolist() if part.geom_type == "Polygon"]


def _led_on(piece: LineString, box: Bounds, pieces: Sequence[LineString], report: Report) -> LineString:
    """A stretch of coast, led on straight over the box (or to the next stretch) where the file breaks it off."""
    if piece.is_closed:
        return piece
    others = [one for one in pieces if one is not piece and not one.is_closed]
    first, last = piece.coords[0], piece.coords[-1]
    start = _goal(first, box, [one.coords[-1] for one in others])
    end = _goal(last, box, [one.coords[0] for one in others])
    if max(math.dist(first, start), math.dist(last, end)) > 2 * BEYOND_DEG:
        report.mend("pieces of coast that the file breaks off, led on straight", f"at {last[0]:.5f}, {last[1]:.5f}")
    return LineString([start, *piece.coords, end])


def led_over(line: LineString, box: Bounds) -> LineString:
    """A line, its ends led on straight over the nearest sides of the box."""
    if line.is_closed:
        return line
    return LineString([_goal(line.coords[0], box, ()), *line.coords, _goal(line.coords[-1], box, ())])


def _goal(end: Spot, box: Bounds, others: Sequence[Spot]) -> Spot:
    """Where a broken end is led: straight over the nearest side of the box, or to a nearer end of another stretch."""
    x, y = end[:2]
    sides = [(box.west - BEYOND_DEG, y), (box.east + BEYOND_DEG, y), (x, box.south - BEYOND_DEG),
             (x, box.north + BEYOND_DEG)]  # fmt: skip
    return min([*sides, *others], key=lambda goal: math.dist(end, goal))


def _sides(pieces: Sequence[LineString], faces: Geometries) -> Floats:
    """For each face: how much coast has it on its right, less how much has it on its left."""
    score = np.zeros(len(faces))
    for sign, on_side, length in _beside(pieces, faces):
        np.add.at(score, on_side[on_side >= 0], sign * length[on_side >= 0])
    return score


def faces_beside(lines: Sequence[LineString], faces: Geometries) -> Ints:
    """For each segment of the lines the faces to its right and to its left (k, 2)."""
    (_, right, _), (_, left, _) = _beside(lines, faces)
    both = (right >= 0) & (left >= 0)
    return np.column_stack([right[both], left[both]])


def _beside(lines: Sequence[LineString], faces: Geometries) -> list[tuple[int, Ints, Floats]]:
    """To the right (1) and left (-1): the face beside each segment (-1 for none), and how long the segment is."""
    xy, which = shapely.get_coordinates(lines, return_index=True)
    same = which[1:] == which[:-1]
    start, step = xy[:-1][same], np.diff(xy, axis=0)[same]
    length = np.hypot(*step.T)
    start, step, length = start[length > 0], step[length > 0], length[length > 0]
    aside = np.column_stack([step[:, 1], -step[:, 0]]) / length[:, None]
    off = np.minimum(length * ASIDE, ASIDE_DEG)[:, None] * aside
    tree, found = shapely.STRtree(faces), []
    for sign in (1, -1):
        point, face = tree.query(shapely.points(start + step / 2 + sign * off), predicate="within")
        on_side = np.full(len(start), -1)
        on_side[point] = face
        found.append((sign, on_side, length))
    return found
