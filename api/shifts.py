"""Shifts: who is on duty, and how one shift hands over to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from api import shift_shapes
from api.door import Asked, Door
from api.guard import ACT_ON_SHIFTS, INSIDE, READ_OFFICE
from api.on_a_shift import Accounts, check
from api.ports import House
from api.refusals import NotServed, Plain, not_found
from incidents.lines import Line
from incidents.machines.shift import ROWS, STATE_TITLES
from incidents.office.rota import Rota
from incidents.office.steps import ACTIONS, TITLES
from incidents.office.wishes import Plan, ShiftWish
from incidents.roles import Actor, Role
from incidents.shifts import Shift, ShiftState, overdue
from live.wire import iso


def doors(house: House, account: Accounts) -> tuple[Door, ...]:
    """`GET` and `POST /shifts`, `GET /shifts/{name}`, and `POST` of its `/actions/{action}`.

    `account` finds the account of a name that is put on a roster.
    """
    rota = house.duty_room.rota

    def now(asked: Asked) -> Plain:
        duty = rota.duty(house.clock())
        ones = {"present": duty.present, "next": duty.next, "last": duty.last}
        said = {name: None if one is None else _for(asked, one, house.clock(), account) for name, one in ones.items()}
        return {"everybody": not duty.planned, **said}

    conflicts = (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.SERVICE_UNAVAILABLE)
    return (
        Door(
            method="GET", path="/shifts", name="shifts", right=INSIDE, answer=shift_shapes.Shifts, handle=now,
            tags=("office",), refuses=conflicts[2:], summary="The shift on duty, the next one and the last",
        ),
        Door(
            method="GET", path="/shifts/{name}", name="shift", right=READ_OFFICE, answer=shift_shapes.ShiftWithLog,
            handle=lambda asked: _with_log(rota, asked.path["name"], house.clock()), tags=("office",),
            refuses=(conflicts[0], conflicts[2]), summary="One shift with its sheet, its remarks and its log",
        ),
        Door(
            method="POST", path="/shifts", name="plan_shift", right=ACT_ON_SHIFTS, keyed=True,
            answer=shift_shapes.OneShift,
            body=shift_shapes.NewShift, handle=lambda asked: _planned(house, account, asked), status=HTTPStatus.CREATED,
            tags=("office",), refuses=conflicts[1:], summary="Plan a shift; a chief or an administrator does",
        ),
        Door(
            method="POST", path="/shifts/{name}/actions/{action}", name="act_on_shift", right=ACT_ON_SHIFTS, keyed=True,
            answer=shift_shapes.OneShift, body=shift_shapes.ShiftAct,
            handle=lambda asked: _acted(house, account, asked), tags=("office",), refuses=conflicts,
            choices={"action": ACTIONS}, summary=f"Act on a shift: {', '.join(ACTIONS)}",
        ),
    )  # fmt: skip


def signing(asked: Asked, by: str | None) -> Actor:
    """Whoever signs: the caller in person. Raises `NotServed` where they give another's name."""
    actor = asked.caller.actor
    if by is None or by == actor.by or actor.unasked:
        return actor if by is None else replace(actor, by=by)
    message = f"You are {actor.by}, and nobody signs for {by}. Leave `by` out, or let them log in."
    raise NotServed(HTTPStatus.FORBIDDEN, "forbidden", message)


def _planned(house: House, account: Accounts, asked: Asked) -> Plain:
    new: shift_shapes.NewShift = asked.body
    plan = Plan(
        name=new.name, begins_at=new.begins_at, ends_at=new.ends_at, leader=new.leader, roster=_roster(new.roster)
    )
    check(account, plan.roster, plan.leader)
    shift = house.duty_room.rota.plan(plan, signing(asked, new.by), asked.operation, asked.caller.by)
    return _told(house, account, asked, shift)


def _acted(house: House, account: Accounts, asked: Asked) -> Plain:
    action, wanted = asked.path["action"], asked.body
    if action not in ACTIONS:
        raise not_found(f"There is no action {action}. There are {', '.join(ACTIONS)}.")
    wish = ShiftWish(
        name=asked.path["name"], action=action, actor=signing(asked, wanted.by), version=wanted.version,
        operation=asked.operation, through=asked.caller.by, lines=tuple(wanted.lines), note=wanted.note,
        kind=wanted.kind, number=wanted.number, due_at=wanted.due_at, leader=wanted.leader, ends_at=wanted.ends_at,
        roster=None if wanted.roster is None else _roster(wanted.roster),
    )  # fmt: skip
    check(account, wish.roster, wish.leader)
    return _told(house, account, asked, house.duty_room.rota.act(wish))


def _told(house: House, account: Accounts, asked: Asked, shift: Shift) -> Plain:
    """The shift as it was answered; the screens hear that there is something new."""
    house.duty_room.look()
    return _for(asked, shift, house.clock(), account)


def _for(asked: Asked, one: Shift, now: datetime, account: Accounts) -> Plain:
    """The shift as whoever asks may see it: who is chief and until when is for everybody, the sheet for the desk.

    The names by which people log in are told in the office alone; to the others what screens call them.
    """
    said, rights = _said(one, now), asked.caller.rights
    sheet: Plain = {} if READ_OFFICE in rights else {"lines": [], "remarks": []}
    people: Plain = {} if {READ_OFFICE, ACT_ON_SHIFTS} & rights else {"roster": {}} | _shown(one, account)
    return said | sheet | people | ({} if ACT_ON_SHIFTS in rights else {"possible": []})


def _shown(one: Shift, account: Accounts) -> Plain:
    def shown(name: str) -> str:
        known = account(name) if name else None
        return name if known is None else known.shown  # a name without an account, of made-up people, lets nobody in

    return {
        "leader": shown(one.leader), "signed_out": shown(one.signed_out), "signed_in": shown(one.signed_in),
        "chiefs": [called for name in one.chiefs if (called := shown(name))],
    }  # fmt: skip


def _roster(said: Mapping[str, Sequence[Role]]) -> dict[str, frozenset[Role]]:
    return {by: frozenset(roles) for by, roles in said.items()}


def _with_log(rota: Rota, name: str, now: datetime) -> Plain:
    return _said(rota.find(name), now) | {"log": [_line(one) for one in rota.log(name)]}


def _said(one: Shift, now: datetime) -> Plain:
    return {
        "name": one.name, "version": one.version, "state": one.state.value, "title": dict(STATE_TITLES[one.state]),
        "begins_at": iso(one.begins_at), "ends_at": iso(one.ends_at),
        "handed_at": None if one.handed_at is None else iso(one.handed_at), "leader": one.leader,
        "chiefs": list(one.chiefs), "roster": {by: sorted(roles) for by, roles in sorted(one.roster.items())},
        "lines": [
            {"nth": nth, "group": line.group, "about": line.about, "number": line.number, "words": dict(line.words),
             "more": dict(line.more), "by": line.by}
            for nth, line in enumerate(one.lines, 1)
        ],
        "remarks": [
            {"at": iso(said.at), "by": said.by, "kind": said.kind, "text": said.text, "number": said.number,
             "due_at": None if said.due_at is None else iso(said.due_at)}
            for said in one.remarks
        ],
        "signed_out": one.signed_out, "signed_in": one.signed_in, "late": overdue(one, now), "made_up": one.made_up,
        "possible": _possible(one),
    }  # fmt: skip


def _possible(one: Shift) -> list[str]:
    """The actions that the state of a shift allows; of the sheet only where it is not all read."""
    moves = [row.action for row in ROWS if one.state in row.comes_from]
    ticks = ["tick"] if one.state is ShiftState.HANDOVER and not all(line.by for line in one.lines) else []
    return [*moves, *ticks, *(["remark"] if one.on else []), *([] if one.state is ShiftState.CLOSED else ["roster"])]


def _line(one: Line) -> Plain:
    return {
        "seq": one.seq, "version": one.stream_seq, "action": one.action,
        "title": dict(TITLES.get(one.action, {"zh": one.action, "en": one.action})), "at": iso(one.at), "by": one.by,
        "role": one.role, "came_from": one.came_from, "to": one.to, "details": dict(one.body),
    }  # fmt: skip
