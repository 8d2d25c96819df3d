"""Shifts: who is on duty, and the sheet on which one shift hands over to the next, line by line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from incidents.guards import Unmet, Words
from incidents.roles import Role

SIGNED_WITHIN = timedelta(minutes=15)  # then the leader on duty hears of it
OWN = "own"
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "urgent": ("urgent", "response"),
        "open": ("order", "request", "due", "resumes"),
        "signals": ("signal", "shelved_signal"),
        "alarms": ("hidden_alarm",),
        "house": ("unit", "source", "fault"),
        OWN: ("follow_up", OWN, "sound", "seal"),
    }
)  # the headings of the sheet in their order, and what stands under each


class ShiftState(StrEnum):
    """Where a shift stands."""

    PLANNED = "planned"
    ON = "on"
    HANDOVER = "handover"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the sheet: what it is about ("urgent", "response", "signal", …), in words; `by` ticked it.

    `more` is how that stands and why it is on the sheet: state, who has it, the next deadline.
    """

    about: str
    words: Words
    number: str = ""
    by: str = ""
    more: Words = field(default_factory=dict[str, str])

    @property
    def group(self) -> str:
        """Under which heading it stands: what is urgent, what is open, …; the shift's own words where none is known."""
        return next((group for group, abouts in GROUPS.items() if self.about in abouts), OWN)


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


def ticked(shift: Shift, nth: int, by: str) -> Shift:
    """The shift with one line of its sheet ticked by who takes over."""
    return replace(shift, lines=tuple(
        replace(one, by=by) if place == nth else one for place, one in enumerate(shift.lines)
    ))  # fmt: skip


def overdue(shift: Shift, now: datetime) -> bool:
    """Whether the handover should have been signed by now, so that the leader on duty must hear of it."""
    return shift.on and now > shift.ends_at + SIGNED_WITHIN
