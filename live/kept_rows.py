"""Kept rows: every row of one kind of the last while, in the order in which they came.

Of things that stay, a row holds only the number of its thing and of its place: names and degrees are given when rows
are asked for. A thing that does not move has one place however often it speaks.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from city.kinds import Kind
from city.readings import Floats, Readings, Times
from city.views import Table
from geo.areas import Areas, Ints
from live.columns import Names

FIRST_SIZE = 256
GROWTH = 1.25
GONE = 4  # rows are moved together when one in so many is too old
MOST_ROWS = 2_000_000  # 12,000 things heard of every minute for two hours are 1.4 million; a flood is not kept
Numbers = npt.NDArray[np.int32]


class Places:
    """Where the rows of things were read, each place once for as long as its thing stays there."""

    def __init__(self) -> None:
        self.size = 0
        self.lon: Floats = np.empty(FIRST_SIZE)
        self.lat: Floats = np.empty(FIRST_SIZE)
        self.leaf: Numbers = np.empty(FIRST_SIZE, dtype=np.int32)
        self._of_thing: Numbers = np.full(FIRST_SIZE, -1, dtype=np.int32)

    def numbered(self, rows: Readings, leaf: Ints, who: Ints) -> Numbers:
        """The number of each row's place (n,), whose things have these numbers."""
        lon, lat = _degrees(rows)
        self._of_thing = _roomy(self._of_thing, int(who.max(initial=-1)) + 1, -1)
        place = self._of_thing[who]
        moved = np.flatnonzero((place < 0) | (self.lon[place] != lon) | (self.lat[place] != lat))
        if moved.size:
            place[moved] = self.added(lon[moved], lat[moved], leaf[moved])
            self._of_thing[who[moved]] = place[moved]
        return place

    def added(self, lon: Floats, lat: Floats, leaf: Ints) -> Numbers:
        """The numbers (n,) of places that are new."""
        first, self.size = self.size, self.size + len(lon)
        self.lon, self.lat, self.leaf = (_roomy(one, self.size) for one in (self.lon, self.lat, self.leaf))
        new = slice(first, self.size)
        self.lon[new], self.lat[new], self.leaf[new] = lon, lat, leaf
        return np.arange(first, self.size, dtype=np.int32)

    def let_go(self, place: Numbers) -> Numbers:
        """Forget all places but those of these rows (n,); gives what their numbers are now."""
        used, now = np.unique(place, return_inverse=True)
        self.lon, self.lat, self.leaf, self.size = self.lon[used], self.lat[used], self.leaf[used], used.size
        self._of_thing[:] = -1  # whoever speaks next is given a place anew
        return now.astype(np.int32)


class KeptRows:
    """Every row of one kind of the last `minutes`."""

    def __init__(self, kind: Kind, minutes: int) -> None:
        self._kind = kind
        self._kept = np.timedelta64(minutes * 60_000, "ms")
        self._places = Places()
        self._things: list[str] = []
        self._texts: dict[str, list[str]] = {name: [] for name in kind.texts}
        self.size = 0
        self.came = 0  # how many rows were ever taken in
        self._value: Floats = np.empty(FIRST_SIZE)
        self._at: Times = np.empty(FIRST_SIZE, dtype="datetime64[ms]")
        self._who: Numbers = np.empty(FIRST_SIZE, dtype=np.int32)
        self._place: Numbers = np.empty(FIRST_SIZE, dtype=np.int32)
        # What has labels is a small whole number, which single precision holds exactly.
        self._attributes: dict[str, npt.NDArray[np.floating]] = {
            name: np.empty(FIRST_SIZE, dtype=np.float32 if name in kind.labels else np.float64)
            for name in kind.attributes
        }

    def add(self, rows: Readings, leaf: Ints, who: Ints) -> None:
        """Take in rows (n,); `who` numbers their things (n,)."""
        standing, places = self._kind.standing, self._places
        # What passes by is never the same thing twice, so each has a place of its own.
        place = places.numbered(rows, leaf, who) if standing else places.added(*_degrees(rows), leaf)
        new = slice(self.size, self.size + len(rows))
        self.size, self.came = new.stop, self.came + len(rows)
        self._each(lambda column: _roomy(column, self.size))
        self._value[new], self._at[new], self._who[new], self._place[new] = rows.value, rows.at, who, place
        for name, column in self._attributes.items():
            column[new] = rows.attributes[name]
        if not standing:
            self._things.extend(rows.thing)
        for name, column in self._texts.items():
            column.extend(rows.texts.get(name) or [""] * len(rows))
        self._forget_old(rows.at.max())

    def after(self, came: int, things: Sequence[str] = ()) -> tuple[Readings, Ints]:
        """The rows that were taken in after the first `came`, as far as they are still here, and who they are of."""
        new = slice(max(self.size - (self.came - came), 0), self.size)
        who, place = self._who[new].astype(np.intp), self._place[new]
        rows = Readings(
            kind=self._kind.name,
            thing=Names(things, who) if self._kind.standing else self._things[new],
            value=self._value[new].copy(),
            at=self._at[new].copy(),
            lon=self._places.lon[place],
            lat=self._places.lat[place],
            attributes={name: column[new].astype(np.float64) for name, column in self._attributes.items()},
            texts={name: column[new] for name, column in self._texts.items()},
        )
        return rows, who

    def table(self, areas: Areas, now: np.datetime64, minutes: int, at_most: int, things: Sequence[str] = ()) -> Table:
        """The rows of the last `minutes` before `now`, the newest `at_most` of them; `things` names what stays."""
        at = self._at[: self.size]
        chosen = np.flatnonzero((at > now - np.timedelta64(minutes * 60_000, "ms")) & (at <= now))[-at_most:]
        # Rows come nearly in order: copying a whole run is many times faster than picking row by row.
        rows = _run(chosen)
        place, who, at = self._place[rows], self._who[rows].astype(np.intp), at[rows].copy()
        return Table(
            thing=Names(things, who) if self._kind.standing else Names(self._things, chosen),
            who=who,
            value=self._value[rows].copy(),
            at=at,
            age_s=(now - at) / np.timedelta64(1000, "ms"),
            leaf=self._places.leaf[place].astype(np.intp),
            lon=self._places.lon[place],
            lat=self._places.lat[place],
            attributes={name: column[rows].astype(np.float64) for name, column in self._attributes.items()},
            areas=areas,
            texts={name: Names(column, chosen) for name, column in self._texts.items()},
        )

    @property
    def kept_ms(self) -> int:
        """How long rows are kept."""
        return int(self._kept.astype(np.int64))

    def words(self, after: int) -> tuple[Ints, npt.NDArray[np.int64], Floats]:
        """Thing, time in ms and value of the rows that came after so many others, as far as they are kept."""
        new = slice(max(self.size - (self.came - after), 0), self.size)
        return self._who[new].astype(np.intp), self._at[new].astype(np.int64), self._value[new]

    def _forget_old(self, newest: np.datetime64) -> None:
        # The old ones stand in front; moving the rest is cheap when it is done for many at once.
        least = self.size // GONE
        if self.size < 2 * FIRST_SIZE or (self._at[least] > newest - self._kept and self.size <= MOST_ROWS):
            return
        fresh = np.flatnonzero(self._at[: self.size] > newest - self._kept)
        first = int(fresh[0]) if fresh.size else self.size
        if self.size > MOST_ROWS:
            first = max(first, self.size // 2 + 1)
        if first > least:
            self._drop_first(first)

    def _drop_first(self, count: int) -> None:
        before, self.size = self.size, self.size - count
        self._each(lambda column: _roomy(column[count:before].copy(), 0))
        # Tables that were given out look into the lists as they were.
        self._things = self._things[count:]
        self._texts = {name: column[count:] for name, column in self._texts.items()}
        if self._places.size > self.size:
            self._place[: self.size] = self._places.let_go(self._place[: self.size])

    def _each(self, act: Callable[[npt.NDArray[Any]], npt.NDArray[Any]]) -> None:
        """Put something else in the place of every column."""
        self._value, self._at, self._who, self._place = map(act, (self._value, self._at, self._who, self._place))
        self._attributes = {name: act(column) for name, column in self._attributes.items()}


def _degrees(rows: Readings) -> tuple[Floats, Floats]:
    assert rows.lon is not None  # noqa: S101 - the gate gives every row a place
    assert rows.lat is not None  # noqa: S101 - the same
    return rows.lon, rows.lat


def _run(chosen: Ints) -> slice | Ints:
    """These rows (k,), as a slice where none between them is left out."""
    if chosen.size and int(chosen[-1]) - int(chosen[0]) + 1 == chosen.size:
        return slice(int(chosen[0]), int(chosen[-1]) + 1)
    return chosen


def _roomy(column: npt.NDArray[Any], size: int, filled: int = 0) -> npt.NDArray[Any]:
    """The same column, with room for so many and some more where it had too little."""
    if size <= len(column):
        return column
    more = np.full(max(int(GROWTH * size), FIRST_SIZE) - len(column), filled, dtype=column.dtype)
    return np.concatenate([column, more])
