"""Tidings: which messages a change of an incident brings about, purely; they are written with the change.

Our desk tells its own: the unit that it sends out, whoever is to check, and whoever reported done what is to be redone.
Those of an allied command are told by their command.
"""

from datetime import timedelta

from incidents.incident import Incident, State
from incidents.lines import Entry
from incidents.messages import Message

BOOK = "book"  # the channel that every house has: the message book
STALE = timedelta(minutes=30)  # a call to a unit that is older misleads


def tidings(before: Incident | None, after: Incident, entry: Entry) -> tuple[Message, ...]:
    """The messages that go with this change."""
    if after.command:
        return ()
    already = () if before is None else before.live_units
    called = [_called(after, unit, entry) for unit in after.live_units if unit not in already]
    if entry.action in ("assign_check", "change_checker") and after.checker:
        return (*called, _to_check(after, entry))
    return (*called, *([_sent_back(after, entry)] if entry.action == "check_fail" else []))


def _called(after: Incident, unit: str, entry: Entry) -> Message:
    place_zh, place_en = after.address or after.area, after.address_en or after.address or after.area
    return Message(
        key=f"{after.number}/{after.version}/called/{unit}", channel=BOOK, to=unit, number=after.number, unit=unit,
        at=entry.recorded_at, next_at=entry.recorded_at, until=entry.recorded_at + STALE,
        exercise=after.made_up or after.exercise,
        words={
            "zh": f"{unit} 请前往 {place_zh}，案卷 {after.number}，{after.level} 级。{after.detail}",
            "en": f"{unit}, go to {place_en}: incident {after.number}, level {after.level}. {after.detail_en}".strip(),
        },
    )  # fmt: skip


def _to_check(after: Incident, entry: Entry) -> Message:
    place_zh, place_en = after.address or after.area, after.address_en or after.address or after.area
    return Message(
        key=f"{after.number}/{after.version}/to_check/{after.checker}", channel=BOOK, to=after.checker,
        number=after.number, at=entry.recorded_at, next_at=entry.recorded_at, only_in=(State.CHECKING.value,),
        exercise=after.made_up or after.exercise,
        words={
            "zh": f"请核查案卷 {after.number}，{after.level} 级，{place_zh}。",
            "en": f"Check incident {after.number}, level {after.level}, {place_en}.",
        },
    )  # fmt: skip


def _sent_back(after: Incident, entry: Entry) -> Message:
    return Message(
        key=f"{after.number}/{after.version}/sent_back", channel=BOOK, to=after.entered_by.get(State.FEEDBACK, ""),
        number=after.number, at=entry.recorded_at, next_at=entry.recorded_at, only_in=(State.PROCESSING.value,),
        exercise=after.made_up or after.exercise,
        words={
            "zh": f"案卷 {after.number} 核查未通过，请返工：{entry.note}",
            "en": f"Incident {after.number} did not pass its check and is to be redone: {entry.note_en or entry.note}",
        },
    )  # fmt: skip
