"""Signals: somebody or something says that something is wrong; who takes them in, and what becomes of each."""

from http import HTTPStatus
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from accounts.rights import COLLECTED
from api import signal_shapes
from api.acting import Theirs, acting
from api.door import Asked, Door, Otherwise, Shape
from api.going import Going
from api.guard import ACT_ON_SIGNALS, READ_INCIDENTS, SEND_SIGNALS, speak_for
from api.in_the_city import in_the_city
from api.incidents import Name, as_json
from api.new_signal import NewSignal, Token
from api.pace import Pace
from api.ports import House
from api.refusals import Plain, not_found
from api.signal_json import deadline_json, known_json, likely_json, line_json, signal_json
from api.signal_photos import attached, require_laid, sees_photos
from api.urgent_signals import urgent
from api.values import UNSEEN, Count, LongText, Moment, Number, Text, Whole
from incidents.attachments import Stage
from incidents.incident import Incident, Signal
from incidents.intake.facts import Facts
from incidents.intake.reasons import REASONS
from incidents.intake.reception import WAITING, Reception, SignalState
from incidents.intake.table import BY_HAND
from incidents.intake.wanting import SignalWish
from incidents.sight import sees, sees_all

_JOINS = ("accept", "confirm", "link")  # what makes a signal part of an incident
LISTS = "; ".join(f"{action}: {', '.join(codes)}" for action, codes in REASONS.items())
Named = Annotated[Text, StringConstraints(min_length=1, max_length=128, pattern=rf"^[^{UNSEEN}]+$")]


class Which(Shape):
    """Which signals: those that wait for somebody, the most urgent first, or the newest in a state that is an end.

    Of those in `verify` come first the ones that whoever asks was sent to look at.
    """

    state: Literal["waiting", "new", "verify", "shelved", "accepted", "linked", "rejected", "expired"] = "waiting"
    limit: Count = Field(default=100, ge=1, le=500, description="at most so many")
    likely: Literal["true", "false"] = Field(default="true", description="whether each is looked up for duplicates")


class SignalAct(Shape):
    """What is to be done with a signal, and what that needs: see the table of moves for which asks for what."""

    version: Whole | None = Field(default=None, ge=1, lt=2**31)
    note: LongText = Field(default="", max_length=2000)
    reason: Token = Field(default="", description=f"a code of the action's list: {LISTS}")
    until: Moment | None = Field(default=None, description="when a shelved one comes back")
    incident: Text = Field(default="", max_length=40, description="the number of the incident to link it to")
    seen: list[Text] = Field(default=[], max_length=50, description="the likely duplicates that were looked at")
    nowhere: Text = Field(default="", max_length=200, description="why there is no place")
    evidence: list[Named] = Field(
        default=[], max_length=20, description="photos, snapshots, recordings; by hash or name"
    )
    photo_at: Moment | None = Field(default=None, description="when a photo was taken on the spot")
    photo_lon: Number | None = Field(default=None, ge=-180, le=180)
    photo_lat: Number | None = Field(default=None, ge=-90, le=90)
    looker: Text = Field(default="", max_length=40, description="who is to go and look")
    lon: Number | None = Field(default=None, ge=-180, le=180, description="where it is")
    lat: Number | None = Field(default=None, ge=-90, le=90)
    address: Text = Field(default="", max_length=200)
    category: Text = Field(default="", max_length=40, description="what it is taken for, if otherwise than it says")
    level: Whole | None = Field(default=None, ge=1, le=4, description="how urgent it is taken, if otherwise")
    by: Name | None = Field(default=None, description="who told so; shown beside the account")


def doors(house: House, going: Going, pace: Pace) -> tuple[Door, ...]:
    """`POST /signals`, `GET /signals`, `GET /signals/{number}` and `POST` of its `/actions/{action}`.

    `going` knows who may be sent to look, `pace` who sends too many.
    """
    conflicts = (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.SERVICE_UNAVAILABLE)
    return (
        Door(
            method="POST", path="/signals", name="signal", right=SEND_SIGNALS, answer=signal_shapes.Came,
            body=NewSignal, handle=lambda asked: _received(house, asked, pace), status=HTTPStatus.CREATED,
            also=(HTTPStatus.OK, HTTPStatus.ACCEPTED), tags=("signals",),
            refuses=(HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE),
            summary="Report that something is wrong; gives the signal and its incident: 201 if it made one, 202 if it "
            "waits for a person, 200 if the same key, or its reference, is known",
        ),
        Door(
            method="GET", path="/signals", name="signals", right=READ_INCIDENTS, answer=signal_shapes.Signals,
            query=Which, handle=lambda asked: _several(house, asked), tags=("signals",),
            summary="Signals that wait for somebody, the most urgent first, each with its likely duplicates and why",
        ),
        Door(
            method="GET", path="/signals/{number}", name="one_signal", right=READ_INCIDENTS, tags=("signals",),
            answer=signal_shapes.SignalWithLog, handle=lambda asked: _one(house, asked),
            refuses=conflicts[:1], summary="One signal: what it may be about, what it allows, what was done to it",
        ),
        Door(
            method="POST", path="/signals/{number}/actions/{action}", name="signal_act", right=ACT_ON_SIGNALS,
            tags=("signals",), answer=signal_shapes.Came, body=SignalAct,
            handle=lambda asked: _acted(house, asked, going), keyed=True, refuses=conflicts,
            choices={"action": BY_HAND}, summary=f"Act on a signal: {', '.join(BY_HAND)}",
        ),
    )  # fmt: skip


def came(house: House, asked: Asked, one: Reception | None, incident: Incident | None, silenced: str = "") -> Plain:
    """A signal and the incident behind it, as an answer, as far as it is theirs to see."""
    actor, reads, theirs = asked.caller.actor, READ_INCIDENTS in asked.caller.rights, Theirs(house.desk, asked)
    shown = reads and incident is not None and sees(actor, incident)
    told = one is not None and _may_read(theirs, asked, one)
    return {
        "signal": _told(house, one, asked, likely=reads) if one is not None and told else None,
        "known": None if one is None or told else known_json(one),
        "incident": as_json(incident, house, theirs) if incident is not None and shown else None,
        "silenced": silenced,
    }


def _may_read(theirs: Theirs, asked: Asked, one: Reception) -> bool:
    """Whether a signal's words are theirs to read: who sent it or looks has a part in it, unless that is hidden now.

    A key or a reference that was guessed opens nothing.
    """
    if asked.caller.by in (one.sender, one.looker):
        return not one.incident or theirs.has(one.incident)
    return READ_INCIDENTS in asked.caller.rights and theirs.has_signal(one)


def _received(house: House, asked: Asked, pace: Pace) -> Plain | Otherwise:
    said: NewSignal = asked.body
    speak_for(asked.caller, said.origin, said.key)
    pace.require(asked.caller, said.origin)
    lon, lat = said.place
    if lon is not None and lat is not None:
        in_the_city(house.pack, lon, lat)
    category = house.duties.handbook.category(said.category)  # a sender may use the codes of the city
    signal = Signal(
        origin=said.origin,
        key=said.key,
        at=said.at or house.clock(),
        category=category,
        level=said.level or 0,
        lon=lon,
        lat=lat,
        address=said.address,
        address_en=said.address_en,
        detail=said.detail,
        detail_en=said.detail_en,
        reference=said.reference,
        exercise=said.exercise,
        extra=said.extra | ({} if category == said.category else {"code": said.category}) | _in_person(asked),
    )
    with house.desk.together():
        taken = house.desk.receive(signal, by=acting(asked, said.by).shown)
        if taken.new:
            require_laid(house, asked, said.photos)
        fresh = taken.incident if taken.new else None
        incident = attached(house, asked, fresh, said.photos, Stage.REPORT) if fresh and said.photos else taken.incident
    content = came(house, asked, taken.reception, incident, taken.silenced)
    if not taken.new:
        return Otherwise(HTTPStatus.OK, content)
    if taken.incident is None:
        return Otherwise(HTTPStatus.ACCEPTED, content)
    pace.made(asked.caller, said.origin)
    return content


def _in_person(asked: Asked) -> dict[str, str]:
    """Who reports what they saw is the reporter, whatever they call themselves; others write down whom they heard."""
    own = asked.caller.origins == COLLECTED and not asked.caller.actor.machine
    return {"caller": asked.caller.by} if own else {}


def _several(house: House, asked: Asked) -> Plain:
    which: Which = asked.query
    kept, theirs = house.desk.signals.record, Theirs(house.desk, asked)
    if not sees_all(asked.caller.actor):
        return {"signals": [], "waiting": 0, "total": 0}
    waits, looked = which.state == "waiting", which.likely == "true"
    states = WAITING if waits else frozenset({SignalState(which.state)})
    found = (
        urgent(house.desk.signals, asked.caller.by, states) if states <= WAITING else kept.newest(states, which.limit)
    )
    shown = [one for one in found if theirs.has_signal(one)][: which.limit]
    told = [_told(house, one, asked, likely=looked) for one in shown]
    return {"signals": told, "waiting": kept.how_many(WAITING), "total": kept.how_many(states)}


def _one(house: House, asked: Asked) -> Plain:
    number, theirs = asked.path["number"], Theirs(house.desk, asked)
    if not sees_all(asked.caller.actor) or not theirs.has_signal(one := house.desk.signals.find(number)):
        raise not_found(f"There is no signal {number} among yours.")
    log = [line_json(line) for line in house.desk.signals.log(number)]
    return _told(house, one, asked, likely=True) | {"log": log}


def _acted(house: House, asked: Asked, going: Going) -> Plain:
    action, said = asked.path["action"], asked.body
    if action not in BY_HAND:
        raise not_found(f"There is no action {action}. There are {', '.join(BY_HAND)}.")
    if action == "send" and said.looker and _is_theirs(house, asked):
        going.require_looker(said.looker)
    if said.lon is not None and said.lat is not None:
        in_the_city(house.pack, said.lon, said.lat)
    given = said.model_dump(exclude={"by", "level", "seen", "evidence"})
    wish = SignalWish(
        number=asked.path["number"], action=action, actor=acting(asked, said.by),
        operation=asked.operation, level=said.level or 0, seen=frozenset(said.seen), evidence=tuple(said.evidence),
        **given,
    )  # fmt: skip
    with house.desk.together():
        step = house.desk.signal_act(wish)
        incident = step.incident and _shown_by(house, asked, step.reception, step.incident)
    return came(house, asked, step.reception, incident)


def _shown_by(house: House, asked: Asked, one: Reception, incident: Incident) -> Incident:
    """The incident with the photos with which the signal came, and those with which it was decided."""
    photos = Facts.of(one.signal).photos if asked.path["action"] in _JOINS else ()
    reported = attached(house, asked, incident, photos, Stage.REPORT)
    return attached(house, asked, reported, asked.body.evidence)


def _is_theirs(house: House, asked: Asked) -> bool:
    """Whether it is for them to send somebody: nobody else learns which accounts there are."""
    one = house.desk.signals.find(asked.path["number"])
    return "send" in house.desk.signals.possible(one, asked.caller.actor)


def _told(house: House, one: Reception, asked: Asked, *, likely: bool) -> Plain:
    """A signal with its deadline, what they may do with it, and what it may be about where that is wanted."""
    possible = house.desk.signals.possible(one, asked.caller.actor)
    due = deadline_json(house.desk.signals.deadline(one), house.clock())
    facts = Facts.of(one.signal)
    # Whoever knows the hash of a photo could show it as their own.
    evidence = (
        facts.evidence if sees_photos(asked, one) else [name for name in facts.evidence if name not in facts.photos]
    )
    shown = {"evidence": list(evidence), "likely": _likely(house, one, asked) if likely else []}
    return signal_json(one, possible) | due | shown


def _likely(house: House, one: Reception, asked: Asked) -> list[Plain]:
    """What of theirs to see it may be about, while somebody still has to decide."""
    theirs = Theirs(house.desk, asked)
    found = house.desk.signals.likely(one) if one.waiting else ()
    return [likely_json(each) for each in found if theirs.has(each.number)]
