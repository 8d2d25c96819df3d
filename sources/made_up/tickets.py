"""Tickets: what residents ask of the city, in their words, and what becomes of it: answered, closed, called back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from city.kinds.livelihood import REQUEST_TYPES
from city.readings import Floats, Readings
from geo.areas import Ints
from geo.place import distance_m
from sources.made_up.diary import Diary, chance, moments
from sources.made_up.rhythm import DAY_S, hour_of, weekly
from sources.made_up.spells import Spell, mood
from sources.made_up.town import Town
from sources.made_up.wording import asked, corners_said, said_again, subjects, worded
from sources.moments import DAY_MS, HOUR_MS, MINUTE_MS, Millis, as_times

A_DAY, MOST_BUSY = 340.0, 3.2
AGAIN_SHARE, AGAIN_DAYS = 0.017, (0.6, 9.0)
CALLERS, REGULAR_SHARE, REGULARS = 2**48, 0.06, 900
TRANSFERRED, CLOSES_D = 0.085, (0.1, 6.0)
FOLLOWED_DAYS = 24  # who asks again after 10 days, is answered late, in 4, closed in 6, and called back in 3
DESK_H = (8.0, 20.0)  # when somebody closes requests and calls back
# A main bursts, a transformer fails, a boiler stops: for a day or two hundreds ask about the same thing.
OUTAGE = Spell("outage", days=16, chance=0.55, shortest=1.2, longest=2.6)
OUTAGE_TYPES = tuple(REQUEST_TYPES.index(name) for name in ("water", "power", "noise"))
OUTAGE_A_DAY, OUTAGE_REACH_M = 150.0, 2500.0
SLACK = Spell("slack answers", days=40, chance=0.6, shortest=5.0, longest=9.0)


@dataclass(frozen=True, slots=True, eq=False)
class Requests:
    """Requests as columns (n,): when, what, who, where (one of the town's junctions), in which words, by which name."""

    at_ms: Millis
    kind: Ints
    caller: Floats
    node: Ints
    words: list[str]
    name: list[str]

    def __len__(self) -> int:
        return len(self.at_ms)

    def taken(self, row: Ints) -> "Requests":
        """These rows (k,)."""
        words, name = [self.words[i] for i in row.tolist()], [self.name[i] for i in row.tolist()]
        return Requests(self.at_ms[row], self.kind[row], self.caller[row], self.node[row], words, name)


class Tickets:
    """All requests, from the first word to the call back."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._corners = corners_said(town)
        self._diary = Diary(self._page, days=FOLLOWED_DAYS)

    def __len__(self) -> int:
        return 1

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """What was told of requests meanwhile."""
        return self._diary.between(after_ms, until_ms)

    def _page(self, day: int) -> Iterator[Readings]:
        """The requests of a day since 1970, those who ask again later, and all that follows from them."""
        town, rng = self._town, chance(self._town, "tickets", day)
        usual_ones, outage = self._usual(rng, day), self._outage(rng, day)
        first = _together(usual_ones, outage)
        again = self._again(first.taken(np.flatnonzero(rng.random(len(first)) < AGAIN_SHARE)), rng)
        everything = _together(first, again)
        of = partial(_said, town, everything)
        count, kind = len(everything), everything.kind.astype(np.float64)
        leaf, local = town.node_leaf[everything.node], town.local(everything.at_ms)
        good = 0.008 * mood(town, "tickets", local, 20, leaf) - 0.14 * SLACK.force(town.seed, local)
        transferred = (rng.random(count) < TRANSFERRED - good).astype(np.float64)
        opened = of("ticket.opened", everything.at_ms, np.ones(count))
        attributes = {"type": kind, "caller": everything.caller, "transferred": transferred}
        yield replace(opened, attributes=attributes, texts={"words": everything.words})
        yield from self._followed(everything, rng, good)

    def _followed(self, asked_for: Requests, rng: np.random.Generator, good: Floats) -> Iterator[Readings]:
        """The first word back, the closing, and for most a call back."""
        of, count, kind = partial(_said, self._town, asked_for), len(asked_for), asked_for.kind.astype(np.float64)
        limit_min = np.array([one.limit_min for one in subjects()])[asked_for.kind]
        in_time = rng.random(count) < 0.965 + good
        took_min = np.round(
            limit_min * np.where(in_time, 0.04 + 0.9 * rng.random(count) ** 1.5, 1.05 + rng.random(count)), 1
        )
        contacted_ms = asked_for.at_ms + (took_min * MINUTE_MS).astype(np.int64)
        yield of("ticket.contacted", contacted_ms, took_min.astype(np.float64), {"limit_min": limit_min, "type": kind})
        took_d = np.clip(rng.exponential(1.8, count), *CLOSES_D)
        closed_ms = self._at_the_desk(contacted_ms + (took_d * DAY_MS).astype(np.int64), rng)
        yield of("ticket.closed", closed_ms, np.ones(count), {"type": kind})
        back_ms = self._at_the_desk(closed_ms + ((2 + 40 * rng.random(count)) * HOUR_MS).astype(np.int64), rng)
        solved = rng.random(count) < 0.962 + good
        satisfied = (rng.random(count) < np.where(solved, 0.978 + good, 0.25)).astype(np.float64)
        satisfied[rng.random(count) < 0.03] = np.nan
        back = of("ticket.called_back", back_ms, solved.astype(np.float64), {"satisfied": satisfied, "type": kind})
        yield back.only(rng.random(count) < 0.78)

    def _at_the_desk(self, at_ms: Millis, rng: np.random.Generator) -> Millis:
        """These times (n,), those at night put off to the following morning."""
        opens, closes = DESK_H
        hour = hour_of(self._town.local(at_ms))
        later_h = (opens - hour) % 24 + 2 * rng.random(len(at_ms))
        return at_ms + np.where((hour < opens) | (hour >= closes), later_h * HOUR_MS, 0).astype(np.int64)

    def _usual(self, rng: np.random.Generator, day: int) -> Requests:
        """What is asked for on any day, as the hour, the weather and the season are."""
        town = self._town
        at_ms, local = moments(town, rng, day, A_DAY, lambda at: self._pace(at, asked(town, at)), MOST_BUSY)
        shares = np.cumsum(asked(town, local), axis=1)
        kind = (shares < (rng.random(len(at_ms)) * shares[:, -1])[:, None]).sum(axis=1)
        some = rng.integers(len(town.nodes), size=(len(at_ms), 3))
        lively = (town.liveliness[town.node_leaf[some]] * rng.random(some.shape)).argmax(axis=1)
        node = some[np.arange(len(some)), lively]
        return self._requests(rng, at_ms, kind, node, f"T{day}-")

    def _pace(self, local: Ints, each: Floats) -> Floats:
        return (
            each.sum(axis=1) * weekly(local) * (1 + 0.06 * mood(self._town, "asking", local, 12, np.zeros_like(local)))
        )

    def _outage(self, rng: np.random.Generator, day: int) -> Requests:
        """What is asked for because something fails for many at once."""
        town, about = self._town, np.array([day * DAY_S + DAY_S // 2])
        a_day = OUTAGE_A_DAY * float(OUTAGE.force(town.seed, about)[0])
        at_ms, _ = moments(town, rng, day, a_day, lambda at: asked(town, at).sum(axis=1), MOST_BUSY)
        what = int(OUTAGE.whom(town.seed + 1, about, len(OUTAGE_TYPES))[0])
        centre = OUTAGE.whom(town.seed, about, len(town.nodes))
        (lon, lat), (centre_lon, centre_lat) = _where(town, np.arange(len(town.nodes))), _where(town, centre)
        away_m = distance_m(lon, lat, float(centre_lon[0]), float(centre_lat[0]))
        near = np.flatnonzero(away_m <= OUTAGE_REACH_M)
        kind = np.full(len(at_ms), OUTAGE_TYPES[what], dtype=np.intp)
        return self._requests(rng, at_ms, kind, near[rng.integers(len(near), size=len(at_ms))], f"U{day}-")

    def _requests(self, rng: np.random.Generator, at_ms: Millis, kind: Ints, node: Ints, name: str) -> Requests:
        size = len(at_ms)
        regular = rng.random(size) < REGULAR_SHARE
        caller = np.where(regular, rng.integers(REGULARS, size=size), rng.integers(REGULARS, CALLERS, size=size))
        words = worded(self._corners[node].tolist(), kind, rng)
        return Requests(at_ms, kind, caller.astype(np.float64), node, words, [f"{name}{i:04d}" for i in range(size)])

    def _again(self, some: Requests, rng: np.random.Generator) -> Requests:
        """The same callers some days later at the same hour of their own, about the same thing."""
        first, last = AGAIN_DAYS
        later_ms = ((first + (last - first) * rng.random(len(some))) * DAY_MS).astype(np.int64)
        names = [f"{one}-2" for one in some.name]
        return replace(some, at_ms=some.at_ms + later_ms, words=said_again(some.words, rng), name=names)


def _together(first: Requests, second: Requests) -> Requests:
    return Requests(
        np.concatenate([first.at_ms, second.at_ms]), np.concatenate([first.kind, second.kind]),
        np.concatenate([first.caller, second.caller]), np.concatenate([first.node, second.node]),
        first.words + second.words, first.name + second.name,
    )  # fmt: skip


def _where(town: Town, node: Ints) -> tuple[Floats, Floats]:
    junction, roads = town.nodes[node], town.pack.roads
    return roads.lon[junction], roads.lat[junction]


def _said(
    town: Town, some: Requests, kind: str, at_ms: Millis, value: Floats, attributes: Mapping[str, Floats] | None = None
) -> Readings:
    lon, lat = _where(town, some.node)
    return Readings(
        kind=kind, thing=some.name, value=value, at=as_times(at_ms), lon=lon, lat=lat, attributes=attributes or {}
    )
