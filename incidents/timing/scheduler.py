"""The scheduler: what is to be told now, given the plans and what was told before; it remembers nothing itself.

Whoever runs it keeps `Fired` under a unique key, so that of two that run at once only one fires a step, and finds the
plans whose turn has come by an index on `next_at`. After a stop every step that was missed fires once, in order, and
says how late; each person hears of each incident once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from incidents.timing.calendars import Calendars
from incidents.timing.ladder import Hearer
from incidents.timing.plans import Plan, Step

Key = tuple[str, int, str]
URGENT = (1, 2)  # levels that no calendar holds back

# Who hears of a clock, unit or signal just now, as persons or consoles.
People = Callable[[Hearer, Plan], Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who keeps the time, and when they last said so."""

    holder: str
    at: datetime


class Known(Protocol):
    """What is known of a step that was told: of which plan, in which generation, its name, and when."""

    @property
    def plan(self) -> str:
        """The id of its plan."""
        ...

    @property
    def generation(self) -> int:
        """The plan's generation then."""
        ...

    @property
    def name(self) -> str:
        """The step's name."""
        ...

    @property
    def fired_at(self) -> datetime:
        """When it was told."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a record gives back of a step that was told."""

    plan: str
    generation: int
    name: str
    fired_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """A step that was told: of which clock, unit or signal, in which generation, and how many seconds late."""

    plan: str
    number: str
    generation: int
    step: Step
    fired_at: datetime
    late_s: int

    @property
    def name(self) -> str:
        """The step's name."""
        return self.step.name

    @property
    def key(self) -> Key:
        """What may exist only once."""
        return self.plan, self.generation, self.step.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """When a plan has its next turn, as a record keeps it; `next_at` is None while it waits for something else."""

    id: str
    number: str
    kind: str
    generation: int
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one person hears of one incident, all at once: what fired, in its order, to be said at `say_at`."""

    person: str
    number: str
    fired: tuple[Fired, ...]
    say_at: datetime

    @property
    def late_s(self) -> int:
        """How late the oldest news is."""
        return max(one.late_s for one in self.fired)


def waiting(plan: Plan, fired: Iterable[Known]) -> tuple[Step, ...]:
    """The steps of a plan that were not told: neither in this generation, nor before for what lies before it.

    `fired` is all that was told of the plan's `id`.
    """
    past = [one for one in fired if one.plan == plan.id]
    told = {one.name for one in past if one.generation == plan.generation}
    for one in past:
        for step in plan.steps:
            if step.name == one.name and step.at <= max(plan.since, one.fired_at):
                told.add(step.name)
    return tuple(step for step in plan.steps if step.name not in told)


def next_at(plan: Plan, fired: Iterable[Known]) -> datetime | None:
    """When a plan has its next turn; None when never. Its turn has come once that moment has passed."""
    return min((step.at for step in waiting(plan, fired)), default=None)


def fire(plans: Iterable[Plan], fired: Iterable[Known], now: datetime) -> tuple[Fired, ...]:
    """The steps that are reached by now and were not told, in the order in which they were reached."""
    before = defaultdict[str, list[Known]](list)
    for one in fired:
        before[one.plan].append(one)
    found = [
        Fired(
            plan=plan.id, number=plan.number, generation=plan.generation, step=step, fired_at=now,
            late_s=int((now - step.at).total_seconds()),
        )
        for plan in plans for step in waiting(plan, before[plan.id]) if step.at < now
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.step.at, one.key)))


def messages(
    fired: Iterable[Fired], plans: Iterable[Plan], now: datetime, calendars: Calendars, people: People
) -> tuple[Message, ...]:
    """What is to be said of these steps: one message for each person and incident, with all of its steps.

    What is not urgent is held back until the calendar of its clock opens.
    """
    by_id = {plan.id: plan for plan in plans}
    heard = defaultdict[tuple[str, str], list[Fired]](list)
    for one in fired:
        plan = by_id[one.plan]
        persons = {person for hearer in one.step.rung.hears for person in people(hearer, plan)}
        for person in sorted(persons):
            heard[person, plan.number].append(one)
    return tuple(
        Message(
            person=person, number=number, fired=tuple(told),
            say_at=min(_said_at(by_id[one.plan], now, calendars) for one in told),
        )
        for (person, number), told in heard.items()
    )  # fmt: skip


def still_so(message: Message, plans: Iterable[Plan], now: datetime) -> Message | None:
    """The message as it stands when it is to be said; None if nothing of it does.

    While it waited somebody may have acknowledged or finished it, or given it more time: what is so no longer is not
    said. What is told again later under another due date is left out, too.
    """
    reached = {(plan.id, step.name) for plan in plans for step in plan.steps if step.at < now}
    fired = tuple(one for one in message.fired if (one.plan, one.step.name) in reached)
    return replace(message, fired=fired) if fired else None


def _said_at(plan: Plan, now: datetime, calendars: Calendars) -> datetime:
    return now if plan.level in URGENT else calendars[plan.calendar].opening(now)


def stopped(heartbeat_at: datetime, now: datetime, after: timedelta = timedelta(seconds=15)) -> bool:
    """Whether the scheduler is to be called stopped (计时引擎停止): its last heartbeat is too long ago."""
    return now - heartbeat_at > after
