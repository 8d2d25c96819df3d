"""Homes: where within its area each one of the people lives, as far as a map can tell: among the houses.

People are counted by street or district, and live neither on lakes nor in parks. Each leaf's people are shared out to
its management grid cells by the floor area of the buildings there, those of commerce and industry left out; where a
leaf has no buildings on the map, by the ground that is neither water nor green. (Dasymetric mapping: Eicher and Brewer,
Cartography and Geographic Information Science 28, 2001.)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo.areas import Areas, Ints
from geo.grid import NO_CELL, Grid
from geo.place import Floats, Mask

Layer = Any  # gpd.GeoDataFrame
NO_HOMES_URBAN = ("commercial", "industrial", "institution")
STOREY_M = 3.0
PROBES, FINE_PROBES = 3, 6  # along each side of a square
MANY = 300  # squares of one leaf that a border cuts: a street has about a hundred along its own
WHOLE = 1 - 1e-9  # less than that is missing by rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much of a leaf's people live in a shape, 0 to 1: `low` for sure, `middle` most likely, `high` at most."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Homes:
    """The share (c,) of its leaf's people that lives in each cell of the grid; those of a leaf make 1."""

    grid: Grid
    share: Floats

    @classmethod
    def of(cls, grid: Grid, areas: Areas, base: Mapping[str, Layer]) -> "Homes":
        """Where people live, by the base map's layers `buildings`, `urban`, `water` and `green`."""
        leaf = grid.leaf
        weight = _floors(grid, areas, base)
        for guess in (_dry, _anywhere):
            empty = np.bincount(leaf, weights=weight, minlength=len(areas.leaves)) == 0
            cells = np.flatnonzero(empty[leaf])
            weight[cells] = guess(cells, grid, areas, base)
        return cls(grid=grid, share=weight / np.bincount(leaf, weights=weight)[leaf])

    @classmethod
    def read(cls, path: Path, grid: Grid) -> "Homes":
        """The homes in this file; raises OSError, KeyError or ValueError where it holds none, or of another grid."""
        with np.load(path, allow_pickle=False) as stored:
            share: Floats = stored["share"].astype(float)  # rounded as it is written: those of a leaf make 1 again
        if share.shape != (len(grid),) or not np.isfinite(share).all():
            raise ValueError("it was made for another grid than grid.npz holds")
        return cls(grid=grid, share=share / np.bincount(grid.leaf, weights=share)[grid.leaf])

    def write(self, path: Path) -> None:
        """Write the homes into a file that `read` understands."""
        np.savez_compressed(path, share=self.share.astype(np.float32))

    def held(self, ground: BaseGeometry, leaf: int, shape: BaseGeometry) -> Share:
        """How much of a leaf's people live in a shape; `ground` is all of the leaf.

        A cell is held by as much as of its ground; for sure where that is all of it, and at most where it is any. In a
        shape whose border cuts more than `MANY` cells that is told by probes, so that its bounds are not quite certain.
        """
        piece = _solid(shapely.intersection(ground, shapely.intersection(shape, shapely.box(*ground.bounds))))
        cells = self.grid.cells_of(leaf)
        boxes = self.grid.squares(cells)
        shapely.prepare(piece)
        touched = np.flatnonzero(shapely.intersects(piece, boxes))
        cells, boxes = cells[touched], boxes[touched]
        part = np.ones(len(cells))
        cut = np.flatnonzero(~shapely.contains(piece, boxes))
        measured = partial(_areas, boxes=boxes[cut])
        if len(cut) > MANY:
            measured = partial(_probed, at=self.grid.probes(cells[cut], _evenly(FINE_PROBES)))
        part[cut] = measured(piece) / np.maximum(measured(ground), np.finfo(float).tiny)
        share = self.share[cells]
        return Share(
            low=float(share[part >= WHOLE].sum()),
            middle=float((share * np.minimum(part, 1)).sum()),
            high=float(share[part > 0].sum()),
        )


def _areas(shape: BaseGeometry, boxes: npt.NDArray[np.object_]) -> Floats:
    """How much of a shape lies in each box (n,), in square degrees.

    Row by row, then box by box: a shape of ten thousand corners cut by each of ten thousand boxes takes seconds.
    """
    shapely.prepare(shape)
    area = shapely.area(boxes)
    cut = np.flatnonzero(~shapely.contains(shape, boxes))
    bounds = shapely.bounds(boxes[cut])
    for bottom in np.unique(bounds[:, 1]):
        row = np.flatnonzero(bounds[:, 1] == bottom)
        around = shapely.box(bounds[row, 0].min(), bottom, bounds[row, 2].max(), bounds[row, 3].max())
        strip = _solid(shapely.intersection(shape, around))
        area[cut[row]] = shapely.area(shapely.intersection(strip, boxes[cut[row]]))
    return area


def _probed(shape: BaseGeometry, at: tuple[Floats, Floats]) -> Floats:
    """How many of the probes (n, k), longitudes and latitudes, lie in a shape. For shapes that fray out everywhere."""
    lon, lat = at
    shapely.prepare(shape)
    return shapely.contains_xy(shape, lon.ravel(), lat.ravel()).reshape(lon.shape).sum(axis=1).astype(float)


def _evenly(count: int) -> Floats:
    """So many probes along each side of a square, as shares of its sides (count², 2)."""
    along = (np.arange(count) + 0.5) / count
    return np.column_stack([index.ravel() for index in np.meshgrid(along, along)])


def _solid(shape: BaseGeometry) -> BaseGeometry:
    """The polygons of a shape; where two shapes touch there are lines and points, too."""
    parts = [part for part in shapely.get_parts(shape).tolist() if isinstance(part, shapely.Polygon)]
    return shapely.MultiPolygon(parts)


def _floors(grid: Grid, areas: Areas, base: Mapping[str, Layer]) -> Floats:
    """Floor area (c,) of the dwellings of each cell, in a measure that is the same for all; 0 where there are none."""
    built = base.get("buildings")
    if built is None or built.empty:
        return np.zeros(len(grid))
    middle = shapely.get_coordinates(shapely.centroid(built.geometry.to_numpy()))
    storeys = np.maximum(built["height"].to_numpy(float) / STOREY_M, 1.0)
    known = storeys[np.isfinite(storeys)]
    storeys = np.where(np.isfinite(storeys), storeys, np.median(known) if known.size else 1.0)
    floors = shapely.area(built.geometry.to_numpy()) * storeys
    urban = base.get("urban")
    if urban is not None:
        works = urban.geometry.to_numpy()[urban["class"].isin(NO_HOMES_URBAN).to_numpy(bool)]
        floors[_within(works, middle)] = 0.0
    cell = grid.cell_of(areas, middle[:, 0], middle[:, 1])
    found = np.zeros(len(grid))
    np.add.at(found, cell[cell != NO_CELL], floors[cell != NO_CELL])
    return found


def _dry(cells: Ints, grid: Grid, areas: Areas, base: Mapping[str, Layer]) -> Floats:
    """How many of nine probes in each of these cells (n,) stand on ground of its leaf, not on water, nor on green."""
    lon, lat = grid.probes(cells, _evenly(PROBES))
    stands = areas.leaf_of(lon.ravel(), lat.ravel()).reshape(lon.shape) == grid.leaf[cells, None]
    for name in ("water", "green"):
        if name in base:
            at = np.column_stack([lon.ravel(), lat.ravel()])
            stands &= ~_within(base[name].geometry.to_numpy(), at).reshape(lon.shape)
    return stands.sum(axis=1).astype(float)


def _anywhere(cells: Ints, grid: Grid, areas: Areas, base: Mapping[str, Layer]) -> Floats:
    """All ground alike, where there is nothing but water and green."""
    return np.ones(len(cells))


def _within(shapes: npt.NDArray[np.object_], at: Floats) -> Mask:
    """Which places (n, 2) lie in any of the shapes (s,)."""
    found = np.zeros(len(at), dtype=np.bool_)
    row, _ = shapely.STRtree(shapes).query(shapely.points(at), predicate="intersects")
    found[row] = True
    return found
