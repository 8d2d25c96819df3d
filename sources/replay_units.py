"""The units of a replay: where each was between the moments that were recorded, reckoned along the roads.

A unit that reported leaving and arriving drives the quickest way and arrives at the very time that was recorded; one
that reported being available drives home at a calm pace. Crews that our own desk sends out are played besides.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import isnan
from types import MappingProxyType

import numpy as np

from geo.pack import CityPack
from geo.place import Point
from incidents.notice import Notice, Order, What
from sources.agenda import Agenda
from sources.base import Fact, Provenance
from sources.crews import Crews
from sources.driving import Fleet
from sources.loops import Span
from sources.moments import to_ms
from sources.played import Played
from sources.recording import RecordedNotices
from sources.travel import Travel

NOTE = MappingProxyType(
    {"zh": "位置按记录时刻沿道路推算。", "en": "Positions are reckoned along the roads from the recorded times."}
)
# What a unit reports on leaving, and on arriving.
LEAVES = MappingProxyType({What.EN_ROUTE: What.ON_SCENE, What.TRANSPORTING: What.AT_HOSPITAL})
Moves = dict[tuple[str, str, What], int]  # (reference, unit, what): when it was recorded


class ReplayUnits:
    """The positions of all units, and what the crews tell that our desk sent out."""

    name = "replay.units"
    standard = "CSV (OneScreen)"
    provenance = Provenance.REPLAY
    every_s, promise_s = 1.0, 60.0
    remembers = timedelta(days=1)

    def __init__(self, recordings: Sequence[Played], pack: CityPack, seed: int) -> None:
        told = [(played, played.recorded) for played in recordings if isinstance(played.recorded, RecordedNotices)]
        units = list(pack.units.values())
        self.title = {"zh": "车辆定位", "en": "Unit positions"}
        said = recordings[0].loops.recording.note
        self.note = {lang: f"{note} {NOTE.get(lang, '')}".strip() for lang, note in said.items()}
        self._played = [played for played, _ in told]
        self._moves, self._places = _moves([one for _, one in told]), _places([one for _, one in told])
        self._hospitals = [Point(place.lon, place.lat) for place in pack.places if place.kind == "hospital"]
        self._fleet, self._agenda = Fleet(units, pack.roads), Agenda()
        travel = Travel(units, pack.roads)
        self._crews = Crews(pack.units, self._fleet, travel, self._agenda, seed)
        self._told_ms: int | None = None

    def read(self, now: datetime) -> Iterator[Fact]:
        """What the crews told since the last reading, and where the units are now."""
        until_ms = to_ms(now)
        after_ms = until_ms - 1 if self._told_ms is None else self._told_ms
        self._told_ms = max(until_ms, after_ms)
        self._follow(after_ms + 1, until_ms + 1)
        self._agenda.run(until_ms)
        yield from self._crews.said(until_ms)
        positions = self._fleet.positions(after_ms, until_ms)
        if positions is not None:
            yield positions

    def past(self, since: datetime, now: datetime, *, fully: bool = True) -> Iterator[Fact]:
        """Nothing: where a unit was is not told afterwards. But all drives are followed, and the first read knows."""
        self._told_ms = to_ms(now) - 1
        self._follow(to_ms(since), to_ms(now))
        return iter(())

    def ordered(self, order: Order) -> None:
        """Let a crew do what our desk ordered."""
        self._crews.ordered(order)

    def _follow(self, since_ms: int, before_ms: int) -> None:
        """Set the units on the drives that the notices of a stretch of time speak of."""
        told = [one for played in self._played for one in played.between(since_ms, before_ms)]
        for span, fact in told:
            if isinstance(fact, Notice) and fact.unit in self._fleet:
                self._move(fact, span)

    def _move(self, notice: Notice, span: Span) -> None:
        at_ms, reference = to_ms(notice.at), notice.reference.rpartition("/")[0]
        if notice.what is What.CLEARED:
            self._fleet.go_home(notice.unit, at_ms)
        elif notice.what in LEAVES and reference in self._places:
            place = self._places[reference]
            end = place if notice.what is What.EN_ROUTE else self._hospital(place)
            arrived = self._moves.get((reference, notice.unit, LEAVES[notice.what]))
            self._fleet.drive(notice.unit, end, at_ms, None if arrived is None else arrived + span.begin_ms)

    def _hospital(self, place: Point) -> Point:
        """The nearest hospital, or the place itself in a city without any."""
        return min(self._hospitals, key=lambda one: _squared(one, place), default=place)


def _moves(recordings: Sequence[RecordedNotices]) -> Moves:
    arrivals = frozenset(LEAVES.values())
    return {
        (reference, unit, What(what)): at_ms
        for one in recordings
        for reference, unit, what, at_ms in zip(
            one.text["reference"], one.text["unit"], one.text["what"], one.at_ms.tolist(), strict=True
        )
        if unit and what in arrivals
    }


def _places(recordings: Sequence[RecordedNotices]) -> dict[str, Point]:
    return {
        reference: Point(lon, lat)
        for one in recordings
        for reference, lon, lat in zip(one.text["reference"], one.lon.tolist(), one.lat.tolist(), strict=True)
        if not isnan(lon)
    }


def _squared(one: Point, other: Point) -> float:
    east = (one.lon - other.lon) * float(np.cos(np.radians(one.lat)))
    return east * east + (one.lat - other.lat) ** 2
