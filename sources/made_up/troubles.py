"""Troubles: what goes wrong with a single thing or district once in a while, for some time, and comes right again."""

from dataclasses import dataclass

import numpy as np

from city.readings import Floats
from geo.areas import Ints
from sources.chance import key_of, uniform
from sources.moments import HOUR_MS, Millis


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sort of trouble: in which `share` of blocks of `block_h` hours it befalls a thing, for what part of one."""

    what: str
    block_h: float
    share: float
    shortest: float = 0.2
    longest: float = 0.6

    def force(self, seed: int, number: Ints, at_ms: Millis) -> Floats:
        """How bad it is for things (n,) at times (n,), 0 to 1: it comes quickly, stays, and goes slowly."""
        key, block_ms = key_of(self.what), int(self.block_h * HOUR_MS)
        block = at_ms // block_ms
        force = np.zeros(len(at_ms))
        rows = np.flatnonzero(uniform(seed, key, number, block) < self.share)
        if rows.size:
            drawn = [uniform(seed, key, number[rows], block[rows], part) for part in (1, 2, 3)]
            lasts = self.shortest + (self.longest - self.shortest) * drawn[0]
            into = (at_ms[rows] % block_ms) / block_ms - drawn[1] * (1 - lasts)
            strength = 0.6 + 0.4 * drawn[2]
            force[rows] = strength * np.clip(np.minimum(into / lasts * 12, (1 - into / lasts) * 4), 0.0, 1.0)
        return force
