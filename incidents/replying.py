"""Replying: whoever reported something is told what came of it, in the very transaction in which it comes to that.

Every signal behind an incident that is over has a reply on its way, or says why it has none; so has every one that was
refused. A reply is owed until it was delivered, or until somebody gave it by telephone. One reporter hears once of one
outcome. What was merged is answered plainly as closed, with a note, and once more when the parent is; what is taken up
again owes anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from incidents.guards import Words
from incidents.incident import Incident, State
from incidents.intake.facts import Facts
from incidents.intake.guards import Attempt
from incidents.intake.moving import answered, moved
from incidents.intake.reasons import EVERY_REASON
from incidents.intake.reception import Reception, Reply
from incidents.messages import Message
from incidents.parts import Disposition
from incidents.roles import Actor, Role
from incidents.tidings import BOOK
from incidents.timing.kinds import ClockKind

if TYPE_CHECKING:
    from incidents.batch import Batch

MERGED, UNRESOLVED, REFUSED = "merged", "unresolved", "rejected"
_BY_STATE = MappingProxyType(
    {
        State.CLOSED: "closed", State.EVALUATED: "closed", State.REFUSED: "refused", State.VOIDED: "voided",
        State.MERGED: MERGED,
    }
)  # fmt: skip
_HOLDS_IN = MappingProxyType(
    {
        outcome: tuple(state.value for state, one in _BY_STATE.items() if one == outcome)
        for outcome in _BY_STATE.values()
    }
)
_SYSTEM = Actor(by="system", roles=frozenset({Role.SYSTEM}))
OUTCOME_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "closed": {"zh": "已办结。", "en": "It has been dealt with, and is closed."},
        UNRESOLVED: {
            "zh": "已办结：经核实，目前条件下无法解决。",
            "en": "It is closed: under present conditions it cannot be solved.",
        },
        "refused": {"zh": "经审核，不予立案。", "en": "It was looked into, and no case was opened."},
        "voided": {"zh": "登记已撤销。", "en": "Its registration was withdrawn."},
        MERGED: {
            "zh": "已办结登记，与同一事项合并办理；办结后再次告知您。",
            "en": "It is closed as such and dealt with together with the same matter; you will hear when that is done.",
        },
        REFUSED: {"zh": "不予受理：", "en": "It was not taken up: "},
    }
)


def outcome_of(incident: Incident | None) -> str:
    """What an incident came to for its reporters, "" while it goes on."""
    said = "" if incident is None else _BY_STATE.get(incident.state, "")
    unresolved = said == "closed" and incident is not None and incident.disposition is Disposition.UNRESOLVED
    return UNRESOLVED if unresolved else said


def tell_reporters(batch: "Batch") -> None:
    """Write a reply for everybody who is behind what came to an end in this transaction, or owe it again."""
    turned = [after for before, after in batch.moves() if outcome_of(before) != outcome_of(after)]
    numbers = {number for one in turned for number in (one.number, *one.children)}
    said: dict[tuple[str, str, str], list[Reception]] = {}
    for one in batch.intake.behind(numbers):
        incident, outcome = _came_to(batch, one)
        told = one.reply.outcome
        if incident is None or one.reply.why_not or outcome == told:
            continue
        if not outcome or (outcome == MERGED and told):
            _put(batch, one, Reply(owed_since=batch.now, outcome=outcome), "SG17", "owe")
        else:
            said.setdefault((incident.number, outcome, _reporter(one)), []).append(one)
    for (number, outcome, _), ones in said.items():
        incident = batch.incident(number)
        if incident is not None:
            _tell(batch, ones, outcome, incident)


def refused(batch: "Batch", one: Reception) -> Reception:
    """The signal that is not taken up, with the reply to its reporter on its way, if one is owed."""
    if not one.reply.owed:
        return one
    why = EVERY_REASON.get(one.reason, {"zh": "", "en": ""})
    words = {language: f"{OUTCOME_WORDS[REFUSED][language]}{why[language]}" for language in ("zh", "en")}
    message = _message([one], words, one.entered_at, key=f"{one.number}/{one.version}/reply")
    batch.tell(message)
    return replace(one, reply=replace(one.reply, message=message.key, outcome=REFUSED))


def delivered(batch: "Batch", message: Message, now: datetime) -> None:
    """Note of everybody whom this message told that they have their answer, unless another is on its way by now."""
    for number in message.signals:
        one = batch.intake.reception(number)
        if one is None or not one.reply.owed or one.reply.message != message.key or one.reply.outcome == MERGED:
            continue
        attempt = Attempt(actor=_SYSTEM, at=now)
        after = moved(one, "delivered", attempt, reply=answered(one, _SYSTEM.by, now), note=one.note)
        batch.intake.put(after, came_from=one.state, move="SG18", action="delivered", at=now, now=now)


def outdated(message: Message, signals: Iterable[Reception]) -> Words | None:
    """Why a reply must not be sent any more: for each of its signals another is on its way, or none is due."""
    if not message.signals or any(one.reply.owed and one.reply.message == message.key for one in signals):
        return None
    return {"zh": "已另行答复，或无须再答复。", "en": "They were answered otherwise, or are not owed this any more."}


def _came_to(batch: "Batch", one: Reception) -> tuple[Incident | None, str]:
    """The incident whose outcome its reporter waits for, and that outcome: of what was merged, the parent's."""
    incident = batch.incident(one.incident)
    parent = None if incident is None or incident.merged is None else batch.incident(incident.merged.parent)
    if outcome := outcome_of(parent):
        return parent, outcome
    return incident, outcome_of(incident)


def _reporter(one: Reception) -> str:
    caller = Facts.of(one.signal).caller
    return f"{one.signal.origin}/{caller}" if caller else one.number


def _tell(batch: "Batch", ones: list[Reception], outcome: str, incident: Incident) -> None:
    only_in = _HOLDS_IN["closed" if outcome == UNRESOLVED else outcome]
    key = f"{ones[0].number}/{incident.number}/{incident.version}/reply"
    message = _message(ones, OUTCOME_WORDS[outcome], batch.now, key=key)
    batch.tell(replace(message, number=incident.number, only_in=only_in))
    for one in ones:
        since = one.reply.owed_since if one.reply.owed else None
        reply = Reply(owed_since=since or batch.now, message=key, outcome=outcome)
        _put(batch, one, reply, "SG16", "reply")


def _message(ones: list[Reception], words: Words, at: datetime, *, key: str) -> Message:
    """To each by the way that they named, else by the platform on which they spoke, under its own number."""
    first = ones[0].signal
    channel, numbers = Facts.of(first).channel, "、".join(one.number for one in ones)
    return Message(
        key=key, channel=BOOK, to=f"{first.origin} {first.key}{f' ({channel})' if channel else ''}", at=at, next_at=at,
        exercise=first.made_up or first.exercise, signals=tuple(one.number for one in ones),
        words={
            "zh": f"您反映的问题（{numbers}）：{words['zh']}",
            "en": f"What you reported ({numbers.replace('、', ', ')}): {words['en']}",
        },
    )  # fmt: skip


def _put(batch: "Batch", one: Reception, reply: Reply, move: str, action: str) -> None:
    now = batch.now
    running = {**one.running, ClockKind.REPLY: reply.owed_since or now}
    after = replace(one, version=one.version + 1, by=_SYSTEM.by, reply=reply, running=running, note="")
    batch.intake.put(after, came_from=one.state, move=move, action=action, at=now, now=now)
