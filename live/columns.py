"""Growing columns: rows of one kind kept side by side, the newest of each thing."""

from collections.abc import Callable, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt

from city.kinds import Kind
from city.picture import Newest
from city.readings import Floats, Readings, Times
from city.views import Table
from geo.areas import Areas, Ints
from live.numbering import numbered

FIRST_SIZE = 256
SEPARATOR = "\x1f"  # of units, in ASCII; no name has it, and in a text it is as good as a space


class Names(Sequence[str]):
    """The names in some rows of a list that is only ever added to; copied by nobody who does not ask."""

    def __init__(self, of: Sequence[str], rows: Ints) -> None:
        self._of = of
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> "Names": ...
    def __getitem__(self, at: int | slice) -> "str | Names":
        return Names(self._of, self._rows[at]) if isinstance(at, slice) else self._of[int(self._rows[at])]

    def __reduce__(self) -> "tuple[Callable[[str, npt.NDArray[np.int32]], Names], tuple[str, npt.NDArray[np.int32]]]":
        """Only what is named goes to another process, not the whole list, and in one piece: that is much faster."""
        rows, few = self._rows, len(self._rows) < len(self._of)
        chosen: list[int] = rows.tolist() if few else []
        if chosen and bool((np.diff(rows) == 1).all()):
            names = list(self._of[chosen[0] : chosen[-1] + 1])
        else:
            names = [self._of[row] for row in chosen] if few else list(self._of)
        joined = SEPARATOR.join(names)
        if joined.count(SEPARATOR) >= max(len(names), 1):
            joined = SEPARATOR.join([name.replace(SEPARATOR, " ") for name in names])
        rows = np.arange(len(rows)) if few else rows
        return _split, (joined, rows.astype(np.int32))


def _split(joined: str, rows: npt.NDArray[np.int32]) -> Names:
    return Names(joined.split(SEPARATOR), rows.astype(np.intp))


class Columns:
    """Equally long columns that grow by doubling: value, at, lon, lat, leaf, who and the kind's attributes."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self.size = 0
        self.value: Floats = np.empty(FIRST_SIZE)
        self.at: Times = np.empty(FIRST_SIZE, dtype="datetime64[ms]")
        self.lon: Floats = np.empty(FIRST_SIZE)
        self.lat: Floats = np.empty(FIRST_SIZE)
        self.leaf: Ints = np.empty(FIRST_SIZE, dtype=np.intp)
        self.who: Ints = np.empty(FIRST_SIZE, dtype=np.intp)
        self.attributes: dict[str, Floats] = {name: np.empty(FIRST_SIZE) for name in kind.attributes}

    def grow_to(self, size: int) -> None:
        """Make room for `size` rows."""
        room = len(self.value)
        while room < size:
            room *= 2
        if room > len(self.value):
            for name in ("value", "at", "lon", "lat", "leaf", "who"):
                setattr(self, name, np.resize(getattr(self, name), room))
            self.attributes = {name: np.resize(column, room) for name, column in self.attributes.items()}
        self.size = max(self.size, size)

    def put(self, where: Ints, rows: Readings, leaf: Ints, who: Ints) -> None:
        """Write rows (n,) at the places `where` (n,); of two rows for one place the later in the batch stays."""
        self.value[where], self.at[where], self.leaf[where], self.who[where] = rows.value, rows.at, leaf, who
        if rows.lon is not None and rows.lat is not None:
            self.lon[where], self.lat[where] = rows.lon, rows.lat
        for name in self._kind.attributes:
            self.attributes[name][where] = rows.attributes[name]


class LatestRows:
    """The newest row of every thing of one kind."""

    def __init__(self, kind: Kind) -> None:
        self._columns = Columns(kind)
        self._index: dict[str, int] = {}
        self._things: tuple[str, ...] = ()

    def numbered(self, rows: Readings) -> Ints:
        """The number of each row's thing (n,), which it keeps for ever."""
        known = len(self._index)
        where = numbered(self._index, rows.thing)
        if len(self._index) > known:
            self._columns.grow_to(len(self._index))
            self._columns.at[known : len(self._index)] = np.datetime64("NaT")
            self._columns.lon[known : len(self._index)] = np.nan
        return where

    def leaf_of(self, rows: Readings, where: Ints, areas: Areas) -> Ints:
        """The leaf area of each row (n,), whose things have these numbers; what stands still is not looked up again."""
        assert rows.lon is not None  # noqa: S101 - the gate gives every row a place
        assert rows.lat is not None  # noqa: S101 - the same
        held, leaf = self._columns, self._columns.leaf[where]
        moved = np.flatnonzero((held.lon[where] != rows.lon) | (held.lat[where] != rows.lat))
        leaf[moved] = areas.leaf_of(rows.lon[moved], rows.lat[moved])
        return leaf

    def add(self, rows: Readings, leaf: Ints, where: Ints | None = None) -> Ints:
        """Take in rows (n,), the newest last; a row older than what is known of its thing is left out.

        What comes back is the number of each row's thing (n,); whoever knows them already gives them as `where`.
        """
        where = self.numbered(rows) if where is None else where
        before = self._columns.at[where]
        newer = np.isnat(before) | (rows.at >= before)
        if newer.all():
            self._columns.put(where, rows, leaf, where)
        else:
            self._columns.put(where[newer], rows.only(newer), leaf[newer], where[newer])
        return where

    @property
    def things(self) -> tuple[str, ...]:
        """The names of all things, each at its number."""
        if len(self._things) != len(self._index):
            self._things = tuple(self._index)
        return self._things

    def table(self, areas: Areas, now: np.datetime64, minutes: int) -> Table:
        """The newest rows that are no older than `minutes`."""
        at = self._columns.at[: len(self._index)]
        fresh = np.flatnonzero((at > now - np.timedelta64(minutes * 60_000, "ms")) & (at <= now))
        return _table(Names(self.things, fresh), fresh, self._columns, fresh, now, areas)

    def newest(self) -> Newest:
        """A copy of the columns as they stand."""
        held, size = self._columns, len(self._index)
        return Newest(
            thing=self.things,
            value=held.value[:size].copy(),
            at=held.at[:size].copy(),
            lon=held.lon[:size].copy(),
            lat=held.lat[:size].copy(),
            leaf=held.leaf[:size].copy(),
            attributes={name: column[:size].copy() for name, column in held.attributes.items()},
        )


def _table(thing: Sequence[str], who: Ints, held: Columns, chosen: Ints, now: np.datetime64, areas: Areas) -> Table:
    at = held.at[chosen]
    return Table(
        thing=thing,
        who=who,
        value=held.value[chosen],
        at=at,
        age_s=(now - at) / np.timedelta64(1000, "ms"),
        leaf=held.leaf[chosen],
        lon=held.lon[chosen],
        lat=held.lat[chosen],
        attributes={name: column[chosen] for name, column in held.attributes.items()},
        areas=areas,
    )
