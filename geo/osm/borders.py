"""Borders that an extract cuts: which side of a border inside the extract's box belongs to the area.

The known stretches of its border cut the box into faces, and whoever crosses the border leaves or enters the area: so
the faces are either all of one colour or of the other (a 2-colouring). Which colour is the area is told by a point of
its name, or by neighbours of its level that are known and cannot be the same ground.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from geo.osm.coast import faces_beside, led_over
from geo.place import Bounds

OVERLAP = 0.1  # neighbours of one level share less of their ground than this
NOTHING = shapely.Polygon()


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """The known stretches of an area's border, its level, and the points that bear its name."""

    number: int
    level: int
    tags: Mapping[str, str]
    lines: Sequence[LineString]
    points: Sequence[shapely.Point]


def cut_areas(
    borders: Sequence[Border], known: Mapping[int, Sequence[BaseGeometry]], box: Bounds
) -> dict[int, BaseGeometry]:
    """By number, the ground inside the box of those areas that can be told; `known` are whole areas by level."""
    halves = {one.number: _halves(one, box) for one in borders}
    found: dict[int, BaseGeometry] = {}
    waiting = deque(sorted(borders, key=lambda one: not one.points))
    idle = 0
    while waiting and idle < len(waiting):
        one = waiting.popleft()
        siblings = [
            *known.get(one.level, ()),
            *(found[b.number] for b in borders if b.number in found and b.level == one.level),
        ]
        ground = _chosen(one, halves[one.number], siblings)
        idle = 0 if ground is not None else idle + 1
        if ground is None:
            waiting.append(one)
        else:
            found[one.number] = ground
    return found


def _halves(border: Border, box: Bounds) -> tuple[BaseGeometry, BaseGeometry]:
    """The two colours into which a border cuts the box; nothing where it does not cut it."""
    frame = shapely.box(box.west, box.south, box.east, box.north)
    inside = shapely.intersection(np.array(border.lines, dtype=object), frame)
    lines = [part for part in shapely.get_parts(shapely.line_merge(shapely.union_all(inside))).tolist() if part.length]
    if not lines:
        return NOTHING, NOTHING
    noded = shapely.union_all([frame.boundary, *(led_over(line, box) for line in lines)])
    faces = np.array(shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))).tolist(), dtype=object)
    colour = _coloured(len(faces), faces_beside(lines, faces))
    if colour is None or len(faces) < 2:
        return NOTHING, NOTHING
    return shapely.union_all(faces[colour]), shapely.union_all(faces[~colour])


def _coloured(count: int, pairs: np.ndarray) -> np.ndarray | None:
    """Two colours (count,) such that the faces of each pair (k, 2) differ; None where no two colours will do."""
    beside: list[set[int]] = [set() for _ in range(count)]
    for a, b in {(int(a), int(b)) for a, b in pairs if a != b}:
        beside[a].add(b)
        beside[b].add(a)
    colour: list[bool | None] = [None] * count
    for first in range(count):
        if colour[first] is not None:
            continue
        colour[first] = False
        queue = deque([first])
        while queue:
            here = queue.popleft()
            for there in beside[here]:
                if colour[there] is None:
                    colour[there] = not colour[here]
                    queue.append(there)
                elif colour[there] == colour[here]:
                    return None
    return np.array(colour, dtype=bool)


def _chosen(
    border: Border, halves: tuple[BaseGeometry, BaseGeometry], siblings: Sequence[BaseGeometry]
) -> BaseGeometry | None:
    if halves[0].is_empty:
        return None
    marked = [sum(half.contains(point) for point in border.points) for half in halves]
    if marked[0] != marked[1]:
        return halves[int(marked[1] > marked[0])]
    free = [all(half.intersection(one).area < OVERLAP * one.area for one in siblings) for half in halves]
    return halves[int(free[1])] if free[0] != free[1] else None
