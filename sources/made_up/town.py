"""The town: what all made-up facts share: the pack, the seed, the weather and episodes, and where people are."""

from dataclasses import dataclass, field

import numpy as np

from city.readings import Floats
from geo.areas import Ints
from geo.pack import CityPack
from geo.place import Point, distance_m
from sources.chance import key_of, smooth, uniform
from sources.made_up.episodes import Episodes, Locals, Sort
from sources.made_up.rhythm import hour_of, local_s
from sources.made_up.works import Works, works_of
from sources.moments import Millis

STORM_MM_H, RAIN_MM_H = 48.0, 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Town:
    """A city pack with a made-up life, which depends on the seed alone.

    `liveliness` is about 1 for each leaf area; `nodes` are the junctions inside the city, where things may happen, and
    `node_leaf` the areas in which these lie.
    """

    pack: CityPack
    seed: int
    episodes: Episodes = field(init=False)
    liveliness: Floats = field(init=False)
    nodes: Ints = field(init=False)
    node_leaf: Ints = field(init=False)
    stadium: Point = field(init=False)
    leak: Point = field(init=False)
    works: Works = field(init=False)

    def __post_init__(self) -> None:
        leaves = self.pack.areas.elsewhere + 1
        object.__setattr__(self, "episodes", Episodes(self.seed))
        object.__setattr__(self, "liveliness", 0.75 + 0.5 * uniform(self.seed, key_of("district"), np.arange(leaves)))
        object.__setattr__(self, "nodes", self._nodes())
        roads = self.pack.roads
        leaf = self.pack.areas.leaf_of(roads.lon[self.nodes], roads.lat[self.nodes])
        object.__setattr__(self, "node_leaf", leaf)
        object.__setattr__(self, "stadium", self._place(("stadium",), "match"))
        object.__setattr__(self, "leak", self._place(("chemical_plant",), "leak"))
        object.__setattr__(self, "works", works_of(roads, self.nodes, self.seed, self.pack.time_zone))

    def local(self, at_ms: Millis) -> Locals:
        """What the clocks on the wall show (n,), in seconds."""
        return local_s(at_ms, self.pack.time_zone)

    def rain_mm_h(self, local: Locals) -> Floats:
        """How hard it rains at local times (n,)."""
        storm = self.episodes.force(Sort.STORM, local)
        rain = self.episodes.force(Sort.RAIN, local)
        if rain.any():
            rain = rain * (1 + 0.8 * smooth(local.astype(float), 5400.0, self.seed, key_of("shower")))
        return STORM_MM_H * storm**1.5 + RAIN_MM_H * rain**1.5

    def mood(self, at_ms: Millis, hours: float) -> Floats:
        """Noise of the whole town, -1 to 1 (n,), that changes over so many hours."""
        return smooth(at_ms / 1000.0, hours * 3600, self.seed, key_of("spell"))

    def warmth(self, at_ms: Millis) -> Floats:
        """Degrees Celsius (n,) of dry air in town: the season's, the hour's, and the spell's."""
        local = self.local(at_ms)
        return 16 + 11 * season(local) + 7 * (sun(local) - 0.45) + 4 * self.mood(at_ms, 50)

    def wet(self, local: Locals) -> Floats:
        """How wet it is at local times (n,), 0 dry to 1 in a cloudburst."""
        return np.clip(self.rain_mm_h(local) / 30.0, 0.0, 1.0)

    def crowd(self, local: Locals, lon: Floats, lat: Floats) -> Floats:
        """How much a match fills the streets at these places and times (n,), 0 to 1: before and after it."""
        course = self.episodes.course(Sort.MATCH, local)
        if not course.strength.any():
            return np.zeros(np.broadcast_shapes(local.shape, lon.shape))
        comes = np.exp(-(((course.share - 0.22) / 0.12) ** 2)) + np.exp(-(((course.share - 0.82) / 0.08) ** 2))
        near = np.exp(-((distance_m(lon, lat, self.stadium.lon, self.stadium.lat) / 1800.0) ** 2))
        return np.where(course.strength > 0, np.clip(comes, 0, 1) * near, 0.0)

    def middle(self, lon: Floats, lat: Floats) -> Floats:
        """How central places (n,) are, 1 in the middle and falling with the distance from it."""
        bounds = self.pack.areas.bounds
        across_m = float(distance_m(np.array([bounds.west]), np.array([bounds.south]), bounds.east, bounds.north)[0])
        away_m = distance_m(lon, lat, self.pack.centre.lon, self.pack.centre.lat)
        return np.exp(-((away_m / (0.3 * across_m)) ** 2))

    def _nodes(self) -> Ints:
        roads, areas = self.pack.roads, self.pack.areas
        inside = np.flatnonzero(areas.leaf_of(roads.lon, roads.lat) != areas.elsewhere)
        return inside if inside.size else np.arange(len(roads.lon))

    def _place(self, kinds: tuple[str, ...], what: str) -> Point:
        """The first place of these kinds, or any junction in a city without one."""
        for place in self.pack.places:
            if place.kind in kinds:
                return Point(place.lon, place.lat)
        roads = self.pack.roads
        node = self.nodes[int(len(self.nodes) * float(uniform(self.seed, key_of(what))))]
        return Point(float(roads.lon[node]), float(roads.lat[node]))


def season(local: Locals) -> Floats:
    """The sun's part in the year (n,): -1 in the middle of January, 1 in the middle of July."""
    return -np.cos(2 * np.pi * (local / 86_400 / 365.2425 - 15 / 365.2425))


def sun(local: Locals) -> Floats:
    """The sun's part in the day (n,): 0 at night, 1 in the early afternoon, when its warmth is felt."""
    return np.clip(np.sin(np.pi * (hour_of(local) - 7.0) / 13.0), 0.0, 1.0)
