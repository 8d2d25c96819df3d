"""The evaluator: computes the indicators that are due, judges them by their bands, and says so on the bus."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

import numpy as np

from city.events import Measured
from city.picture import Measure
from city.views import History, Seen, Sums, Table, View
from indicators.base import Bands, Indicator, Outcome
from live.bus import Bus
from live.moments import aware
from live.past import Pasts
from live.projector import Projector

log = logging.getLogger(__name__)
TREND_HOURS = 24


class Evaluator:
    """Asks the projector for what each indicator looks at, and computes."""

    def __init__(
        self,
        bus: Bus,
        projector: Projector,
        indicators: Mapping[str, Indicator],
        pasts: Pasts,
        areas: int,
        clock: Callable[[], datetime],
        bands: Mapping[str, Bands] | None = None,
    ) -> None:
        self._bus = bus
        self._projector = projector
        self._indicators = indicators
        self._pasts = pasts
        self._areas = areas
        self._clock = clock
        self._bands = bands or {}
        self._last: dict[str, Measure] = {}

    def run_due(self) -> None:
        """Compute what is due now, and announce it together."""
        now = self._clock()
        due = [one for one in self._indicators.values() if self._is_due(one, now)]
        if due:
            self._last |= {one.name: self._measure(one, now) for one in due}
            self._bus.publish(Measured({one.name: self._last[one.name] for one in due}))

    def look_back(self, at: datetime) -> None:
        """Compute all indicators as of a time in the past, for their trends alone."""
        for one in self._indicators.values():
            self._last[one.name] = self._measure(one, at)

    def announce(self) -> None:
        """Say again what was computed last."""
        if self._last:
            self._bus.publish(Measured(dict(self._last)))

    def _is_due(self, indicator: Indicator, now: datetime) -> bool:
        last = self._last.get(indicator.name)
        return last is None or (now - last.at).total_seconds() >= indicator.every_s

    def _measure(self, indicator: Indicator, now: datetime) -> Measure:
        try:
            seen = {name: self._see(view, now) for name, view in indicator.inputs.items()}
            outcome = indicator.compute(**seen)
        except Exception as problem:  # noqa: BLE001 - one failing formula must not silence the others
            return self._failed(indicator, now, problem)
        return self._judged(indicator, outcome, seen, now)

    def _failed(self, indicator: Indicator, now: datetime, problem: Exception) -> Measure:
        last = self._last.get(indicator.name)
        if last is None or not last.error:
            log.error("%s could not be computed: %s", indicator.name, problem, exc_info=problem)
        unknown = np.full(self._areas, np.nan)
        return Measure(
            indicator=indicator.name, at=now, value=unknown, band=np.full(self._areas, -1, np.int8), error=str(problem)
        )

    def _see(self, view: View, now: datetime) -> Seen:
        if isinstance(view, History):
            return self._pasts.of(view.indicator).series(now, view.hours, view.step_min)
        return self._projector.see(view, now)

    def _judged(self, indicator: Indicator, outcome: Outcome, seen: Mapping[str, Seen], now: datetime) -> Measure:
        bands = self._bands.get(indicator.name, indicator.bands)
        judged_by = outcome.value if outcome.banded is None else outcome.banded
        past = self._pasts.of(indicator.name)
        past.keep(now, outcome.value)
        usual = past.usual(now)
        measure = Measure(
            indicator=indicator.name,
            at=now,
            value=outcome.value,
            band=bands.of(judged_by, indicator.better),
            numerator=outcome.numerator,
            denominator=outcome.denominator,
            low=outcome.low,
            high=outcome.high,
            coverage=outcome.coverage,
            companions=outcome.companions,
            contributors=tuple((one.thing, one.share, one.note) for one in outcome.contributors),
            newest_input_at=_newest(seen),
            normal_low=usual[0] if usual else None,
            normal_high=usual[1] if usual else None,
            trend=past.series(now, TREND_HOURS).values[:, 0],
        )
        return replace(measure, since=self._since(measure))

    def _since(self, measure: Measure) -> datetime:
        """When the city entered its present band."""
        last = self._last.get(measure.indicator)
        if last is not None and last.since is not None and last.band[0] == measure.band[0]:
            return last.since
        return measure.at


def _newest(seen: Mapping[str, Seen]) -> datetime | None:
    """When the newest input was true, if there was any."""
    times = [one for view in seen.values() if (one := _newest_of(view)) is not None]
    return aware(max(times)) if times else None


def _newest_of(view: Seen) -> np.datetime64 | None:
    match view:
        case Sums(newest=at) | Table(at=at):
            known = at[~np.isnat(at)]
            return known.max() if known.size else None
        case _:
            return None
