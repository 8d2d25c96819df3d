"""The evaluator: computes the indicators that are due, in the order in which they look at one another, and says so.

An indicator is due when its period is over, or on the next beat after something it reads came in where it wants that.
One that fails is shown as failed; the others go on. Heavy ones are computed elsewhere and are told when they are done.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import numpy as np

from city.events import Measured
from city.picture import Course, Measure
from city.readings import Times
from city.views import Seen
from indicators.base import UNKNOWN, Codes, Indicator, Outcome
from live.bus import Bus
from live.measures.drawing import Drawing
from live.measures.grounds import ON_A_CARD, Grounds, Looked, by_kind, covered, looked_at, newest
from live.measures.judging import TRUSTED_FROM, Judge
from live.measures.past import Pasts, name_of
from live.measures.seeing import Seer, in_order
from live.measures.workers import Inline, Workers, computed
from live.moments import moment

log = logging.getLogger(__name__)
M = TypeVar("M", Measure, Measure | None)


class Evaluator:
    """Computes, judges, remembers and announces; `said` is what every indicator said last, `grounds` why."""

    def __init__(
        self,
        bus: Bus,
        seer: Callable[[Callable[[], Mapping[str, Measure]]], Seer],
        indicators: Mapping[str, Indicator],
        pasts: Pasts,
        judge: Judge,
        clock: Callable[[], datetime],
        quality: Callable[[str], float | None] = lambda _: None,
        kept: frozenset[str] = frozenset(),
    ) -> None:
        self._bus = bus
        self._order = in_order(indicators)
        self._pasts = pasts
        self._judge = judge
        self._clock = clock
        self._quality = quality
        self._kept = kept  # companions that somebody looks back on
        self._said: dict[str, Measure] = {}
        self.grounds: dict[str, Grounds] = {}
        self._stood: dict[str, Measure] = {}  # what was said last before a restart, for since when bands have stood
        self._stamps: dict[str, tuple[int, ...]] = {}
        self.seer = seer(lambda: self._said)
        self._drawing = Drawing(pasts, self.seer.zone)
        self.workers: Workers = Inline()

    @property
    def said(self) -> Mapping[str, Measure]:
        """What every indicator said last, by name."""
        return self._said

    def run_due(self, rest: Callable[[], None] = lambda: None) -> None:
        """Compute what is due now, and announce it together; `rest` is called between models and large views."""
        now = self._clock()
        fresh = {name: self._finished(name, outcome, now) for name, outcome in self.workers.finished()}
        self._said |= fresh
        for one in self._order:
            if self._is_due(one, now) and (measure := self._measure(one, now, rest)) is not None:
                self._said[one.name] = fresh[one.name] = measure
                rest()
        if fresh:
            self._bus.publish(Measured(fresh))

    def look_back(
        self, at: datetime, rest: Callable[[], None] = lambda: None, without: frozenset[str] = frozenset()
    ) -> dict[str, Measure]:
        """Compute the indicators as of a time in the past, and give them; the heavy ones and some more are left out.

        `rest` is called between two.
        """
        found: dict[str, Measure] = {}
        for one in self._order:
            if one.heavy or one.name in without:
                continue
            if (measure := self._measure(one, at)) is not None:
                self._said[one.name] = found[one.name] = measure
                rest()
        return found

    def take(self, measures: Mapping[str, Measure]) -> None:
        """Take over what was computed elsewhere."""
        self._said |= measures

    def go_on_from(self, before: Mapping[str, Grounds], now: datetime) -> None:
        """Go on from what was said before a restart: made as it would be now, it stands until it is computed anew."""
        for one in self._order:
            if (grounds := before.get(one.name)) is None:
                continue
            last = self._stood[one.name] = grounds.measure
            if last.at <= now and last.version == self._judge.version(one):
                self.grounds[one.name] = grounds
                self._draw(one, last)

    def compute_now(self, one: Indicator, seen: Mapping[str, Seen]) -> Outcome:
        """What a formula gives, at once and told to nobody."""
        return computed(one, seen, self._judge.terms(one))

    def announce(self) -> None:
        """Say again what was computed last."""
        if self._said:
            self._bus.publish(Measured(dict(self._said)))

    def draw_again(self, rest: Callable[[], None] = lambda: None) -> None:
        """Say again what was computed last, with the courses that are known by now; `rest` is called between two."""
        self._drawing.look_again()
        for one in self._order:
            if (measure := self._said.get(one.name)) is not None and not measure.error:
                self._draw(one, measure)
                rest()
        self.announce()

    def _draw(self, one: Indicator, measure: Measure) -> None:
        """Give a measure, and its grounds, the courses up to its time."""
        courses = {what: self._drawing.course(one, measure.at, what) for what in one.followed}
        drawn = self._said[one.name] = replace(measure, courses=courses, **self._drawing.own(one, measure.at))
        if (grounds := self.grounds.get(one.name)) is not None:
            self.grounds[one.name] = replace(grounds, measure=drawn)

    def _is_due(self, one: Indicator, now: datetime) -> bool:
        if self.workers.busy_with(one.name):
            return False
        last = self._said.get(one.name)
        if last is None or (now - last.at).total_seconds() >= one.every_s:
            return True
        return one.at_once and self._stamps.get(one.name) != self.seer.stamp(one)

    def _measure(self, one: Indicator, now: datetime, rest: Callable[[], None] = lambda: None) -> Measure | None:
        """The measure; None where it will come later."""
        self._stamps[one.name] = self.seer.stamp(one)

        def made() -> Measure | None:
            seen = self.seer.all(one, now, rest if one.heavy else None)
            outcome = self.workers.compute(one, seen, self._judge.terms(one), now)
            return None if outcome is None else self._judged(one, outcome, looked_at(seen), now)

        return self._guarded(one.name, now, made)

    def _finished(self, name: str, done: tuple[Outcome | Exception, Looked], now: datetime) -> Measure:
        outcome, looked = done
        one = next(each for each in self._order if each.name == name)

        def made() -> Measure:
            if isinstance(outcome, Exception):
                raise outcome
            return self._judged(one, outcome, looked, now)

        return self._guarded(name, now, made)

    def _guarded(self, name: str, now: datetime, made: Callable[[], M]) -> M | Measure:
        """What is made; the measure of a failure where it cannot be."""
        try:
            return made()
        except Exception as problem:  # noqa: BLE001 - one failing formula, note or judgement must not silence others
            return self._failed(name, now, problem)

    def _failed(self, name: str, now: datetime, problem: Exception) -> Measure:
        last = self._said.get(name)
        if last is None or not last.error:
            log.error("%s could not be computed: %s", name, problem, exc_info=problem)
        unknown = np.full(self._pasts.areas, np.nan)
        why = str(problem) or type(problem).__name__
        return Measure(indicator=name, at=now, value=unknown, band=np.full(len(unknown), -1, np.int8), error=why)

    def _judged(self, one: Indicator, outcome: Outcome, looked: Looked, now: datetime) -> Measure:
        quality = self._quality_of(one)
        judged, value, greatest = outcome.judged, outcome.value, outcome.greatest(most=ON_A_CARD)
        if quality is not None and quality < TRUSTED_FROM:
            judged = value = np.full(value.shape, np.nan)
        self._pasts.of(one.name).keep(now, value)
        courses, windows = self._courses(one, outcome, now), self.seer.windows(one, now)
        band, version = self._judge.band(one, judged), self._judge.version(one)
        measure = Measure(
            indicator=one.name,
            at=now,
            value=value,
            band=band,
            numerator=outcome.numerator,
            denominator=outcome.denominator,
            low=outcome.low,
            high=outcome.high,
            coverage=covered(outcome.coverage, windows.values()),
            companions=outcome.companions,
            contributors=tuple((each.thing, each.share, each.note) for each in greatest),
            judged=None if outcome.banded is None else judged,
            level=outcome.level,
            quality=quality,
            version=version,
            newest_input_at=newest(looked),
            courses=courses,
            since=self._since(one.name, version, band, now),
            **self._drawing.own(one, now),
        )
        self.grounds[one.name] = Grounds(
            measure=measure, contributors=outcome.contributors, adds_up_to=outcome.adds_up_to,
            inputs=by_kind(one, looked, windows),
        )  # fmt: skip
        return measure

    def _courses(self, one: Indicator, outcome: Outcome, now: datetime) -> dict[str, Course]:
        """Keeps the companions that somebody looks back on; gives the courses of those that are followed."""
        found: dict[str, Course] = {}
        for what, column in outcome.companions.items():
            name = name_of(one.name, what)
            if name not in self._kept and what not in one.followed:
                continue
            self._pasts.of(name).keep(now, column)
            if what in one.followed:
                found[what] = self._drawing.course(one, now, what)
        return found

    def _quality_of(self, one: Indicator) -> float | None:
        """The quality of the worst input, None where nothing is known of any."""
        known = [said for kind in self.seer.kinds_of(one) if (said := self._quality(kind)) is not None]
        return min(known, default=None)

    def _since(self, name: str, version: str, band: Codes, now: datetime) -> Times:
        """When each area (n,) was seen to enter its present band; NaT where it stood in it, or was unknown, before."""
        never = np.full(band.shape, np.datetime64("NaT", "ms"))
        last, before = self._said.get(name), self._stood.pop(name, None)
        last = before if last is None or last.since is None else last
        if last is None or last.since is None or last.version != version:
            return never
        if (last.band == band).all():
            return last.since
        seen = np.where((last.band == UNKNOWN) & (band != UNKNOWN), never, moment(now))
        return np.where(last.band == band, last.since, seen)
