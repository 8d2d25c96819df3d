"""Causes of alarms: what wants a hand now, of signals that wait and incidents that are late; everything else is a row.

A cause holds from the moment on which somebody should act, not from when it began: what may still wait raises nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from incidents.categories import Category
from incidents.expecting import lost_at
from incidents.guards import Words
from incidents.incident import Incident, State
from incidents.intake.counter import SYSTEM
from incidents.intake.reception import Reception, SignalState
from incidents.intake.sources import admission
from incidents.intake.waits import alarm_of, rungs
from incidents.masking import masked
from incidents.shifts import Shift, overdue
from incidents.timing.kinds import ClockKind
from incidents.timing.limits import Track

URGENT = 2
MAY_WAIT: Mapping[int, timedelta] = MappingProxyType(
    {1: timedelta(), 2: timedelta(), 3: timedelta(minutes=5), 4: timedelta(minutes=30)}
)  # so long a signal of a level waits before it is an alarm
CONSOLE = "console"
DESK = "DESK"  # what a person at our own desk wrote down
DRILL, MAINTENANCE, ABOVE = "drill", "maintenance", "above"
WHY: Mapping[str, Words] = MappingProxyType(
    {
        DRILL: {"zh": "演练", "en": "a drill"},
        MAINTENANCE: {"zh": "检修", "en": "maintenance"},
        ABOVE: {"zh": "上级告警已包含", "en": "the alarm above it says it"},
    }
)
_LATE: Mapping[str, Words] = MappingProxyType(
    {
        ClockKind.ACKNOWLEDGE.value: {"zh": "未签收", "en": "Not taken on"},
        ClockKind.MAKE_SAFE.value: {"zh": "未确认安全", "en": "Not made safe"},
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Something that wants a hand: its key, how urgent, what it is about, and what it shares with its like.

    `suppressed` is the rule by which nobody is to be called of it, "" where none is. `rung` is how far up the ladder it
    has come: on each further one it calls again whoever had seen it.
    """

    key: str
    kind: str
    level: int
    about: str
    words: Words
    share: str
    share_words: Words
    human: bool = False
    suppressed: str = ""
    rung: int = 0


def of_signals(signals: Iterable[Reception], categories: Mapping[str, Category], now: datetime) -> Iterator[Cause]:
    """The signals that have waited as long as their level may."""
    for one in signals:
        if one.state is SignalState.SHELVED or now - one.entered_at < MAY_WAIT[one.level]:
            continue
        source = admission(one.signal.origin, one.signal.command)
        title, said = _titles(one.category, categories), masked(one.signal.detail or one.signal.address)
        what = said or title["zh"]
        what_en = masked(one.signal.detail_en or one.signal.address_en) or said or title["en"]
        yield Cause(
            key=alarm_of(one.number), kind="signal", level=one.level, about=one.number,
            words={"zh": f"待受理：{what}", "en": f"Waits: {what_en}"},
            share=f"signal/{source.code}", share_words=source.title, human=source.caller and one.level <= URGENT,
            suppressed=_rule(one), rung=rungs(one, now),
        )  # fmt: skip


def _rule(one: Reception) -> str:
    """The rule by which nobody is called of a signal, "" where none holds."""
    under_repair = one.signal.extra.get("maintenance") == "true"
    return DRILL if one.signal.exercise else MAINTENANCE if under_repair else ""


def of_incidents(incidents: Iterable[Incident], categories: Mapping[str, Category], now: datetime) -> Iterator[Cause]:
    """The incidents of our own desk of which a clock has run out: nobody took it on, or it is late otherwise."""
    for one in incidents:
        if one.command or not one.open:
            continue
        yield from _of_lost(one, categories, now)
        if one.due_at is None or one.due_at >= now:
            continue
        unacknowledged = one.due == ClockKind.ACKNOWLEDGE.value
        said = _LATE.get(one.due, {"zh": "超时", "en": "Overdue"})
        zh, en, (where, where_en) = said["zh"], said["en"], _where(one)
        title = _titles(one.category, categories)
        yield Cause(
            key=f"late:{one.number}:{one.due}", kind="acknowledge" if unacknowledged else "breach", level=one.level,
            about=one.number, words={"zh": f"{zh}：{title['zh']} · {where}", "en": f"{en}: {title['en']} · {where_en}"},
            share=f"late/{one.due}/{one.category}", share_words=_class(one, categories, zh, en),
            suppressed=DRILL if one.exercise else ABOVE if one.merged is not None else "",
        )  # fmt: skip


def _of_lost(one: Incident, categories: Mapping[str, Category], now: datetime) -> Iterator[Cause]:
    """The units that should be at an emergency long since, and nobody knows where they are."""
    category = categories.get(one.category)
    if category is None or category.track is not Track.EMERGENCY:
        return
    where, where_en = _where(one)
    for unit in (each.unit for each in one.assignments if (at := lost_at(each)) is not None and at < now):
        yield Cause(
            key=f"lost:{one.number}:{unit}", kind="lost", level=1, about=one.number, share="lost",
            share_words={"zh": "失联", "en": "Lost units"},
            words={"zh": f"失联？{unit} · {where}", "en": f"Lost? {unit} · {where_en}"},
            suppressed=DRILL if one.exercise else "",
        )  # fmt: skip


def of_accepted(incidents: Iterable[Incident], categories: Mapping[str, Category]) -> Iterator[Cause]:
    """The incidents of level Ⅰ that no person accepted, until somebody is there: a person has to have seen them."""
    for one in incidents:
        source = admission(one.origin, one.command)
        hands = {one.entered_by.get(State.FILED), one.entered_by.get(State.ACCEPTED)}
        by_itself = SYSTEM.by in hands or (source.at_once and source.code != DESK)
        if one.level > 1 or not one.open or not by_itself or one.first_on_scene is not None:
            continue
        where, where_en = _where(one)
        title = _titles(one.category, categories)
        words = {"zh": f"自动受理：{title['zh']} · {where}", "en": f"Accepted by itself: {title['en']} · {where_en}"}
        yield Cause(
            key=f"accepted:{one.number}", kind="accepted", level=one.level, about=one.number, words=words,
            share=f"accepted/{source.code}", share_words=source.title, human=source.caller,
            suppressed=DRILL if one.exercise else "",
        )  # fmt: skip


def of_shift(present: Shift | None, now: datetime) -> Iterator[Cause]:
    """A handover that should have been signed."""
    if present is not None and overdue(present, now):
        yield Cause(
            key=f"handover:{present.name}", kind="handover", level=URGENT, about=present.name, share="handover",
            words={"zh": f"班次 {present.name} 逾时未交接", "en": f"Shift {present.name} is not handed over in time"},
            share_words={"zh": "交接班", "en": "Handover"},
        )  # fmt: skip


def of_consoles(hidden: Iterable[str]) -> Iterator[Cause]:
    """The consoles at which nobody can be looking; the others hear of it."""
    for one in hidden:
        yield Cause(
            key=f"{CONSOLE}:{one}", kind=CONSOLE, level=URGENT, about=one, share=CONSOLE,
            words={"zh": f"席位 {one} 的画面不可见，无人值守", "en": f"Desk {one} is out of sight: nobody watches"},
            share_words={"zh": "席位", "en": "Desks"},
        )  # fmt: skip


def _class(one: Incident, categories: Mapping[str, Category], zh: str, en: str) -> Words:
    """What overdue incidents of one category share, in words."""
    titles = _titles(one.category, categories)
    return {"zh": f"{zh}·{titles['zh']}", "en": f"{en}: {titles['en']}"}


def _where(one: Incident) -> tuple[str, str]:
    """Where it is, in Chinese and in English; its number where nobody said."""
    return masked(one.address) or one.number, masked(one.address_en or one.address) or one.number


def _titles(code: str, categories: Mapping[str, Category]) -> Words:
    """What a category is called; its code where nobody knows it."""
    category = categories.get(code)
    return {"zh": code, "en": code} if category is None else category.title
