"""The desk: the one door to incidents. It looks up, guards, moves, writes down, and then announces.

Every change passes here, in one transaction with its line of the log and its row in the outbox. What was announced is
written; announcements keep the order of the commits and are made outside the transaction.
"""

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo

from incidents import mirror, wishes
from incidents.batch import Batch
from incidents.categories import Category, all_categories
from incidents.guards import Unmet
from incidents.incident import Incident, Signal
from incidents.intake.acting import Step, acted
from incidents.intake.counter import Counter
from incidents.intake.opening import City
from incidents.intake.receiving import Came, Intake
from incidents.intake.surroundings import Surroundings, Unknown
from incidents.intake.wanting import SignalWish
from incidents.notice import Notice
from incidents.ports import Entry, Operation, Record, StoreUnavailable
from incidents.refusals import NoSuchCategory, NoSuchIncident, NoSuchUnit, NotPossible, OperationReused, Outdated
from incidents.wishes import Wish, possible

Announce = Callable[[tuple[Incident, ...]], None]
PATIENCE_S = 5.0  # for the record, which may be busy with others
REMARK = "N1"  # how the log numbers a note
AHEAD = timedelta(minutes=2)  # a device clock further off is not believed


class Desk:
    """Takes in signals, makes moves, mirrors allied commands; safe for many threads and greenlets.

    `announce` is told the incidents of each transaction after it is committed, as they stand then. `area_of` names
    the leaf area of a longitude and latitude, `has_unit` tells whether the city has a unit of this name. `made_up`
    marks every incident of a city that does not exist. `around` is what is near a place. `signals` reads the signals.
    """

    def __init__(  # noqa: PLR0913 - what a city is to its desk
        self,
        record: Record,
        clock: Callable[[], datetime],
        announce: Announce,
        area_of: Callable[[float, float], str | None],
        *,
        categories: Mapping[str, Category] | None = None,
        zone: tzinfo = UTC,
        made_up: bool = False,
        has_unit: Callable[[str], bool] = lambda _: True,
        around: Surroundings | None = None,
    ) -> None:
        self._record = record
        self._clock = clock
        self._announce = announce
        self._city = City(
            area_of=area_of, categories=all_categories() if categories is None else categories, made_up=made_up,
            zone=zone, around=around or Unknown(),
        )  # fmt: skip
        self.signals = Counter(record, self._city, clock)
        self._zone = zone
        self._has_unit = has_unit
        self._writing = threading.RLock()
        self._telling = threading.Lock()
        self._batch: Batch | None = None
        self._untold: deque[tuple[Incident, ...]] = deque()
        self._told: deque[tuple[str, int]] = deque()

    def receive(self, signal: Signal, by: str) -> Came:
        """What came of this signal: what its source may do by itself, or it waits. Raises `NoSuchCategory`."""
        if not signal.command and signal.category not in self._city.categories:
            raise NoSuchCategory(signal.category)
        self.signals.know()
        with self._together() as batch:
            came = Intake(batch, self._city, self.signals.shelf, self._clock()).received(signal, by)
            self.signals.mark(came.reception)
            return came

    def signal_act(self, wish: SignalWish) -> Step:
        """The signal after this action, and the incident behind it. Raises `Refused`."""
        self.signals.know()
        with self._together() as batch:
            step = acted(batch, wish, city=self._city, shelf=self.signals.shelf, now=self._clock())
            self.signals.mark(step.reception)
            return step

    def tend_signals(self) -> None:
        """Let time do its part: what was shelved comes back, what is long over expires; if not now, then soon."""
        if self.signals.due():
            with suppress(StoreUnavailable), self._together() as batch:
                self.signals.tend(batch.intake, self._clock())

    def act(
        self,
        number: str,
        action: str,
        *,
        by: str,
        version: int | None = None,
        operation: str | None = None,
        unit: str | None = None,
        at: datetime | None = None,
        note: str = "",
    ) -> Incident:
        """The incident after this action.

        `version` is the one that was seen, if it matters. `operation` is the client's own key: asked again with it,
        the desk gives the first answer and does nothing. `at` is when it happened, if not now. Raises `Refused`.
        """
        with self._together() as batch:
            now = self._clock()
            wish = Wish(number=number, action=action, by=by, unit=unit or "", at=at or now, note=note)
            if operation is None:
                return self._acted(batch, wish, version, now)
            answered = batch.operation(operation)
            if answered is None:
                after = self._acted(batch, wish, version, now)
                batch.keep(Operation(key=operation, wish=wish.key, at=now, answer=after))
                return after
            if answered.wish != wish.key:
                raise OperationReused(operation)
            return answered.answer

    def remark(self, number: str, note: str, *, by: str, note_en: str = "") -> Incident:
        """The incident with a note in its log, where it stands; a note moves nothing. Raises `NoSuchIncident`."""
        with self._together() as batch:
            now, before = self._clock(), batch.incident(number)
            if before is None:
                raise NoSuchIncident(number)
            after = replace(before, version=before.version + 1)
            entry = Entry(
                number=number, version=after.version, move=REMARK, action="note", came_from=before.state,
                to=before.state, at=now, recorded_at=now, by=by, note=note, note_en=note_en,
            )  # fmt: skip
            return batch.put(after, entry)

    def mirror(self, notices: Iterable[Notice]) -> mirror.Mirrored:
        """What allied commands and crews tell, written down in one transaction; never raises for a bad notice."""
        with self._together() as batch:
            return mirror.mirrored(batch, tuple(notices), now=self._clock(), city=self._city)

    def possible(self, incident: Incident) -> tuple[str, ...]:
        """The actions that the incident's state allows; nothing on an incident that an allied command leads."""
        return possible(incident)

    @contextmanager
    def together(self) -> Generator[None]:
        """Several moves in one transaction: all are written, or if an exception leaves the block, none."""
        with self._together():
            yield

    def find(self, number: str) -> Incident:
        """The incident with this number. Raises `NoSuchIncident`."""
        incident = self._record.find(number)
        if incident is None:
            raise NoSuchIncident(number)
        return incident

    def open_incidents(self) -> tuple[Incident, ...]:
        """Every incident that is not over."""
        return self._record.open_incidents()

    def recent(self, since: datetime) -> tuple[Incident, ...]:
        """Every incident that is open or changed at `since` or later: what a start wants to know."""
        return self._record.recent(since)

    def log(self, number: str) -> tuple[Entry, ...]:
        """What was done to an incident, first things first."""
        return self._record.log(number)

    def brought(self, number: str) -> tuple[Mapping[str, str], ...]:
        """What the signals that led to an incident brought along, the oldest first."""
        return self._record.brought(number)

    def announce_leftovers(self) -> int:
        """Announce what was written before the last stop but perhaps never announced; gives how many."""
        leftovers = self._record.untold()
        if leftovers:
            self._untold.append(leftovers)
            self._tell()
        return len(leftovers)

    def _acted(self, batch: Batch, wish: Wish, version: int | None, now: datetime) -> Incident:
        before = batch.incident(wish.number)
        if before is None:
            raise NoSuchIncident(wish.number)
        if version is not None and version != before.version:
            raise Outdated(wish.number, version, before.version, before)
        if wish.at > now + AHEAD:
            raise NotPossible(before, wish.action, possible(before), (_AHEAD_OF_TIME,))
        if wish.unit and not self._has_unit(wish.unit):
            raise NoSuchUnit(wish.unit)
        step = wishes.fulfilled(wish, before, batch.holder, self._city.category_of(before))
        entry = Entry(
            number=wish.number, version=step.incident.version, move=step.move, action=wish.action,
            came_from=before.state, to=step.incident.state, at=wish.at, recorded_at=now, by=wish.by, unit=wish.unit,
            note=wish.note,
        )  # fmt: skip
        return batch.put(step.incident, entry)

    @contextmanager
    def _together(self) -> Generator[Batch]:
        if not self._writing.acquire(timeout=PATIENCE_S):
            raise StoreUnavailable(
                "the desk", "others wait for it already", "Try again; the same operation key is safe."
            )
        try:
            if self._batch is not None:  # inside `together`, in the thread that holds the lock
                yield self._batch
                return
            changed: tuple[Incident, ...] = ()
            told = tuple(self._told.popleft() for _ in range(len(self._told)))
            try:
                with self._record.transaction() as work:
                    self._batch = Batch(work, self._zone)
                    yield self._batch
                    changed = self._batch.write(told)
            finally:
                self._batch = None
                if not changed:
                    self._told.extend(told)
            if changed:
                self.signals.shelf.take(changed)
                self._untold.append(changed)  # still under the lock: in the order of the commits
        finally:
            self._writing.release()
        self._tell()

    def _tell(self) -> None:
        """Announce what waits; whoever is at it already announces ours too, so the order holds."""
        while self._untold and self._telling.acquire(blocking=False):
            try:
                while self._untold:
                    changed = self._untold.popleft()
                    self._announce(changed)
                    self._told.extend((one.number, one.version) for one in changed)
            finally:
                self._telling.release()


_AHEAD_OF_TIME = Unmet(
    code="ahead_of_time",
    words={"zh": "时间晚于当前时间，请更正。", "en": "That time has not come yet. Correct the time."},
)
