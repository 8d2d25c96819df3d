"""Surroundings: what is around a place of the city and which warnings are in force, for whoever takes in signals."""

from collections.abc import Callable, Collection
from functools import cached_property

import numpy as np

from city.picture import Picture
from geo.near import Nearby
from geo.pack import CityPack
from geo.place import Point
from incidents.intake.surroundings import Warned

MAIN = frozenset({1, 2, 3})  # freeway, major road, arterial
ON_IT_M = 25.0  # from the middle of a wide road to its edge, and what a phone is off by
RAIN = "rainfall_grade_warning"  # its value is the signal that is due: 0 none, 1 blue to 4 red
COLOURS = ("", "blue", "yellow", "orange", "red")


class CityAround:
    """Asks the pack and the newest picture; what is slow to prepare is prepared when it is first asked for."""

    def __init__(self, pack: CityPack, picture: Callable[[], Picture]) -> None:
        self._pack = pack
        self._picture = picture

    @cached_property
    def _places(self) -> Nearby:
        places = self._pack.places
        return Nearby.of(np.array([one.lon for one in places], float), np.array([one.lat for one in places], float))

    def kinds_near(self, lon: float, lat: float, radius_m: float) -> Collection[str]:
        """The kinds of the city's places no farther than this."""
        rows, _ = self._places.within(Point(lon, lat), radius_m)
        return {self._pack.places[row].kind for row in rows.tolist()}

    def on_main_road(self, lon: float, lat: float) -> bool:
        """Whether the place lies on a road of the upper classes."""
        roads = self._pack.roads
        _, edges = roads.tree.within(np.array([lon]), np.array([lat]), ON_IT_M)
        return bool(set(roads.edge_class[edges].tolist()) & MAIN)

    @cached_property
    def _sensors(self) -> frozenset[str]:
        return frozenset(self._pack.things.thing)

    def has_sensor(self, name: str) -> bool:
        """Whether the pack has a thing of this name that sends readings."""
        return name in self._sensors

    def warnings(self) -> Collection[Warned]:
        """The rainstorm signal that is due in the city; no other sort of warning is followed yet."""
        rain = self._picture().measures.get(RAIN)
        due = np.nan if rain is None or not len(rain.value) else float(rain.value[0])
        return () if not due >= 1 else (Warned("rain", COLOURS[min(int(due), 4)]),)
