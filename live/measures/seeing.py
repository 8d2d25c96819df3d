"""Seeing: gives an indicator what its views ask for, and tells whether anything it looks at has changed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from graphlib import TopologicalSorter
from zoneinfo import ZoneInfo

import numpy as np

from city.kinds import KINDS
from city.picture import Measure
from city.views import CityTime, Clock, History, Judged, Peer, Peers, Rows, Seen, Stretches, Tally, View
from indicators.base import Better, Domain, Indicator
from live.measures.courses import HOUR_MIN
from live.measures.grounds import Window
from live.measures.judging import Judge, judged_by
from live.measures.past import Pasts, name_of
from live.moments import moment
from live.projector import Projector

SECOND = np.timedelta64(1, "s")


class Seer:
    """Looks at the projector, the courses and pasts, and at what other indicators said last."""

    def __init__(
        self,
        projector: Projector,
        pasts: Pasts,
        indicators: Mapping[str, Indicator],
        judge: Judge,
        said: Callable[[], Mapping[str, Measure]],
        zone: ZoneInfo,
    ) -> None:
        self._projector = projector
        self._pasts = pasts
        self._indicators = indicators
        self._kinds = {name: one.kinds for name, one in indicators.items()}  # asked for at every turn
        self._judge = judge
        self._said = said
        self.zone = zone

    def see(self, view: View, now: datetime) -> Seen:
        """What a view asks for, as of a time."""
        match view:
            case Clock():
                return CityTime(moment(now), self.zone)
            case Peers(names=names):
                return self._peers(names, now)
            case History(of=of, step_min=step_min) if of in KINDS and step_min < HOUR_MIN:
                return self._projector.courses.quarters(view, self._projector.ring(of), moment(now))
            case History(of=of) if of in KINDS:
                return self._projector.courses.series(view, moment(now))
            case History(of=of, hours=hours, step_min=step_min, what=what):
                return self._pasts.of(name_of(of, what)).whole(now, hours, step_min)
            case _:
                return self._projector.see(view, now)

    def all(self, indicator: Indicator, now: datetime, rest: Callable[[], None] | None = None) -> dict[str, Seen]:
        """Everything that an indicator looks at, by the names of its inputs; `rest` is called after each."""
        seen: dict[str, Seen] = {}
        for name, view in indicator.inputs.items():
            seen[name] = self.see(view, now)
            if rest is not None:
                rest()
        return seen

    def stamp(self, indicator: Indicator) -> tuple[int, ...]:
        """A mark that changes when something that the indicator reads came in."""
        return tuple(self._projector.heard_of(kind) for kind in self.kinds_of(indicator))

    def windows(self, indicator: Indicator, now: datetime) -> dict[str, Window]:
        """How far back it looks on each kind of reading, the farthest of several, and how much of that is known."""
        found: dict[str, Window] = {}
        at = moment(now)
        for view in indicator.inputs.values():
            if not isinstance(view, Tally | Rows | Stretches | History) or (kind := _kind_of(view)) not in KINDS:
                continue
            asked_s = 3600.0 * view.hours if isinstance(view, History) else 60.0 * view.minutes
            since = self._projector.known_since(view)
            past_s = 0.0 if since is None else float((at - since) / SECOND)
            if kind not in found or asked_s > found[kind].asked_s:
                found[kind] = Window(asked_s=asked_s, known_s=min(max(past_s, 0.0), asked_s))
        return found

    def kinds_of(self, indicator: Indicator) -> tuple[str, ...]:
        """The kinds of readings that an indicator looks at."""
        return self._kinds[indicator.name]

    def _peers(self, names: tuple[str, ...], now: datetime) -> Judged:
        said = self._said()
        wanted = names or tuple(name for name, one in self._indicators.items() if one.domain is not Domain.COMPOSITE)
        peers = {name: self._peer(name, said[name], now) for name in wanted if name in said}
        return Judged(peers=peers, size=self._pasts.areas)

    def _peer(self, name: str, measure: Measure, now: datetime) -> Peer:
        indicator = self._indicators[name]
        ones = np.ones(measure.value.shape)
        return Peer(
            value=measure.value,
            judged=judged_by(measure),
            band=measure.band.astype(np.intp),
            coverage=ones if measure.coverage is None else measure.coverage,
            cuts=self._judge.bands(indicator).cuts,
            lower_is_better=indicator.better is Better.LOWER,
            unit=indicator.unit,
            expected=self._pasts.of(name).known_within(now, hours=24),
            domain=indicator.domain.value,
            age_s=(now - measure.at).total_seconds(),
            every_s=indicator.every_s,
            companions=measure.companions,
        )


def in_order(indicators: Mapping[str, Indicator]) -> tuple[Indicator, ...]:
    """The indicators, each after those whose measures it looks at."""
    return tuple(indicators[name] for name in TopologicalSorter(_looked_at_by(indicators)).static_order())


def resting_on(kinds: frozenset[str], indicators: Mapping[str, Indicator]) -> frozenset[str]:
    """The names of the indicators that look at any of these kinds, themselves or through other indicators."""
    return _following({name for name, one in indicators.items() if kinds & set(one.kinds)}, indicators)


def untold_then(indicators: Mapping[str, Indicator]) -> frozenset[str]:
    """The names of those that are not computed as of a time gone by: the heavy ones, and what is composed of them."""
    return _following({name for name, one in indicators.items() if one.heavy}, indicators)


def looked_back_on(indicators: Mapping[str, Indicator]) -> tuple[set[str], set[str]]:
    """The kinds that some indicator looks far back on, and the figures of indicators that some does."""
    views = [view for one in indicators.values() for view in one.inputs.values() if isinstance(view, History)]
    kinds = {view.of for view in views if view.of in KINDS}
    return kinds, {name_of(view.of, view.what) for view in views if view.of not in KINDS}


def _following(found: set[str], indicators: Mapping[str, Indicator]) -> frozenset[str]:
    """These, and all that look at one of them, now or in its course."""
    looks_at = {name: peers | set(indicators[name].looks_at) for name, peers in _looked_at_by(indicators).items()}
    while more := {name for name, others in looks_at.items() if name not in found and found & others}:
        found = found | more
    return frozenset(found)


def _looked_at_by(indicators: Mapping[str, Indicator]) -> dict[str, frozenset[str]]:
    """Which others each indicator looks at now, by its name; those there are."""
    plain = [name for name, one in indicators.items() if one.domain is not Domain.COMPOSITE]
    peers = {
        name: {peer for view in one.inputs.values() if isinstance(view, Peers) for peer in view.names or plain}
        for name, one in indicators.items()
    }
    return {name: frozenset((found & indicators.keys()) - {name}) for name, found in peers.items()}


def _kind_of(view: Tally | Rows | Stretches | History) -> str:
    return view.of if isinstance(view, History) else view.kind
