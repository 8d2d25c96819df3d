"""A raster over polygons: which polygon holds a point, at once for most, exactly at the borders.

Most cells of a fine grid lie in one polygon, or in none: their points are answered by a look-up. Points in the cells
that a border crosses are tested against the few polygons that touch the cell. A point on a border belongs to both
sides; of all polygons that hold a point, the first in order is the answer, as in a spatial join ("intersects") of
which only the first match is kept. `benchmarks/places.py` compares the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo.place import Floats

Ints = npt.NDArray[np.intp]
CELLS_ACROSS = 1024
NOWHERE = -1
MIXED = -2  # and below: the mixed cells, numbered downwards


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """The grid: for each cell the polygon that fills it, `NOWHERE`, or the number of a mixed cell, `MIXED - k`.

    The polygons that touch mixed cell k are `touching[first[k]:first[k + 1]]`, in their order.
    """

    polygons: tuple[BaseGeometry, ...]
    west: float
    south: float
    cell_deg: float
    cells: npt.NDArray[np.int32]
    first: Ints
    touching: Ints

    @classmethod
    def of(cls, polygons: Sequence[BaseGeometry]) -> "Raster":
        """The grid over these polygons; where two overlap, the first holds the point."""
        west, south, east, north = (float(edge) for edge in shapely.total_bounds(list(polygons)))
        cell = max(east - west, north - south, 1e-9) / CELLS_ACROSS
        shape = int((north - south) / cell) + 1, int((east - west) / cell) + 1
        borders = [_border(polygon, west, south, cell, shape) for polygon in polygons]
        cells = np.full(shape, NOWHERE, dtype=np.int32)
        cells.ravel()[np.concatenate(borders)] = MIXED
        mixed = np.flatnonzero(cells == MIXED)
        cells.ravel()[mixed] = MIXED - np.arange(len(mixed), dtype=np.int32)
        pairs = [((MIXED - cells.ravel()[border]).astype(np.intp), index) for index, border in enumerate(borders)]
        pairs += _filled(cells, mixed, polygons, (west, south, cell))
        first, touching = _by_cell(pairs, len(mixed), len(polygons))
        return cls(tuple(polygons), west, south, cell, cells, first, touching)

    def which(self, lon: Floats, lat: Floats) -> Ints:
        """The index of the polygon that covers each point (n,), its border included; -1 where none does."""
        rows, columns = self.cells.shape
        with np.errstate(invalid="ignore"):
            column = np.floor((lon - self.west) / self.cell_deg)
            row = np.floor((lat - self.south) / self.cell_deg)
            inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
        found = np.full(lon.shape, NOWHERE, dtype=np.intp)
        found[inside] = self.cells[row[inside].astype(np.intp), column[inside].astype(np.intp)]
        unsure = np.flatnonzero(found <= MIXED)
        if unsure.size:
            found[unsure] = self._exactly(lon[unsure], lat[unsure], MIXED - found[unsure])
        return found

    def _exactly(self, lon: Floats, lat: Floats, mixed: Ints) -> Ints:
        """The first of the polygons that touch a point's cell and hold the point (n,)."""
        count = self.first[mixed + 1] - self.first[mixed]
        point = np.repeat(np.arange(len(lon)), count)
        rank = np.arange(len(point)) - np.repeat(np.cumsum(count) - count, count)
        polygon = self.touching[np.repeat(self.first[mixed], count) + rank]
        order = np.argsort(polygon, kind="stable")
        point, polygon = point[order], polygon[order]
        starts = np.flatnonzero(np.diff(polygon, prepend=-1))
        found = np.full(len(lon), len(self.polygons), dtype=np.intp)
        for low, high in zip(starts, np.append(starts[1:], len(point)), strict=True):
            # Polygons come in their order: whoever is held already keeps the first.
            asked = point[low:high][found[point[low:high]] == len(self.polygons)]
            held = shapely.intersects_xy(self.polygons[polygon[low]], lon[asked], lat[asked])
            found[asked[held]] = polygon[low]
        found[found == len(self.polygons)] = NOWHERE
        return found


def _border(polygon: BaseGeometry, west: float, south: float, cell: float, shape: tuple[int, int]) -> Ints:
    """The cells, as flat numbers, that the polygon's border crosses or nearly touches, some of them several times."""
    rows, columns = shape
    # Steps of half a cell along the border cannot jump far over a cell, so the eight around are marked too.
    border = shapely.get_coordinates(shapely.segmentize(polygon.boundary, cell / 2))
    row, column = (((border - (west, south)) / cell).astype(np.intp)).T[::-1]
    at = row * columns + column
    at = at[np.diff(at, prepend=-1) != 0]
    around = [
        np.clip(at // columns + up_by, 0, rows - 1) * columns + np.clip(at % columns + right_by, 0, columns - 1)
        for right_by in (-1, 0, 1) for up_by in (-1, 0, 1)
    ]  # fmt: skip
    return np.concatenate(around)


def _filled(
    cells: npt.NDArray[np.int32], mixed: Ints, polygons: Sequence[BaseGeometry], frame: tuple[float, float, float]
) -> list[tuple[Ints, int]]:
    """Write into each cell that is not mixed what fills it; gives the polygons at the middles of those that are.

    No border comes near a cell that is not mixed, so what fills it fills its row up to the next mixed cell.
    """
    flat, columns = cells.ravel(), cells.shape[1]
    begins = np.zeros(len(flat) + 1, dtype=np.bool_)
    begins[mixed + 1] = begins[::columns] = True
    begins[mixed] = begins[-1] = False
    starts = np.flatnonzero(begins)
    west, south, cell = frame
    asked = np.concatenate([mixed, starts])
    points = shapely.points(west + (asked % columns + 0.5) * cell, south + (asked // columns + 0.5) * cell)
    polygon, point = shapely.STRtree(points).query(polygons, predicate="intersects")
    in_start = point >= len(mixed)
    fills = np.full(len(points), len(polygons))
    np.minimum.at(fills, point[in_start], polygon[in_start])
    fills = np.where(fills == len(polygons), NOWHERE, fills)[len(mixed) :]
    free = np.flatnonzero(flat == NOWHERE)
    flat[free] = fills[np.cumsum(begins[:-1])[free] - 1]
    return [(point[~in_start & (polygon == index)], index) for index in np.unique(polygon[~in_start]).tolist()]


def _by_cell(pairs: list[tuple[Ints, int]], cells: int, polygons: int) -> tuple[Ints, Ints]:
    """For each mixed cell the polygons that touch it, each once, in their order."""
    both = np.sort(np.concatenate([at * polygons + index for at, index in pairs]))
    both = both[np.diff(both, prepend=-1) > 0]
    return np.searchsorted(both, np.arange(cells + 1) * polygons), both % polygons
