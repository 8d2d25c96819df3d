"""Roles: who takes part in the closed loop, and whoever acts in one of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What somebody is in the closed loop (section A.2.2 of the specification)."""

    COLLECTOR = "collector"  # 监督员: reports, verifies and checks on the spot
    CALL_TAKER = "call_taker"  # 受理员: takes in what is reported
    DISPATCHER = "dispatcher"  # 派遣员
    CHIEF = "chief"  # 值班长: files, closes, approves
    DEPARTMENT = "department"  # 专业部门: does the work
    UNIT = "unit"  # 处置人员: a crew on the way
    INSPECTOR = "inspector"  # 督查员
    COMMANDER = "commander"  # 指挥长
    LEADER = "leader"  # 领导, 分管领导
    ADMIN = "admin"  # 系统管理员: settings, never content
    WALL = "wall"  # 墙屏: sees what everybody may see, does nothing
    SYSTEM = "system"  # OneScreen itself


ROLE_TITLES: Mapping[Role, dict[str, str]] = MappingProxyType(
    {
        Role.COLLECTOR: {"zh": "监督员", "en": "the collector"},
        Role.CALL_TAKER: {"zh": "受理员", "en": "the call taker"},
        Role.DISPATCHER: {"zh": "派遣员", "en": "the dispatcher"},
        Role.CHIEF: {"zh": "值班长", "en": "the chief on duty"},
        Role.DEPARTMENT: {"zh": "专业部门", "en": "the department"},
        Role.UNIT: {"zh": "处置人员", "en": "the crew"},
        Role.INSPECTOR: {"zh": "督查员", "en": "the inspector"},
        Role.COMMANDER: {"zh": "指挥长", "en": "the commander"},
        Role.LEADER: {"zh": "分管领导", "en": "a leader"},
        Role.ADMIN: {"zh": "系统管理员", "en": "the administrator"},
        Role.WALL: {"zh": "墙屏", "en": "the wall"},
        Role.SYSTEM: {"zh": "系统", "en": "OneScreen itself"},
    }
)


# Not every department has a terminal: what it says by telephone is written down here, with who told so.
AT_THE_DESK = (Role.CALL_TAKER, Role.DISPATCHER)
FOR_A_DEPARTMENT = (Role.DEPARTMENT, *AT_THE_DESK)
# Whose turn it is to be named for, where the desk may write it down for them.
_BEHIND_THE_DESK = frozenset({Role.SYSTEM, *AT_THE_DESK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever acts, in the roles that are theirs just now: by account and, where the desk needs it, by roster.

    `by` tells one person from another. `department` and `unit` are whom they act for, "" where for none. `teller` is
    the name that was given beside the account: it is shown, and changes nothing. `unasked` is somebody of whom nobody
    asked who they are: they speak for every department and crew. `account_roles` are also theirs while they are off
    duty or away: what they see hangs on these. A `machine` has none, and sees what its key says.
    """

    by: str
    roles: frozenset[Role]
    department: str = ""
    unit: str = ""
    teller: str = ""
    unasked: bool = False
    account_roles: frozenset[Role] = frozenset()
    machine: bool = False

    @property
    def all_roles(self) -> frozenset[Role]:
        """Those that are in force, and those that rest."""
        return self.roles | self.account_roles

    @property
    def shown(self) -> str:
        """How the log calls them.

        >>> Actor(by="li", roles=frozenset(), teller="Wang").shown
        'Wang (li)'
        """
        return f"{self.teller} ({self.by})" if self.teller else self.by

    def acted_as(self, roles: Sequence[Role]) -> str:
        """In which of these roles they act, "" where nobody asked for theirs."""
        if self.unasked and Role.SYSTEM in self.roles:
            return ""
        return next((one.value for one in roles if one in self.roles), "")

    def speaks_for(self, department: str) -> bool:
        """Whether what they say is said by this department itself."""
        own = Role.DEPARTMENT in self.roles and bool(department) and department == self.department
        return own or self.unasked or Role.SYSTEM in self.roles

    def speaks_for_unit(self, unit: str) -> bool:
        """Whether they may say how this unit does: its own crew, or who sends units."""
        own = Role.UNIT in self.roles and bool(unit) and unit == self.unit
        return own or self.unasked or not self.roles.isdisjoint({Role.DISPATCHER, Role.SYSTEM})


def account_behind(shown: str) -> str:
    """The account or the key behind how the log calls somebody: what they call themselves beside it counts for nothing.

    >>> account_behind("gas-7 (gateway)"), account_behind("li")
    ('gateway', 'li')
    """
    return shown.rpartition(" (")[2].removesuffix(")")


def whose_turn(roles: Collection[Role]) -> tuple[Role, ...]:
    """Who is waited for, of those who may: people, and a department rather than the desk that writes for it.

    >>> whose_turn((Role.DEPARTMENT, Role.CALL_TAKER, Role.SYSTEM)), whose_turn((Role.CHIEF, Role.SYSTEM))
    ((<Role.DEPARTMENT: 'department'>,), (<Role.CHIEF: 'chief'>,))
    """
    people = tuple(one for one in roles if one is not Role.SYSTEM)
    return tuple(one for one in people if one not in _BEHIND_THE_DESK) if Role.DEPARTMENT in people else people


def titles_of(roles: Collection[Role]) -> dict[str, str]:
    """These roles in a few words, in every language."""
    zh, en = ([ROLE_TITLES[one][language] for one in roles] for language in ("zh", "en"))
    return {"zh": "、".join(zh), "en": " or ".join(en)}
