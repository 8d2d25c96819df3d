"""Alarms: what wants a hand at a console, few at a time; seen, and shelved for a while."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.answers import Words
from api.door import Asked, Door, Shape
from api.guard import ACT_ON_ALARMS, READ_OFFICE
from api.ports import House
from api.refusals import Plain, not_found
from api.shift_shapes import Person
from api.shifts import signing
from api.values import LongText, Moment, Whole
from incidents.annunciation import Alarm, AlarmState
from incidents.machines.annunciation import SEES, STATE_TITLES, possible
from incidents.office.alarms import ACTIONS, AlarmWish
from incidents.office.causes import WHY
from incidents.office.flood import SHOWN, Group, parted
from incidents.roles import Role
from live.wire import iso

Console = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_.-]{0,40}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,128}$")]
Sound = Literal["urgent", "chime", ""]


class WhichConsole(Shape):
    """At which console: what somebody has seen there is silent there."""

    console: Console = ""


class AlarmAct(Shape):
    """What is to be done with an alarm: `see` it, `shelve` it until a time for a reason, take it off the shelf."""

    version: Whole | None = Field(default=None, ge=1, lt=2**31)
    console: Console = Field(default="", description="where the hand sits; it is silent there")
    note: LongText = Field(default="", max_length=2000, description="shelve: the reason")
    until: Moment | None = Field(default=None, description="shelve: until when, within eight hours")
    also: list[Key] = Field(default=[], max_length=500, description="see: further alarms, those of a group, say")
    by: Person | None = Field(default=None, description="whoever asks, where it is said at all")


class OneAlarm(Shape):
    """An alarm as it stands: `about` is the number or the name of what raised it, `kind` what that is.

    `sound` is what the console that asks should let hear: "urgent" until it is seen there, "chime" once. `why` is the
    reason for which it is shelved or suppressed.
    """

    key: str
    version: int
    kind: str
    about: str
    level: int
    state: str
    title: Words
    words: Words
    raised_at: datetime | None
    at: datetime
    present: bool
    human: bool
    seen_by: str
    seen_here: bool
    sound: Sound
    shelved_until: datetime | None
    shelved_by: str
    why: Words
    possible: list[str]


class OneGroup(Shape):
    """Alarms of a flood that are counted, not announced, with what they share."""

    share: str
    words: Words
    level: int
    count: int
    unseen: int
    keys: list[str]


class Alarms(Shape):
    """The alarms: those announced one by one, groups of the rest, and what is on the shelf or suppressed."""

    alarms: list[OneAlarm]
    groups: list[OneGroup]
    hidden: list[OneAlarm]
    sound: Sound = Field(description="what this console should let hear now: the most urgent wins")


def doors(house: House) -> tuple[Door, ...]:
    """`GET /alarms`, and `POST /alarms/{key}/actions/{action}`."""
    annunciator = house.duty_room.annunciator

    def several(asked: Asked) -> Plain:
        console, live, roles = asked.query.console, annunciator.live(), asked.caller.actor.roles
        singles, groups = parted(live)
        sounds = {one.sound_at(console) for one in singles}
        return {
            "alarms": [_said(one, console, roles) for one in singles], "groups": [_group(one) for one in groups],
            "hidden": [_said(one, console, roles) for one in live if one.state not in SHOWN],
            "sound": next((one for one in ("urgent", "chime") if one in sounds), ""),
        }  # fmt: skip

    refuses = (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.SERVICE_UNAVAILABLE)
    return (
        Door(
            method="GET", path="/alarms", name="alarms", right=READ_OFFICE, query=WhichConsole, answer=Alarms,
            handle=several, tags=("office",), refuses=refuses[2:], summary="The alarms that want a hand at a console",
        ),
        Door(
            method="POST", path="/alarms/{key}/actions/{action}", name="act_on_alarm", right=ACT_ON_ALARMS, keyed=True,
            body=AlarmAct, answer=OneAlarm, handle=lambda asked: _acted(house, asked), tags=("office",),
            refuses=refuses, choices={"action": ACTIONS}, summary=f"Act on an alarm: {', '.join(ACTIONS)}",
        ),
    )  # fmt: skip


def _acted(house: House, asked: Asked) -> Plain:
    action, wanted = asked.path["action"], asked.body
    if action not in ACTIONS:
        raise not_found(f"There is no action {action}. There are {', '.join(ACTIONS)}.")
    after = house.duty_room.annunciator.act(
        AlarmWish(
            key=asked.path["key"], action=action, actor=signing(asked, wanted.by), version=wanted.version,
            operation=asked.operation, console=wanted.console, note=wanted.note, until=wanted.until,
            also=tuple(wanted.also),
        )
    )  # fmt: skip
    house.duty_room.look()
    return _said(after, wanted.console, asked.caller.actor.roles)


def _said(one: Alarm, console: str, roles: frozenset[Role]) -> Plain:
    elsewhere = one.state is AlarmState.ACKNOWLEDGED and console not in one.seen_on and not roles.isdisjoint(SEES)
    by_hand = {*possible(one, roles), *(("see",) if elsewhere else ())}
    return {
        "key": one.key, "version": one.version, "kind": one.kind, "about": one.about, "level": one.level,
        "state": one.state.value, "title": dict(STATE_TITLES[one.state]), "words": dict(one.words),
        "raised_at": None if one.raised_at is None else iso(one.raised_at), "at": iso(one.at), "present": one.present,
        "human": one.human, "seen_by": one.seen_by, "seen_here": console in one.seen_on,
        "sound": one.sound_at(console),
        "shelved_until": None if one.shelved_until is None else iso(one.shelved_until),
        "shelved_by": one.shelved_by, "why": dict(WHY.get(one.why, {"zh": one.why, "en": one.why})),
        "possible": sorted(by_hand),
    }  # fmt: skip


def _group(one: Group) -> Plain:
    return {
        "share": one.share, "words": dict(one.words), "level": one.level, "count": len(one.keys),
        "unseen": one.unseen, "keys": list(one.keys),
    }  # fmt: skip
