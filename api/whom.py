"""Whom somebody acts for: only a department and a unit that the city has, and one where their role wants one."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType

from api.refusals import NotServed
from city.nearest import short
from incidents.categories import Category
from incidents.roles import ROLE_TITLES, Role

LISTED = 60  # names that a refusal lists
_KINDS: Mapping[str, str] = MappingProxyType({"department": "部门", "unit": "单位"})
_PARTS = re.compile(r"[+/]")  # two departments that answer for one category


@dataclass(frozen=True, slots=True)
class Whom:
    """The departments and the units of a city, by name."""

    departments: tuple[str, ...]
    units: tuple[str, ...]

    def check(self, roles: Collection[Role], department: str, unit: str) -> None:
        """Raises `NotServed` where one is unknown, or missing for the role of somebody who acts for it."""
        for kind, name, role, known in (
            ("department", department, Role.DEPARTMENT, self.departments),
            ("unit", unit, Role.UNIT, self.units),
        ):
            if name and name not in known:
                zh = f"没有{_KINDS[kind]} {short(name)}。"
                raise _refused(f"no_such_{kind}", zh, f"There is no {kind} {short(name)} here.", known)
            if role in roles and not name:
                zh = f"角色“{ROLE_TITLES[role]['zh']}”须指明所属{_KINDS[kind]}。"
                raise _refused(f"no_{kind}", zh, f"Whoever has the role {role} acts for a {kind}: say which.", known)


def whom(categories: Iterable[Category], responsibility: Iterable[Mapping[str, str]], units: Iterable[str]) -> Whom:
    """Everybody who answers for a category, alone or with another, or is named by the city's own table."""
    usual = [name for one in categories for name in (one.department, *_PARTS.split(one.department))]
    named = [row[column] for row in responsibility for column in ("department", "deputy")]
    return Whom(tuple(sorted({*usual, *named} - {""})), tuple(sorted(units)))


def _refused(code: str, zh: str, en: str, known: tuple[str, ...]) -> NotServed:
    left = len(known) - LISTED
    listed = ", ".join(known[:LISTED])
    words = {
        "zh": f"{zh}现有 {listed or '无'}" + (f" 等 {len(known)} 个。" if left > 0 else "。"),
        "en": f"{en} There are {listed or 'none'}" + (f" and {left} more." if left > 0 else "."),
    }
    return NotServed(HTTPStatus.UNPROCESSABLE_ENTITY, code, words["en"], words=words)
