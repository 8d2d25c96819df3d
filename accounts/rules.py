"""Rules of the office: what accounts and keys may be called, and which roles nobody has together."""

import re
from collections.abc import Collection

from accounts.account import NAME, SEAT
from accounts.refusals import NotSo
from accounts.rights import ALONE, FOR_MACHINES, NEVER
from incidents.roles import ROLE_TITLES, Role

FIRST = "first"  # who makes the link for the first administrator, and in whose stream that stands
ITSELF = "onescreen"  # who writes what somebody did on the machine itself
OURSELVES = frozenset({FIRST, ITSELF, "system"})  # nobody else writes under these names


def named(name: str) -> None:
    """Raises `NotSo` for a name that no account and no key may have."""
    if not re.fullmatch(NAME, name) or name.startswith(SEAT) or name in OURSELVES:
        taken = ", ".join(sorted(OURSELVES))
        raise NotSo(
            zh=f"名称为 2 至 32 位小写字母、数字、点、下划线或连字符，首位为字母；不以 {SEAT} 开头，不为 {taken}。",
            en="A name has 2 to 32 small letters, digits, dots, lines below or dashes, the first a letter; it does not "
            f"begin with {SEAT} and is none of {taken}.",
        )


def allowed(name: str, roles: frozenset[Role]) -> None:
    """Raises `NotSo` for roles that nobody may have together, or at all."""
    named(name)
    if not roles or roles & NEVER:
        raise NotSo(
            zh="账号至少有一个角色，且不得为系统本身的角色。",
            en="An account has at least one role, and never that of OneScreen itself.",
        )
    if roles & ALONE and len(roles) > 1:
        alone = sorted(roles & ALONE)
        titles = "、".join(ROLE_TITLES[one]["zh"] for one in alone)
        raise NotSo(
            zh=f"{titles}不得兼任其他角色：管理账号者与墙屏均不参与案卷处置。",
            en=f"Whoever is {', '.join(alone)} is nothing else: who makes accounts has no part in incidents, nor has a "
            "wall.",
        )


def named_alike(*, zh: str, en: str, name: str) -> NotSo:
    """What is said where an account and a key would have one name."""
    return NotSo(
        zh=f"已有{zh}名为 {name}。请另取名称：日志中以此区分。",
        en=f"{en} is called {name}. Choose another name: lines of the log tell one from another.",
    )


def too_much(more: Collection[str]) -> NotSo:
    """What is said where a machine would get rights that none has."""
    asked, may = ", ".join(more), ", ".join(sorted(FOR_MACHINES))
    return NotSo(
        zh=f"机器不得有权限 {asked}；可有 {may}。", en=f"A machine has no right to {asked}. It may have {may}."
    )
