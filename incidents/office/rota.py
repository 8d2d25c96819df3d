"""The rota: which shift is on duty, who is on it in which roles, and every step from planning to handing over.

Where no shift was ever planned nobody is locked out: everybody is on duty in the roles of their account, until the
first shift is planned by an administrator or a chief.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from incidents.categories import all_categories
from incidents.guards import Words
from incidents.lines import Line as LogLine
from incidents.messages import Message
from incidents.office import late, steps
from incidents.office.matters import View, matters
from incidents.office.ports import Errand, OfficeChanges
from incidents.office.refusals import Meanwhile, NotThere
from incidents.office.sheet import hidden, own, sealed, undecided
from incidents.office.wishes import Plan, ShiftWish, repr_of
from incidents.ports import Changes, Record, StoreUnavailable, Work
from incidents.refusals import OperationReused
from incidents.roles import Actor, Role
from incidents.shifts import Line, Shift, overdue

ROSTERED = frozenset({Role.CALL_TAKER, Role.DISPATCHER, Role.CHIEF, Role.COLLECTOR})  # these come with the shift
LOOKS_EVERY = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """The shift that is responsible now, the one that comes next, and the last that handed over; None where none is."""

    at: datetime
    present: Shift | None = None
    next: Shift | None = None
    last: Shift | None = None

    @property
    def planned(self) -> bool:
        """Whether a shift was ever planned here."""
        return not (self.present is None and self.next is None and self.last is None)


class Rota:
    """Plans shifts and takes them from one step to the next; safe for many threads and greenlets.

    `around` gives further lines for the sheet of a handover: sources that fell silent, devices that do not work. Its
    times are those of the city's `zone`.
    """

    def __init__(
        self,
        record: Record,
        clock: Callable[[], datetime],
        around: Callable[[], Iterable[Line]] = tuple,
        zone: tzinfo = UTC,
    ) -> None:
        self._record = record
        self._zone = zone
        self._clock = clock
        self._around = around
        self._duty: Duty | None = None
        self._fresh = False

    def duty(self, now: datetime) -> Duty:
        """Who is on duty, a second old at most; as it was last known while the record is away."""
        known = self._duty
        if known is None or not self._fresh or not known.at <= now < known.at + LOOKS_EVERY:
            try:
                known = self._duty = self._looked(now)
                self._fresh = True
            except StoreUnavailable:
                if known is None:
                    raise
        return known

    def roles_of(self, by: str, now: datetime) -> frozenset[Role]:
        """The roles that the roster gives somebody now: nobody's before a shift begins or after it handed over."""
        present = self.duty(now).present
        if present is None:
            return frozenset()
        leads = frozenset({Role.LEADER}) if by and by == present.leader else frozenset[Role]()
        return present.roles_of(by) | leads

    def on_duty(self, by: str, account: frozenset[Role], now: datetime) -> frozenset[Role]:
        """The roles in which somebody acts now: those that come with a shift by roster, all others by account."""
        if not self.duty(now).planned:
            return account
        return (account - ROSTERED) | self.roles_of(by, now)

    def known(self, name: str) -> bool:
        """Whether there is a shift of this name."""
        return self._record.office.shift(name) is not None

    def find(self, name: str) -> Shift:
        """The shift of this name. Raises `NotThere`."""
        found = self._record.office.shift(name)
        if found is None:
            raise NotThere("shift", name)
        return found

    def log(self, name: str) -> tuple[LogLine, ...]:
        """What was done on a shift, first things first."""
        return self._record.lines(steps.stream(name))

    def plan(self, plan: Plan, actor: Actor, operation: str = "", through: str = "") -> Shift:
        """The shift as it is planned now. Raises `Refused`."""
        with self._record.transaction() as work:
            wish = f"{repr_of(plan)} by {actor.by}"
            if (done := self._done(work, operation, wish)) is not None:
                return done
            now = self._clock()
            step = steps.planned(plan, actor, now, work.office.standing(), work.office.shift(plan.name))
            self._write(work, (step,), _errand(operation, wish, plan.name, now), actor, now, through)
        self._fresh = False
        return step.after

    def act(self, wish: ShiftWish) -> Shift:
        """The shift after this action. Raises `Refused`."""
        now = self._clock()
        lines = self._sheet(wish, now) if wish.action == "hand_over" else ()
        with self._record.transaction() as work:
            if (done := self._done(work, wish.operation, wish.key)) is not None:
                return done
            before = work.office.shift(wish.name)
            if before is None:
                raise NotThere("shift", wish.name)
            adds_only = wish.action == "remark"
            if wish.version is not None and wish.version != before.version and not adds_only:
                raise Meanwhile("shift", wish.name, wish.version, before.version)
            made = steps.made(before, wish, now, lines, work.office.standing())
            self._write(work, made, _errand(wish.operation, wish.key, wish.name, now), wish.actor, now, wish.through)
        self._fresh = False
        return made[0].after

    def tend(self, now: datetime) -> None:
        """Tell the leader on duty, once, of a handover that nobody has signed in time."""
        present = self.duty(now).present
        if present is None or not late.unheard(present, now):
            return
        with self._record.transaction() as work:
            before = work.office.shift(present.name)
            if before is not None and late.unheard(before, now):
                self._write(
                    work, (late.told(before, now),), (), late.ITSELF, now, messages=(late.message(before, now),)
                )
        self._fresh = False

    def recheck(self, message: Message) -> Words | None:
        """Why a message of ours is not true any more; None where it is, or where it is not ours."""
        name = late.shift_of(message)
        found = self._record.office.shift(name) if name else None
        if found is None or (found.on and overdue(found, self._clock())):
            return None
        return {"zh": "已交接，或已延长值班。", "en": "It was handed over meanwhile, or the shift stays longer."}

    def _sheet(self, wish: ShiftWish, now: datetime) -> tuple[Line, ...]:
        """The sheet as it is now, until the end of the next shift."""
        shift, duty = self.find(wish.name), self.duty(now)
        until = duty.next.ends_at if duty.next is not None else shift.ends_at + (shift.ends_at - shift.begins_at)
        record, seal = self._record, None
        with suppress(StoreUnavailable):  # who takes over finds no line of it, and is not kept waiting
            seal = record.checkpoint(now)
        view = View(now=now, until=until, zone=self._zone, categories=all_categories())
        return (
            *matters(record.open_incidents(), view), *undecided(record.intake.waiting(), view),
            *hidden(record.office.live_alarms(), view), *self._around(), *own(shift, wish.note), *sealed(seal),
        )  # fmt: skip

    def _looked(self, now: datetime) -> Duty:
        standing, closed = self._record.office.standing(), self._record.office.closed(1)
        to_come = steps.to_come(standing, now)
        return Duty(
            at=now, present=next((one for one in standing if one.on), None), next=to_come,
            last=closed[0] if closed else None,
        )  # fmt: skip

    def _done(self, work: Work, operation: str, wish: str) -> Shift | None:
        """What was done under this key before, as it stands now."""
        done = work.office.errand(operation) if operation else None
        if done is not None and done.wish != wish:
            raise OperationReused(operation)
        return None if done is None else work.office.shift(done.name)

    def _write(
        self, work: Work, made: tuple[steps.Step, ...], errands: tuple[Errand, ...], actor: Actor, now: datetime,
        through: str = "", *, messages: tuple[Message, ...] = (),
    ) -> None:  # fmt: skip
        entries = tuple(one.line(actor, now, through) for one in made)
        office = OfficeChanges(shifts=tuple(one.after for one in made), errands=errands)
        work.write(Changes(entries=entries, messages=messages, office=office))


def _errand(operation: str, wish: str, name: str, now: datetime) -> tuple[Errand, ...]:
    return (Errand(key=operation, wish=wish, name=name, at=now),) if operation else ()
