"""Tolling: what is said when a clock runs out or a rung is reached: to whom, in which words, and why it is due then."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, tzinfo
from types import MappingProxyType

from incidents.categories import Category
from incidents.guards import Words
from incidents.incident import Incident, State
from incidents.lines import Entry
from incidents.messages import Message
from incidents.tidings import BOOK
from incidents.timing import scheduler
from incidents.timing.clock import Clock
from incidents.timing.kinds import KIND_TITLES
from incidents.timing.ladder import Hearer
from incidents.timing.plans import Plan
from incidents.timing.scheduler import Fired

RAN_OUT = "K1"  # how the log numbers a clock that ran out
NO_LONGER_SO: Mapping[str, str] = MappingProxyType(
    {"zh": "时限已变，不再适用。", "en": "Its clock was stopped or has another deadline by now."}
)
_CALENDARS = MappingProxyType(
    {
        "CC24": {"zh": "全天计时", "en": "day and night"},
        "CPATROL": {"zh": "按巡查时间计", "en": "counted in hours of the patrol"},
        "COFFICE": {"zh": "按工作时间计", "en": "counted in working time"},
    }
)


def ran_out(before: Incident, after: Incident, now: datetime, by: str, zone: tzinfo) -> Entry:
    """The line of the log for the clocks that ran out, and why each was due when it was."""
    was = {one.id: one for one in before.clocks}
    out = [one for one in after.clocks if one.breached_at is not None and was[one.id].breached_at is None]
    said = [reason(one, zone) for one in out]
    return Entry(
        number=after.number, version=after.version, move=RAN_OUT, action="run_out", came_from=before.state,
        to=after.state, at=min((one.breached_at for one in out if one.breached_at), default=now), recorded_at=now,
        by=by, note=" ".join(one["zh"] for one in said), note_en=" ".join(one["en"] for one in said),
        details={"clocks": ", ".join(one.id for one in out), "late_s": ", ".join(_late(one, now) for one in out)},
    )  # fmt: skip


def reason(clock: Clock, zone: tzinfo) -> Words:
    """Why it is due when it is: since when it runs, how long, on which calendar, and how long it stood."""
    title, counted = KIND_TITLES[clock.kind], _CALENDARS.get(clock.calendar, {"zh": "", "en": ""})
    due = "" if clock.due_at is None else _moment(clock.due_at, zone)
    since, span = _moment(clock.started_at, zone), clock.budget
    guess = {"zh": "，节假日未全，暂估", "en": ", estimated: not all holidays are known"} if clock.provisional else {}
    return {
        "zh": f"{title['zh']}时限 {_span(span)}（自 {since}，{counted['zh']}），应于 {due} 前完成"
        f"{guess.get('zh', '')}。",
        "en": f"The clock of {title['en']}: {_span(span)} from {since}, {counted['en']}, due at {due}"
        f"{guess.get('en', '')}.",
    }


def messages(
    fired: Iterable[Fired], plans: Iterable[Plan], incident: Incident, category: Category, now: datetime
) -> tuple[Message, ...]:
    """One message to each who must hear of it; an allied command tells its own."""
    if incident.command:
        return ()
    by_id = {one.id: one for one in plans}
    said = scheduler.messages(
        fired, by_id.values(), now, category.calendars, lambda hearer, plan: hears(hearer, plan, incident, category)
    )
    return tuple(_message(one, by_id, incident, category, now) for one in said)


def hears(hearer: Hearer, plan: Plan, incident: Incident, category: Category) -> tuple[str, ...]:
    """Whose address it goes to, until rosters name persons: the department's, the unit's, or that of a role."""
    department = category.department if incident.lead is None else incident.lead.department
    match hearer:
        case Hearer.DEPARTMENT:
            return (department or Hearer.CHIEF.value,)
        case Hearer.DEPARTMENT_HEAD:
            return (f"{department} {hearer}" if department else Hearer.CHIEF.value,)
        case Hearer.HANDLER:
            return (incident.entered_by.get(State.PROCESSING, department) or Hearer.CHIEF.value,)
        case Hearer.UNIT:
            return (plan.unit,) if plan.unit else ()
        case _:
            return (hearer.value,)


def still_so(message: Message, plans: Iterable[Plan], now: datetime) -> bool:
    """Whether anything of what a message tells is so by now."""
    reached = {f"{one.id} {step.name}" for one in plans for step in one.steps if step.at < now}
    return not message.about or not reached.isdisjoint(message.about)


def _message(
    one: scheduler.Message, plans: dict[str, Plan], incident: Incident, category: Category, now: datetime
) -> Message:
    last = {fired.plan: fired for fired in one.fired}  # of several rungs of one ladder the highest says it all
    first, said = one.fired[0], [_said(fired, plans[fired.plan], incident, category) for fired in last.values()]
    return Message(
        key=f"{first.plan}/{first.generation}/{first.name}/{one.person}", channel=BOOK, to=one.person,
        number=incident.number, at=now, next_at=one.say_at, exercise=incident.made_up or incident.exercise,
        about=tuple(f"{fired.plan} {fired.name}" for fired in last.values()),
        words={language: f"{_head(incident)[language]} {' '.join(each[language] for each in said)}" for language in (
            "zh", "en"
        )},
    )  # fmt: skip


def _head(incident: Incident) -> Words:
    zh, en = incident.address or incident.area, incident.address_en or incident.address or incident.area
    return {
        "zh": f"案卷 {incident.number}，{incident.level} 级，{zh}：",
        "en": f"Incident {incident.number}, level {incident.level}, {en}:",
    }


def _said(fired: Fired, plan: Plan, incident: Incident, category: Category) -> Words:
    rung = fired.step.rung.words
    clock = next((one for one in incident.clocks if one.id == fired.plan), None)
    if clock is None:
        return {"zh": f"{plan.unit} {rung['zh']}。".strip(), "en": f"{plan.unit} {rung['en']}.".strip()}
    why = reason(clock, category.calendars.zone)
    return {
        "zh": f"{KIND_TITLES[clock.kind]['zh']}{rung['zh']}。{why['zh']}",
        "en": f"{KIND_TITLES[clock.kind]['en']}: {rung['en']}. {why['en']}",
    }


def _late(clock: Clock, now: datetime) -> str:
    return "" if clock.breached_at is None else str(int((now - clock.breached_at).total_seconds()))


def _moment(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def _span(span: timedelta) -> str:
    """How long, in hours and minutes; in seconds where it is short.

    >>> _span(timedelta(hours=26, minutes=5)), _span(timedelta(seconds=80))
    ('26:05 h', '80 s')
    """
    seconds = int(span.total_seconds())
    return f"{seconds // 3600}:{seconds % 3600 // 60:02d} h" if seconds >= 3600 else f"{seconds} s"
