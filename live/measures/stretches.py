"""Stretches: when each thing kept talking, joined from its words as they come; a silence begins a new stretch.

There are as many as there were silences, however often things speak. New words are joined to what is known; where one
came late, the stretches of its thing are found anew from all its words that are kept.
"""

from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from city.readings import Floats
from city.views import Stretches, Table
from geo.areas import Areas, Ints
from live.columns import LatestRows, Names
from live.kept_rows import KeptRows
from live.measures.tallies import MINUTE_MS

Stamps = npt.NDArray[np.int64]  # ms since the epoch


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Of each stretch (s,) its thing, its first and last word, and the periods, s, that these two gave."""

    who: Ints
    since: Stamps
    last: Stamps
    first_period_s: Floats
    period_s: Floats

    def __len__(self) -> int:
        return len(self.who)

    def only(self, which: "Ints | npt.NDArray[np.bool_]") -> "Spans":
        """Some of them."""
        return Spans(**{one.name: getattr(self, one.name)[which] for one in fields(self)})

    def then(self, others: "Spans") -> "Spans":
        """These, then the others."""
        both = {one.name: np.append(getattr(self, one.name), getattr(others, one.name)) for one in fields(self)}
        return Spans(**both)


def spans_of(who: Ints, at: Stamps, period_s: Floats, periods: float) -> Spans:
    """The stretches of words (k,) in any order, thing by thing and from old to new; words of no period do not count.

    A thing is silent when its last word is older than so many of the periods that it gave then.

    >>> found = spans_of(np.array([7, 7, 7]), np.array([0, 60_000, 600_000]), np.full(3, 60.0), 3.0)
    >>> found.since.tolist(), found.last.tolist()
    ([0, 600000], [60000, 600000])
    """
    sound = np.flatnonzero(period_s > 0)
    words = Spans(
        who=who[sound], since=at[sound], last=at[sound], first_period_s=period_s[sound], period_s=period_s[sound]
    )
    return joined(words, periods)


def joined(parts: Spans, periods: float) -> Spans:
    """The same with those made one between which the thing was not silent."""
    parts = parts.only(np.lexsort((parts.since, parts.who)))
    begins = np.ones(len(parts), dtype=np.bool_)
    silent = parts.since[1:] - parts.last[:-1] > periods * 1000.0 * parts.period_s[:-1]
    begins[1:] = silent | (parts.who[1:] != parts.who[:-1])
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(parts))[: len(first)] - 1
    return Spans(
        who=parts.who[first],
        since=parts.since[first],
        last=parts.last[last],
        first_period_s=parts.first_period_s[first],
        period_s=parts.period_s[last],
    )


class KeptSpans:
    """The stretches of one kind's things, joined with what came since they were asked for last."""

    def __init__(self, periods: float) -> None:
        self._periods = periods
        nothing = np.zeros(0)
        self.found = spans_of(nothing.astype(np.intp), nothing.astype(np.int64), nothing, periods)
        self._taken = 0  # how many words

    def take(self, rows: KeptRows) -> None:
        """Join the words that are new; of things that told something late, all words that are kept."""
        new, found = spans_of(*rows.words(self._taken), self._periods), self.found
        self._taken = rows.came
        last = np.full(int(max(new.who.max(initial=0), found.who.max(initial=0))) + 1, np.iinfo(np.int64).min)
        last[found.who] = found.last  # of each thing from old to new: the newest stays
        late = np.zeros(len(last), dtype=np.bool_)
        late[new.who[new.since < last[new.who]]] = True
        if late.any():
            who, at, period_s = rows.words(0)
            again = (who < len(late)) & late[np.minimum(who, len(late) - 1)]
            new = new.only(~late[new.who]).then(spans_of(who[again], at[again], period_s[again], self._periods))
            found = found.only(~late[found.who])
        self.found = joined(found.then(new), self._periods)

    def within(self, since: int, now: int, kept_since: int) -> Spans:
        """Those that lasted until after a time, ms, each from then on; what no kept word can join is let go."""
        ends = self.found.last + self._periods * 1000.0 * self.found.period_s
        self.found = self.found.only(ends > min(since, kept_since))
        found = self.found.only((self.found.last > since) & (self.found.since <= now))
        return replace(found, since=np.maximum(found.since, since), last=np.minimum(found.last, now))


def stretches_table(
    asked: Stretches, spans: KeptSpans, rows: KeptRows, latest: LatestRows, areas: Areas, now: np.datetime64
) -> Table:
    """What a view of stretches asks for, of the kept rows and the newest of each thing."""
    spans.take(rows)
    now_ms = int(now.astype("datetime64[ms]").astype(np.int64))
    found = spans.within(now_ms - asked.minutes * MINUTE_MS, now_ms, now_ms - rows.kept_ms)
    words, at, _ = rows.words(0)
    counted = words[(at > now_ms - asked.counted_min * MINUTE_MS) & (at <= now_ms)]
    heard = np.bincount(counted, minlength=len(latest.things))[found.who].astype(np.float64)
    heard[:-1][found.who[1:] == found.who[:-1]] = 0.0
    held = latest.newest()
    return Table(
        thing=Names(held.thing, found.who),
        who=found.who,
        value=found.period_s,
        at=found.last.astype("datetime64[ms]"),
        age_s=(now_ms - found.last) / 1000.0,
        leaf=held.leaf[found.who],
        lon=held.lon[found.who],
        lat=held.lat[found.who],
        attributes={
            "since_s": (now_ms - found.since) / 1000.0, "first_period_s": found.first_period_s, "heard": heard,
        },
        areas=areas,
    )  # fmt: skip
