"""The accounts: what explains what the indicators said, as it was when they said it, for eight days.

"account:<name>" holds a step of an indicator's grounds at the first five minutes at which they stood; while a measure
is the same as before (an hour, a day), nothing is written.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

import numpy as np

from city.history import Step
from city.picture import Measure
from geo.areas import Areas
from indicators.base import Indicator
from live.measures.annals import DAY, HOUR, STEP
from live.measures.grounds import Grounds
from live.measures.grounds_packed import grounds_packed, grounds_unpacked
from live.measures.left_out import LeftOut
from live.measures.packed import NotPacked
from live.measures.past import EPOCH
from live.ports import Memory

log = logging.getLogger(__name__)
KEPT = 8 * DAY
LONGEST = 32 * DAY  # that a measure may stand: a month's


class Accounts:
    """Writes and reads them."""

    def __init__(
        self, record: Memory, areas: Areas, indicators: Mapping[str, Indicator], left_out: LeftOut | None = None
    ) -> None:
        self._record = record
        self._left_out = left_out or LeftOut()
        self._areas = areas
        self._every = {name: timedelta(seconds=one.every_s) for name, one in indicators.items()}
        self._step = -1
        self._written: dict[str, datetime] = {}  # when the measure was made that was written last
        self._forgotten: dict[str, datetime] = {}

    def write(self, now: datetime, grounds: Mapping[str, Grounds], rest: Callable[[], None] = lambda: None) -> None:
        """Write down what is new in this step, once; `rest` is called between two. Raises `StoreUnavailable`.

        What was never written does not wait for the next step.
        """
        step = (now - EPOCH) // STEP
        known = self._written if step == self._step else {}
        fresh = {
            name: one
            for name, one in grounds.items()
            if name not in known and self._written.get(name) != one.measure.at
        }
        steps: list[Step] = []
        for name, one in fresh.items():
            steps.append(Step(series=f"account:{name}", at=EPOCH + step * STEP, body=grounds_packed(one)))
            rest()
        if steps:
            self._record.keep(steps)
        self._written |= {name: one.measure.at for name, one in fresh.items()}
        self._step = step

    def forget_one(self, names: Iterable[str], now: datetime) -> None:
        """Let go of what is too old of one indicator whose turn it is, each once a day."""
        for name in names:
            if now - self._forgotten.get(name, EPOCH) >= DAY:
                # What stands longest is needed until the last step that rests on it is too old.
                self._record.forget(f"account:{name}", now - KEPT - self._longest(name))
                self._forgotten[name] = now
                return

    def of(self, name: str, step: datetime, said: Measure) -> Grounds | None:
        """The grounds of what was said under a step; None where they are not, or no longer, kept."""
        kept = self._record.kept(f"account:{name}", step - self._longest(name), step + STEP / 2)
        found = self._read(kept[-1]) if kept else None
        # The parts must be those of the very figures that are told.
        same = found is not None and np.array_equal(
            found.measure.value.astype(np.float32), said.value.astype(np.float32), equal_nan=True
        )
        return found if same else None

    def last(self, now: datetime) -> dict[str, Grounds]:
        """What each indicator said last and why, where that is no older than its period and an hour."""
        found: dict[str, Grounds] = {}
        for name, every in self._every.items():
            kept = self._record.kept(f"account:{name}", now - every - HOUR)
            grounds = self._read(kept[-1]) if kept else None
            if grounds is not None:
                found[name] = grounds
        return found

    def _longest(self, name: str) -> timedelta:
        return min(2 * self._every[name] + HOUR, LONGEST)

    def _read(self, step: Step) -> Grounds | None:
        try:
            return grounds_unpacked(step.body, self._areas)
        except NotPacked:
            self._left_out.note(step)
        except (KeyError, ValueError) as why:  # nothing is wrong with it, but it was said of another city
            log.warning("%s of %s: %s", step.series, step.at, why)
        return None
