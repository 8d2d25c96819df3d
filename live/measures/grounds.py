"""Grounds: what a measure was made of, in every area, kept beside it so that its parts are never those of another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from city.picture import Measure
from city.readings import Floats, Times
from city.views import Seen, Series, Sums, Table
from indicators.base import Indicator
from indicators.contributors import MOST, ByItem, Contributor, Contributors
from live.moments import aware

NEVER = np.iinfo(np.int64).min  # numpy reads this number as NaT
ON_A_CARD = 5  # contributors that a card shows; whoever wants more asks for the explanation


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """How far back an input is looked at, and how much of that is known: since the kind was heard of first, s."""

    asked_s: float
    known_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Come:
    """What came of one input, per area (n,): when the newest fact was true (NaT is never), and how many there were.

    `window` is None where only the newest of each thing counts.
    """

    newest: Times
    count: Floats
    window: Window | None = None


Looked = Mapping[str, Come]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """A measure with what it does not carry itself: who contributed in which area, and what came, by kind.

    `adds_up_to` names the figure that the contributors' amounts add up to, "" where they do not. `most` is of how many
    contributors it can tell.
    """

    measure: Measure
    contributors: Contributors | None = None
    adds_up_to: str = ""
    inputs: Looked = field(default_factory=dict[str, Come])
    most: int = MOST

    def greatest(self, area: int) -> tuple[Contributor, ...]:
        """Who contributed most in an area, the greatest first; parts that every area has are few, and all are told."""
        some = self.contributors
        if some is None:
            return ()
        return some.of(area, max(self.most, len(some.thing)) if isinstance(some, ByItem) else self.most)


def looked_at(seen: Mapping[str, Seen]) -> dict[str, Come]:
    """What came of each input, by its name; inputs that are no facts of their own (peers, the clock) are left out."""
    return {name: come for name, one in seen.items() if (come := _come(one)) is not None}


def newest(looked: Looked) -> datetime | None:
    """When the newest input was true, if there was any."""
    known = [one.newest[~np.isnat(one.newest)] for one in looked.values()]
    times = [one.max() for one in known if one.size]
    return aware(max(times)) if times else None


def by_kind(one: Indicator, looked: Looked, windows: Mapping[str, Window]) -> dict[str, Come]:
    """What came, by the kind of reading or the indicator that was looked at; of two views of one, what held more.

    `windows` says of each kind how far back it is looked at.
    """
    found: dict[str, Come] = {}
    for name, view in one.inputs.items():
        kind = getattr(view, "of", "") or getattr(view, "kind", "")
        if not kind or name not in looked:
            continue
        newest_at, count = looked[name].newest, looked[name].count
        if (before := found.get(kind)) is not None:
            more = count > before.count
            newest_at, count = np.where(more, newest_at, before.newest), np.where(more, count, before.count)
        found[kind] = Come(newest=newest_at, count=count, window=windows.get(kind))
    return found


def covered(coverage: Floats | None, windows: Iterable[Window]) -> Floats | None:
    """The coverage (n,), but no more than the share of each window that is known; None where none is told.

    >>> covered(np.array([1.0, 0.2]), [Window(asked_s=30.0, known_s=12.0), Window(asked_s=1.0, known_s=1.0)])
    array([0.4, 0.2])
    """
    known = min((one.known_s / one.asked_s for one in windows if one.asked_s > 0), default=1.0)
    return None if coverage is None else np.minimum(coverage, known)


def _come(seen: Seen) -> Come | None:
    match seen:
        case Sums(count=count, newest=at):
            return Come(newest=at, count=count)
        case Table(at=at, leaf=leaf, areas=areas):
            per_leaf = np.full(areas.elsewhere + 1, NEVER)
            np.maximum.at(per_leaf, leaf, at.astype("datetime64[ms]").astype(np.int64))
            latest = np.where(areas.membership > 0, per_leaf, NEVER).max(axis=1)
            return Come(newest=latest.astype("datetime64[ms]"), count=areas.summed(leaf))
        case Series(at=at, values=values) if len(at):
            known = ~np.isnan(values)
            last = len(at) - 1 - np.argmax(known[::-1], axis=0)
            latest = np.where(known.any(axis=0), at[last].astype("datetime64[ms]"), np.datetime64("NaT", "ms"))
            return Come(newest=latest, count=known.sum(axis=0).astype(np.float64))
        case _:
            return None
