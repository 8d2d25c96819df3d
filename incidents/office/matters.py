"""Matters: the incidents on the sheet of a handover, one line each, with every reason why it stands there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from incidents.categories import Category, category_of
from incidents.guards import Words
from incidents.incident import Incident
from incidents.machines.incident import STATE_TITLES
from incidents.masking import masked
from incidents.parts import Response
from incidents.shifts import Line
from incidents.timing.clock import ClockState
from incidents.timing.kinds import KIND_TITLES, ClockKind

URGENT = 2
ORDER = ("urgent", "response", "order", "request", "due", "resumes")  # the gravest reason gives a line its place
LEVELS = ("", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ")
MOST_UNITS = 3  # named on one line


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """From where a sheet is written: now, until the end of the next shift, in the city's zone and words."""

    now: datetime
    until: datetime
    zone: tzinfo
    categories: Mapping[str, Category]

    def clock(self, at: datetime) -> str:
        """A time as the desk says it: with its day where that is another."""
        local = at.astimezone(self.zone)
        return f"{local:%H:%M}" if local.date() == self.now.astimezone(self.zone).date() else f"{local:%m-%d %H:%M}"

    def title(self, code: str, level: int) -> Words:
        """What a category is called."""
        return category_of(code, level, self.categories).title


def matters(incidents: Iterable[Incident], view: View) -> tuple[Line, ...]:
    """What is urgent, has a response, an order or a request, falls due or comes back; the gravest first."""
    found = [(one, tuple(_reasons(one, view))) for one in incidents if one.open]
    lines = [(one, _line(one, reasons, view)) for one, reasons in found if reasons]
    lines.sort(key=lambda pair: (ORDER.index(pair[1].about), pair[0].level, pair[0].due_at or view.until))
    return tuple(line for _, line in lines)


def headline(number: str, level: int, title: Words, place: Words, *, drill: bool = False) -> Words:
    """How every line of an incident or a signal begins: its number, level, category and place."""
    return {
        "zh": joined("演练" * drill, number, f"{LEVELS[level]}级", title["zh"], place["zh"]),
        "en": joined("DRILL" * drill, number, f"level {LEVELS[level]}", title["en"], place["en"]),
    }


def joined(*parts: str) -> str:
    """What there is to say of one thing, in one line."""
    return " · ".join(filter(None, parts))


def _line(one: Incident, reasons: tuple[tuple[str, Words], ...], view: View) -> Line:
    place = {"zh": masked(one.address), "en": masked(one.address_en or one.address)}
    state, who, due = STATE_TITLES[one.state], _who(one), _due(one, view)
    why = {
        "zh": "因：" + "；".join(said["zh"] for _, said in reasons),
        "en": "Why: " + "; ".join(said["en"] for _, said in reasons),
    }
    return Line(
        about=min((about for about, _ in reasons), key=ORDER.index), number=one.number,
        words=headline(one.number, one.level, view.title(one.category, one.level), place, drill=one.exercise),
        more={language: joined(state[language], who[language], due[language], why[language]) for language in (
            "zh", "en"
        )},
    )  # fmt: skip


def _reasons(one: Incident, view: View) -> Iterator[tuple[str, Words]]:
    """Why an incident stands on the sheet, each with what that is about."""
    if one.level <= URGENT:
        yield "urgent", {"zh": f"{LEVELS[one.level]}级", "en": f"level {LEVELS[one.level]}"}
    for response in one.responses:
        if response.ended_at is None:
            yield "response", _response(response, one, view)
    for order in one.supervisions:
        if order.released_at is None:
            until = view.clock(order.until)
            said = {
                "zh": f"{order.level} 级督办，{until} 前答复",
                "en": f"order of level {order.level}, answer by {until}",
            }
            yield "order", said
    if any(asked.pending for asked in one.requests):
        yield "request", {"zh": "申请待批", "en": "a request to decide"}
    if one.due_at is not None and one.due_at < view.until:
        late = one.due_at < view.now
        zh, en = ("已超时", "overdue") if late else ("下一班内到期", "due in the next shift")
        yield "due", {"zh": zh, "en": en}
    if one.resumes_at is not None and one.resumes_at < view.until:
        back = view.clock(one.resumes_at)
        yield "resumes", {"zh": f"挂账或缓办至 {back}", "en": f"put off until {back}"}


def _response(response: Response, one: Incident, view: View) -> Words:
    """An active response, with the next report upward where one is owed."""
    level = LEVELS[response.level]
    reports = [clock.due_at for clock in one.clocks if clock.kind is ClockKind.REPORT_UP and clock.due_at is not None
               and clock.state is ClockState.RUNNING]  # fmt: skip
    by = view.clock(min(reports)) if reports else ""
    return {
        "zh": f"{level}级响应 {response.plan}" + (f"，{by} 前报送" if by else ""),
        "en": f"response {level} {response.plan}" + (f", report by {by}" if by else ""),
    }


def _who(one: Incident) -> Words:
    """Who has it: the department that leads, or the command, with the units that are on it."""
    units = one.live_units
    named = ", ".join(units[:MOST_UNITS]) + (f" +{len(units) - MOST_UNITS}" if len(units) > MOST_UNITS else "")
    has = one.lead.department if one.lead is not None else one.command
    said = " ".join(filter(None, (has, f"({named})" if has and named else named)))
    return {"zh": said or "无人承办", "en": said or "nobody has it"}


def _due(one: Incident, view: View) -> Words:
    """The next deadline and which one it is."""
    if one.due_at is None:
        return {"zh": "", "en": ""}
    title = KIND_TITLES[ClockKind(one.due)] if one.due in set(ClockKind) else {"zh": one.due, "en": one.due}
    at = view.clock(one.due_at)
    return {"zh": f"{title['zh']} {at} 到期", "en": f"{title['en']} due {at}"}
