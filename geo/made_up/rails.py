"""The made-up city's rails: a main line, a branch over the river to the port, and the metro with its stations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Self, cast

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geo.areas import Ints, Words
from geo.made_up.ground import AIRPORT_KM, Ground
from geo.made_up.names import MAIN_ROADS
from geo.made_up.plane import FRAME, Shapes, flowing
from geo.made_up.roads import Street
from geo.place import Floats

MAIN_KM = (
    (-21, 7.6), (-14, 6.5), (-9, 5.8), (-5.5, 5.2), (-2.6, 4.7), (1, 4.5), (4.2, 3.6), (7, 2.1), (9.4, 1.4),
    (13, 0.4), (21, 1.6),
)  # fmt: skip
BRANCH_KM = ((7, 2.1), (9.4, 1.4), (11.6, 0.4), (12.9, -1.8), (13.0, -5.0), (12.4, -7.6), (9.6, -10.6), (6, -18))
STATIONS_KM = ((-2.6, 4.7), (9.2, 1.4))
RAILWAYS: tuple[Words, ...] = ({"zh": "京云铁路", "en": "Jingyun Railway"}, {"zh": "云港铁路", "en": "Yungang Railway"})
STATIONS: tuple[Words, ...] = (
    {"zh": "云州站", "en": "Yunzhou Railway Station"}, {"zh": "云州东站", "en": "Yunzhou East Railway Station"},
)  # fmt: skip
LINES: tuple[Words, ...] = (
    {"zh": "地铁1号线", "en": "Metro Line 1"}, {"zh": "地铁2号线", "en": "Metro Line 2"},
    {"zh": "地铁3号线", "en": "Metro Line 3"}, {"zh": "地铁4号线", "en": "Metro Line 4"},
    {"zh": "地铁5号线（环线）", "en": "Metro Line 5 (Loop)"}, {"zh": "地铁机场线", "en": "Airport Line"},
)  # fmt: skip
UNDER_ROADS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"north_south": (-10_500, 10_800), "west_east": (-11_500, 12_000), "south": (-11_500, 10_500)}
)  # under which avenues the first lines run, and from where to where
FOURTH_KM = ((-9.2, 8.4), (-6.0, 6.0), (-2.6, 4.5), (0.4, 2.4), (2.4, -0.6), (4.6, -3.2), (6.4, -5.2), (9.4, -8.2))
TO_AIRPORT_KM = ((4.6, 2.7), (7.2, 1.9), (9.2, 1.6), (10.9, 3.4), (11.4, 6.0), AIRPORT_KM)
SHORE_M = 60.0  # no station nearer to water
APART_M, SAME_M = 1_500.0, 520.0  # between stations; nearer ones of two lines are one


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rails:
    """Railways and metro lines on the board; stations (n, 2), and for each metro station which lines stop there."""

    railways: Shapes
    metro: Shapes
    stations: Floats
    stops: Floats
    lines: list[list[int]]

    @classmethod
    def of(cls, ground: Ground, roads: Sequence[Street]) -> Self:
        """The rails that belong to this ground and these main roads."""
        railways: list[Any] = [flowing(np.array(km) * 1e3).intersection(FRAME) for km in (MAIN_KM, BRANCH_KM)]
        metro = np.array(_metro(roads), dtype=object)
        stations = np.vstack([_nearest(railways[0], np.array(km) * 1e3) for km in STATIONS_KM])
        stops, lines = _stops(metro, stations, ground.water.buffer(SHORE_M))
        inside = shapely.contains_xy(ground.outline.buffer(-300), stops)
        return cls(
            railways=np.array(railways, dtype=object), metro=metro, stations=stations, stops=stops[inside],
            lines=[line for line, kept in zip(lines, inside.tolist(), strict=True) if kept],
        )  # fmt: skip

    def yards(self) -> list[BaseGeometry]:
        """The land of the railway stations."""
        return [self.platform(i, 420).buffer(85, cap_style="flat") for i in range(len(self.stations))]

    def platform(self, station: int, half_m: float) -> LineString:
        """The stretch of the main line at a station."""
        line = self.railways[0]
        at = line.project(shapely.Point(self.stations[station]))
        return cast("LineString", substring(line, at - half_m, at + half_m))


def _metro(roads: Sequence[Street]) -> list[LineString]:
    named = {road.title["en"]: road.line for road in roads if road.title}
    found: list[LineString] = []
    for name, (start, end) in UNDER_ROADS.items():
        xy = shapely.get_coordinates(named[MAIN_ROADS[name]["en"]])
        axis = xy[:, 1] if name == "north_south" else xy[:, 0]
        found.append(LineString(xy[(axis > start) & (axis < end)]))
    ring = LineString(shapely.get_coordinates(named[MAIN_ROADS["ring_1"]["en"]]))
    return [*found, flowing(np.array(FOURTH_KM) * 1e3), ring, flowing(np.array(TO_AIRPORT_KM) * 1e3)]


def _stops(metro: Shapes, stations: Floats, wet: BaseGeometry) -> tuple[Floats, list[list[int]]]:
    """Where the metro stops: where lines meet, at railway stations, and evenly between; and which lines stop there.

    A line dives under water without stopping: what would lie there lies on the nearer bank.
    """
    at: list[Floats] = []
    of: list[Ints] = []
    for i, line in enumerate(metro):
        fixed = _fixed(line, [other for k, other in enumerate(metro) if k != i], stations)
        along = _filled(fixed)
        on_land = shapely.shortest_line(line.difference(wet), shapely.line_interpolate_point(line, along))
        at.append(shapely.get_coordinates(shapely.get_point(on_land, 0)))
        of.append(np.full(len(along), i))
    xy, line = np.vstack(at), np.concatenate(of)
    stops: list[Floats] = []
    lines: list[list[int]] = []
    for place, number in zip(xy, line.tolist(), strict=True):
        off = [float(np.hypot(*(place - stop))) for stop in stops]
        if off and min(off) < SAME_M:
            near = off.index(min(off))
            lines[near] = sorted({*lines[near], number})
        else:
            stops.append(place)
            lines.append([number])
    return np.array(stops), lines


def _fixed(line: LineString, others: list[LineString], stations: Floats) -> Floats:
    """How far along a line its ends are, the meetings with other lines, and the railway stations nearby."""
    ends = [] if line.is_ring else [0.0, line.length]
    meet = [shapely.get_coordinates(shapely.get_parts(line.intersection(other))) for other in others]
    places = np.asarray(shapely.points(np.vstack([*meet, stations])))
    near = places[shapely.distance(places, line) < SAME_M]
    return np.sort(np.concatenate([ends, shapely.line_locate_point(line, near)]))


def _filled(fixed: Floats) -> Floats:
    """These distances without those too near to the one before, and even steps between them."""
    kept = [float(fixed[0])]
    for at in fixed[1:].tolist():
        if at - kept[-1] > 1.4 * SAME_M:
            kept.append(at)
    steps = [np.linspace(a, b, max(round((b - a) / APART_M), 1) + 1)[:-1] for a, b in pairwise(kept)]
    return np.concatenate([*steps, [kept[-1]]])


def _nearest(line: LineString, xy: Floats) -> Floats:
    return shapely.get_coordinates(line.interpolate(line.project(shapely.Point(xy))))
