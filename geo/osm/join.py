"""Several OpenStreetMap files as one, and of a large one what lies in and around the city."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import reduce
from typing import TypeVar

import numpy as np
import shapely

from geo.importing.report import Report
from geo.importing.tables import Missing
from geo.osm.coast import is_coast
from geo.osm.records import Extract
from geo.place import Bounds

Thing = TypeVar("Thing")


def joined(extracts: Sequence[Extract]) -> Extract:
    """One extract of all, in which the same number is the same thing; without a box where a file names none."""
    if len(extracts) == 1:
        return extracts[0]
    grounds = sorted((one for extract in extracts for one in extract.grounds), key=lambda one: one.cut)
    lines = [one for extract in extracts for one in extract.lines]
    return Extract(
        reduce(_around, (extract.box for extract in extracts)),
        lines=_once(sorted(lines, key=lambda one: one.has_gaps), lambda one: one.number),
        grounds=_once(grounds, lambda one: one.number),
        spots=_once((one for extract in extracts for one in extract.spots), lambda one: one.number),
        rules=_once((one for extract in extracts for one in extract.rules), lambda one: one.number),
        borders=_once((one for extract in extracts for one in extract.borders), lambda one: one.number),
        wanted={number: what for extract in extracts for number, what in extract.wanted.items()},
    )


def _once(things: Iterable[Thing], number: Callable[[Thing], object]) -> list[Thing]:
    first: dict[object, Thing] = {}
    for one in things:
        first.setdefault(number(one), one)
    return list(first.values())


def _around(one: Bounds | None, other: Bounds | None) -> Bounds | None:
    if one is None or other is None:
        return None
    return Bounds(min(one.west, other.west), min(one.south, other.south), max(one.east, other.east),
                  max(one.north, other.north))  # fmt: skip


def around(extract: Extract, bounds: Bounds, report: Report) -> Extract:
    """What of an extract lies in these bounds or reaches into them; its box is what it covers of them.

    Raises `Missing` where it is of another city.
    """
    inside = [bool(bounds.contain(*line.xy.T).any()) for line in extract.lines]
    if extract.lines and not any(inside):
        lon, lat = next((xy[0] for line in extract.lines if len(xy := line.xy[~np.isnan(line.xy[:, 0])])), (0.0, 0.0))
        raise Missing(
            f"No road lies in the city: OpenStreetMap's lines are around ({lon:.5f}, {lat:.5f}), the city around "
            f"({bounds.west:.5f}, {bounds.south:.5f}). Are the files of one city, and is each in its frame (:frame=…)?"
        )
    frame = shapely.box(bounds.west, bounds.south, bounds.east, bounds.north)
    shapes = np.array([one.shape for one in extract.grounds], dtype=object)
    touching = shapely.intersects(shapely.envelope(shapes), frame)
    lon, lat = (np.array([getattr(one, name) for one in extract.spots]) for name in ("lon", "lat"))
    near = bounds.contain(lon, lat)
    far = len(extract.lines) - sum(inside) + int((~touching).sum()) + int((~near).sum())
    report.leave_out("objects of OpenStreetMap far from the city", count=far)
    # The coast stays whole: a piece that is left out would open the sea.
    lines = [one for one, its in zip(extract.lines, inside, strict=True) if its or is_coast(one)]
    return replace(
        extract, box=_common(extract.box, bounds), lines=lines,
        grounds=[one for one, its in zip(extract.grounds, touching, strict=True) if its],
        spots=[one for one, its in zip(extract.spots, near, strict=True) if its],
    )  # fmt: skip


def _common(box: Bounds | None, bounds: Bounds) -> Bounds | None:
    if box is None:
        return None
    return Bounds(max(box.west, bounds.west), max(box.south, bounds.south), min(box.east, bounds.east),
                  min(box.north, bounds.north))  # fmt: skip
