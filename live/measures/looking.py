"""Looking back: the bare figures of indicators at a time, without what is only shown beside them."""

import logging
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from city.picture import Measure
from city.readings import Floats
from indicators.base import Indicator, Outcome
from live.measures.measuring import Measuring
from live.measures.past import name_of
from live.measures.seeing import in_order, looked_back_on

log = logging.getLogger(__name__)


class Looking:
    """Computes indicators one after the other, and remembers what the next ones look at; one that fails is left out."""

    def __init__(self, measuring: Measuring, indicators: Mapping[str, Indicator]) -> None:
        self._measuring = measuring
        self._order = in_order(indicators)
        self._kept = looked_back_on(indicators)[1]
        self._failed: set[str] = set()

    def figures(self, at: datetime, names: Collection[str] | None = None) -> Iterator[tuple[str, Floats]]:
        """Every figure of these indicators, or of all, whose course is kept, by its name: its values (n,) at a time."""
        for one in self._order if names is None else (one for one in self._order if one.name in names):
            try:
                figures = self._figures_of(one, at)
            except Exception:
                if one.name not in self._failed:
                    log.exception("The past of %s could not be computed.", one.name)
                self._failed.add(one.name)
            else:
                yield from figures.items()

    def _figures_of(self, one: Indicator, at: datetime) -> dict[str, Floats]:
        evaluator = self._measuring.evaluator
        outcome = evaluator.compute_now(one, evaluator.seer.all(one, at))
        evaluator.take({one.name: self._measure(one, outcome, at)})
        figures = {name_of(one.name): outcome.value}
        for what, column in outcome.companions.items():
            if what in one.followed:
                figures[name_of(one.name, what)] = column
            elif name_of(one.name, what) in self._kept:
                self._measuring.pasts.of(name_of(one.name, what)).keep(at, column)
        self._measuring.pasts.keep(at, figures)
        return figures

    def _measure(self, one: Indicator, outcome: Outcome, at: datetime) -> Measure:
        """What other indicators look at."""
        judge = self._measuring.judge
        return Measure(
            indicator=one.name, at=at, value=outcome.value, band=judge.bands(one).of(outcome.judged, one.better),
            judged=outcome.judged, coverage=outcome.coverage, companions=outcome.companions, version=judge.version(one),
        )  # fmt: skip
