"""The made-up city's great buildings: station halls with their roofs, the airport's terminal, stadiums."""

import numpy as np
import shapely
from shapely.affinity import rotate, scale, translate
from shapely.geometry.base import BaseGeometry

from geo.made_up.ground import AIRPORT_KM, AIRPORT_TURN_DEG
from geo.made_up.quarters import Quarters, Use
from geo.made_up.rails import Rails

HALL_M, ROOF_M, TERMINAL_M, STAND_M = 26.0, 11.0, 32.0, 38.0  # how high they are
STADIUM_ROOM_M = 60.0  # the radius of the circle that must fit on a plot with a stadium
STADIUM_M = (118.0, 96.0)  # from a stadium's middle to its outer wall, along and across


def great_buildings(rails: Rails, quarters: Quarters) -> tuple[list[BaseGeometry], list[float]]:
    """Outlines and heights of the great buildings."""
    shapes: list[BaseGeometry] = []
    heights: list[float] = []
    for station in range(len(rails.stations)):
        roofs = [
            rails.platform(station, 215).parallel_offset(aside, "left").buffer(6, cap_style="flat")
            for aside in (-24, 0, 24)
        ]
        hall = rails.platform(station, 80).parallel_offset(62, "left").buffer(22, cap_style="flat")
        shapes += [*roofs, hall]
        heights += [ROOF_M] * len(roofs) + [HALL_M]
    stands = [_oval(middle, size).difference(_oval(middle, 0.62 * size)) for middle, size in _stadiums(quarters)]
    piers = [shapely.box(-420, 215, 360, 275), *(shapely.box(x, 190, x + 26, 215) for x in range(-380, 330, 118))]
    terminal = shapely.union_all(piers)
    x, y = AIRPORT_KM[0] * 1e3, AIRPORT_KM[1] * 1e3
    shapes += [*stands, translate(rotate(terminal, AIRPORT_TURN_DEG, origin=(0, 0)), x, y)]
    return shapes, [*heights, *[STAND_M] * len(stands), TERMINAL_M]


def stadium_pitches(quarters: Quarters) -> list[BaseGeometry]:
    """The pitches inside the stadiums."""
    return [_oval(middle, 0.6 * size) for middle, size in _stadiums(quarters)]


def _stadiums(quarters: Quarters) -> list[tuple[BaseGeometry, float]]:
    """The middle of each stadium, and its size, 1 where there is room enough."""
    plots = quarters.plot[quarters.of_use(Use.STADIUM)]
    circles = shapely.maximum_inscribed_circle(plots[~shapely.is_empty(plots)], tolerance=5)
    return [
        (shapely.get_point(circle, 0), min(circle.length / (STADIUM_M[0] + 12), 1.0))
        for circle in circles
        if circle.length > STADIUM_ROOM_M
    ]


def _oval(middle: BaseGeometry, size: float) -> BaseGeometry:
    along, across = np.array(STADIUM_M) * size
    return scale(middle.buffer(1, quad_segs=12), along, across)
