"""On a shift: only accounts that may do what the roster says; else nobody could take it over."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from accounts.account import Account
from api import shift_shapes
from api.refusals import NotServed
from incidents.roles import Role

Accounts = Callable[[str], Account | None]


def check(account: Accounts, roster: Mapping[str, frozenset[Role]] | None, leader: str | None) -> None:
    """Raises `NotServed` for a name that is no account's, for a closed one, and for roles that an account has not."""
    for by, roles in (roster or {}).items():
        if strange := sorted(roles - shift_shapes.ROLES_ON_SHIFT):
            known = ", ".join(sorted(shift_shapes.ROLES_ON_SHIFT))
            raise _refused("not_valid", f"roster: {by} cannot be {strange[0]} on a shift. Name some of {known}.")
        _may_be(account, by, roles)
    if leader:
        _may_be(account, leader, frozenset({Role.LEADER}))


def _may_be(account: Accounts, by: str, roles: frozenset[Role]) -> None:
    found = account(by)
    if found is None or found.disabled:
        words = {
            "zh": f"没有可用的账号“{by}”。请先建立账号，再排班。",
            "en": f"There is no open account {by}. Make it first, then name it on the roster.",
        }
        raise _refused("no_such_account", words["en"], words)
    if missing := sorted(roles - found.roles):
        words = {
            "zh": f"账号“{by}”没有 {missing[0].value} 角色。请改排班，或由管理员授予该角色。",
            "en": f"Account {by} is no {missing[0].value}. Name another, or let an administrator give it the role.",
        }
        raise _refused("not_their_role", words["en"], words)


def _refused(code: str, message: str, words: Mapping[str, str] | None = None) -> NotServed:
    more = {} if words is None else {"words": dict(words)}
    return NotServed(HTTPStatus.UNPROCESSABLE_ENTITY, code, message, **more)
