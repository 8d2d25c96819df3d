"""Crews: what units do that our own desk sends out: turn out, drive, arrive, work, clear, and drive home."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from math import isfinite

from geo.pack import Unit
from geo.place import Point
from incidents.notice import Notice, Order, What
from sources.agenda import Agenda
from sources.chance import key_of, single
from sources.driving import Fleet
from sources.moments import MINUTE_MS, from_ms, to_ms
from sources.travel import Travel

TURNOUT_S, SAFE_MIN, WORK_MIN = (30.0, 75.0), (2.0, 7.0), (8.0, 25.0)


@dataclass(slots=True, eq=False)
class Errand:
    """One unit on one of our incidents, until it is cleared or released."""

    order: Order
    valid: bool = True


@dataclass(slots=True)
class Crews:
    """The crews behind the desk's orders. `busy` says whether somebody else has the unit at the moment."""

    units: Mapping[str, Unit]
    fleet: Fleet
    travel: Travel
    agenda: Agenda
    seed: int
    busy: Callable[[str], bool] = lambda _: False
    _bound: dict[str, Errand] = field(default_factory=dict[str, Errand])
    _waiting: dict[str, Order] = field(default_factory=dict[str, Order])
    _said: deque[Notice] = field(default_factory=deque[Notice])

    def ordered(self, order: Order) -> None:
        """Take an order in; the same order twice is one, and one for an unknown unit is nobody's."""
        errand = self._bound.get(order.unit)
        if not order.go:
            self._released(order)
        elif order.unit in self.units and (errand is None or errand.order.number != order.number):
            if errand is not None or self.busy(order.unit):
                self._waiting[order.unit] = order
            else:
                self._begin(order, to_ms(order.at))

    def has(self, unit: str) -> bool:
        """Whether a unit is on an incident of ours, or waited for."""
        return unit in self._bound or unit in self._waiting

    def freed(self, unit: str, at_ms: int) -> bool:
        """Tell that somebody else let a unit go; whether an order of ours was waiting for it and takes it now."""
        order = self._waiting.pop(unit, None)
        if order is not None:
            self._begin(order, at_ms)
        return order is not None

    def said(self, until_ms: int) -> list[Notice]:
        """What the crews told up to this time and nobody has heard yet, in the order in which it happened."""
        until, told = from_ms(until_ms), list[Notice]()
        while self._said and self._said[0].at <= until:
            told.append(self._said.popleft())
        return told

    def _released(self, order: Order) -> None:
        errand = self._bound.get(order.unit)
        waiting = self._waiting.get(order.unit)
        if waiting is not None and waiting.number == order.number:
            del self._waiting[order.unit]
        if errand is not None and errand.order.number == order.number:
            errand.valid = False
            self.agenda.put(to_ms(order.at), partial(self._end, errand))

    def _begin(self, order: Order, at_ms: int) -> None:
        errand = self._bound[order.unit] = Errand(order)
        at_ms = max(at_ms, self.agenda.done_ms)
        self.agenda.put(at_ms + int(1000 * self._drawn(order, 1, TURNOUT_S)), partial(self._leave, errand))

    def _leave(self, errand: Errand, at_ms: int) -> None:
        if not errand.valid:
            return
        order = errand.order
        placed = isfinite(order.lon) and isfinite(order.lat)
        to = Point(order.lon, order.lat) if placed else self.fleet.about(order.unit, at_ms)
        which = list(self.units).index(order.unit)
        travel_s = float(self.travel.seconds([which], self.fleet, to, at_ms)[0])
        arrive_ms = self.fleet.drive(order.unit, to, at_ms, at_ms + int(travel_s * 1000))
        self._say(errand, What.EN_ROUTE, at_ms, there_ms=arrive_ms)
        self.agenda.put(arrive_ms, partial(self._arrive, errand))

    def _arrive(self, errand: Errand, at_ms: int) -> None:
        if errand.valid:
            self._say(errand, What.ON_SCENE, at_ms)
            work_ms = int(MINUTE_MS * self._drawn(errand.order, 2, WORK_MIN))
            safe_ms = int(MINUTE_MS * self._drawn(errand.order, 3, SAFE_MIN))
            self.agenda.put(at_ms + safe_ms, partial(self._make_safe, errand))
            self.agenda.put(at_ms + work_ms, partial(self._clear, errand))

    def _make_safe(self, errand: Errand, at_ms: int) -> None:
        if errand.valid:
            self._say(errand, What.MADE_SAFE, at_ms, how="fenced")

    def _clear(self, errand: Errand, at_ms: int) -> None:
        if errand.valid:
            self._say(errand, What.CLEARED, at_ms)
            self._end(errand, at_ms)

    def _end(self, errand: Errand, at_ms: int) -> None:
        unit = errand.order.unit
        if self._bound.get(unit) is errand:
            del self._bound[unit]
            if not self.freed(unit, at_ms):
                self.fleet.go_home(unit, at_ms)

    def _say(self, errand: Errand, what: What, at_ms: int, *, how: str = "", there_ms: int | None = None) -> None:
        order = errand.order
        self._said.append(
            Notice(
                at=from_ms(at_ms), origin=self.units[order.unit].command, what=what, number=order.number,
                unit=order.unit, how=how, expected_at=None if there_ms is None else from_ms(there_ms),
            )
        )  # fmt: skip

    def _drawn(self, order: Order, which: int, bounds: tuple[float, float]) -> float:
        low, high = bounds
        return low + (high - low) * single(self.seed, key_of(order.number), key_of(order.unit), which)
