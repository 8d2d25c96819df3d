"""Shifts: who is on duty, and the sheet on which one shift hands over to the next, line by line."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from incidents.guards import Unmet, Words
from incidents.incident import Incident
from incidents.masking import masked
from incidents.roles import Role

SIGNED_WITHIN = timedelta(minutes=15)  # then the leader on duty hears of it
URGENT = 2
_ORDER = ("urgent", "due", "request", "order", "response")


class ShiftState(StrEnum):
    """Where a shift stands."""

    PLANNED = "planned"
    ON = "on"
    HANDOVER = "handover"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the sheet: what it is about ("urgent", "due", "order", "response", …), in words; `by` ticked it."""

    about: str
    words: Words
    number: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody noted during a shift: a call, an order, a check; `due_at` is when it wants to be followed up."""

    at: datetime
    by: str
    text: str
    kind: str = ""
    number: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One shift at `version`, with the roles that people have on it.

    `signed_out` and `signed_in` are the two chiefs' names. `told_at` is when the leader on duty heard that nobody had
    signed in time. `made_up` marks one of people who do not exist.
    """

    name: str
    state: ShiftState
    roster: Mapping[str, frozenset[Role]]
    leader: str
    begins_at: datetime
    ends_at: datetime
    handed_at: datetime | None = None
    lines: tuple[Line, ...] = field(default=())
    signed_out: str = ""
    signed_in: str = ""
    version: int = 0
    remarks: tuple[Remark, ...] = ()
    told_at: datetime | None = None
    made_up: bool = False

    @property
    def on(self) -> bool:
        """Whether this shift is responsible now: until the next chief has signed, it is."""
        return self.state in (ShiftState.ON, ShiftState.HANDOVER)

    @property
    def chiefs(self) -> tuple[str, ...]:
        """Who stands on the roster as chief, by name."""
        return tuple(sorted(by for by, roles in self.roster.items() if Role.CHIEF in roles))

    def roles_of(self, by: str) -> frozenset[Role]:
        """The roles in which somebody is on duty now: none before it begins, and none once it is closed."""
        return self.roster.get(by, frozenset()) if self.on else frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Somebody at the handover; `roles` are those on their own shift, the next one's for who takes over."""

    by: str
    roles: frozenset[Role]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What must be so before a shift moves on."""

    code: str
    words: Words
    holds: Callable[[Shift, Hand], bool]

    def unmet(self, shift: Shift, hand: Hand) -> tuple[Unmet, ...]:
        """This condition if it is not met, else nothing."""
        return () if self.holds(shift, hand) else (Unmet(code=self.code, words=self.words),)


HAS_A_CHIEF = Condition(
    code="has_a_chief",
    words={"zh": "值班表中没有值班长。", "en": "No chief stands on the roster."},
    holds=lambda shift, _: any(Role.CHIEF in roles for roles in shift.roster.values()),
)
HAS_A_LEADER = Condition(
    code="has_a_leader",
    words={"zh": "没有带班领导。", "en": "No leader is named."},
    holds=lambda shift, _: bool(shift.leader),
)
ALL_TICKED = Condition(
    code="all_ticked",
    words={"zh": "交接单仍有未确认的条目。", "en": "A line of the sheet is not ticked yet."},
    holds=lambda shift, _: all(one.by for one in shift.lines),
)
SIGNED_OUT = Condition(
    code="signed_out",
    words={"zh": "交班值班长尚未签字。", "en": "The chief who leaves has not signed."},
    holds=lambda shift, _: bool(shift.signed_out),
)
ANOTHER_TAKES_OVER = Condition(
    code="another_takes_over",
    words={"zh": "交班人和接班人不能是同一人。", "en": "Who leaves and who takes over are two people."},
    holds=lambda shift, hand: hand.by != shift.signed_out,
)
OWN_SHEET = Condition(
    code="own_sheet",
    words={"zh": "只有本班值班长可以签字交班。", "en": "Only the chief of this shift signs it out."},
    holds=lambda shift, hand: Role.CHIEF in shift.roles_of(hand.by),
)


def sheet(incidents: Iterable[Incident], *, until: datetime, more: Iterable[Line] = ()) -> tuple[Line, ...]:
    """The lines of a handover: what is urgent, what falls due before `until`, orders and responses; then the rest."""
    lines = [(one, line) for one in incidents if one.open for line in _lines(one, until)]
    lines.sort(key=lambda pair: (_ORDER.index(pair[1].about), pair[0].level))
    return (*(line for _, line in lines), *more)


def ticked(shift: Shift, nth: int, by: str) -> Shift:
    """The shift with one line of its sheet ticked by who takes over."""
    return replace(shift, lines=tuple(
        replace(one, by=by) if place == nth else one for place, one in enumerate(shift.lines)
    ))  # fmt: skip


def overdue(shift: Shift, now: datetime) -> bool:
    """Whether the handover should have been signed by now, so that the leader on duty must hear of it."""
    return shift.on and now > shift.ends_at + SIGNED_WITHIN


def _lines(one: Incident, until: datetime) -> Iterable[Line]:
    where, where_en = masked(one.address) or one.number, masked(one.address_en or one.address) or one.number
    if one.level <= URGENT:
        yield _line("urgent", one, f"{one.level} 级：{where}", f"Level {one.level}: {where_en}")
    if one.due_at is not None and one.due_at < until:
        yield _line("due", one, f"下一班次内到期：{where}", f"Due in the next shift: {where_en}")
    if any(asked.pending for asked in one.requests):
        yield _line("request", one, f"申请待批：{where}", f"A request to decide: {where_en}")
    for order in one.supervisions:
        if order.released_at is None:
            yield _line("order", one, f"督办未解除：{where}", f"An order stands: {where_en}")
    for response in one.responses:
        if response.ended_at is None:
            yield _line("response", one, f"响应进行中：{response.plan}", f"A response is on: {response.plan}")


def _line(about: str, one: Incident, zh: str, en: str) -> Line:
    return Line(about=about, words={"zh": zh, "en": en}, number=one.number)
