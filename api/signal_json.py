"""Signals as plain data, with every code in words beside it."""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime

from api.answers import Words
from api.refusals import Plain
from incidents.intake.entries import SignalEntry
from incidents.intake.facts import Facts
from incidents.intake.guards import SUGGEST
from incidents.intake.priority import RULE_TITLES
from incidents.intake.reasons import EVERY_REASON, NO_REPLY_WHY
from incidents.intake.reception import Reception, Reply
from incidents.intake.shelf import PARTS, Likely
from incidents.intake.sources import admission
from incidents.intake.table import SIGNAL_STATE_TITLES, SIGNAL_TITLES
from incidents.timing.clock import Clock
from incidents.timing.kinds import KIND_TITLES
from live import wire


def signal_json(one: Reception, possible: Mapping[str, Sequence[str]]) -> Plain:
    """A signal as it stands, with what is possible now, and what each action still asks for."""
    said, facts, source = one.signal, Facts.of(one.signal), admission(one.signal.origin, one.signal.command)
    return {
        "number": one.number, "version": one.version, "state": one.state.value,
        "title": SIGNAL_STATE_TITLES[one.state], "origin": said.origin, "key": said.key, "source": source.code,
        "source_title": source.title, "source_note": source.note, "category": one.category, "level": one.level,
        "raised": one.raised, "why_level": [RULE_TITLES[code] for code in one.fired if code in RULE_TITLES],
        "lon": said.lon, "lat": said.lat, "address": said.address, "address_en": said.address_en,
        "detail": said.detail, "detail_en": said.detail_en, "received_at": wire.iso(one.received_at),
        "entered_at": wire.iso(one.entered_at),
        "running": {kind.value: wire.iso(since) for kind, since in one.running.items()},
        "until": None if one.until is None else wire.iso(one.until), "incident": one.incident, "reason": one.reason,
        "reason_words": EVERY_REASON.get(one.reason), "note": one.note, "count": one.count, "chatter": one.chatter,
        "normal_at": None if one.normal_at is None else wire.iso(one.normal_at), "visit": one.visit,
        "looker": one.looker,
        "breached": bool(one.breached),
        "exercise": said.exercise, "made_up": said.made_up,
        "camera": facts.camera, "roi": facts.roi, "sort": facts.sort, "evidence": list(facts.evidence),
        "ahead_s": facts.ahead_s,
        "sensors": one.sensors if source.code == "IOT" else None, "told_sensors": facts.told_sensors,
        "reply": reply_json(one.reply), "possible": list(possible),
        "asks": {action: list(codes) for action, codes in possible.items()},
    }  # fmt: skip


def known_json(one: Reception) -> Plain:
    """A signal for whoever may not read it: that it came in, and how it stands."""
    return {"number": one.number, "state": one.state.value, "title": SIGNAL_STATE_TITLES[one.state]}


def deadline_json(due: Clock | None, now: datetime) -> Plain:
    """When somebody must have decided on a signal, and whether that is past."""
    at = None if due is None else due.due_at
    return {
        "due": "" if due is None else due.kind.value,
        "due_title": None if due is None else KIND_TITLES[due.kind],
        "due_at": None if at is None else wire.iso(at),
        "late": at is not None and at < now,
    }


def reply_json(reply: Reply) -> Plain:
    """What is owed to whoever reported it."""
    return {
        "owed": reply.owed,
        "owed_since": None if reply.owed_since is None else wire.iso(reply.owed_since),
        "why_not": reply.why_not,
        "why_not_words": NO_REPLY_WHY.get(reply.why_not),
        "answered_at": None if reply.answered_at is None else wire.iso(reply.answered_at),
        "answered_by": reply.answered_by,
        "outcome": reply.outcome,
        "message": reply.message,
    }


def likely_json(one: Likely) -> Plain:
    """An incident that a signal may be about, and why."""
    return {
        "number": one.number,
        "score": round(one.score, 3),
        "suggested": one.score >= SUGGEST,
        "away_m": None if math.isnan(one.away_m) else round(one.away_m, 1),
        "apart_s": round(one.apart_s),
        "parts": {name: round(part, 3) for name, part in zip(PARTS, one.parts, strict=True)},
        "why": _why(one),
    }


def line_json(line: SignalEntry) -> Plain:
    """One line of a signal's log."""
    return {
        "version": line.version, "move": line.move, "action": line.action,
        "title": SIGNAL_TITLES.get(line.action, {"zh": line.action, "en": line.action}),
        "came_from": None if line.came_from is None else line.came_from.value, "to": line.to.value,
        "at": wire.iso(line.at), "recorded_at": wire.iso(line.recorded_at), "by": line.by, "reason": line.reason,
        "note": line.note, "note_en": line.note_en, "looker": line.looker, "place": line.place,
    }  # fmt: skip


def _why(one: Likely) -> list[Words]:
    """What speaks for it, in words; the words' share is shown of what they could bring at most."""
    _, _, category, words, same = one.parts
    minutes = round(one.apart_s / 60)
    said = [] if math.isnan(one.away_m) else [_both(f"相距 {one.away_m:.0f} 米", f"{one.away_m:.0f} m away")]
    said.append(_both(f"相隔 {minutes} 分钟", f"{minutes} min apart"))
    if category:
        same_class = category > 0.2
        said.append(_both("类别相同", "the same category") if same_class else _both("大类相同", "the same large class"))
    if words:
        said.append(_both(f"用词相似 {words * 10:.0%}", f"words alike by {words * 10:.0%}"))
    if same:
        said.append(_both("同一部件、画面或来电人", "the same facility, view or caller"))
    return said


def _both(zh: str, en: str) -> Words:
    return {"zh": zh, "en": en}
