"""Roles: who takes part in the closed loop, and whoever acts in one of them."""

from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever acts, in the roles that are theirs just now: by account and, where the desk needs it, by roster.

    `department` and `unit` are whom they act for, "" where for none.
    """

    by: str
    roles: frozenset[Role]
    department: str = ""
    unit: str = ""
