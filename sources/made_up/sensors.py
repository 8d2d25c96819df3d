"""Sensors: which things of a pack send a kind of reading, and when each is due; some are broken for some hours."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from city.readings import Floats, Mask
from geo.areas import Ints
from geo.pack import Things
from sources.chance import key_of, uniform
from sources.moments import HOUR_MS, Millis

CELL_DEG = 0.02  # devices within some 2 km share a gateway
THING_BLOCK_MS, THING_SHARE = 8 * HOUR_MS, 0.011
GATEWAY_BLOCK_MS, GATEWAY_SHARE = 24 * HOUR_MS, 0.03
EDGES = 3  # periods after which a silent device counts as down


@dataclass(frozen=True, slots=True, eq=False)
class Sensors:
    """The things that send one kind, as columns (n,); `number` is their place in the pack, `phase_ms` spreads them."""

    number: Ints
    thing: npt.NDArray[np.object_]
    lon: Floats
    lat: Floats
    leaf: Ints
    period_ms: npt.NDArray[np.int64]
    phase_ms: npt.NDArray[np.int64]
    gateway: npt.NDArray[np.int64]
    seed: int

    @classmethod
    def of(cls, things: Things, kind: str, seed: int, usual_s: float = 60.0) -> "Sensors":
        """The things of a pack that send this kind; `usual_s` is how often where the pack does not say."""
        number = np.array([i for i, kinds in enumerate(things.kinds) if kind in kinds], dtype=np.intp)
        lon, lat = things.lon[number], things.lat[number]
        period_s = np.where(things.period_s[number] > 0, things.period_s[number], usual_s)
        period_ms = (period_s * 1000).astype(np.int64)
        cell = (np.floor(lon / CELL_DEG) * 100_000 + np.floor(lat / CELL_DEG)).astype(np.int64)
        return cls(
            number=number,
            thing=np.array(things.thing, dtype=object)[number],
            lon=lon,
            lat=lat,
            leaf=things.leaf[number],
            period_ms=period_ms,
            phase_ms=(uniform(seed, key_of("phase"), number) * period_ms).astype(np.int64),
            gateway=cell,
            seed=seed,
        )

    def __len__(self) -> int:
        return len(self.number)

    def due(self, after_ms: int, until_ms: int, least_ms: int = 0) -> tuple[Ints, Millis]:
        """Which sensors (k,) report after one time and up to another, and when, in time; the broken ones do not.

        Each reports every `period_ms`, or every `least_ms` where that is longer.
        """
        step = np.maximum(self.period_ms, least_ms)
        first = (after_ms - self.phase_ms) // step + 1
        count = (until_ms - self.phase_ms) // step - first + 1
        row = np.repeat(np.arange(len(self)), count)
        turn = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + first[row]
        at_ms = self.phase_ms[row] + turn * step[row]
        order = np.argsort(at_ms, kind="stable")
        row, at_ms = row[order], at_ms[order]
        works = self.work(row, at_ms)
        return row[works], at_ms[works]

    def last_due(self, after_ms: int, until_ms: int, least_ms: int) -> tuple[Ints, Millis]:
        """Of what is `due`, only the last report of each sensor: enough for whoever asks for the newest alone."""
        step = np.maximum(self.period_ms, least_ms)
        at_ms = until_ms - (until_ms - self.phase_ms) % step
        found, open_ones = [np.empty(0, np.intp)], np.flatnonzero(at_ms > after_ms)
        while open_ones.size:
            works = self.work(open_ones, at_ms[open_ones])
            found.append(open_ones[works])
            open_ones = open_ones[~works]
            at_ms[open_ones] -= step[open_ones]
            open_ones = open_ones[at_ms[open_ones] > after_ms]
        row = np.sort(np.concatenate(found))
        row = row[np.argsort(at_ms[row], kind="stable")]
        return row, at_ms[row]

    def edges_due(self, after_ms: int, until_ms: int, least_ms: int) -> tuple[Ints, Millis]:
        """Of what is `due`, the first report of each sensor, every third from there, and those beside a silence.

        Enough for whoever counts as up what was heard of within three periods.
        """
        row, at_ms = self.due(after_ms, until_ms, least_ms)
        step = np.maximum(self.period_ms, least_ms)[row]
        turn = (at_ms - self.phase_ms[row]) // step - (after_ms - self.phase_ms[row]) // step - 1
        dull = np.flatnonzero(turn % EDGES != 0)
        between = self.work(row[dull], at_ms[dull] - step[dull]) & self.work(row[dull], at_ms[dull] + step[dull])
        kept = np.ones(len(row), dtype=np.bool_)
        kept[dull[between]] = False
        return row[kept], at_ms[kept]

    def work(self, row: Ints, at_ms: Millis) -> Mask:
        """Whether a sensor works at a time (k,): it may be broken itself, or the gateway that it shares with others."""
        alone = _broken(self.seed, key_of("broken"), self.number[row], at_ms, THING_BLOCK_MS, THING_SHARE)
        together = _broken(self.seed, key_of("gateway"), self.gateway[row], at_ms, GATEWAY_BLOCK_MS, GATEWAY_SHARE)
        return ~(alone | together)


def things_of(sensors: Sensors, row: Ints) -> Sequence[str]:
    """The names of the sensors in these rows (k,)."""
    names: list[str] = sensors.thing[row].tolist()
    return names


def _broken(seed: int, sort: int, key: Ints, at_ms: Millis, block_ms: int, share: float) -> Mask:
    """Whether something is broken at a time (k,): a share of its blocks of time holds one failure, 10 to 45 % long."""
    block = at_ms // block_ms
    fails = uniform(seed, sort, key, block) < share
    broken = np.zeros(len(at_ms), dtype=np.bool_)
    rows = np.flatnonzero(fails)
    if rows.size:
        begin = 0.5 * uniform(seed, sort, key[rows], block[rows], 1)
        lasts = 0.1 + 0.35 * uniform(seed, sort, key[rows], block[rows], 2)
        into = (at_ms[rows] - block[rows] * block_ms) / block_ms
        broken[rows] = (into >= begin) & (into < begin + lasts)
    return broken
