"""Steps of a shift, purely: what an action makes of it, with the line of the log that says so."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from incidents.guards import Words
from incidents.lines import Line as LogLine
from incidents.lines import stream_of
from incidents.machines.shift import NOT_NOW, NOT_YOURS, moved
from incidents.office.chiefs import CHIEF_NO_LONGER, PLANNERS, TOO_EARLY, is_too_early, lost_the_role
from incidents.office.refusals import NotNow, unmet
from incidents.office.wishes import Plan, ShiftWish
from incidents.roles import Actor, Role
from incidents.shifts import HAS_A_CHIEF, HAS_A_LEADER, Hand, Line, Remark, Shift, ShiftState, ticked

SHIFT = "shift"
Roster = Mapping[str, frozenset[Role]]
NOTES = frozenset({Role.CALL_TAKER, Role.DISPATCHER, Role.CHIEF, Role.COLLECTOR, Role.LEADER, Role.SYSTEM})  # who notes
TITLES: Mapping[str, Words] = MappingProxyType(
    {
        "plan": {"zh": "排班", "en": "Plan"},
        "roster": {"zh": "调整值班表", "en": "Change the roster"},
        "begin": {"zh": "上岗", "en": "Begin"},
        "hand_over": {"zh": "开始交接", "en": "Hand over"},
        "tick": {"zh": "确认条目", "en": "Tick a line"},
        "sign_out": {"zh": "交班签字", "en": "Sign out"},
        "take_over": {"zh": "接班签字", "en": "Take over"},
        "stay_on": {"zh": "中止交接", "en": "Stay on"},
        "remark": {"zh": "值班记事", "en": "Note"},
        "unsigned": {"zh": "逾时未交接，已报带班领导", "en": "Not signed in time; the leader on duty was told"},
    }
)
ACTIONS = tuple(one for one in TITLES if one not in ("plan", "unsigned"))

NAME_TAKEN = unmet("name_taken", "该班次名称已被使用。", "A shift has this name already.")
ENDS_LATER = unmet(
    "ends_later", "结束时间须晚于开始时间和当前时间。", "A shift ends after it begins, and later than now."
)
OVERLAPS = unmet("overlaps", "与另一班次的时间重叠。", "It is at the same time as another shift.")
NEXT_PLANNED = unmet("next_planned", "尚未安排下一班次。", "No shift is planned that could take over.")
OTHER_ON = unmet("other_on", "另一班次正在当班，须由其交接。", "Another shift is on duty: it hands over to this one.")
NOT_NEXT = unmet(
    "not_next", "只有下一班次的值班长可以确认和接班。", "Only a chief of the next shift ticks and takes over."
)
NO_SUCH_LINE = unmet("no_such_line", "交接单没有该条目。", "The sheet has no such line.")
SAYS_SOMETHING = unmet("says_something", "请填写内容。", "Say what there is to note.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A shift before (None where it is new) and after, and what the log says beside.

    `roster` is the one by which whoever did it is known; the shift's own where none is named.
    """

    before: Shift | None
    after: Shift
    action: str
    roster: Roster | None = None
    body: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def line(self, actor: Actor, now: datetime, through: str = "") -> LogLine:
        """The line of the log; `through` is whose word it was that this is the actor."""
        roster = self.after.roster if self.roster is None else self.roster
        return LogLine(
            stream=stream(self.after.name), stream_seq=self.after.version, action=self.action, at=now, recorded_at=now,
            by=actor.by, role=_role(actor, roster),
            came_from=None if self.before is None else self.before.state.value,
            to=self.after.state.value,
            body={**self.body, **({"through": through} if through and through != actor.by else {})},
        )  # fmt: skip


def stream(name: str) -> str:
    """The stream of a shift in the log."""
    return stream_of(SHIFT, name)


def to_come(standing: Iterable[Shift], now: datetime) -> Shift | None:
    """The shift that comes next: the earliest that is planned and not over; what nobody began in time is left out."""
    return next((one for one in standing if one.state is ShiftState.PLANNED and one.ends_at > now), None)


def planned(plan: Plan, actor: Actor, now: datetime, standing: Iterable[Shift], same: Shift | None) -> Step:
    """A new shift. Raises `NotNow`."""
    unplanned = (
        *((NOT_YOURS,) if not actor.roles & PLANNERS else ()),
        *((NAME_TAKEN,) if same is not None else ()),
        *((ENDS_LATER,) if plan.ends_at <= max(plan.begins_at, now) else ()),
        *((OVERLAPS,) if any(_overlap(one, plan) for one in standing if one.ends_at > now) else ()),
    )
    if unplanned:
        raise NotNow(SHIFT, plan.name, unplanned)
    after = Shift(
        name=plan.name, state=ShiftState.PLANNED, roster=dict(plan.roster), leader=plan.leader, version=1,
        begins_at=plan.begins_at, ends_at=plan.ends_at, made_up=plan.made_up,
    )  # fmt: skip
    return Step(before=None, after=after, action="plan", body=_said_of(after))


def made(
    before: Shift, wish: ShiftWish, now: datetime, lines: Sequence[Line], standing: Sequence[Shift]
) -> tuple[Step, ...]:
    """What an action makes of a shift, and of the next one where that takes over. Raises `NotNow`."""
    if wish.action != "remark" and lost_the_role(wish.actor, (before, *standing)):
        raise NotNow(SHIFT, before.name, (CHIEF_NO_LONGER,))
    return _MADE[wish.action](before, wish, now, lines, [one for one in standing if one.name != before.name])


def _roster(before: Shift, wish: ShiftWish, now: datetime, *_: object) -> tuple[Step, ...]:
    """Who is on it, who leads, until when."""
    if before.state is ShiftState.CLOSED:
        raise NotNow(SHIFT, before.name, (NOT_NOW,))
    if not wish.actor.roles & PLANNERS and Role.CHIEF not in before.roster.get(wish.actor.by, ()):
        raise NotNow(SHIFT, before.name, (NOT_YOURS,))
    after = replace(
        before, version=before.version + 1, roster=before.roster if wish.roster is None else dict(wish.roster),
        leader=before.leader if wish.leader is None else wish.leader, ends_at=wish.ends_at or before.ends_at,
        told_at=None if wish.ends_at else before.told_at, made_up=before.made_up and wish.roster is None,
    )  # fmt: skip
    hand = Hand(by=wish.actor.by, roles=frozenset(), at=now)
    manned = (HAS_A_CHIEF, HAS_A_LEADER) if before.on else ()
    faults = tuple(one for condition in manned for one in condition.unmet(after, hand))
    if after.ends_at <= after.begins_at:
        faults += (ENDS_LATER,)
    if faults:
        raise NotNow(SHIFT, before.name, faults)
    return (Step(before=before, after=after, action="roster", body=_said_of(after)),)


def _begin(before: Shift, wish: ShiftWish, now: datetime, _: object, others: Sequence[Shift]) -> tuple[Step, ...]:
    if any(one.on for one in others):
        raise NotNow(SHIFT, before.name, (OTHER_ON,))
    if is_too_early(before, now):
        raise NotNow(SHIFT, before.name, (TOO_EARLY,))
    roles = before.roster.get(wish.actor.by, frozenset()) | (wish.actor.roles & {Role.SYSTEM})
    return (_moved(before, "begin", Hand(by=wish.actor.by, roles=roles, at=now)),)


def _by_own(before: Shift, wish: ShiftWish, now: datetime, lines: Sequence[Line], _: object) -> tuple[Step, ...]:
    """What the chief of the shift itself does: hand over, sign out, stay on."""
    hand = Hand(by=wish.actor.by, roles=before.roles_of(wish.actor.by), at=now)
    body = {"lines": [_said(one) for one in lines]} if lines else {}
    return (_moved(before, wish.action, hand, lines, body),)


def _tick(before: Shift, wish: ShiftWish, now: datetime, _: object, others: Sequence[Shift]) -> tuple[Step, ...]:
    if before.state is not ShiftState.HANDOVER:
        raise NotNow(SHIFT, before.name, (NOT_NOW,))
    follows = _taking_over(before, wish, others, now)
    if not wish.lines or not all(1 <= one <= len(before.lines) for one in wish.lines):
        raise NotNow(SHIFT, before.name, (NO_SUCH_LINE,))
    after = before
    for one in wish.lines:
        after = ticked(after, one - 1, wish.actor.by)
    body = {"lines": list(wish.lines), "words": [dict(before.lines[one - 1].words) for one in wish.lines]}
    after = replace(after, version=before.version + 1)
    return (Step(before=before, after=after, action="tick", roster=follows.roster, body=body),)


def _take_over(before: Shift, wish: ShiftWish, now: datetime, _: object, others: Sequence[Shift]) -> tuple[Step, ...]:
    """Both shifts at once: the one that leaves is closed when the other begins."""
    follows = _taking_over(before, wish, others, now)
    hand = Hand(by=wish.actor.by, roles=follows.roster.get(wish.actor.by, frozenset()), at=now)
    closed = _moved(before, "take_over", hand, body={"next": follows.name, "signed_out": before.signed_out})
    closed = replace(closed, roster=follows.roster)
    return (closed, _moved(follows, "begin", hand, body={"before": before.name}))


def _remark(before: Shift, wish: ShiftWish, now: datetime, *_: object) -> tuple[Step, ...]:
    if wish.actor.roles.isdisjoint(NOTES) and wish.actor.by not in before.roster:
        raise NotNow(SHIFT, before.name, (NOT_YOURS,))
    if not before.on or not wish.note.strip():
        raise NotNow(SHIFT, before.name, (SAYS_SOMETHING,) if before.on else (NOT_NOW,))
    said = Remark(
        at=now, by=wish.actor.by, text=wish.note.strip(), kind=wish.kind, number=wish.number, due_at=wish.due_at
    )
    due = None if said.due_at is None else said.due_at.isoformat()
    body = {"text": said.text, "kind": said.kind, "number": said.number, "due_at": due}
    after = replace(before, version=before.version + 1, remarks=(*before.remarks, said))
    return (Step(before=before, after=after, action="remark", body=body),)


def _taking_over(before: Shift, wish: ShiftWish, others: Sequence[Shift], now: datetime) -> Shift:
    """The shift that takes over, where the actor is its chief. Raises `NotNow`."""
    follows = to_come(others, now)
    if follows is None:
        raise NotNow(SHIFT, before.name, (NEXT_PLANNED,))
    if Role.CHIEF not in follows.roster.get(wish.actor.by, ()):
        raise NotNow(SHIFT, before.name, (NOT_NEXT,))
    return follows


def _moved(
    before: Shift, action: str, hand: Hand, lines: Sequence[Line] = (), body: Mapping[str, Any] = MappingProxyType({})
) -> Step:
    after = moved(before, action, hand, lines)
    if isinstance(after, tuple):
        raise NotNow(SHIFT, before.name, after)
    return Step(before=before, after=replace(after, version=before.version + 1), action=action, body=dict(body))


def _role(actor: Actor, roster: Roster) -> str:
    """The role in which somebody acts on a shift, as the log names it; "" where they have many."""
    if Role.CHIEF in roster.get(actor.by, ()):
        return Role.CHIEF.value
    return next(iter(actor.roles)).value if len(actor.roles) == 1 else ""


def _overlap(one: Shift, plan: Plan) -> bool:
    return one.begins_at < plan.ends_at and plan.begins_at < one.ends_at


def _said(line: Line) -> dict[str, Any]:
    more = {"more": dict(line.more)} if line.more else {}
    return {"about": line.about, "number": line.number, "words": dict(line.words), **more}


def _said_of(shift: Shift) -> dict[str, Any]:
    """Who is on a shift and when, as the log keeps it."""
    return {
        "begins_at": shift.begins_at.isoformat(), "ends_at": shift.ends_at.isoformat(), "leader": shift.leader,
        "roster": {by: sorted(one.value for one in roles) for by, roles in sorted(shift.roster.items())},
    }  # fmt: skip


_MADE: Mapping[str, Callable[..., tuple[Step, ...]]] = MappingProxyType(
    {
        "roster": _roster, "begin": _begin, "hand_over": _by_own, "sign_out": _by_own, "stay_on": _by_own,
        "tick": _tick, "take_over": _take_over, "remark": _remark,
    }
)  # fmt: skip
