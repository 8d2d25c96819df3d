"""The projector: the one writer. It folds what the bus says into the city's state and publishes the next picture.

Readers get an immutable picture and never lock; what did not change is the very same object as before.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np

from city.events import Event, Measured, Moved, Noticed, Read, Reported, SourceChanged
from city.kinds import KINDS, Kind
from city.picture import Measure, Newest, Picture, SourceState
from city.readings import Readings
from city.views import History, Latest, Rows, Stretches, Sums, Table, Tally
from geo.areas import Areas, Ints
from live.caseload import Caseload
from live.columns import LatestRows
from live.kept_rows import KeptRows
from live.measures.courses import HOUR_MS, Courses
from live.measures.stretches import KeptSpans, stretches_table
from live.measures.tallies import MINUTE_MS, Ring
from live.moments import moment
from live.retold import Retold


class Projector:
    """Holds the city's state; asked for views by the evaluator, for the picture by everybody else."""

    def __init__(
        self,
        areas: Areas,
        caseload: Caseload,
        clock: Callable[[], datetime],
        slack_s: float = 0.0,
        courses: Courses | None = None,
    ) -> None:
        self._areas = areas
        self.courses = courses or Courses((), areas, ZoneInfo("UTC"))
        self.tallied_until: np.datetime64 | None = None  # while the past is told: what is summed up already
        self.retold = Retold()  # and the rows that are there already
        self._heard: dict[str, int] = {}
        self._rows_since: dict[str, np.datetime64] = {}  # how far back the rows of a kind ever went
        self._clock = clock
        self._slack_s = slack_s  # how old even a perfect source looks when the city runs fast
        self._rings: dict[str, Ring] = {}
        self._latest: dict[str, LatestRows] = {}
        self._rows: dict[str, KeptRows] = {}
        self._spans: dict[Stretches, KeptSpans] = {}
        self._caseload = caseload
        self._measures: dict[str, Measure] = {}
        self._sources: dict[str, SourceState] = {}
        self._changed: set[str] = set()
        self.picture = Picture(version=0, at=clock(), units=caseload.units())

    def hear(self, event: Event) -> None:
        """Fold one event into the state."""
        match event:
            case Read(readings=readings):
                self._read(readings)
            case Moved(incidents=incidents):
                self._caseload.moved(incidents)
            case Measured(measures=measures):
                self._measures |= measures
                self._changed.add("measures")
            case SourceChanged(state=state) if state.status == "gone":
                self._sources.pop(state.name, None)
            case SourceChanged(state=state):
                self._sources[state.name] = state
            case Noticed() | Reported():
                pass  # the registrar's; it comes back as Moved

    def publish(self) -> Picture:
        """The next picture, as of now."""
        now, last = self._clock(), self.picture
        self._caseload.turn_to(now)
        kinds = {name for name in self._changed if name in self._latest}
        self.picture = Picture(
            version=last.version + 1,
            at=now,
            measures=MappingProxyType(dict(self._measures)) if "measures" in self._changed else last.measures,
            incidents=self._caseload.incidents(),
            units=self._caseload.units(),
            newest=last.newest if not kinds else _with(last.newest, {k: self._latest[k].newest() for k in kinds}),
            sources=self._sources_now(last.sources, now),
            flow=self._caseload.flow(),
        )
        self._changed.clear()
        return self.picture

    def see(self, view: Tally | Latest | Rows | Stretches, at: datetime) -> Sums | Table:
        """What a view asks for, as of a time."""
        now = moment(at)
        match view:
            case Tally(kind=kind, minutes=minutes):
                return self.ring(kind).sums(minutes, int(now.astype("int64")))
            case Latest(kind=kind, minutes=minutes):
                return self.newest_of(kind).table(self._areas, now, minutes)
            case Stretches(kind=kind, periods=periods):
                spans = self._spans.setdefault(view, KeptSpans(periods))
                return stretches_table(view, spans, self.kept_of(kind), self.newest_of(kind), self._areas, now)
            case Rows(kind=kind, minutes=minutes, at_most=at_most):
                things = self.newest_of(kind).things if KINDS[kind].standing else ()
                return self.kept_of(kind).table(self._areas, now, minutes, at_most, things)

    def _read(self, rows: Readings) -> None:
        kind = KINDS[rows.kind]
        if rows.lon is None or rows.lat is None:
            raise ValueError(f"{rows.kind} came without places. Send it through the gate, which gives every row one.")
        if kind.standing:
            newest = self.newest_of(kind.name)
            who = newest.numbered(rows.thing)
            leaf = newest.leaf_of(rows, who, self._areas)
            newest.add(rows, leaf, who)
        else:  # things that pass by are each heard of once: none is the same as another
            who, leaf = np.arange(len(rows)), self._areas.leaf_of(rows.lon, rows.lat)
        self._heard[kind.name] = self._heard.get(kind.name, 0) + 1
        if kind.tally_min:
            self._tally(kind, rows, leaf)
        if kind.rows_min:
            self._keep_new(rows, leaf, who)
        if kind.standing:
            self._changed.add(kind.name)

    def _keep_new(self, rows: Readings, leaf: Ints, who: Ints) -> None:
        fresh = self.retold.new(rows, who) if self.retold else None
        if fresh is not None and not fresh.all():
            rows, leaf, who = rows.only(fresh), leaf[fresh], who[fresh]
        if len(rows):
            self._hear_since(rows)
            self.kept_of(rows.kind).add(rows, leaf, who)

    def put_back(self, rows: Readings, who: Ints, *, window: bool) -> None:
        """Take rows in that were there before a restart, without summing them up, each with its place.

        `who` (n,) numbers their things where these stay; `window` says whether they are kept, or only the newest are.
        """
        kind = KINDS[rows.kind]
        assert rows.lon is not None  # noqa: S101 - every row was given a place when it first came
        assert rows.lat is not None  # noqa: S101 - the same
        if kind.standing:
            newest = self.newest_of(kind.name)
            leaf = newest.leaf_of(rows, who, self._areas)
            last = _last_of_each(rows, who)
            newest.add(rows.taken(last), leaf[last], who[last])
            self._changed.add(kind.name)
        else:
            leaf = self._areas.leaf_of(rows.lon, rows.lat)
        self._heard[kind.name] = self._heard.get(kind.name, 0) + 1
        if window:
            self._hear_since(rows)
            self.kept_of(kind.name).add(rows, leaf, who)
            self.retold.take(rows, who)

    def _hear_since(self, rows: Readings) -> None:
        first = rows.at.min()
        self._rows_since[rows.kind] = min(self._rows_since.get(rows.kind, first), first)

    def known_since(self, view: Tally | Rows | Stretches | History) -> np.datetime64 | None:
        """Since when what a view asks of a kind is known here, the past that was told included; None where never."""
        match view:
            case Tally(kind=kind):
                minute = self._rings[kind].first if kind in self._rings else None
                return None if minute is None else np.datetime64(minute * MINUTE_MS, "ms")
            case History(of=of):
                course = self.courses.kinds.get(of)
                hour = None if course is None else course.first
                return None if hour is None else np.datetime64(hour * HOUR_MS, "ms")
            case _:
                return self._rows_since.get(view.kind)

    def heard_of(self, kind: str) -> int:
        """How often something of a kind came in: whoever remembers it knows whether there is anything new."""
        return self._heard.get(kind, 0)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that were heard of."""
        return tuple(self._heard)

    @property
    def rings(self) -> Mapping[str, Ring]:
        """The tallies by minute, of every kind that was heard of."""
        return self._rings

    def _tally(self, kind: Kind, rows: Readings, leaf: Ints) -> None:
        value, at = rows.value, rows.at
        if self.tallied_until is not None and bool((at < self.tallied_until).any()):
            fresh = at >= self.tallied_until
            value, at, leaf = value[fresh], at[fresh], leaf[fresh]
        if len(value):
            self.ring(kind.name).add(value, at, leaf)
            self.courses.add(kind.name, value, at, leaf)

    def ring(self, kind: str) -> Ring:
        """The tallies by minute of a kind."""
        if kind not in self._rings:
            self._rings[kind] = Ring(KINDS[kind].tally_min, self._areas, KINDS[kind].edges)
        return self._rings[kind]

    def newest_of(self, kind: str) -> LatestRows:
        """The newest row of every thing of a kind."""
        if kind not in self._latest:
            self._latest[kind] = LatestRows(KINDS[kind])
        return self._latest[kind]

    def kept_of(self, kind: str) -> KeptRows:
        """The rows of a kind that are kept."""
        if kind not in self._rows:
            self._rows[kind] = KeptRows(KINDS[kind], KINDS[kind].rows_min)
        return self._rows[kind]

    def _sources_now(self, last: Mapping[str, SourceState], now: datetime) -> Mapping[str, SourceState]:
        """The sources with their status as of now: silence is a fact too."""
        present = {name: _judged(state, now, self._slack_s) for name, state in self._sources.items()}
        return last if present == last else MappingProxyType(present)


def _judged(state: SourceState, now: datetime, slack_s: float) -> SourceState:
    """The source with its status: by its newest fact, or by whether it can be read where it tells only what changes."""
    changes = state.promise_s is None
    heard_at, limit_s = (state.read_at, state.patience_s) if changes else (state.newest_at, state.promise_s)
    if heard_at is None:
        return replace(state, status="no_data")
    age_s, limit_s = (now - heard_at).total_seconds(), np.inf if limit_s is None else limit_s + slack_s
    return replace(state, status="live" if age_s <= limit_s else "late" if age_s <= 3 * limit_s else "stale")


def _last_of_each(rows: Readings, who: Ints) -> Ints:
    """The newest row of each thing; of two at the same time the later one."""
    order = np.argsort(rows.at, kind="stable")
    last = np.full(int(who.max(initial=-1)) + 1, -1, dtype=np.intp)
    last[who[order]] = order
    return last[last >= 0]


def _with(before: Mapping[str, Newest], changed: Mapping[str, Newest]) -> Mapping[str, Newest]:
    return MappingProxyType({**before, **changed})
