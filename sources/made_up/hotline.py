"""The hotline: calls to 12345, when they come in and how long they wait; calls have no sensor, they come by chance."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from city.readings import Floats, Readings
from geo.areas import Ints
from sources.chance import key_of
from sources.made_up.rhythm import usual, weekly
from sources.made_up.town import Town
from sources.moments import HOUR_MS, Millis, as_times

CALLS_AN_HOUR, STORM_FACTOR = 110.0, 1.6
LONGEST_WAIT_S = 600.0
KEPT_HOURS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Calls:
    """The calls of one hour, in time: their names, when they were offered and answered (-1: given up), and where."""

    name: npt.NDArray[np.object_]
    offered_ms: Millis
    answered_ms: Millis
    wait_s: Floats
    node: Ints


class Hotline:
    """Offered calls, and answered ones with the seconds they waited."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._hours: dict[int, Calls] = {}

    def __len__(self) -> int:
        return 1

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The calls offered, and those answered, after one time and up to another."""
        first = (after_ms - int(LONGEST_WAIT_S * 1000)) // HOUR_MS
        hours = [self._hour(hour) for hour in range(first, until_ms // HOUR_MS + 1)]
        for kind, batch in (("hotline.offered", self._offered), ("hotline.answered", self._answered)):
            parts = [batch(calls, after_ms, until_ms) for calls in hours]
            name, at_ms, value, node = (np.concatenate(columns) for columns in zip(*parts, strict=True))
            if len(at_ms):
                order = np.argsort(at_ms, kind="stable")
                roads = self._town.pack.roads
                yield Readings(
                    kind=kind, thing=name[order].tolist(), value=value[order], at=as_times(at_ms[order]),
                    lon=roads.lon[node[order]], lat=roads.lat[node[order]],
                )  # fmt: skip

    def _offered(self, calls: Calls, after_ms: int, until_ms: int) -> "Columns":
        rows = (calls.offered_ms > after_ms) & (calls.offered_ms <= until_ms)
        return calls.name[rows], calls.offered_ms[rows], np.ones(int(rows.sum())), calls.node[rows]

    def _answered(self, calls: Calls, after_ms: int, until_ms: int) -> "Columns":
        rows = (calls.answered_ms > after_ms) & (calls.answered_ms <= until_ms)
        return calls.name[rows], calls.answered_ms[rows], calls.wait_s[rows], calls.node[rows]

    def _hour(self, hour: int) -> Calls:
        if hour not in self._hours:
            if len(self._hours) >= KEPT_HOURS:
                del self._hours[min(self._hours)]
            self._hours[hour] = self._made(hour)
        return self._hours[hour]

    def _made(self, hour: int) -> Calls:
        """The calls of an hour since 1970, all from its own chance."""
        town, rng = self._town, np.random.default_rng([self._town.seed, key_of("hotline"), hour])
        most = CALLS_AN_HOUR * 2.4 * STORM_FACTOR
        offered_ms = np.sort(rng.integers(hour * HOUR_MS, (hour + 1) * HOUR_MS, rng.poisson(most)))
        local = town.local(offered_ms)
        busy = usual("calls", local) * weekly(local) * (1 + (STORM_FACTOR - 1) * town.wet(local))
        comes = rng.random(len(busy)) < busy * CALLS_AN_HOUR / most
        offered_ms, busy = offered_ms[comes], busy[comes]
        size = len(offered_ms)
        strained = np.clip(busy / 2.4, 0.15, 1.4) ** 2
        wait_s = np.minimum(rng.exponential(3.0 + 7.0 * strained, size), LONGEST_WAIT_S).round(1)
        given_up = rng.random(size) < np.clip(0.01 + 0.03 * strained + wait_s / 1500, 0, 0.5)
        return Calls(
            name=np.array([f"{hour:06d}-{i:03d}" for i in range(size)], dtype=object),
            offered_ms=offered_ms,
            answered_ms=np.where(given_up, -1, offered_ms + (wait_s * 1000).astype(np.int64)),
            wait_s=wait_s,
            node=town.nodes[rng.integers(0, len(town.nodes), size)],
        )


Columns = tuple[npt.NDArray[np.object_], Millis, Floats, Ints]
