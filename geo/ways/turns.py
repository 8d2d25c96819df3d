"""Turns: a route told street by street, each with how one turns into it."""

from dataclasses import dataclass

import numpy as np

from geo.place import Point
from geo.ways.roads import Roads, Route

STRAIGHT_DEG, BACK_DEG = 30.0, 150.0
LOOK_M = 15.0  # the heading at a junction is taken so far before and behind it: corners are often rounded


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
    """The streets that a route takes, edges of the same name that follow one another as one."""
    if not len(route.edges):
        return ()
    names = [(str(roads.zh[edge]), str(roads.en[edge])) for edge in route.edges.tolist()]
    starts = [i for i, name in enumerate(names) if i == 0 or name != names[i - 1]]
    along_m = _along_m(route)
    entered_s = np.append(route.entered_s, route.travel_s)
    told: list[Stretch] = []
    for start, after in zip(starts, [*starts[1:], len(names)], strict=True):
        from_s, to_s = float(entered_s[start]), float(entered_s[after])
        from_m, to_m = np.interp([from_s, to_s], route.seconds, along_m)
        lon, lat, _ = route.at(from_s)
        turn = (
            "start"
            if start == 0
            else turned(
                _heading(route, along_m, from_m - LOOK_M, from_m), _heading(route, along_m, from_m, from_m + LOOK_M)
            )
        )
        told.append(
            Stretch(zh=names[start][0], en=names[start][1], turn=turn, length_m=float(to_m - from_m),
                    travel_s=to_s - from_s, begins=Point(lon, lat))
        )  # fmt: skip
    return tuple(told)


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


def _along_m(route: Route) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """How many metres lie before each corner (k,), so scaled that they add up to the route's length."""
    east = np.diff(route.lon) * np.cos(np.radians(route.lat[:-1]))
    along = np.concatenate([[0.0], np.cumsum(np.hypot(east, np.diff(route.lat)))])
    return along * (route.length_m / along[-1]) if along[-1] > 0 else along


def _heading(
    route: Route, along_m: np.ndarray[tuple[int], np.dtype[np.float64]], start_m: float, end_m: float
) -> float:
    """The heading from one place on the route to another, degrees clockwise from north."""
    lon = np.interp([start_m, end_m], along_m, route.lon)
    lat = np.interp([start_m, end_m], along_m, route.lat)
    east = (lon[1] - lon[0]) * np.cos(np.radians(lat[0]))
    return float(np.degrees(np.arctan2(east, lat[1] - lat[0])) % 360)
