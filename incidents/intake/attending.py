"""Attending: what has its turn of a signal is done: what ran out is written on it, and who must hear of it does, once.

All of it stands in the transaction of whoever keeps the time, as for incidents.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from incidents import tolling
from incidents.guards import Words
from incidents.intake import waits
from incidents.intake.reception import Reception
from incidents.intake.table import RAN_OUT
from incidents.masking import masked
from incidents.messages import Message
from incidents.tidings import BOOK
from incidents.timing import scheduler
from incidents.timing.kinds import KIND_TITLES
from incidents.timing.plans import Plan
from incidents.timing.scheduler import Fired, Known, Turn, fire, next_at

if TYPE_CHECKING:
    from incidents.batch import Batch
    from incidents.categories import Category
    from incidents.intake.opening import City


def attended(
    batch: "Batch", number: str, turns: Iterable[Turn], told: tuple[Known, ...], *, city: "City", by: str, now: datetime
) -> None:
    """Do what has its turn of this signal, in the name `by`."""
    for turn in turns:
        batch.no_turn(turn.id)
    before = batch.intake.reception(number)
    if before is None:
        return
    category = city.category(before.category, before.level)
    plans = waits.plans_of(before, category, heard=before.level == 1 and batch.heard(number))
    fired = fire(plans, told, now)
    after = _marked(batch, before, category, by=by, now=now)
    for one in _messages(fired, plans, after, category, now):
        batch.tell(one)
    batch.fire(fired)
    first = {turn.id: turn for turn in waits.turns_of(after, category)}
    for plan in plans:
        batch.turn(replace(first[plan.id], next_at=next_at(plan, (*told, *fired))))


def number_in(message: Message) -> str:
    """The number of the signal whose clocks a message tells of, "" where it tells of none."""
    return message.about[0].partition("/")[0] if message.about and not message.number else ""


def _marked(batch: "Batch", before: Reception, category: "Category", *, by: str, now: datetime) -> Reception:
    """The signal with what ran out, and a line of the log that says why it was due then."""
    after = waits.ran_out(before, category, now)
    if after is before:
        return before
    out = [one for one in waits.clocks_of(after, category) if one.breached_at and one.id not in before.breached]
    said = [tolling.reason(one, category.calendars.zone) for one in out]
    after = replace(after, version=before.version + 1, ticked=before.ticked + 1)
    return batch.intake.put(
        after, came_from=before.state, move=RAN_OUT, action="run_out", now=now, by=by,
        at=min(one.breached_at for one in out if one.breached_at),
        told={language: " ".join(one[language] for one in said) for language in ("zh", "en")},
    )  # fmt: skip


def _messages(
    fired: Iterable[Fired], plans: Iterable[Plan], one: Reception, category: "Category", now: datetime
) -> Iterable[Message]:
    """One message to each who must hear of it, whatever they must hear of."""
    said = scheduler.messages(fired, plans, now, category.calendars, lambda hearer, _: (hearer.value,))
    for each in said:
        words = [_words(step, one, category) for step in each.fired]
        first = each.fired[0]
        yield Message(
            key=f"{first.plan}/{first.generation}/{first.name}/{each.person}", channel=BOOK, to=each.person, at=now,
            next_at=each.say_at, exercise=one.signal.made_up or one.signal.exercise,
            about=tuple(f"{step.plan} {step.name}" for step in each.fired),
            words={language: " ".join((_head(one)[language], *(said[language] for said in words))) for language in (
                "zh", "en"
            )},
        )  # fmt: skip


def _head(one: Reception) -> Words:
    where = masked(one.signal.address or one.signal.detail) or one.category
    where_en = masked(one.signal.address_en or one.signal.detail_en) or where
    return {
        "zh": f"线索 {one.number}，{one.level} 级，{where}：",
        "en": f"Signal {one.number}, level {one.level}, {where_en}:",
    }


def _words(step: Fired, one: Reception, category: "Category") -> Words:
    rung = step.step.rung.words
    clock = next((each for each in waits.clocks_of(one, category) if each.id == step.plan), None)
    if clock is None:
        return {"zh": f"{rung['zh']}。", "en": f"{rung['en']}."}
    title, why = KIND_TITLES[clock.kind], tolling.reason(clock, category.calendars.zone)
    return {"zh": f"{title['zh']}{rung['zh']}。{why['zh']}", "en": f"{title['en']}: {rung['en']}. {why['en']}"}
