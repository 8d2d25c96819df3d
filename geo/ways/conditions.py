"""Conditions: how fast the streets run now, and which are closed; a network is kept once, conditions come and go."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from geo.place import Floats, Mask

SLOWEST_KMH = 3.0  # whoever stands in a jam still gets through at a walk; a street that nobody passes is closed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Conditions:
    """What is known of each edge now: `speed_kmh` (m,), NaN where it runs as usual, and whether it is `closed` (m,)."""

    speed_kmh: Floats
    closed: Mask

    @classmethod
    def usual(cls, edges: int) -> Self:
        """Nothing is known of any of so many edges: all are open and run as usual."""
        return cls(speed_kmh=np.full(edges, np.nan), closed=np.zeros(edges, dtype=np.bool_))

    def seconds(self, usual_s: Floats, length_m: Floats) -> Floats:
        """How long each edge takes (m,) in place of its usual time; infinite where it is closed."""
        now_s = length_m / (np.maximum(self.speed_kmh, SLOWEST_KMH) / 3.6)
        seconds = np.where(np.isnan(now_s), usual_s, np.maximum(now_s, 1e-3))
        seconds[self.closed] = np.inf
        return seconds
