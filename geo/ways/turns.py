"""Turns: a route told street by street, each with how one turns into it."""

from dataclasses import dataclass

import numpy as np

from geo.place import Point
from geo.ways.roads import Roads, Route

Metres = np.ndarray[tuple[int], np.dtype[np.float64]]
STRAIGHT_DEG, BACK_DEG = 30.0, 150.0
TOLD, TOLD_WITHOUT_NAME = ("start", "back"), ("start", "back", "left", "right")  # though the street is the same
LOOK_M = 25.0  # the heading at a junction is taken so far before and behind it: corners are often rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a route along one street: its names, "" where it has none, where it begins, and how one gets there.

    `turn` is "start", "straight", "left", "right" or "back".
    """

    zh: str
    en: str
    turn: str
    length_m: float
    travel_s: float
    begins: Point


def stretches(roads: Roads, route: Route) -> tuple[Stretch, ...]:
    """The streets that a route takes: edges of the same name that follow one another as one, unless one turns back.

    Of streets without a name each turn is told; lines of one street kink at its junctions, and nobody turns there.
    """
    if not len(route.edges):
        return ()
    names = [(str(roads.zh[edge]), str(roads.en[edge])) for edge in route.edges.tolist()]
    along_m = _along_m(route)
    entered_s = np.append(route.entered_s, route.travel_s)
    entered_m = np.interp(entered_s, route.seconds, along_m)
    turns = ["start", *(_turn(route, along_m, float(at_m)) for at_m in entered_m[1:-1])]
    starts = [
        i
        for i, turn in enumerate(turns)
        if names[i] != names[i - 1] or turn in (TOLD if any(names[i]) else TOLD_WITHOUT_NAME)
    ]
    told: list[Stretch] = []
    for start, after in zip(starts, [*starts[1:], len(names)], strict=True):
        lon, lat, _ = route.at(float(entered_s[start]))
        told.append(
            Stretch(zh=names[start][0], en=names[start][1], turn=turns[start], begins=Point(lon, lat),
                    length_m=float(entered_m[after] - entered_m[start]),
                    travel_s=float(entered_s[after] - entered_s[start]))
        )  # fmt: skip
    return tuple(told)


def _turn(route: Route, along_m: Metres, at_m: float) -> str:
    """How one turns so many metres from the start."""
    return turned(_heading(route, along_m, at_m - LOOK_M, at_m), _heading(route, along_m, at_m, at_m + LOOK_M))


def turned(before_deg: float, after_deg: float) -> str:
    """How one turns from one heading to another.

    >>> turned(0, 90), turned(10, 350), turned(0, 270), turned(0, 180)
    ('right', 'straight', 'left', 'back')
    """
    by = (after_deg - before_deg + 180) % 360 - 180
    if abs(by) <= STRAIGHT_DEG:
        return "straight"
    if abs(by) >= BACK_DEG:
        return "back"
    return "right" if by > 0 else "left"


def _along_m(route: Route) -> Metres:
    """How many metres lie before each corner (k,), so scaled that they add up to the route's length."""
    east = np.diff(route.lon) * np.cos(np.radians(route.lat[:-1]))
    along = np.concatenate([[0.0], np.cumsum(np.hypot(east, np.diff(route.lat)))])
    return along * (route.length_m / along[-1]) if along[-1] > 0 else along


def _heading(route: Route, along_m: Metres, start_m: float, end_m: float) -> float:
    """The heading from one place on the route to another, degrees clockwise from north."""
    lon = np.interp([start_m, end_m], along_m, route.lon)
    lat = np.interp([start_m, end_m], along_m, route.lat)
    east = (lon[1] - lon[0]) * np.cos(np.radians(lat[0]))
    return float(np.degrees(np.arctan2(east, lat[1] - lat[0])) % 360)
