"""Buses at their stops: how long after the one before each came, and what the timetable promised.

The timetable is a day's departures of each route and direction. What is late at the beginning is later at the end, the
more so in jams and rain, and buses that are left out leave a gap.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from city.readings import Floats, Mask, Readings
from geo.areas import Ints
from sources.chance import key_of, normal, uniform
from sources.made_up.beats import midnights_ms
from sources.made_up.posts import Posts
from sources.made_up.rhythm import jam
from sources.made_up.spells import OwnSpell
from sources.made_up.spots import at_corners, at_either
from sources.made_up.town import Town
from sources.moments import DAY_MS, MINUTE_MS, Millis, as_times

ROUTES, DIRECTIONS, STOPS = 22, 2, 3
RIDE_MS = 11 * MINUTE_MS  # from one of these stops to the next
# From which local hour on a bus comes how often, minutes.
TIMETABLE = MappingProxyType({5.5: 9.0, 7.0: 5.0, 9.0: 7.0, 16.5: 5.0, 19.0: 8.0, 21.0: 11.0})
LAST_H = 22.75
LATE_S = (45.0, 75.0, 105.0)  # how far times scatter at each stop when the streets are free
LEFT_OUT = 0.012
SHORT_OF_BUSES = OwnSpell("bus route", 72, 0.06, 0.04, 0.12)
CLOSEST_S = 5.0
KEPT_DAYS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Arrivals:
    """The arrivals of one day, in time: at which post, when, how long after the last, and what was planned."""

    row: Ints
    at_ms: Millis
    headway_s: Floats
    planned_s: Floats


class Buses:
    """Headways at the stops of a few dozen routes."""

    def __init__(self, town: Town) -> None:
        self._town = town
        lon, lat = at_either(town, ("metro_station", "bus_terminal", "mall", "market"), ROUTES * STOPS, ROUTES * STOPS)
        more = at_corners(town, "bus stop", ROUTES * STOPS)
        lon, lat = (np.concatenate([*pair])[: ROUTES * STOPS] for pair in zip((lon, lat), more, strict=True))
        routes = min(ROUTES, len(lon) // STOPS)
        place = np.arange(routes * STOPS).reshape(routes, STOPS)
        both = np.stack([place, place[:, ::-1]], axis=1).ravel()  # the way back has the same stops the other way round
        self._posts = Posts.named(town, _names(routes), lon[both], lat[both])
        self._days: dict[int, Arrivals] = {}

    def __len__(self) -> int:
        return len(self._posts)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The arrivals after one time and up to another."""
        for midnight in midnights_ms(after_ms - DAY_MS - DAY_MS // 4, until_ms, self._town.pack.time_zone).tolist():
            day = self._day(midnight)
            first, last = np.searchsorted(day.at_ms, [after_ms, until_ms], side="right").tolist()
            if first < last:
                cut = slice(first, last)
                row = day.row[cut]
                names: list[str] = self._posts.thing[row].tolist()
                yield Readings(
                    kind="bus.headway", thing=names, value=day.headway_s[cut], at=as_times(day.at_ms[cut]),
                    lon=self._posts.lon[row], lat=self._posts.lat[row],
                    attributes={"planned_s": day.planned_s[cut]},
                )  # fmt: skip

    def _day(self, midnight_ms: int) -> Arrivals:
        if midnight_ms not in self._days:
            if len(self._days) >= KEPT_DAYS:
                del self._days[next(iter(self._days))]
            self._days[midnight_ms] = self._made(midnight_ms)
        return self._days[midnight_ms]

    def _made(self, midnight_ms: int) -> Arrivals:
        """All arrivals of the day that begins at this time: every post (p,) and departure (d,)."""
        seed, posts = self._town.seed, np.arange(len(self._posts))[:, None]
        leaves_s, planned_s = timetable()
        trip, day = np.arange(len(leaves_s))[None, :], midnight_ms // DAY_MS
        line, stop = posts // STOPS, posts % STOPS
        planned_ms = midnight_ms + (leaves_s * 1000).astype(np.int64)[None, :] + stop * RIDE_MS + line * 17_000
        jammed = 1 + 2.2 * self._slow(planned_ms)
        # One delay a trip, which grows from stop to stop, and a little of each stop's own.
        trips = normal(seed, key_of("bus trip"), line, trip, day)
        own = normal(seed, key_of("bus stop"), posts, trip, day)
        late_s = np.array(LATE_S)[stop] * jammed * (0.85 * trips + 0.5 * own)
        at_ms = planned_ms + (np.clip(late_s, -400.0, 1500.0) * 1000).astype(np.int64)
        short = SHORT_OF_BUSES.force(seed, np.broadcast_to(line, at_ms.shape).ravel(), at_ms.ravel()).reshape(
            at_ms.shape
        )
        comes = uniform(seed, key_of("bus left out"), line, trip, day) > LEFT_OUT + 0.5 * short
        return _headways(posts, at_ms, np.broadcast_to(planned_s[None, :], at_ms.shape), comes)

    def _slow(self, at_ms: Millis) -> Floats:
        local = self._town.local(at_ms.ravel())
        return (jam(local) + 0.4 * self._town.wet(local)).reshape(at_ms.shape)


def timetable() -> tuple[Floats, Floats]:
    """A day's departures (d,), seconds after midnight, and the headway in force at each, seconds."""
    begins = [*TIMETABLE, LAST_H]
    leaves = [np.arange(begin * 3600, end * 3600, TIMETABLE[begin] * 60) for begin, end in pairwise(begins)]
    planned = [np.full(len(one), every * 60) for one, every in zip(leaves, TIMETABLE.values(), strict=True)]
    return np.concatenate(leaves), np.concatenate(planned)


def _headways(posts: Ints, at_ms: Millis, planned_s: Floats, comes: Mask) -> Arrivals:
    """The arrivals (p, d) that come, post by post in time, each with what lies between it and the one before."""
    post, at_ms, planned_s = np.broadcast_to(posts, at_ms.shape)[comes], at_ms[comes], planned_s[comes]
    order = np.lexsort([at_ms, post])
    post, at_ms, planned_s = post[order], at_ms[order], planned_s[order]
    again = np.flatnonzero(np.diff(post, prepend=-1) == 0)  # the first of the day follows nobody
    headway_s: Floats = np.maximum((at_ms[again] - at_ms[again - 1]) / 1000.0, CLOSEST_S)
    in_time = np.argsort(at_ms[again], kind="stable")
    again = again[in_time]
    return Arrivals(post[again].astype(np.intp), at_ms[again], np.round(headway_s[in_time]), planned_s[again])


def _names(routes: int) -> list[str]:
    """The names of all posts: route, direction, stop."""
    return [
        f"bus_{route + 1:02d}/{way}/stop_{stop + 1}"
        for route in range(routes)
        for way in ("out", "back")[:DIRECTIONS]
        for stop in range(STOPS)
    ]
