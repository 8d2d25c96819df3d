"""Freshness: which row tells the newest of a thing, and how old it is."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache

import numpy as np

from city.picture import Newest
from city.readings import Floats, Times
from geo.areas import Ints

NEVER = -1


def age_s(now: datetime, at: Times) -> Floats:
    """How many seconds ago these times (n,) were, NaN for no time.

    >>> age_s(datetime(2026, 3, 2, 12, 0, 5, tzinfo=UTC), np.array(["2026-03-02T12:00", "NaT"], dtype="M8[ms]"))
    array([ 5., nan])
    """
    moment = np.datetime64(now.astimezone(UTC).replace(tzinfo=None), "ms")
    return (moment - at) / np.timedelta64(1, "s")


def rows_of(things: Sequence[str], newest: Newest | None) -> Ints:
    """The row in which each thing (n,) tells its newest, `NEVER` where it told nothing."""
    return _rows(tuple(things), () if newest is None else tuple(newest.thing))


@lru_cache(maxsize=128)  # things come and go rarely, pictures every second
def _rows(things: tuple[str, ...], heard: tuple[str, ...]) -> Ints:
    row_of = {thing: row for row, thing in enumerate(heard)}
    return np.array([row_of.get(thing, NEVER) for thing in things], dtype=np.intp)


def taken(column: Floats, rows: Ints) -> Floats:
    """The column's values in these rows (n,), NaN for `NEVER`."""
    return np.append(column, np.nan)[rows]


def times_taken(column: Times, rows: Ints) -> Times:
    """The column's times in these rows (n,), not a time for `NEVER`."""
    return np.append(column, np.datetime64("NaT"))[rows]


def moments(at: Times) -> list[int | None]:
    """Times as milliseconds since 1970 for a card, None for no time.

    >>> moments(np.array(["1970-01-01T00:00:02", "NaT"], dtype="M8[ms]"))
    [2000, None]
    """
    told = at.astype("M8[ms]").astype(np.int64).astype(object)
    told[np.isnat(at)] = None
    return told.tolist()


def plain(column: Floats, digits: int = 1) -> list[float | None]:
    """A column as plain numbers for a card, None where unknown.

    >>> plain(np.array([1.26, np.nan]))
    [1.3, None]
    """
    told = np.round(column, digits).astype(object)
    told[np.isnan(column)] = None
    return told.tolist()
