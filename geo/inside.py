"""Inside: circles, polygons and strips along a street, in metres; what lies inside, and how many people live there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.areas import Area, Areas
from geo.local import LocalPlane, Shapes
from geo.place import Floats, Mask, Point

QUARTER_STEPS = 24  # corners in a quarter of a circle: the circle is short of its radius by 0.05 % at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Residents:
    """How many people live inside: an estimate by the share of ground, and the bounds that are certain.

    `estimate` spreads each area's people evenly over its ground; `low` counts the areas that lie inside as a whole,
    `high` all that are touched. `estimate` and `high` are None where an area that is touched has no known population.
    """

    estimate: float | None
    low: int
    high: int | None


def circle(centre: Point, radius_m: float) -> BaseGeometry:
    """The ground no farther than the radius from a place, in degrees."""
    plane = LocalPlane(centre)
    return plane.round(shapely.buffer(shapely.Point(0, 0), radius_m, quad_segs=QUARTER_STEPS))


def strip(shape: BaseGeometry, metres: float) -> BaseGeometry:
    """The ground no farther than so many metres from a shape in degrees: a street, a route, a polygon."""
    corners = shapely.get_coordinates(shape)
    plane = LocalPlane.about(corners[:, 0], corners[:, 1])
    flat = shapely.segmentize(plane.flat(shape), 1000.0)  # a straight line of degrees is not quite one of metres
    return plane.round(shapely.make_valid(shapely.buffer(flat, metres, quad_segs=QUARTER_STEPS)))


def inside(shape: BaseGeometry, lon: Floats, lat: Floats) -> Mask:
    """Which of the places (n,) the shape covers, its border included; NaN lies nowhere."""
    shapely.prepare(shape)
    return shapely.intersects_xy(shape, lon, lat)


def area_m2(shape: Shapes) -> Shapes:
    """The ground that shapes in degrees cover, in square metres; right to a thousandth within a city."""
    west, south, east, north = shapely.total_bounds(shape)
    plane = LocalPlane(Point((west + east) / 2, (south + north) / 2))
    return shapely.area(plane.flat(shape))


def residents(shape: BaseGeometry, areas: Areas) -> Residents:
    """How many people live inside a shape, by the finest level of areas whose populations are all known."""
    counted = _counted(areas)
    shapes: Shapes = np.array([area.shape for area in counted])
    shapely.prepare(shape)
    touched = np.flatnonzero(shapely.intersects(shape, shapes))
    low, high, estimate = 0, 0, 0.0
    for area, ground in zip([counted[i] for i in touched], shapes[touched], strict=True):
        share = 1.0 if shapely.covers(shape, ground) else _share(shape, ground)
        if share == 0:
            continue
        if area.population is None:
            return Residents(estimate=None, low=_whole(shape, counted), high=None)
        low += area.population if share == 1 else 0
        high += area.population
        estimate += share * area.population
    return Residents(estimate=estimate, low=low, high=high)


def _share(shape: BaseGeometry, ground: BaseGeometry) -> float:
    """How much of the ground lies in the shape, 0 to 1; both are measured alike, so degrees will do."""
    return float(shapely.area(shapely.intersection(shape, ground)) / shapely.area(ground))


def _whole(shape: BaseGeometry, counted: Sequence[Area]) -> int:
    """The people of the areas that are known and lie inside as a whole."""
    return sum(area.population or 0 for area in counted if shapely.covers(shape, area.shape))


def _counted(areas: Areas) -> list[Area]:
    """The areas of the finest level whose populations are all known; the leaves where there is none."""
    levels = sorted({area.level for area in areas.all}, reverse=True)
    for level in levels:
        here = [area for area in areas.all if area.level == level]
        if all(area.population is not None for area in here):
            return here
    return [areas.all[leaf] for leaf in areas.leaves]
