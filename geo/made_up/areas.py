"""The made-up city's districts and streets (街道): land between main roads and the river, and who lives there."""

from dataclasses import dataclass
from typing import Any, Self

import geopandas as gpd
import numpy as np
import shapely

from geo.areas import Ints, Words
from geo.made_up.area_names import street_titles
from geo.made_up.graph import Net
from geo.made_up.ground import Ground
from geo.made_up.names import CITY, DISTRICTS
from geo.made_up.pieces import Pieces
from geo.made_up.plane import Bend, Shapes
from geo.place import Floats

CODE = "yunzhou"
RESIDENTS = 3_060_000
STREETS = 60
FEWEST, MOST = 4, 13  # streets in a district, as many as area_names names
WIDE_OPEN = 0.25  # this part of a street's share counts land, the rest residents
SQUARE_M = 125.0  # residents are counted on squares of this side
# The middle of each district in names.DISTRICTS, km from the centre; the first four lie north of the river.
MIDDLES_KM = ((0.4, 2.2), (0.6, 9.0), (8.6, 4.8), (-8.2, 5.6), (0.6, -4.4), (9.2, -6.6), (-5.4, -8.6), (-11.6, -1.8))
NORTH = 4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Territory:
    """The city's streets (n,) on the board: shape, names, district (its number from 0), residents."""

    shape: Shapes
    titles: list[Words]
    district: Ints
    people: Ints

    @classmethod
    def of(cls, ground: Ground, net: Net) -> Self:
        """The territory between the city's border, its river and its streets."""
        pieces = _pieces(ground, net, 4)
        district = pieces.made_whole(_district(ground, net, pieces))
        residents = _residents(ground, pieces.shape)
        street, of = _streets(residents, pieces, district)
        shapes = np.array([shapely.coverage_union_all(pieces.shape[street == i]) for i in range(len(of))])
        people = np.bincount(street, weights=residents).round(-2).astype(np.intp)
        return cls(shape=shapes, titles=street_titles(shapes, of, people), district=of, people=people)

    def street_at(self, xy: Floats) -> Ints:
        """The number of the street that holds each place (n, 2), or is nearest to it."""
        points = np.asarray(shapely.points(xy))
        street, place = shapely.STRtree(points).query(self.shape, predicate="covers")
        found = np.full(len(xy), -1)
        found[place] = street
        lost = np.flatnonzero(found < 0)
        if lost.size:
            found[lost] = shapely.STRtree(self.shape).nearest(points[lost])
        return found


def area_table(territory: Territory, bend: Bend) -> gpd.GeoDataFrame:
    """The city, its districts and their streets as areas of a pack; neighbours share every vertex of their border."""
    on_earth, of, people = bend.on_earth(territory.shape), territory.district, territory.people
    wholes = [shapely.coverage_union_all(on_earth[of == i]) for i in range(len(DISTRICTS))]
    rows = [_row(CODE, dict(CITY), 0, None, people)]
    rows += [_row(f"D{i + 1}", title, 1, CODE, people[of == i]) for i, title in enumerate(DISTRICTS)]
    number = [int((of[:i] == of[i]).sum()) + 1 for i in range(len(of))]
    rows += [
        _row(f"D{i + 1}{n:02d}", title, 2, f"D{i + 1}", people[at : at + 1])
        for at, (i, n, title) in enumerate(zip(of.tolist(), number, territory.titles, strict=True))
    ]
    return gpd.GeoDataFrame(rows, geometry=[shapely.coverage_union_all(wholes), *wholes, *on_earth], crs=4326)


def _row(code: str, title: Words, level: int, parent: str | None, people: Ints) -> dict[str, Any]:
    return {"code": code, **title, "level": level, "parent": parent, "population": int(people.sum())}


def _pieces(ground: Ground, net: Net, rank: int) -> Pieces:
    """The land between the streets up to a class, the river and the city's border."""
    lines = [*net.line[net.rank <= rank], ground.outline.boundary, ground.river_line]
    return Pieces.of(np.array(lines, dtype=object), ground.outline)


def _district(ground: Ground, net: Net, pieces: Pieces) -> Ints:
    """The district of each piece: the nearest to the land between main roads that it is part of, on its bank."""
    large = _pieces(ground, net, 2)
    river = shapely.get_coordinates(ground.river_line)
    # The river runs from west to east, so the land on its left is the north.
    northern = large.inside[:, 1] > np.interp(large.inside[:, 0], river[:, 0], river[:, 1])
    off = np.hypot(*(large.inside[:, None, :] - np.array(MIDDLES_KM) * 1e3).T).T
    off[northern[:, None] != (np.arange(len(MIDDLES_KM)) < NORTH)] = np.inf
    part = shapely.STRtree(large.shape).nearest(shapely.points(pieces.inside))
    return off.argmin(axis=1)[np.atleast_1d(part)]


def _streets(people: Floats, pieces: Pieces, district: Ints) -> tuple[Ints, Ints]:
    """The street of each piece, and the district of each street: shares of people and a little of land."""
    land = shapely.area(pieces.shape)
    weight = (1 - WIDE_OPEN) * people / people.sum() + WIDE_OPEN * land / land.sum()
    count = _fair_counts(np.bincount(district, weights=weight).astype(float))
    street = np.zeros(len(pieces), dtype=np.intp)
    for i, first in enumerate((np.cumsum(count) - count).tolist()):
        these = np.flatnonzero(district == i)
        street[these] = first + pieces.shared_out(these, weight[these], int(count[i]))
    return street, np.repeat(np.arange(len(count)), count)


def _fair_counts(weight: Floats) -> Ints:
    """How many streets each district has, by weight, and all together `STREETS`."""
    count = np.full(len(weight), FEWEST)
    while count.sum() < STREETS:
        count[np.where(count < MOST, weight / count, 0).argmax()] += 1
    return count


def _residents(ground: Ground, shapes: Shapes) -> Floats:
    """How many live in each shape: by density, and nobody on water or on the hill."""
    west, south, east, north = ground.outline.bounds
    x, y = np.meshgrid(np.arange(west, east, SQUARE_M), np.arange(south, north, SQUARE_M))
    xy = np.column_stack([x.ravel(), y.ravel()])
    xy = xy[shapely.contains_xy(ground.outline, xy) & ~shapely.contains_xy(ground.closed, xy)]
    shape, place = shapely.STRtree(np.asarray(shapely.points(xy))).query(shapes, predicate="contains")
    weight = np.bincount(shape, weights=ground.density(xy[place]) ** 1.3, minlength=len(shapes))
    return RESIDENTS * weight / weight.sum()
