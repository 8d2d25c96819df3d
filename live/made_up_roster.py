"""The made-up roster: people who do not exist stand their watches, and hand over at midnight, at eight and at four.

They do it by the same machine as everybody, line by line and with two signatures, so that what the log says was done.
Where people have planned shifts of their own, they hand over to those. After people they come again: they take over
what those hand over, and what nobody handed over an hour after its end, under their own names.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from incidents.office.refusals import NotNow
from incidents.office.rota import Duty, Rota
from incidents.office.wishes import Plan, ShiftWish
from incidents.roles import Actor, Role
from incidents.shifts import Shift, ShiftState

HOURS = 8  # of one shift
BEFORE = timedelta(minutes=10)  # so long before its end the sheet is made, and read
STEPS = 20  # at most in one turn
RELIEVED_AFTER = timedelta(hours=1)  # of its end, where people do not hand over; their leader was told long ago
CHIEFS = ("陈志远", "胡晓岚", "吴建平", "沈若溪", "郑海涛", "韩梅")
TAKERS = ("李娜", "王磊", "赵敏", "刘洋", "孙倩", "周杰", "徐静", "马超", "朱琳")
DISPATCHERS = ("高峰", "林涛", "何洁", "罗军", "谢芳", "唐勇")
COLLECTORS = ("冯雷", "曹颖", "彭飞", "董丽")
LEADERS = ("钱国栋", "秦岚", "尹川")


@dataclass(frozen=True, slots=True)
class Watch:
    """One of the three watches of a day: from when to when, and how many there were before it."""

    begins_at: datetime
    ends_at: datetime
    nth: int

    @property
    def name(self) -> str:
        """The name of its shift: 20261120-08."""
        return f"{self.begins_at:%Y%m%d-%H}"

    def plan(self) -> Plan:
        """Who stands it: a chief, three call takers, two dispatchers, a collector, a leader."""
        taker, dispatcher = frozenset({Role.CALL_TAKER}), frozenset({Role.DISPATCHER})
        people = {_of(CHIEFS, self.nth): frozenset({Role.CHIEF})}
        people |= {_of(TAKERS, 3 * self.nth + one): taker for one in range(3)}
        people |= {_of(DISPATCHERS, 2 * self.nth + one): dispatcher for one in range(2)}
        people |= {_of(COLLECTORS, self.nth): frozenset({Role.COLLECTOR})}
        return Plan(
            name=self.name, begins_at=self.begins_at, ends_at=self.ends_at, leader=_of(LEADERS, self.nth // 3),
            roster=people, made_up=True,
        )  # fmt: skip


def watch_at(now: datetime, zone: tzinfo) -> Watch:
    """The watch of this time in this zone.

    >>> from datetime import UTC
    >>> watch_at(datetime(2026, 11, 20, 17, 5, tzinfo=UTC), UTC).name
    '20261120-16'
    """
    local = now.astimezone(zone)
    begins_at = local.replace(hour=local.hour // HOURS * HOURS, minute=0, second=0, microsecond=0)
    nth = begins_at.toordinal() * (24 // HOURS) + begins_at.hour // HOURS
    ends_at = begins_at + timedelta(hours=HOURS)  # by the clock on the wall, also on the day that it is put forward
    return Watch(begins_at, ends_at, nth)


class MadeUpRoster:
    """Plans the watches of a city that does not exist, and does for its chiefs what is due."""

    def __init__(self, rota: Rota, zone: tzinfo) -> None:
        self._rota = rota
        self._zone = zone
        self._planned: dict[int, str] = {}

    def turn(self, now: datetime) -> None:
        """Do what is due by now. Raises `StoreUnavailable`; then it is due the next time."""
        for _ in range(STEPS):
            duty = self._rota.duty(now)
            if duty.next is None or duty.next.made_up:
                self._plan(now)
            due = next(_due(self._rota.duty(now), now), None)
            if due is None:
                return
            self._rota.act(due)

    def _plan(self, now: datetime) -> None:
        """Plan the watch of now and the one after it, where nobody has."""
        here = watch_at(now, self._zone)
        for watch in (here, watch_at(here.ends_at, self._zone)):
            if watch.name != self._planned.get(watch.nth) and not self._rota.known(watch.name):
                plan = watch.plan()
                with suppress(NotNow):  # people have planned a shift at that time
                    self._rota.plan(plan, Actor(by=_of(CHIEFS, watch.nth), roles=frozenset({Role.CHIEF})))
        self._planned = {here.nth: here.name, here.nth + 1: watch_at(here.ends_at, self._zone).name}


def _due(duty: Duty, now: datetime) -> Iterator[ShiftWish]:
    """What is due, the first thing first."""
    present, comes = duty.present, duty.next
    if comes is None:
        return
    if present is None:
        if comes.made_up and now >= comes.begins_at:
            yield _by_chief(comes, comes, "begin")
    elif not present.made_up and comes.made_up:
        yield from _relief(present, comes, now)
    elif present.made_up and now >= present.ends_at - BEFORE:
        yield from _handover(present, comes, now)


def _handover(leaves: Shift, comes: Shift, now: datetime) -> Iterator[ShiftWish]:
    """What is due between two shifts; a person who takes over ticks and signs in person."""
    over = now >= leaves.ends_at
    if leaves.state is ShiftState.ON:
        yield _by_chief(leaves, leaves, "hand_over")
    unread = tuple(nth for nth, line in enumerate(leaves.lines, 1) if not line.by)
    if unread and comes.made_up:
        yield _by_chief(leaves, comes, "tick", unread if over else unread[:1])
    if over and not leaves.signed_out:
        yield _by_chief(leaves, leaves, "sign_out")
    if over and not unread and comes.made_up:
        yield _by_chief(leaves, comes, "take_over")


def _relief(leaves: Shift, comes: Shift, now: datetime) -> Iterator[ShiftWish]:
    """What is due after people: who comes reads and signs; an hour late another joins the shift, and hands it over."""
    unread = tuple(nth for nth, line in enumerate(leaves.lines, 1) if not line.by)
    stand_in = next(name for name in CHIEFS if name not in comes.chiefs)
    late, on_it = now >= leaves.ends_at + RELIEVED_AFTER, stand_in in leaves.chiefs
    if late and not on_it and not leaves.signed_out:
        roster = {**leaves.roster, stand_in: frozenset({Role.CHIEF})}
        yield _by(stand_in, leaves, "roster", roster=roster)
    elif late and leaves.state is ShiftState.ON:
        yield _by(stand_in, leaves, "hand_over")
    if leaves.state is ShiftState.HANDOVER:
        if unread:
            yield _by(comes.chiefs[0], leaves, "tick", lines=unread)
        if late and not leaves.signed_out:
            yield _by(stand_in, leaves, "sign_out")
        if leaves.signed_out and not unread:
            yield _by(comes.chiefs[0], leaves, "take_over")


def _by_chief(shift: Shift, of: Shift, action: str, lines: tuple[int, ...] = ()) -> ShiftWish:
    """What the chief of a shift does with it, or with the one before."""
    return _by(of.chiefs[0], shift, action, lines=lines)


def _by(
    chief: str, shift: Shift, action: str, *, lines: tuple[int, ...] = (),
    roster: Mapping[str, frozenset[Role]] | None = None,
) -> ShiftWish:  # fmt: skip
    actor = Actor(by=chief, roles=frozenset({Role.CHIEF}))
    return ShiftWish(name=shift.name, action=action, actor=actor, version=shift.version, lines=lines, roster=roster)


def _of(people: tuple[str, ...], nth: int) -> str:
    return people[nth % len(people)]
