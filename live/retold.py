"""Retold: which rows were put back after a restart, so that a source that tells them again tells nothing new."""

import numpy as np
import numpy.typing as npt

from city.kinds import KINDS
from city.readings import Mask, Readings
from geo.areas import Ints

Keys = npt.NDArray[np.int64]


class Retold:
    """The rows that were put back, by kind; two of the same thing and time are the same row."""

    def __init__(self) -> None:
        self._keys: dict[str, Keys] = {}

    def __bool__(self) -> bool:
        return bool(self._keys)

    def take(self, rows: Readings, who: Ints) -> None:
        """Know these rows (n,), of things with these numbers (n,)."""
        known = self._keys.get(rows.kind, np.empty(0, dtype=np.int64))
        self._keys[rows.kind] = np.sort(np.concatenate([known, _keys(rows, who)]))

    def new(self, rows: Readings, who: Ints) -> Mask:
        """Which of these rows (n,) were not put back."""
        known = self._keys.get(rows.kind)
        return np.ones(len(rows), dtype=np.bool_) if known is None else np.isin(_keys(rows, who), known, invert=True)

    def clear(self) -> None:
        """Nothing is told again from now on."""
        self._keys.clear()


def firsts(rows: Readings, who: Ints) -> Ints:
    """The rows (k,) in their order, those left out that have one of the same thing and time before them."""
    return np.sort(np.unique(_keys(rows, who), return_index=True)[1])


def _keys(rows: Readings, who: Ints) -> Keys:
    """A number (n,) for each row, the same where thing and time are."""
    at = rows.at.astype("datetime64[ms]").astype(np.int64)
    if KINDS[rows.kind].standing:
        return (who.astype(np.int64) << 42) ^ at  # milliseconds since the epoch need 41 bits until 2039
    names = np.fromiter(map(hash, rows.thing), dtype=np.int64, count=len(rows))
    return (names * 3) ^ at
