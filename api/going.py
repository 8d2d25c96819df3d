"""Going: who may be sent to look at a signal, or to check what was done: who is on duty and had no hand in it."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType

from pydantic import Field

from accounts.account import Account
from accounts.porter import Porter
from api.acting import seen
from api.answers import Words
from api.door import Asked, Door, Shape
from api.guard import ACT, ACT_ON_SIGNALS
from api.ports import House
from api.refusals import NotServed, Plain
from incidents.roles import ROLE_TITLES, Role, titles_of
from incidents.speaking import handlers

CHECKERS = frozenset({Role.COLLECTOR, Role.CALL_TAKER, Role.CHIEF})
LOOKERS = frozenset({Role.COLLECTOR})
_NOT_YOURS = MappingProxyType({"zh": "现在不由您派人。", "en": "It is not for you to send somebody now."})
_NOBODY = MappingProxyType({"zh": "现在没有可派的人在岗。", "en": "Nobody who could go is on duty now."})


class Person(Shape):
    """Somebody who is on duty: the name to send them under, what screens call them, and in which roles they go."""

    name: str
    shown: str
    roles: list[Role]
    title: Words


class People(Shape):
    """Who may be sent, by name; `why` says why there is nobody."""

    people: list[Person]
    why: Words | None = Field(description="null where there is somebody")


@dataclass(frozen=True, slots=True)
class Going:
    """Knows who may be sent; asks the accounts and the roster anew each time."""

    porter: Porter

    def require_checker(self, name: str) -> None:
        """Raises `NotServed` (422) where nobody of this name may be sent to check."""
        if not self._may(name, CHECKERS):
            zh = f"“{name}”不能核查：没有此账号、不在岗，或不是监督员、受理员、值班长。请从在岗人员中另选。"
            en = f"{name} may not check: no open account, off duty, or no collector, call taker or chief. Name another."
            raise _refused("no_such_checker", zh, en)

    def require_looker(self, name: str) -> None:
        """Raises `NotServed` (422) where nobody of this name may be sent to look."""
        if not self._may(name, LOOKERS):
            zh = f"“{name}”不能前往核实：没有此账号、不在岗，或不是监督员。请从在岗人员中另选。"
            en = f"{name} may not be sent to look: no open account, off duty, or no collector. Name another."
            raise _refused("no_such_looker", zh, en)

    def told(self, roles: frozenset[Role], but: frozenset[str]) -> Plain:
        """Everybody on duty in these roles, but for these."""
        people = [self._said(one, roles) for one in self.porter.on_duty(roles) if one.name not in but]
        return {"people": people, "why": None if people else dict(_NOBODY)}

    def _may(self, name: str, roles: frozenset[Role]) -> bool:
        account = self.porter.account(name)
        return account is not None and not self.porter.roles_now(account).isdisjoint(roles)

    def _said(self, one: Account, roles: frozenset[Role]) -> Plain:
        goes = [role for role in ROLE_TITLES if role in self.porter.roles_now(one) & roles]
        return {"name": one.name, "shown": one.shown, "roles": goes, "title": titles_of(goes)}


def doors(house: House, going: Going) -> tuple[Door, ...]:
    """`GET /signals/{number}/lookers` and `GET /incidents/{number}/checkers`."""
    return (
        _door("/signals/{number}/lookers", "lookers", ACT_ON_SIGNALS, "Who may be sent to look at a signal",
              lambda asked: _lookers(house, going, asked)),
        _door("/incidents/{number}/checkers", "checkers", ACT, "Who may be sent to check what was done",
              lambda asked: _checkers(house, going, asked)),
    )  # fmt: skip


def _door(path: str, name: str, right: str, summary: str, handle: Callable[[Asked], Plain]) -> Door:
    refuses = (HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE)
    return Door(method="GET", path=path, name=name, right=right, answer=People, handle=handle, refuses=refuses,
                tags=(path.split("/")[1],), summary=f"{summary}: on duty now, in a role that may")  # fmt: skip


def _lookers(house: House, going: Going, asked: Asked) -> Plain:
    one = house.desk.signals.find(asked.path["number"])
    if "send" not in house.desk.signals.possible(one, asked.caller.actor):
        return _not_yours()
    return going.told(LOOKERS, frozenset({one.looker}))


def _checkers(house: House, going: Going, asked: Asked) -> Plain:
    one = seen(house.desk, asked)
    if not {"assign_check", "change_checker"}.intersection(house.desk.possible_for(one, asked.caller.actor)):
        return _not_yours()
    return going.told(CHECKERS, handlers(one) | {one.checker})


def _not_yours() -> Plain:
    """Nobody who may not send learns which accounts there are."""
    return {"people": [], "why": dict(_NOT_YOURS)}


def _refused(code: str, zh: str, en: str) -> NotServed:
    return NotServed(HTTPStatus.UNPROCESSABLE_ENTITY, code, en, words={"zh": zh, "en": en})
