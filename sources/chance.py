"""Chance: noise that depends on nothing but its keys, so that the same moment looks the same however it is asked for.

Every key may be a number or an array; arrays are broadcast. The mixing is SplitMix64 (Steele, Lea & Flood, 2014).
"""

from functools import lru_cache, reduce
from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from city.readings import Floats

Keys = int | npt.NDArray[np.int64]
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
WORD, SCALE = (1 << 64) - 1, 2.0**-53
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def key_of(text: str) -> int:
    """A number that stands for a word, the same in every run.

    >>> key_of("storm")
    4052537413
    """
    return crc32(text.encode())


def uniform(*keys: Keys) -> Floats:
    """Numbers between 0 and 1, both excluded, one for each combination of keys; plain numbers first are quickest."""
    first = next((i for i, key in enumerate(keys) if not isinstance(key, int)), len(keys))
    columns = [np.asarray(key, dtype=np.int64) for key in keys[first:]]
    # In columns numbers may overflow in silence; where one stands alone there would be a warning.
    state = np.array([_begun(keys[:first])], dtype=np.uint64)
    for key in columns:
        state = _stirred(state + (np.atleast_1d(key).view(np.uint64) + GOLDEN))
    state >>= np.uint64(11)
    drawn = state.astype(np.float64)
    drawn *= SCALE
    drawn += SCALE / 2
    return drawn.reshape(
        columns[0].shape if len(columns) == 1 else np.broadcast_shapes(*(one.shape for one in columns))
    )


def single(*keys: int) -> float:
    """What `uniform` gives for plain numbers alone.

    >>> single(1, 2) == float(uniform(1, np.array([2]))[0])
    True
    """
    return (reduce(_folded, keys, 0) >> 11) * SCALE + SCALE / 2


def normal(*keys: Keys) -> Floats:
    """Normally distributed numbers, mean 0 and deviation 1."""
    return np.asarray(ndtri(uniform(*keys)), dtype=np.float64)


def smooth(at_s: Floats, step_s: float, *keys: Keys) -> Floats:
    """Noise between -1 and 1 that wanders over time (n,): drawn anew every `step_s` seconds, softly joined between."""
    knot = np.floor(at_s / step_s)
    share = at_s / step_s - knot
    here = knot.astype(np.int64)
    before, after = uniform(*keys, here), uniform(*keys, here + 1)
    return 2 * (before + (after - before) * share * share * (3 - 2 * share)) - 1


def _stirred(state: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The next state of each, written over the present one."""
    state ^= state >> np.uint64(30)
    state *= FIRST
    state ^= state >> np.uint64(27)
    state *= SECOND
    state ^= state >> np.uint64(31)
    return state


@lru_cache(maxsize=4096)
def _begun(keys: tuple[Keys, ...]) -> int:
    """What plain numbers come to; the same few stand before the columns again and again."""
    return reduce(_folded, (int(key) for key in keys), 0)


def _folded(state: int, key: int) -> int:
    """`_stirred` for plain numbers."""
    state = (state + int(GOLDEN) + key) & WORD
    state = ((state ^ (state >> 30)) * int(FIRST)) & WORD
    state = ((state ^ (state >> 27)) * int(SECOND)) & WORD
    return state ^ (state >> 31)
