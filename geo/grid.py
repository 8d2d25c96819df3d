"""The management grid 万米单元网格: squares of a hundred metres, cut by the streets 街道, numbered within each street.

After CJJ/T 213 and GB/T 30428.1: a cell is about 10 000 m², lies in one street, and its code is that of the street and
a number. Ours have five digits, counted from the north-west, row by row. The squares are aligned to the south-western
corner of the city as it was when the grid was made; a cell is known by its square and its street, so no outline is
kept. A city too large for that many cells gets larger ones; `Grid.cell_m` says so.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo.areas import Areas, Ints
from geo.local import M_PER_DEG
from geo.place import Bounds, Floats, Mask

SIZES_M = (100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0)
MOST_CELLS = 1_500_000  # 12 MB of keys; a city of 10 000 km² stays below
MOST_IN_STREET = 99_999  # five digits
LEAST_SHARE = 1e-9  # of a square: less ground than that is rounding
LITTLE = 0.01  # of a square's side: so wide is a little square
LITTLE_AT = ((0.01, 0.01), (0.98, 0.01), (0.01, 0.98), (0.98, 0.98))  # its own corner, in shares of the square
NO_CELL = -1
AROUND = tuple((up, right) for up in (-1, 0, 1) for right in (-1, 0, 1))
COLUMNS = ("key", "west", "south", "cell_m", "step", "shape", "codes")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """All cells (c,), sorted by street, then row from the north, then column from the west: as they are numbered.

    `key` is leaf × squares + row × columns + column, `shape` the rows and columns of squares, `step` the degrees of one
    square east and north. `codes` are those of the leaves.
    """

    key: npt.NDArray[np.int64]
    west: float
    south: float
    cell_m: float
    step: Floats
    shape: Ints
    codes: npt.NDArray[np.str_]

    @classmethod
    def of(cls, areas: Areas, sizes_m: tuple[float, ...] = SIZES_M) -> Self:
        """The grid of a city, with the smallest squares that it has numbers for."""
        bounds, leaves = areas.bounds, [areas.all[leaf] for leaf in areas.leaves]
        narrowing = float(np.cos(np.radians((bounds.south + bounds.north) / 2)))
        ground_m2 = np.array([shapely.area(one.shape) for one in leaves]) * M_PER_DEG**2 * narrowing
        cell_m = next((size for size in sizes_m if _fits(ground_m2 / size**2)), sizes_m[-1])
        step = np.array([cell_m / narrowing, cell_m]) / M_PER_DEG
        columns = int((bounds.east - bounds.west) / step[0]) + 1
        rows = int((bounds.north - bounds.south) / step[1]) + 1
        frame = _Frame(bounds.west, bounds.south, step, rows, columns)
        key = [leaf * rows * columns + _squares(one.shape, frame) for leaf, one in enumerate(leaves)]
        return cls(
            key=np.concatenate(key).astype(np.int64), west=bounds.west, south=bounds.south, cell_m=cell_m, step=step,
            shape=np.array([rows, columns]), codes=np.array([one.code for one in leaves]),
        )  # fmt: skip

    @classmethod
    def read(cls, path: Path, areas: Areas) -> Self:
        """The grid in this file; raises OSError, KeyError or ValueError where it is none, or is of other areas."""
        with np.load(path, allow_pickle=False) as stored:
            parts: dict[str, Any] = {name: stored[name] for name in COLUMNS}
        if parts["codes"].tolist() != [areas.all[leaf].code for leaf in areas.leaves]:
            raise ValueError("it was made for other areas than areas.geojson holds")
        for name in ("west", "south", "cell_m"):
            parts[name] = float(parts[name])
        return cls(**parts)

    def write(self, path: Path) -> None:
        """Write the grid into a file that `read` understands."""
        np.savez_compressed(path, **{name: getattr(self, name) for name in COLUMNS})

    def __len__(self) -> int:
        return len(self.key)

    def cell_of(self, areas: Areas, lon: Floats, lat: Floats) -> Ints:
        """The cell of each place (n,), exact at the borders of streets; -1 where there is none."""
        leaf = areas.leaf_of(lon, lat)
        found = np.full(lon.shape, NO_CELL, dtype=np.intp)
        known = np.flatnonzero(leaf != areas.elsewhere)
        row, column = self._square(lon[known], lat[known])
        found[known] = self._find(leaf[known], row, column)
        # A border may touch a square in which its street has no ground: then the next square of that street.
        for up, right in AROUND:
            lost = known[found[known] == NO_CELL]
            if not lost.size:
                break
            row, column = self._square(lon[lost], lat[lost])
            found[lost] = self._find(leaf[lost], row + up, column + right)
        return found

    def code(self, cell: int) -> str:
        """The code of a cell: its street's, and five digits."""
        leaf = int(self.key[cell] // self._squares)
        number = cell - int(np.searchsorted(self.key, leaf * self._squares)) + 1
        return f"{self.codes[leaf]}-{number:05d}"

    @property
    def leaf(self) -> Ints:
        """The leaf that each cell (c,) lies in."""
        return (self.key // self._squares).astype(np.intp)

    def cells_of(self, leaf: int) -> Ints:
        """The cells of a leaf."""
        first, last = np.searchsorted(self.key, (leaf * self._squares, (leaf + 1) * self._squares))
        return np.arange(first, last)

    def squares(self, cell: Ints) -> Any:  # noqa: ANN401 - shapely's arrays
        """The whole square (n,) of each cell (n,), degrees."""
        return self._boxes(self.key[cell] % self._squares)

    def probes(self, cell: Ints, at: Floats) -> tuple[Floats, Floats]:
        """Places in each cell's square (n, k): longitudes and latitudes, `at` (k, 2) shares of its sides."""
        corner = shapely.bounds(self.squares(cell))
        return corner[:, :1] + self.step[0] * at[:, 0], corner[:, 1:2] + self.step[1] * at[:, 1]

    def outline(self, areas: Areas, cell: int) -> BaseGeometry:
        """The ground of a cell, degrees: the part of its square that lies in its street."""
        leaf = int(self.key[cell] // self._squares)
        return shapely.intersection(areas.all[areas.leaves[leaf]].shape, self.squares(np.array([cell]))[0])

    def within(self, box: Bounds) -> Ints:
        """The cells whose squares touch a box, for a map."""
        square = self.key % self._squares
        top, left = self._square(np.array([box.west]), np.array([box.north]))
        bottom, right = self._square(np.array([box.east]), np.array([box.south]))
        row, column = square // self.shape[1], square % self.shape[1]
        return np.flatnonzero((row >= top) & (row <= bottom) & (column >= left) & (column <= right))

    @property
    def _squares(self) -> int:
        return int(self.shape[0] * self.shape[1])

    def _square(self, lon: Floats, lat: Floats) -> tuple[Ints, Ints]:
        column = np.floor((lon - self.west) / self.step[0]).astype(np.intp)
        row = self.shape[0] - 1 - np.floor((lat - self.south) / self.step[1]).astype(np.intp)
        return row, column

    def _find(self, leaf: Ints, row: Ints, column: Ints) -> Ints:
        inside = (row >= 0) & (row < self.shape[0]) & (column >= 0) & (column < self.shape[1])
        key = leaf * self._squares + row * self.shape[1] + column
        at = np.minimum(np.searchsorted(self.key, key), len(self.key) - 1)
        return np.where(inside & (self.key[at] == key), at, NO_CELL)

    def _boxes(self, square: Ints) -> Any:  # noqa: ANN401 - shapely's arrays
        return _Frame(self.west, self.south, self.step, int(self.shape[0]), int(self.shape[1])).boxes(square)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The squares: row 0 is the northernmost, square = row × columns + column."""

    west: float
    south: float
    step: Floats
    rows: int
    columns: int

    def boxes(self, square: Ints) -> Any:  # noqa: ANN401 - shapely's arrays
        left = self.west + (square % self.columns) * self.step[0]
        bottom = self.south + (self.rows - 1 - square // self.columns) * self.step[1]
        return shapely.box(left, bottom, left + self.step[0], bottom + self.step[1])


def _fits(cells: Floats) -> bool:
    # Borders cut cells: a street has more of them than its ground alone would fill.
    return bool(cells.sum() * 1.3 <= MOST_CELLS and cells.max() * 1.3 <= MOST_IN_STREET)


def _squares(shape: BaseGeometry, frame: _Frame) -> Ints:
    """The squares (s,), rising, in which a shape has ground; part by part, for an island may lie far away."""
    return np.unique(np.concatenate([_squares_of(part, frame) for part in shapely.get_parts(shape).tolist()]))


def _squares_of(shape: BaseGeometry, frame: _Frame) -> Ints:
    """The squares (s,) in which one polygon has ground."""
    left, bottom, right, top = shape.bounds
    column = np.arange(int((left - frame.west) / frame.step[0]), int((right - frame.west) / frame.step[0]) + 1)
    up = np.arange(int((bottom - frame.south) / frame.step[1]), int((top - frame.south) / frame.step[1]) + 1)
    column, up = column[column < frame.columns], up[up < frame.rows]
    rows, columns = np.meshgrid(frame.rows - 1 - up[::-1], column, indexing="ij")
    square = (rows * frame.columns + columns).ravel()
    shapely.prepare(shape)
    boxes = frame.boxes(square)
    square, boxes = (each[shapely.intersects(shape, boxes)] for each in (square, boxes))
    cut = np.flatnonzero(~shapely.contains(shape, boxes))
    cut = cut[~_surely(shape, boxes[cut], frame)]
    ground = shapely.area(shapely.intersection(shape, boxes[cut])) / float(np.prod(frame.step))
    return np.delete(square, cut[ground <= LEAST_SHARE])


def _surely(shape: BaseGeometry, boxes: Any, frame: _Frame) -> Mask:  # noqa: ANN401 - shapely's arrays
    """In which of these squares (s,) the shape has ground for certain: where it holds a little square in a corner.

    To cut the ground out of every square on the border would take several times as long.
    """
    corner = shapely.bounds(boxes)[:, :2]
    holds = np.zeros(len(boxes), dtype=np.bool_)
    for share in LITTLE_AT:
        asked = np.flatnonzero(~holds)
        low = corner[asked] + frame.step * share
        high = low + frame.step * LITTLE
        holds[asked] = shapely.contains(shape, shapely.box(*low.T, *high.T))
    return holds
