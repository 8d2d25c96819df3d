"""Quality: how good each kind of reading was in the last hour, as OneScreen itself saw it come in.

completeness   readings that came ÷ readings that the known things should have sent
timeliness     1 while nineteen of twenty came within their period, else the period ÷ the lag of the slowest of them
validity       readings that could be believed ÷ readings that came
uniqueness     readings that were not read before ÷ readings that came
consistency    readings that came in the order of their times and from where they should ÷ readings that came

After the dimensions of GB/T 36344-2018. The score is their geometric mean; one that cannot be told is left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from city.events import Read
from city.kinds import KINDS
from city.picture import Newest
from city.readings import Floats, Readings
from live.bus import Bus
from live.moments import moment

SOURCE, KIND = "onescreen", "dataset.state"
EVERY_S, HOUR_S = 300, 3600
SLOTS = HOUR_S // EVERY_S
LAGS = np.array([0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0])  # in periods
INVALID = frozenset({"not a number", "not believable", "without time", "in the future", "missing column", "too old"})
REPEATED, LATE = "duplicate", "late"
DIMENSIONS = ("completeness", "timeliness", "validity", "uniqueness", "consistency")


@dataclass(slots=True)
class Slot:
    """What came in of one kind within five minutes."""

    accepted: int = 0
    invalid: int = 0
    repeated: int = 0
    inconsistent: int = 0
    lags: Floats = field(default_factory=lambda: np.zeros(len(LAGS) + 1))


class Quality:
    """Counts what comes in, and says every five minutes how good each kind was."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._slots: dict[str, dict[int, Slot]] = {}
        self._things: dict[str, dict[str, int]] = {}  # when each thing was heard of last
        self._scores: dict[str, float] = {}
        self._told = -1
        self._began = -1

    def came(self, kind: str, passed: Readings | None, refused: Mapping[str, int], now: datetime) -> None:
        """A batch of a kind came in: what passed the gate, and how many rows were refused for which reason."""
        step = int(now.timestamp()) // EVERY_S
        slot = self._slots.setdefault(kind, {}).setdefault(step, Slot())
        slot.invalid += sum(count for reason, count in refused.items() if reason in INVALID)
        slot.repeated += refused.get(REPEATED, 0)
        others = INVALID | {REPEATED}
        slot.inconsistent += sum(count for reason, count in refused.items() if reason not in others)
        if passed is None:
            return
        slot.accepted += len(passed)
        period_s = KINDS[kind].every_s
        if period_s is not None:
            lag = (moment(now) - passed.at) / np.timedelta64(1000, "ms") / period_s
            slot.lags += np.bincount(np.searchsorted(LAGS, lag), minlength=len(LAGS) + 1)
            self._things.setdefault(kind, {}).update(dict.fromkeys(passed.thing, step))

    def score(self, kind: str) -> float | None:
        """How good a kind was when it was told last, 0 to 1; None where nothing is known."""
        return self._scores.get(kind)

    def remember(self, told: Newest, now: datetime) -> None:
        """Go on with what was said before a restart, where it is no older than an hour, until more is known."""
        fresh = told.at > moment(now) - np.timedelta64(HOUR_S, "s")
        self._scores = {told.thing[i]: float(told.value[i]) for i in np.flatnonzero(fresh).tolist()}

    def turn_to(self, now: datetime) -> None:
        """Every five minutes, say on the bus how good each kind was."""
        step = int(now.timestamp()) // EVERY_S
        self._began = step if self._began < 0 else self._began
        if step == self._told or step - self._began < 2:  # at first nobody can tell
            return
        self._told = step
        said = {kind: found for kind in self._slots if (found := self._judged(kind, step)) is not None}
        self._scores = {kind: found[0] for kind, found in said.items()}
        if said:
            self._bus.publish(Read(SOURCE, _rows(said, now)))

    def _judged(self, kind: str, step: int) -> tuple[float, Floats] | None:
        slots = self._slots[kind]
        for old in [at for at in slots if at <= step - SLOTS - 1]:
            del slots[old]
        whole = [slots[at] for at in sorted(slots) if at < step]
        if not whole:
            return None
        dimensions = np.array(
            [self._completeness(kind, whole, step), _timeliness(whole), *_of_all(whole)], dtype=np.float64
        )
        known = dimensions[~np.isnan(dimensions)]
        score = 0.0 if not known.size or (known <= 0).any() else float(np.exp(np.log(known).mean()))
        return score, dimensions

    def _completeness(self, kind: str, whole: Iterable[Slot], step: int) -> float:
        period_s, things = KINDS[kind].every_s, self._things.get(kind)
        if period_s is None or not things:
            return float("nan")
        day = 86_400 // EVERY_S
        for name in [name for name, heard in things.items() if heard < step - max(day, 3 * period_s // EVERY_S)]:
            del things[name]
        listened_s = min(step - self._began, SLOTS) * EVERY_S
        expected = len(things) * listened_s / period_s
        came = sum(slot.accepted for slot in whole)
        return min(came / expected, 1.0) if listened_s >= 2 * period_s and expected else float("nan")


def _timeliness(whole: Iterable[Slot]) -> float:
    lags = np.sum([slot.lags for slot in whole], axis=0)
    if not lags.sum():
        return float("nan")
    slowest = int(np.searchsorted(np.cumsum(lags), 0.95 * lags.sum()))
    return 1.0 if slowest == 0 else float(min(1.0, 1.0 / LAGS[min(slowest, len(LAGS) - 1)]))


def _of_all(whole: Iterable[Slot]) -> tuple[float, float, float]:
    """Validity, uniqueness, consistency."""
    slots = list(whole)
    accepted = sum(slot.accepted for slot in slots)
    parts = (
        sum(slot.invalid for slot in slots),
        sum(slot.repeated for slot in slots),
        sum(slot.inconsistent for slot in slots),
    )
    every = accepted + sum(parts)
    if not every:
        return float("nan"), float("nan"), float("nan")
    return 1 - parts[0] / every, 1 - parts[1] / every, 1 - parts[2] / every


def _rows(said: Mapping[str, tuple[float, Floats]], now: datetime) -> Readings:
    nowhere = np.full(len(said), np.nan)  # it is the whole city's
    table = np.stack([dimensions for _, dimensions in said.values()])
    return Readings(
        kind=KIND,
        thing=list(said),
        value=np.array([score for score, _ in said.values()]),
        at=np.full(len(said), moment(now)),
        lon=nowhere,
        lat=nowhere,
        attributes={name: table[:, i] for i, name in enumerate(DIMENSIONS)},
    )
