"""Inside: circles, polygons and strips along a street, in metres; what lies inside, and how many people live there."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.areas import Area, Areas
from geo.homes import Homes, Share
from geo.local import LocalPlane, Shapes
from geo.place import Floats, Mask, Point

ROUNDING = 1e-6  # of a person
QUARTER_STEPS = 24  # corners in a quarter of a circle: the circle is short of its radius by 0.05 % at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Residents:
    """How many people live inside: an estimate, and bounds.

    People are taken to live where `Homes` says, else evenly over the ground of their area: `low` counts the cells (or
    areas) that lie inside as a whole, `high` all of which some ground does. `estimate` and `high` are None where the
    people of such an area are unknown.
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


def residents(shape: BaseGeometry, areas: Areas, homes: Homes | None = None) -> Residents:
    """How many people live inside a shape.

    Leaves of unknown population share what is left of the area above them, where that one's is known.
    """
    shapely.prepare(shape)
    return residents_of(
        [_share(shape, areas.all[one].shape, leaf, homes) for leaf, one in enumerate(areas.leaves)], areas
    )


def residents_of(shares: Sequence[Share], areas: Areas) -> Residents:
    """How many people that is, when this much of each leaf's people (l,) is meant."""
    low, high, estimate, unknown = 0.0, 0.0, 0.0, False
    for leaves, people in _peopled(areas):
        share = _together([shares[leaf] for leaf in leaves], [areas.all[areas.leaves[leaf]].shape for leaf in leaves])
        if share.high == 0:
            continue
        if people is None:
            unknown = True
            continue
        low, high, estimate = low + people * share.low, high + people * share.high, estimate + people * share.middle
    return Residents(
        estimate=None if unknown else estimate,
        low=math.floor(low + ROUNDING),
        high=None if unknown else math.ceil(high - ROUNDING),
    )


def _share(shape: BaseGeometry, ground: BaseGeometry, leaf: int, homes: Homes | None) -> Share:
    """How much of a leaf's people live in the shape."""
    if not shapely.intersects(shape, ground):
        return Share(low=0.0, middle=0.0, high=0.0)
    if shapely.covers(shape, ground):
        return Share(low=1.0, middle=1.0, high=1.0)
    if homes is not None:
        return homes.held(ground, leaf, shape)
    held = float(shapely.area(shapely.intersection(shape, ground))) / float(shapely.area(ground))
    return Share(low=0.0, middle=min(held, 1.0), high=float(held > 0))


def _together(shares: Sequence[Share], grounds: Sequence[BaseGeometry]) -> Share:
    """The share of leaves whose people are told as one number: nobody knows which of them has more than its ground."""
    if len(shares) == 1:
        return shares[0]
    sizes = shapely.area(np.array(grounds, dtype=object))
    middle = float(np.average([one.middle for one in shares], weights=sizes))
    return Share(
        low=float(all(one.low == 1 for one in shares)), middle=middle, high=float(any(one.high for one in shares))
    )


def _peopled(areas: Areas) -> list[tuple[tuple[int, ...], int | None]]:
    """Leaves that divide the city, each with its people, or those of one area whose people are told as one."""
    children: dict[str | None, list[Area]] = defaultdict(list)
    for area in areas.all:
        children[area.parent].append(area)
    leaves = {areas.all[one].code: leaf for leaf, one in enumerate(areas.leaves)}
    found: list[tuple[tuple[int, ...], int | None]] = []

    def told(area: Area) -> tuple[int, list[int]]:
        """The people that are told below an area, and the leaves of which nothing is."""
        if (leaf := leaves.get(area.code)) is not None:
            if area.population is None:
                return 0, [leaf]
            found.append(((leaf,), area.population))
            return area.population, []
        below = [told(child) for child in children[area.code]]
        people, silent = sum(number for number, _ in below), [leaf for _, some in below for leaf in some]
        if area.population is None or not silent:
            return people, silent
        found.append((tuple(silent), max(area.population - people, 0)))
        return max(area.population, people), []

    _, silent = told(areas.all[0])
    return [*found, *(((leaf,), None) for leaf in silent)]
