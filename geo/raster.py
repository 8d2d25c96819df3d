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
        shapely.prepare(list(polygons))
        borders = [_border(polygon, west, south, cell, shape) for polygon in polygons]
        cells = np.full(shape, NOWHERE, dtype=np.int32)
        mixed = np.unique(np.concatenate(borders))
        cells.ravel()[mixed] = MIXED - np.arange(len(mixed), dtype=np.int32)
        pairs = [(_number(cells, border), index) for index, border in enumerate(borders)]
        latest_first = reversed(range(len(polygons)))
        pairs += [(_fill(cells, polygons[index], index, west, south, cell), index) for index in latest_first]
        first, touching = _by_cell(pairs, len(mixed))
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
    """The cells, as flat numbers, that the polygon's border crosses or nearly touches."""
    rows, columns = shape
    # Steps of half a cell along the border cannot jump far over a cell, so the eight around are marked too.
    border = shapely.get_coordinates(shapely.segmentize(polygon.boundary, cell / 2))
    row, column = (((border - (west, south)) / cell).astype(np.intp)).T[::-1]
    at = np.unique(row * columns + column)
    around = [
        np.clip(at // columns + up_by, 0, rows - 1) * columns + np.clip(at % columns + right_by, 0, columns - 1)
        for right_by in (-1, 0, 1) for up_by in (-1, 0, 1)
    ]  # fmt: skip
    return np.unique(np.concatenate(around))


def _fill(
    cells: npt.NDArray[np.int32], polygon: BaseGeometry, index: int, west: float, south: float, cell: float
) -> Ints:
    """Write the polygon's index into the cells that it fills; gives the numbers of the mixed ones among them."""
    rows, columns = cells.shape
    left, bottom, right, top = polygon.bounds
    first_column, last_column = max(int((left - west) / cell) - 1, 0), min(int((right - west) / cell) + 2, columns)
    first_row, last_row = max(int((bottom - south) / cell) - 1, 0), min(int((top - south) / cell) + 2, rows)
    x = west + (np.arange(first_column, last_column) + 0.5) * cell
    y = south + (np.arange(first_row, last_row) + 0.5) * cell
    block = cells[first_row:last_row, first_column:last_column]
    filled = shapely.contains_xy(polygon, *np.meshgrid(x, y))
    mixed = MIXED - block[filled & (block <= MIXED)]
    block[filled & (block > MIXED)] = index
    return mixed.astype(np.intp)


def _number(cells: npt.NDArray[np.int32], at: Ints) -> Ints:
    return (MIXED - cells.ravel()[at]).astype(np.intp)


def _by_cell(pairs: list[tuple[Ints, int]], cells: int) -> tuple[Ints, Ints]:
    """For each mixed cell the polygons that touch it, each once, in their order."""
    cell = np.concatenate([at for at, _ in pairs])
    polygon = np.repeat([index for _, index in pairs], [len(at) for at, _ in pairs])
    both = np.unique(np.column_stack([cell, polygon]), axis=0) if len(cell) else np.empty((0, 2), dtype=np.intp)
    return np.searchsorted(both[:, 0], np.arange(cells + 1)), both[:, 1].copy()
