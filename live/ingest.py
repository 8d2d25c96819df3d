"""Ingest: reads every source when it is due, lets the gate check, and says on the bus what came in.

Waiting, time-outs, back-off and the "fell silent / is back" log line live here, once. A source that fails costs
nobody else anything.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from city.events import Noticed, Read, Reported, SourceChanged
from city.kinds import KINDS
from city.picture import Refusals
from city.readings import Readings
from geo.coordinates import WGS84, Frame
from incidents.incident import Signal
from incidents.notice import Notice
from live.bus import Bus
from live.frames import turned_notice
from live.gate import Gate, Refused
from live.line import LONGEST_PAUSE_S, Line
from live.lines import LineNotes, Lines, SenderRefused
from live.moments import aware, moment
from live.seen import MOST_OF_ONE
from sources.base import Fact, Provenance, Source, frame_of
from sources.pushed import PROMISE_S, Pushed

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What became of a batch that was pushed to us: how many rows came in, and why the others did not."""

    accepted: int
    refused: tuple[Refusals, ...] = ()


class Watch(Protocol):
    """Whoever wants to know how well readings come in."""

    def came(self, kind: str, passed: Readings | None, refused: Mapping[str, int], now: datetime) -> None:
        """A batch of a kind came in: what passed, and how many rows were refused for which reason."""
        ...

    def could_read(self, *, good: bool) -> None:
        """A source was to be read, and could be or not."""
        ...


class Ingest:
    """The one way in."""

    def __init__(self, bus: Bus, gate: Gate, clock: Callable[[], datetime], watch: Watch | None = None) -> None:
        self._bus = bus
        self._watch = watch
        self._gate = gate
        self._clock = clock
        self.lines = Lines()
        self.sent = 0  # how many rows programs sent to us that came in

    def connect(self, source: Source) -> None:
        """Know a source, so that it is shown even before its first fact."""
        self._bus.publish(SourceChanged(self.lines.connect(source).state()))

    def read(self, source: Source) -> float:
        """Read a source once; gives how long to wait until the next time, seconds of the city's time."""
        line = self.lines[source.name]
        now = self._clock()
        try:
            self._take(line, source.read(now), now, watched=True)
        except Exception as problem:  # noqa: BLE001 - one failing source must not silence the others
            return self._failed(line, problem)
        if self._watch is not None:
            self._watch.could_read(good=True)
        if line.failures:
            log.info("%s is back after %d failures.", source.name, line.failures)
        line.failures, line.problem, line.read_at = 0, "", now
        self._bus.publish(SourceChanged(line.state()))
        return source.every_s

    def catch_up(self, source: Source, facts: Iterable[Fact], now: datetime) -> None:
        """Take facts of the past in, as of `now`."""
        self._take(self.lines[source.name], facts, now)

    def offer(
        self,
        sender: str,
        rows: Readings,
        earlier: tuple[Refusals, ...] = (),
        frame: Frame = WGS84,
        promise_s: float | None = PROMISE_S,
    ) -> Offered:
        """Take a batch in that a program pushed to us; gives what became of it. Raises `SenderRefused`.

        `earlier` are rows of it that were refused before; `frame` is what its places are in; `promise_s` is how long
        the sender will be silent of this kind at most, None if it tells what changes. A name is known once something
        came in under it.
        """
        if (kind := KINDS.get(rows.kind)) is not None and kind.own:
            raise SenderRefused(f"{rows.kind} is what OneScreen learns by itself, of {kind.own}. Send other kinds.")
        now, refused = self._clock(), Refused()
        line = self.lines.of_sender(sender, now)
        _count(earlier, refused)
        passed = self._gate.passed(rows, moment(now), refused, frame=frame, sender=sender, at_most=MOST_OF_ONE)
        self._watched(rows.kind, passed, refused, now)
        if (gone := self.lines.give_a_place(line, now)) is not None:
            self._went(gone)
        _count(refused.all(), line.refused)
        line.read_at = now
        if isinstance(line.source, Pushed):
            line.source.promise(rows.kind, promise_s)
        if passed is not None:
            self.sent += len(passed)
            self._came_in(line, passed)
        self._bus.publish(SourceChanged(line.state()))
        return Offered(accepted=0 if passed is None else len(passed), refused=refused.all())

    def remember(self, notes: LineNotes) -> None:
        """Know of every source what was noted before a restart, before any of ours is connected."""
        for line in notes.read(self._clock()):
            self._bus.publish(SourceChanged(line.state()))

    def turn_to(self, now: datetime) -> None:
        """Forget the senders of nothing but nonsense that fell silent."""
        for line in self.lines.without_nonsense(now):
            self._went(line)

    def note(self, source: str, reason: str, count: int, example: str) -> None:
        """Count facts of a source that turned out to make no sense further in."""
        if source in self.lines:
            self.lines[source].refused.note(reason, count, example)

    def _went(self, line: Line) -> None:
        self._bus.publish(SourceChanged(replace(line.state(), status="gone")))

    def _take(self, line: Line, facts: Iterable[Fact], now: datetime, *, watched: bool = False) -> None:
        notices: list[Notice] = []
        signals: list[Signal] = []
        frame = frame_of(line.source)
        for fact in facts:
            if isinstance(fact, Notice):
                notices.append(turned_notice(fact, frame))
            elif isinstance(fact, Signal):
                signals.append(turned_notice(fact, frame))
            else:
                self._readings(line, fact, now, watched=watched)
        if notices:
            line.facts += len(notices)
            line.newest_at = _later(line.newest_at, max(notice.at for notice in notices))
            self._bus.publish(Noticed(line.source.name, tuple(notices)))
        if signals:
            line.facts += len(signals)
            line.newest_at = _later(line.newest_at, max(signal.at for signal in signals))
            self._bus.publish(Reported(line.source.name, tuple(signals)))

    def _readings(self, line: Line, rows: Readings, now: datetime, *, watched: bool) -> None:
        one, refused = line.source, Refused()
        # Made-up places are true by definition.
        asked = "" if one.provenance is Provenance.MADE_UP else one.name
        passed = self._gate.passed(rows, moment(now), refused, frame=frame_of(one), sender=asked)
        _count(refused.all(), line.refused)
        if watched:
            self._watched(rows.kind, passed, refused, now)
        if passed is not None:
            self._came_in(line, passed)

    def _watched(self, kind: str, passed: Readings | None, refused: Refused, now: datetime) -> None:
        if self._watch is not None and kind in KINDS:
            self._watch.came(kind, passed, refused.counts, now)

    def _came_in(self, line: Line, rows: Readings) -> None:
        line.facts += len(rows)
        line.kinds.add(rows.kind)
        line.newest_at = _later(line.newest_at, aware(rows.at[-1]))
        self._bus.publish(Read(line.source.name, rows))

    def _failed(self, line: Line, problem: Exception) -> float:
        if self._watch is not None:
            self._watch.could_read(good=False)
        line.failures += 1
        line.problem = str(problem) or type(problem).__name__
        pause_s = min(2.0 ** (line.failures - 1), LONGEST_PAUSE_S)
        if line.failures == 1:
            log.error(
                "%s fell silent: %s Trying again in %g s.", line.source.name, line.problem, pause_s, exc_info=problem
            )
        self._bus.publish(SourceChanged(line.state()))
        return max(pause_s, line.source.every_s)


def _count(what: Iterable[Refusals], refused: Refused) -> None:
    for one in what:
        refused.note(one.reason, one.count, one.example)


def _later(one: datetime | None, other: datetime) -> datetime:
    return other if one is None or other > one else one
