"""The desk: the one door to incidents. It looks up, guards, moves, writes down, and then announces.

Every change passes here, in one transaction with its line of the log and its row in the outbox. What was announced is
written; announcements keep the order of the commits and are made outside the transaction.
"""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime

from incidents import mirror
from incidents.actors import unquestioned
from incidents.admitting import admit
from incidents.at_times import told
from incidents.attaching import attached, believed
from incidents.attachments import Kept, Stage
from incidents.batch import Batch
from incidents.categories import Category, all_categories, on
from incidents.details import NOTHING, Details
from incidents.entries import entries_of
from incidents.fulfilling import fulfilled
from incidents.guards import Words
from incidents.incident import Incident, Signal
from incidents.intake.acting import Step, acted
from incidents.intake.counter import Counter
from incidents.intake.opening import City
from incidents.intake.receiving import Came, Intake
from incidents.intake.surroundings import Surroundings, Unknown
from incidents.intake.wanting import SignalWish
from incidents.lines import Entry
from incidents.machines.incident import row_of
from incidents.messages import Message
from incidents.notice import Notice
from incidents.policy import Policy
from incidents.ports import Operation, Record, StoreUnavailable
from incidents.possibilities import doers, possible
from incidents.refusals import NoSuchCategory, NoSuchIncident, NoSuchUnit, OperationReused, Outdated
from incidents.replying import delivered
from incidents.roles import Actor
from incidents.timekeeping import Timekeeping, turns_in
from incidents.timing.calendars import IN_UTC, Calendars
from incidents.transactions import Announce, Transactions
from incidents.wishes import Around, Wish

REMARK = "N1"  # how the log numbers a note


class Desk:
    """Takes in signals, makes moves, mirrors allied commands; safe for many threads and greenlets.

    `announce` is told the incidents of each transaction after it is committed, as they stand then. `area_of` names
    the leaf area of a longitude and latitude, `has_unit` tells whether the city has a unit of this name, `shared`
    whether that may be on several incidents at once. Limits count on the city's `calendars`, and days begin in their
    zone. `made_up` marks every incident of a city that does not exist. `policy` is what the city asks for beyond the
    tables, `around` what is near a place. `signals` reads the signals, `time` does what has its turn.
    """

    def __init__(  # noqa: PLR0913 - every part that it needs, by name
        self,
        record: Record,
        clock: Callable[[], datetime],
        announce: Announce,
        area_of: Callable[[float, float], str | None],
        *,
        categories: Mapping[str, Category] | None = None,
        calendars: Calendars = IN_UTC,
        made_up: bool = False,
        has_unit: Callable[[str], bool] = lambda _: True,
        shared: Callable[[str], bool] = lambda _: False,
        policy: Policy | None = None,
        around: Surroundings | None = None,
    ) -> None:
        self._record = record
        self._clock = clock
        known = on(calendars, all_categories() if categories is None else categories)
        self._city = City(
            area_of=area_of, categories=known, calendars=calendars, made_up=made_up, around=around or Unknown()
        )
        self.signals = Counter(record, self._city, clock)
        self._has_unit = has_unit
        self._shared = shared
        self._policy = policy or Policy()
        self._transactions = Transactions(
            record, calendars.zone, turns_in(self._city), self.signals.shelf.take, announce
        )  # fmt: skip
        self.time = Timekeeping(record, self._transactions, self._city, clock, self._acted)

    def receive(self, signal: Signal, by: str, also: Sequence[datetime] = ()) -> Came:
        """What came of this signal: what its source may do by itself, or it waits. Raises `NoSuchCategory`.

        `also` are the later times at which it was said again.
        """
        if not signal.command and signal.category not in self._city.categories:
            raise NoSuchCategory(signal.category)
        self.signals.know()
        with self._transactions.together() as batch:
            came = Intake(batch, self._city, self.signals.shelf, self._clock()).received(signal, by, also)
            self.signals.mark(came.reception)
            return came

    def signal_act(self, wish: SignalWish) -> Step:
        """The signal after this action, and the incident behind it. Raises `Refused`."""
        self.signals.know()
        with self._transactions.together() as batch:
            step = acted(batch, wish, city=self._city, shelf=self.signals.shelf, now=self._clock())
            self.signals.mark(step.reception)
            return step

    def delivered(self, message: Message) -> None:
        """Note that whoever a reply answers has it."""
        if message.signals:
            with self._transactions.together() as batch:
                delivered(batch, message, self._clock())

    def tend_signals(self) -> None:
        """Let time do its part: what was shelved comes back, what is long over expires; if not now, then soon."""
        if self.signals.due():
            with suppress(StoreUnavailable), self._transactions.together() as batch:
                self.signals.tend(batch.intake, self._clock())
                if batch.intake.changes().moved:
                    self.signals.mark(None)

    def act(  # noqa: PLR0913 - all that an action may say, by name
        self,
        number: str,
        action: str,
        *,
        by: str = "",
        actor: Actor | None = None,
        version: int | None = None,
        operation: str | None = None,
        unit: str | None = None,
        at: datetime | None = None,
        device_at: datetime | None = None,
        note: str = "",
        details: Details = NOTHING,
    ) -> Incident:
        """The incident after this action.

        `actor` acts in their own roles; `by` alone is for the house itself, of whom nobody asks for roles. `version`
        is the one that was seen, if it matters: what only adds needs none, what clocks alone did since does not count.
        `operation` is the client's own key: asked again with it, the desk gives the first answer and does nothing.
        `at` is when it happened, if not now, `device_at` what the clock that says so showed just now. Raises `Refused`.
        """
        with self._transactions.together() as batch:
            now = self._clock()
            who = actor or unquestioned(by)
            when = told(at, device_at, now)
            wish = Wish(
                number=number, action=action, actor=who, unit=unit or "", at=when.at, note=note, details=details,
                asked_at=now, skew_s=when.skew_s, said_at="" if at is None else at.isoformat(),
            )  # fmt: skip
            if operation is None:
                return self._acted(batch, wish, version, now)
            answered = batch.operation(operation)
            if answered is None:
                after = self._acted(batch, wish, version, now)
                batch.keep(Operation(key=operation, wish=wish.key, at=now, answer=after))
                return after
            if answered.wish != wish.key or answered.answer is None:
                raise OperationReused(operation)
            return answered.answer

    def remark(self, number: str, note: str, *, by: str, note_en: str = "") -> Incident:
        """The incident with a note in its log, where it stands; a note moves nothing. Raises `NoSuchIncident`."""
        with self._transactions.together() as batch:
            now, before = self._clock(), batch.incident(number)
            if before is None:
                raise NoSuchIncident(number)
            after = replace(before, version=before.version + 1)
            entry = Entry(
                number=number, version=after.version, move=REMARK, action="note", came_from=before.state,
                to=before.state, at=now, recorded_at=now, by=by, note=note, note_en=note_en,
            )  # fmt: skip
            return batch.put(after, entry)

    def attach(self, number: str, kept: Kept, *, stage: Stage, name: str, actor: Actor) -> Incident:
        """The incident with what lies on the shelf attached to it. Raises `Refused`."""
        with self._transactions.together() as batch:
            return attached(batch, number, kept, stage=stage, name=name, actor=actor, now=self._clock())

    def mirror(self, notices: Iterable[Notice]) -> mirror.Mirrored:
        """What allied commands and crews tell, written down in one transaction; never raises for a bad notice."""
        with self._transactions.together() as batch:
            return mirror.mirrored(batch, tuple(notices), now=self._clock(), city=self._city)

    def possible(self, incident: Incident) -> tuple[str, ...]:
        """The actions that the incident's state allows; of one that an allied command leads only who sees it."""
        return possible(incident)

    def possible_for(self, incident: Incident, actor: Actor) -> tuple[str, ...]:
        """The same, as far as it is for this actor to do."""
        return possible(incident, actor)

    def doers(self, incident: Incident, actor: Actor) -> dict[str, Words]:
        """What is for others than this actor to do: the action, and the titles of those whose turn it is."""
        return doers(incident, actor)

    @contextmanager
    def together(self) -> Generator[None]:
        """Several moves in one transaction: all are written, or if an exception leaves the block, none."""
        with self._transactions.together():
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
        return self._transactions.announce_leftovers()

    def _acted(self, batch: Batch, wish: Wish, version: int | None, now: datetime) -> Incident:
        before = admit(wish, batch.incident(wish.number))
        believed(batch, wish, before)
        row = row_of(wish.action, before.state)
        adds_only = row is not None and row.free
        if version is not None and not adds_only and not before.is_as_seen(version):
            raise Outdated(wish.number, version, before.version, before)
        for unit in (wish.unit, *wish.details.units):
            if unit and not self._has_unit(unit):
                raise NoSuchUnit(unit)
        step = fulfilled(wish, before, Around.of(batch, self._city, self._shared, self._policy))
        for after, entry in entries_of(before, wish, step, now):
            batch.put(after, entry)
        return step.incident
