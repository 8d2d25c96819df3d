"""The hotline: calls to 12345, when they come in and how long they wait; calls have no sensor, they come by chance."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from city.readings import Floats, Readings
from geo.areas import Ints
from sources.chance import key_of
from sources.made_up.rhythm import usual, weekly
from sources.made_up.spells import Spell
from sources.made_up.town import Town
from sources.moments import HOUR_MS, Millis, as_times

CALLS_AN_HOUR, STORM_FACTOR = 110.0, 1.6
BUSIEST = 2.4  # Monday morning
LONGEST_WAIT_S = 600.0
WATCH_MS = 6 * HOUR_MS  # calls are drawn for so long at once
KEPT_WATCHES = 3
AWAY = Spell("agents away", days=40, chance=0.6, shortest=1.5, longest=3.0)  # flu among the agents


@dataclass(frozen=True, slots=True, eq=False)
class Calls:
    """The calls of one watch, in time: their names, when they were offered and answered (-1: given up), and where."""

    name: npt.NDArray[np.object_]
    offered_ms: Millis
    answered_ms: Millis
    wait_s: Floats
    node: Ints


class Hotline:
    """Offered calls, and answered ones with the seconds they waited."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._watches: dict[int, Calls] = {}

    def __len__(self) -> int:
        return 1

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The calls offered, and those answered, after one time and up to another."""
        first = (after_ms - int(LONGEST_WAIT_S * 1000)) // WATCH_MS
        watches = [self._watch(watch) for watch in range(first, until_ms // WATCH_MS + 1)]
        for kind, batch in (("hotline.offered", self._offered), ("hotline.answered", self._answered)):
            parts = [batch(calls, after_ms, until_ms) for calls in watches]
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

    def _watch(self, watch: int) -> Calls:
        if watch not in self._watches:
            if len(self._watches) >= KEPT_WATCHES:
                del self._watches[min(self._watches)]
            self._watches[watch] = self._made(watch)
        return self._watches[watch]

    def _made(self, watch: int) -> Calls:
        """The calls of a watch, counted since 1970, all from its own chance."""
        town, rng = self._town, np.random.default_rng([self._town.seed, key_of("hotline"), watch])
        most = CALLS_AN_HOUR * BUSIEST * STORM_FACTOR
        offered_ms = np.sort(
            rng.integers(watch * WATCH_MS, (watch + 1) * WATCH_MS, rng.poisson(most * WATCH_MS / HOUR_MS))
        )
        local = town.local(offered_ms)
        busy = usual("calls", local) * weekly(local) * (1 + (STORM_FACTOR - 1) * town.wet(local))
        comes = rng.random(len(busy)) < busy / BUSIEST / STORM_FACTOR
        offered_ms, busy = offered_ms[comes], busy[comes]
        size = len(offered_ms)
        strained = np.clip(busy / 2.4, 0.15, 1.4) ** 2
        strained *= 1 + 2.5 * AWAY.force(town.seed, local[comes])
        wait_s = np.minimum(rng.exponential(3.0 + 5.5 * strained, size), LONGEST_WAIT_S).round(1)
        given_up = rng.random(size) < np.clip(0.004 + 0.012 * strained + wait_s / 1500, 0, 0.5)
        return Calls(
            name=np.array([f"{watch:06d}-{i:04d}" for i in range(size)], dtype=object),
            offered_ms=offered_ms,
            answered_ms=np.where(given_up, -1, offered_ms + (wait_s * 1000).astype(np.int64)),
            wait_s=wait_s,
            node=town.nodes[rng.integers(0, len(town.nodes), size)],
        )


Columns = tuple[npt.NDArray[np.object_], Millis, Floats, Ints]
