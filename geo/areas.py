"""Areas: city, district, street; which one a point is in, and how counts add up from the small to the large."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from shapely import intersects_xy
from shapely.geometry.base import BaseGeometry

from geo.place import Bounds, Floats
from geo.raster import Raster

Ints = npt.NDArray[np.intp]
Words = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One area: its code, names by language, level (0 is the city), the code it lies in, residents if known."""

    code: str
    title: Words
    level: int
    parent: str | None
    shape: BaseGeometry
    population: int | None = None


@dataclass(frozen=True, slots=True)
class Areas:
    """All areas of a city, the city first; the finest level are the *leaves*, on which facts are counted.

    A point inside the city's bounds but in no leaf belongs to the extra leaf `elsewhere` (the last), which counts for
    the city alone, so that the city's figures are exact. Raises `ValueError` where an area does not lie in the city.
    """

    all: tuple[Area, ...]
    leaves: tuple[int, ...] = field(init=False)
    membership: Floats = field(init=False, repr=False)
    _raster: Raster = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        _check(self.all)
        finest = max(area.level for area in self.all)
        leaves = tuple(i for i, area in enumerate(self.all) if area.level == finest)
        object.__setattr__(self, "leaves", leaves)
        object.__setattr__(self, "membership", _membership(self.all, leaves))
        object.__setattr__(self, "_raster", Raster.of([self.all[i].shape for i in leaves]))

    def __len__(self) -> int:
        return len(self.all)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all areas, in the order of every measure's values."""
        return tuple(area.code for area in self.all)

    @property
    def elsewhere(self) -> int:
        """The leaf of points that lie in no area."""
        return len(self.leaves)

    @property
    def bounds(self) -> Bounds:
        """The box around the city."""
        west, south, east, north = self.all[0].shape.bounds
        return Bounds(west, south, east, north)

    def leaf_of(self, lon: Floats, lat: Floats) -> Ints:
        """The leaf of each point (n,), exact at the borders; `elsewhere` where there is none."""
        found = self._raster.which(lon, lat)
        return np.where(found < 0, self.elsewhere, found)

    def holding(self, lon: float, lat: float) -> str | None:
        """The code of the leaf that holds this point, else of the city; None outside of it."""
        leaf = int(self.leaf_of(np.array([lon]), np.array([lat]))[0])
        if leaf != self.elsewhere:
            return self.all[self.leaves[leaf]].code
        return self.all[0].code if intersects_xy(self.all[0].shape, lon, lat) else None

    def summed(self, leaf: Ints, weight: Floats | None = None) -> Floats:
        """Sums per area (len(areas),) of rows that carry a leaf (n,) and a weight (n,); without weights, counts."""
        per_leaf = np.bincount(leaf, weights=weight, minlength=self.elsewhere + 1)
        return self.membership @ per_leaf

    def merged(self, per_leaf: Floats) -> Floats:
        """Sums per area of figures per leaf; (leaves + 1, …) becomes (len(areas), …)."""
        return self.membership @ per_leaf


def _check(areas: Sequence[Area]) -> None:
    """Every way up leads to the city: raises `ValueError` where one would not, or would never end."""
    level = {area.code: area.level for area in areas}
    if len(level) < len(areas):
        raise ValueError("two areas have the same code")
    if not areas or areas[0].parent is not None:
        raise ValueError("there is no city: one area of the lowest level should have no parent")
    for area in areas[1:]:
        if area.parent is None or level.get(area.parent, area.level) >= area.level:
            raise ValueError(f"{area.code} lies in {area.parent!r}; it should lie in an area of a lower level")
    finest, divided = max(level.values()), {area.parent for area in areas}
    if bare := [area.code for area in areas if area.level < finest and area.code not in divided]:
        raise ValueError(f"{bare[0]} has no parts of level {finest}: give it one, or its people and cases are nobody's")


def _membership(areas: Sequence[Area], leaves: Sequence[int]) -> Floats:
    """Ones where a leaf (column) lies in an area (row); the last column, elsewhere, lies in the city alone."""
    at = {area.code: i for i, area in enumerate(areas)}
    table = np.zeros((len(areas), len(leaves) + 1))
    for column, leaf in enumerate(leaves):
        inside: str | None = areas[leaf].code
        while inside is not None:
            table[at[inside], column] = 1.0
            inside = areas[at[inside]].parent
    table[0, -1] = 1.0
    return table
