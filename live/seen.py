"""What was read before: tells a repeated row from a late one and both from a new one."""

import numpy as np
import numpy.typing as npt

from city.kinds import Kind
from city.readings import Mask, Readings
from live.numbering import numbered

REMEMBERED = 4  # times a thing: enough for a feed that sends its last few rows again
MOST_THINGS = 30_000  # of one standing kind: more are made-up names, and each is kept and drawn for ever
MOST_OF_ONE = 20_000  # of them that one program may send, so that it cannot keep the others' things out
PASSERS_BY = 50_000  # ids of calls and the like are forgotten beyond this many


class Seen:
    """When each thing of one kind was last heard of."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._brought: dict[str, int] = {}
        self._forget()

    def compared(self, rows: Readings, sender: str = "") -> tuple[Mask, Mask]:
        """Which rows (n,), ordered by time, repeat one that was read before, and which only come late."""
        if not self._kind.standing and len(self._index) > PASSERS_BY:
            self._forget()
        known = len(self._index)
        where = self._places(rows)
        self._brought[sender] = self._brought.get(sender, 0) + len(self._index) - known
        at = rows.at.astype("datetime64[ms]").astype(np.int64)
        before = self._at[where]
        repeated = (before == at[:, None]).any(axis=1) | _twice(where, at)
        late = ~repeated & (at < before[:, 0])
        fresh = np.flatnonzero(~repeated & ~late)
        self._at[where[fresh], 1:] = self._at[where[fresh], :-1]
        self._at[where[fresh], 0] = at[fresh]
        tardy = np.flatnonzero(late)
        self._at[where[tardy], -1] = at[tardy]
        return repeated, late

    def without_room(self, rows: Readings, sender: str = "", at_most: int = MOST_THINGS) -> Mask:
        """Which rows (n,) bring a new thing of a standing kind for which there is no room; a sender has `at_most`."""
        index = self._index
        room = min(MOST_THINGS - len(index), at_most - self._brought.get(sender, 0))
        if not self._kind.standing or room >= len(rows):
            return np.zeros(len(rows), dtype=np.bool_)
        if len(set(rows.thing).difference(index)) <= room:
            return np.zeros(len(rows), dtype=np.bool_)
        fresh = {one: number for number, one in enumerate(dict.fromkeys(one for one in rows.thing if one not in index))}
        return np.fromiter((fresh.get(one, -1) >= room for one in rows.thing), dtype=np.bool_, count=len(rows))

    def _places(self, rows: Readings) -> npt.NDArray[np.intp]:
        index = self._index
        where = numbered(index, rows.thing)
        while len(self._at) < len(index):
            self._at = np.concatenate([self._at, np.full_like(self._at, np.iinfo(np.int64).min)])
        return where

    def _forget(self) -> None:
        self._index: dict[str, int] = {}
        self._at = np.full((256, REMEMBERED), np.iinfo(np.int64).min)


def _twice(where: npt.NDArray[np.intp], at: npt.NDArray[np.int64]) -> Mask:
    """Which rows (n,), ordered by time, have a row before them in the batch with the same thing and time."""
    again = np.zeros(len(at), dtype=np.bool_)
    same = np.diff(at) == 0
    told = np.flatnonzero(np.append(False, same) | np.append(same, False))
    key = (where[told].astype(np.int64) << 42) ^ at[told]  # milliseconds since the epoch need 41 bits until 2039
    again[told] = True
    again[told[np.unique(key, return_index=True)[1]]] = False
    return again
