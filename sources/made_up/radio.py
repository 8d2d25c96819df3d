"""Radio: which share of each operator's 5G samples is good in the cells of a coarse net over the city, once a month."""

from collections.abc import Iterator

import numpy as np

from city.readings import Floats, Readings
from geo.areas import Ints
from geo.local import M_PER_DEG
from geo.place import distance_m
from sources.chance import key_of, uniform
from sources.made_up.beats import months
from sources.made_up.posts import Posts, each
from sources.made_up.spells import Spell
from sources.made_up.town import Town

KIND, OPERATORS, ACROSS = "radio.good", ("operator_a", "operator_b", "operator_c"), 22
TOLD_DAY, TOLD_S, MONTH_S = 2, 9 * 3600, 2_630_016
HOLE, WORST_PCT = 0.035, 70.0  # the share of cells at the rim that have a hole, and how bad one is
STRIPPED = Spell("masts rebuilt", days=120, chance=0.5, shortest=40.0, longest=80.0)
STRIPPED_M = 4000.0  # about one mast of one operator
USUAL_PEOPLE = 50_000


class Radio:
    """The cells of all operators, with who lives there and how far their roads lead."""

    def __init__(self, town: Town) -> None:
        self._town = town
        cells, self._area_km2 = _net(town)
        self._residents, self._road_km = _residents(town, cells), _roads_km(town, cells)
        self._cell = np.repeat(np.arange(len(cells)), len(OPERATORS))
        self._operator = np.tile(np.arange(len(OPERATORS)), len(cells))
        self._posts = cells.taken(self._cell, [OPERATORS[one] for one in self._operator])
        self._rim = (1 - town.middle(cells.lon, cells.lat))[self._cell]

    def __len__(self) -> int:
        return len(self._posts)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The months measured meanwhile."""
        month, at_ms = months(self._town.pack.time_zone, after_ms, until_ms, TOLD_DAY, TOLD_S)
        if len(month):
            turn, row = each(np.arange(len(month)), len(self))
            cell = self._cell[row]
            about = {
                "residents": self._residents[cell], "area_km2": np.full(len(row), self._area_km2),
                "road_km": self._road_km[cell],
            }  # fmt: skip
            yield self._posts.said(KIND, row, at_ms[turn], self._good(row, month[turn]), about)

    def _good(self, row: Ints, month: Ints) -> Floats:
        """Good samples, per cent (n,): few at the rim, where a hole lasts some months."""
        seed = self._town.seed
        drawn = uniform(seed, key_of(KIND), row, month // 4)
        level = 99.7 - 1.6 * self._rim[row] * uniform(seed, key_of(KIND), row, month, 1)
        hole = (drawn < HOLE * self._rim[row]) * (WORST_PCT + 24 * uniform(seed, key_of(KIND), row, 2))
        local = month * MONTH_S
        here = STRIPPED.whom(seed, local, len(self))
        stripped = (STRIPPED.force(seed, local) > 0.5) & (self._operator[here] == self._operator[row])
        lon, lat = self._posts.lon, self._posts.lat
        stripped &= distance_m(lon[row], lat[row], lon[here], lat[here]) < STRIPPED_M
        good: Floats = np.where(stripped, 91.0, np.where(hole > 0, hole, level))
        return good.round(1)


def _net(town: Town) -> tuple[Posts, float]:
    """The middles of the net's cells that lie in the city, and how many square kilometres each has."""
    bounds = town.pack.areas.bounds
    step = max(bounds.east - bounds.west, bounds.north - bounds.south) / ACROSS
    lon, lat = np.meshgrid(
        np.arange(bounds.west + step / 2, bounds.east, step), np.arange(bounds.south + step / 2, bounds.north, step)
    )
    leaf = town.pack.areas.leaf_of(lon.ravel(), lat.ravel())
    inside = np.flatnonzero(leaf != town.pack.areas.elsewhere)
    names = np.array([f"cell{i:04d}" for i in inside.tolist()], dtype=object)
    side_km = step * M_PER_DEG / 1000
    area_km2 = side_km * side_km * float(np.cos(np.radians(town.pack.centre.lat)))
    return Posts(names, lon.ravel()[inside], lat.ravel()[inside], leaf[inside]), round(area_km2, 3)


def _residents(town: Town, cells: Posts) -> Floats:
    """Who lives in each cell (c,): an area's people, evenly spread over its cells."""
    areas = town.pack.areas
    people = np.array([areas.all[leaf].population or USUAL_PEOPLE for leaf in areas.leaves], dtype=np.float64)
    shared = np.bincount(cells.leaf, minlength=len(people))
    return np.round(people[cells.leaf] / shared[cells.leaf])


def _roads_km(town: Town, cells: Posts) -> Floats:
    """How many kilometres of road each cell (c,) has, from the number of the town's junctions in its leaf area."""
    junctions = np.bincount(town.node_leaf, minlength=int(cells.leaf.max(initial=0)) + 1)
    shared = np.bincount(cells.leaf, minlength=len(junctions))
    return np.round(0.2 + 0.25 * junctions[cells.leaf] / shared[cells.leaf], 1)
