"""The diary: facts that come by chance, written down a day at a time and told when their hour has come."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from city.readings import Floats, Readings
from geo.areas import Ints
from sources.chance import key_of
from sources.made_up.town import Town
from sources.moments import DAY_MS, Millis

Page = dict[str, tuple[Millis, Readings]]


class Diary:
    """`write` gives all that begins on a day since 1970 (UTC), each kind by itself, in any order.

    What follows from a day comes no later than `days` after it has ended.
    """

    def __init__(self, write: Callable[[int], Iterable[Readings]], days: int = 0) -> None:
        self._write = write
        self._days = days
        self._pages: dict[int, Page] = {}

    def between(self, after_ms: int, until_ms: int) -> Iterator[Readings]:
        """What is told after one time and up to another, in time."""
        span = range(after_ms // DAY_MS - self._days, until_ms // DAY_MS + 1)
        for day in [day for day in self._pages if day not in span]:
            del self._pages[day]
        found: dict[str, list[Readings]] = {}
        for day in span:
            for kind, (at_ms, rows) in self._page(day).items():
                first, last = np.searchsorted(at_ms, (after_ms, until_ms), side="right").tolist()
                if first < last:
                    found.setdefault(kind, []).append(_sliced(rows, slice(first, last)))
        for batches in found.values():
            yield _joined(batches) if len(batches) > 1 else batches[0]

    def _page(self, day: int) -> Page:
        if day not in self._pages:
            self._pages[day] = {rows.kind: _ordered(rows) for rows in self._write(day)}
        return self._pages[day]


def chance(town: Town, what: str, day: int) -> np.random.Generator:
    """The chance of one subject on one day since 1970."""
    return np.random.default_rng([town.seed, key_of(what), day])


def moments(
    town: Town, rng: np.random.Generator, day: int, a_day: float, busy: Callable[[Ints], Floats], most: float
) -> tuple[Millis, Ints]:
    """When things happen on a day since 1970 (n,), in time, and what the clocks on the wall then show.

    `busy` tells how many there are at local times, 1 being the usual mean and `most` the most there can be.
    """
    at_ms = np.sort(rng.integers(day * DAY_MS, (day + 1) * DAY_MS, rng.poisson(a_day * most)))
    local = town.local(at_ms)
    if not len(at_ms):
        return at_ms, local
    happens = rng.random(len(at_ms)) * most < busy(local)
    return at_ms[happens], local[happens]


def _ordered(rows: Readings) -> tuple[Millis, Readings]:
    rows = rows.taken(np.argsort(rows.at, kind="stable"))
    return rows.at.astype("datetime64[ms]").astype(np.int64), rows


def _sliced(rows: Readings, part: slice) -> Readings:
    return Readings(
        kind=rows.kind, thing=rows.thing[part], value=rows.value[part], at=rows.at[part],
        lon=None if rows.lon is None else rows.lon[part], lat=None if rows.lat is None else rows.lat[part],
        attributes={name: column[part] for name, column in rows.attributes.items()},
        texts={name: column[part] for name, column in rows.texts.items()},
    )  # fmt: skip


def _joined(batches: Sequence[Readings]) -> Readings:
    """Batches of one kind with places of their own as one, in time."""
    first = batches[0]
    return _ordered(
        Readings(
            kind=first.kind, thing=[one for rows in batches for one in rows.thing],
            value=np.concatenate([rows.value for rows in batches]), at=np.concatenate([rows.at for rows in batches]),
            lon=np.concatenate([rows.lon for rows in batches if rows.lon is not None]),
            lat=np.concatenate([rows.lat for rows in batches if rows.lat is not None]),
            attributes={name: np.concatenate([rows.attributes[name] for rows in batches]) for name in first.attributes},
            texts={name: [one for rows in batches for one in rows.texts[name]] for name in first.texts},
        )
    )[1]  # fmt: skip
