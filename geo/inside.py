"""Inside: circles, polygons and strips along a street, in metres; what lies inside, and how many people live there."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from geo.areas import Area, Areas
from geo.local import LocalPlane, Shapes
from geo.place import Floats, Mask, Point

QUARTER_STEPS = 24  # corners in a quarter of a circle: the circle is short of its radius by 0.05 % at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Residents:
    """How many people live inside: an estimate by the share of ground, and the bounds that are certain.

    `estimate` spreads each area's people evenly over its ground, water and parks too; `low` counts the areas that lie
    inside as a whole, `high` all of which some ground does. `estimate` and `high` are None where that of such an area
    is unknown.
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
    if (corners == corners[0]).all():  # GEOS divides no line without length
        shape = shapely.Point(corners[0])
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
    """How many people live inside a shape.

    Leaves of unknown population share what is left of the area above them, where that one's is known.
    """
    shapely.prepare(shape)
    low, high, estimate, unknown = 0, 0, 0.0, False
    for grounds, people in _peopled(areas):
        share = _share(shape, grounds)
        if share == 0:
            continue
        if people is None:
            unknown = True
            continue
        low += people if share == 1 else 0
        high += people
        estimate += share * people
    return Residents(estimate=None if unknown else estimate, low=low, high=None if unknown else high)


def _share(shape: BaseGeometry, grounds: Sequence[BaseGeometry]) -> float:
    """How much of the grounds lies in the shape, 0 to 1; both are measured alike, so degrees will do."""
    near = [ground for ground in grounds if shapely.intersects(shape, ground)]
    if not near:
        return 0.0
    if len(near) == len(grounds) and all(shapely.covers(shape, ground) for ground in near):
        return 1.0
    held = sum(float(shapely.area(shapely.intersection(shape, ground))) for ground in near)
    return min(held / sum(float(shapely.area(ground)) for ground in grounds), 1.0)


def _peopled(areas: Areas) -> list[tuple[tuple[BaseGeometry, ...], int | None]]:
    """Grounds that divide the city, each with its people: leaves, or those of one area whose people are told as one."""
    children: dict[str | None, list[Area]] = defaultdict(list)
    for area in areas.all:
        children[area.parent].append(area)
    leaves = {areas.all[leaf].code for leaf in areas.leaves}
    found: list[tuple[tuple[BaseGeometry, ...], int | None]] = []

    def told(area: Area) -> tuple[int, list[BaseGeometry]]:
        """The people that are told below an area, and the leaves of which nothing is."""
        if area.code in leaves:
            if area.population is None:
                return 0, [area.shape]
            found.append(((area.shape,), area.population))
            return area.population, []
        below = [told(child) for child in children[area.code]]
        people, silent = sum(number for number, _ in below), [shape for _, some in below for shape in some]
        if area.population is None or not silent:
            return people, silent
        found.append((tuple(silent), max(area.population - people, 0)))
        return max(area.population, people), []

    _, silent = told(areas.all[0])
    return [*found, *(((shape,), None) for shape in silent)]
