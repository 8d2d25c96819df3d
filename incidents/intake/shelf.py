"""The shelf: the incidents that a new signal may be about, as columns that grow with every change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from incidents.incident import Incident, Signal
from incidents.intake.duplicates import FARTHEST, Floats, Mask, Parts, alike, away_m, bigrams, scores, window_of
from incidents.intake.facts import Facts
from incidents.intake.guards import ALIVE_FOR, SUGGEST

MOST = 10  # likely ones that are shown
READ = 200  # whose words are compared, the nearest in place and time: a crowd of reports must not hold up the desk
_LON, _LAT, _AT, _WORLD = range(4)
PARTS = ("distance", "time", "category", "words", "same")


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """An incident that a signal may be about: the score, 0 to 1, and what each of `PARTS` brought to it.

    `away_m` and `apart_s` are how far and how long they are from one another, NaN where the facility is the same and
    the place unknown.
    """

    number: str
    score: float
    parts: tuple[float, ...]
    away_m: float
    apart_s: float


class Shelf:
    """Knows every incident that is open or was closed less than a day ago, of which it was told."""

    def __init__(self) -> None:
        self._columns = np.full((256, 4), np.nan)
        self._incidents: list[Incident] = []
        self._rows: dict[str, int] = {}
        self._facts: dict[str, Facts] = {}
        self._by_asset: dict[str, dict[str, None]] = {}

    def __len__(self) -> int:
        return len(self._incidents)

    def take(self, incidents: Iterable[Incident]) -> None:
        """Know these incidents as they stand."""
        for one in incidents:
            row = self._rows.setdefault(one.number, len(self._incidents))
            if row == len(self._incidents):
                self._incidents.append(one)
                if row == len(self._columns):
                    self._columns = np.concatenate([self._columns, np.full_like(self._columns, np.nan)])
            self._incidents[row] = one
            lon = np.nan if one.lon is None else one.lon
            self._columns[row] = (lon, np.nan if one.lat is None else one.lat, one.received_at.timestamp(), _world(one))

    def mark(self, number: str, facts: Facts) -> None:
        """Remember what the signal behind an incident brought along."""
        self._facts[number] = facts
        if facts.asset:
            self._by_asset.setdefault(facts.asset, {})[number] = None

    def drop_old(self, now: datetime) -> None:
        """Forget what was closed a day ago; called when half of what is kept is over."""
        kept = [one for one in self._incidents if one.open or now - one.changed_at < ALIVE_FOR]
        if len(kept) * 2 > len(self._incidents):
            return
        facts = self._facts
        self.__init__()
        self.take(kept)
        for one in kept:
            if one.number in facts:
                self.mark(one.number, facts[one.number])

    def likely(self, signal: Signal, category: str, at: datetime, *, least: float = SUGGEST) -> tuple[Likely, ...]:
        """The incidents of the same world that it may be about, the likeliest first; never from exercise to real.

        A signal of a whole area stands nowhere: only the same facility speaks for it.
        """
        facts = Facts.of(signal)
        found = {one.number: one for one in self._near(signal, facts, category, at) if one.score >= least}
        for number in self._by_asset.get(facts.asset, ()) if facts.asset else ():
            if number not in self._rows:  # its transaction failed
                continue
            one = self._incidents[self._rows[number]]
            if one.category[:3] == category[:3] and self._alive(one, at) and _world(one) == _world(signal):
                found[number] = self._of_the_asset(one, signal, at)
        return tuple(sorted(found.values(), key=lambda one: (-one.score, one.number)))[:MOST]

    def _near(self, signal: Signal, facts: Facts, category: str, at: datetime) -> list[Likely]:
        if signal.lon is None or signal.lat is None or signal.area:
            return []
        window, columns = window_of(category), self._columns[: len(self._incidents)]
        apart = np.abs(at.timestamp() - columns[:, _AT])
        in_time = np.flatnonzero((apart <= window.within.total_seconds()) & (columns[:, _WORLD] == _world(signal)))
        away = away_m(columns[in_time, _LON], columns[in_time, _LAT], signal.lon, signal.lat)
        near = away <= FARTHEST * window.radius_m
        rows, away = in_time[near], away[near]
        if len(rows) > READ:
            far = (away / window.radius_m) ** 2 + apart[rows] / window.within.total_seconds()
            rows, away = rows[first := np.argsort(far, kind="stable")[:READ]], away[first]
        those = [self._incidents[row] for row in rows.tolist()]
        alive = np.array([self._alive(one, at) for one in those], dtype=np.bool_)
        parts = Parts(
            away_m=away, apart_s=apart[rows], category=_categories(those, category), words=_words(those, signal),
            same=self._same(those, facts),
        )  # fmt: skip
        total, brought = scores(parts, window)
        return [
            Likely(
                number=those[i].number, score=float(total[i]), parts=tuple(brought[i].tolist()),
                away_m=float(away[i]), apart_s=float(parts.apart_s[i]),
            )
            for i in np.flatnonzero(alive).tolist()
        ]  # fmt: skip

    def _alive(self, one: Incident, at: datetime) -> bool:
        return one.open or at - one.changed_at < ALIVE_FOR

    def _same(self, those: list[Incident], facts: Facts) -> Mask:
        """Whether the same facility, the same camera's view or the same person is behind it."""
        known = [self._facts.get(one.number, Facts()) for one in those]
        return np.array(
            [
                any(mine and mine == theirs for mine, theirs in (
                    (facts.asset, one.asset), (facts.eye, one.eye), (facts.caller, one.caller),
                ))
                for one in known
            ],
            dtype=np.bool_,
        )  # fmt: skip

    def _of_the_asset(self, one: Incident, signal: Signal, at: datetime) -> Likely:
        """The same facility is the same matter until it is closed, wherever the place was measured."""
        known = None not in (one.lon, one.lat, signal.lon, signal.lat)
        away = away_m(
            np.array([one.lon]), np.array([one.lat]), signal.lon or 0.0, signal.lat or 0.0
        )[0] if known else np.nan  # fmt: skip
        apart = abs((at - one.received_at).total_seconds())
        return Likely(number=one.number, score=1.0, parts=(0.0, 0.0, 0.0, 0.0, 1.0), away_m=float(away), apart_s=apart)


def _world(one: Incident | Signal) -> float:
    """What happened, what was made up, and what is a drill are worlds of their own."""
    return one.made_up + 2.0 * one.exercise


def _categories(those: list[Incident], category: str) -> Floats:
    """1 for the same category, a half for one of the same large class, else 0."""
    return np.array([1.0 if one.category == category else 0.5 * (one.category[:3] == category[:3]) for one in those])


def _words(those: list[Incident], signal: Signal) -> Floats:
    mine = bigrams(f"{signal.address} {signal.detail}")
    return np.array([alike(mine, bigrams(f"{one.address} {one.detail}")) for one in those])
