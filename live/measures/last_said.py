"""Last said: the last measure of each indicator with all that belongs to it, so that none is missing after a restart.

"last:<name>"  one step, replaced by the next. Those that are computed every few minutes are not worth it.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import numpy as np

from city.history import Step
from city.picture import Course, Measure
from indicators.base import Indicator
from live.measures.judging import Judge
from live.measures.packed import NotPacked, packed, unpacked
from live.measures.past import EPOCH
from live.ports import Memory

log = logging.getLogger(__name__)
WORTH_S = 300.0
COLUMNS = ("value", "band", "numerator", "denominator", "low", "high", "coverage", "judged", "level", "trend")
FACTS = ("quality", "version", "normal_low", "normal_high", "trend_step_min")
TIMES = ("at", "newest_input_at", "since")


class LastSaid:
    """Writes what is new, and gives what is not older than its own period."""

    def __init__(self, record: Memory, indicators: Mapping[str, Indicator], areas: int) -> None:
        self._record = record
        self._indicators = indicators
        self._areas = areas
        self._written: dict[str, datetime] = {}

    def write(self, measures: Mapping[str, Measure]) -> None:
        """Write down those measures that are new since the last time. Raises `StoreUnavailable`."""
        fresh = {name: one for name, one in measures.items() if self._is_worth_it(name, one)}
        self._record.keep([Step(series=f"last:{name}", at=EPOCH, body=_body(one)) for name, one in fresh.items()])
        self._written |= {name: one.at for name, one in fresh.items()}

    def read(self, judge: Judge, now: datetime) -> dict[str, Measure]:
        """The last measure of each indicator that still stands: in its period, and made as it would be made now."""
        found: dict[str, Measure] = {}
        for name, one in self._indicators.items():
            for step in self._record.kept(f"last:{name}", EPOCH):
                measure = self._read(name, step)
                if measure is None or measure.version != judge.version(one):
                    continue
                if 0 <= (now - measure.at).total_seconds() <= one.every_s:
                    found[name] = measure
        return found

    def _is_worth_it(self, name: str, one: Measure) -> bool:
        known = self._indicators.get(name)
        return known is not None and known.every_s >= WORTH_S and not one.error and self._written.get(name) != one.at

    def _read(self, name: str, step: Step) -> Measure | None:
        try:
            measure = _measure(name, step.body)
        except (NotPacked, KeyError, ValueError, TypeError) as why:
            log.warning("%s: %s", step.series, why)
            return None
        return measure if measure.value.shape == (self._areas,) else None


def _body(one: Measure) -> bytes:
    columns = {name: column for name in COLUMNS if (column := getattr(one, name)) is not None}
    columns |= {f"companion.{name}": column for name, column in one.companions.items()}
    columns |= {f"course.{name}": course.trend for name, course in one.courses.items()}
    head: dict[str, Any] = {name: getattr(one, name) for name in FACTS}
    head |= {name: None if (at := getattr(one, name)) is None else at.isoformat() for name in TIMES}
    head["contributors"] = [[thing, share, dict(note)] for thing, share, note in one.contributors]
    head["courses"] = {name: [course.normal_low, course.normal_high] for name, course in one.courses.items()}
    return packed(head, columns)


def _measure(name: str, body: bytes) -> Measure:
    head, columns = unpacked(body)
    plain: dict[str, Any] = {column: columns.get(column) for column in COLUMNS}
    times: dict[str, Any] = {one: None if head[one] is None else datetime.fromisoformat(head[one]) for one in TIMES}
    return Measure(
        indicator=name,
        **plain,
        **{one: head[one] for one in FACTS},
        **times,
        companions=_named(columns, "companion."),
        contributors=tuple((thing, share, note) for thing, share, note in head["contributors"]),
        courses={
            one: Course(trend=trend, normal_low=head["courses"][one][0], normal_high=head["courses"][one][1])
            for one, trend in _named(columns, "course.").items()
        },
    )


def _named(columns: Mapping[str, np.ndarray], before: str) -> dict[str, np.ndarray]:
    return {name.removeprefix(before): column for name, column in columns.items() if name.startswith(before)}
