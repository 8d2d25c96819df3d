"""Accounts: who may come in, in which roles; for administrators, and for the chief who unlocks one at night."""

from http import HTTPStatus
from typing import Annotated

from pydantic import Field, StringConstraints

from accounts.account import NAME, Account
from accounts.office import Office, Wanted
from api.door import Asked, Door, Shape
from api.guard import ADMINISTER, UNLOCK
from api.refusals import Plain
from api.values import UNSEEN
from api.whom import Whom
from incidents.roles import Role

Shown = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=rf"^[^{UNSEEN}<>]+$")
]
For = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60, pattern=rf"^[^{UNSEEN}<>]*$")]


class Changed(Shape):
    """What an account shall be from now on; what is left out stays."""

    shown: Shown | None = Field(default=None, description="what screens call them")
    roles: list[Role] | None = None
    department: For | None = Field(default=None, description="whom they act for, empty for none")
    unit: For | None = None
    disabled: bool | None = Field(default=None, description="kept out, whatever they know")


class New(Changed):
    """A new account; its owner chooses the password."""

    name: Annotated[str, StringConstraints(pattern=NAME)] = Field(description="what is written down as `by`")
    roles: list[Role] | None = Field(min_length=1)


class One(Shape):
    """An account; `has_password` is false until its link was opened."""

    name: str
    shown: str
    roles: list[str]
    department: str
    unit: str
    disabled: bool
    has_password: bool


class OneWithLink(One):
    """An account, and the way under which its owner chooses a password, once and within a day; told here alone."""

    link: str


class Accounts(Shape):
    """Every account, by name."""

    accounts: list[One]


def doors(office: Office, whom: Whom) -> tuple[Door, ...]:
    """`GET` and `POST /accounts`, and `POST` of one's `/changes`, `/links` and `/unlock`."""
    away = (HTTPStatus.SERVICE_UNAVAILABLE,)
    some = (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, *away)
    return (
        Door(
            method="GET", path="/accounts", name="accounts", right=ADMINISTER, answer=Accounts, tags=("people",),
            handle=lambda _: {"accounts": [_told(one) for one in office.accounts()]}, refuses=away,
            summary="Every account, with its roles",
        ),
        Door(
            method="POST", path="/accounts", name="make_account", right=ADMINISTER, answer=OneWithLink, body=New,
            handle=lambda asked: _made(office, whom, asked), status=HTTPStatus.CREATED, refuses=some[1:],
            tags=("people",),
            summary="Make an account; the answer holds the link under which its owner chooses a password",
        ),
        Door(
            method="POST", path="/accounts/{name}/changes", name="change_account", right=ADMINISTER, answer=One,
            body=Changed, refuses=some, tags=("people",),
            handle=lambda asked: _told(_changed(office, whom, asked)),
            summary="Change an account; its sessions end where it may do something else now",
        ),
        Door(
            method="POST", path="/accounts/{name}/links", name="link_account", right=ADMINISTER, answer=OneWithLink,
            handle=lambda asked: _linked(office, asked), status=HTTPStatus.CREATED, refuses=some, tags=("people",),
            summary="A link for a new password, or for a wall's screen; it opens once, within a day",
        ),
        Door(
            method="POST", path="/accounts/{name}/unlock", name="unlock_account", right=UNLOCK, answer=One,
            handle=lambda asked: _told(office.unlock(asked.caller, asked.path["name"])), refuses=some,
            tags=("people",), summary="Forget the wrong passwords of an account that is locked",
        ),
    )  # fmt: skip


def _made(office: Office, whom: Whom, asked: Asked) -> Plain:
    said: New = asked.body
    whom.check(said.roles or (), said.department or "", said.unit or "")
    account, secret = office.make(asked.caller, said.name, _wanted(said))
    return _told(account) | {"link": link_to(secret)}


def _changed(office: Office, whom: Whom, asked: Asked) -> Account:
    """The account after a change; whom it acts for is looked at only where that or its roles change."""
    said, before = asked.body, office.porter.account(asked.path["name"])
    if before is not None and (said.roles, said.department, said.unit) != (None, None, None):
        roles = before.roles if said.roles is None else said.roles
        department = before.department if said.department is None else said.department
        whom.check(roles, department, before.unit if said.unit is None else said.unit)
    return office.change(asked.caller, asked.path["name"], _wanted(said))


def _linked(office: Office, asked: Asked) -> Plain:
    account, secret = office.link(asked.caller, asked.path["name"])
    return _told(account) | {"link": link_to(secret)}


def link_to(secret: str) -> str:
    """The path at which a link is opened."""
    return f"/first?link={secret}"


def _wanted(said: Changed) -> Wanted:
    roles = None if said.roles is None else frozenset(said.roles)
    return Wanted(
        shown=said.shown, roles=roles, department=said.department, unit=said.unit, disabled=said.disabled
    )  # fmt: skip


def _told(one: Account) -> Plain:
    return {
        "name": one.name, "shown": one.shown, "roles": sorted(one.roles), "department": one.department,
        "unit": one.unit, "disabled": one.disabled, "has_password": bool(one.password),
    }  # fmt: skip
