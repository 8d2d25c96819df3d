"""Whom somebody acts for: only a department and a unit that the city has, and one where their role wants one."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from api.refusals import NotServed
from city.nearest import short
from incidents.categories import Category
from incidents.roles import Role

LISTED = 60  # names that a refusal lists
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
                raise _refused(f"no_such_{kind}", f"There is no {kind} {short(name)} here.", known)
            if role in roles and not name:
                raise _refused(f"no_{kind}", f"Whoever has the role {role} acts for a {kind}: say which.", known)


def whom(categories: Iterable[Category], responsibility: Iterable[Mapping[str, str]], units: Iterable[str]) -> Whom:
    """Everybody who answers for a category, alone or with another, or is named by the city's own table."""
    usual = [name for one in categories for name in (one.department, *_PARTS.split(one.department))]
    named = [row[column] for row in responsibility for column in ("department", "deputy")]
    return Whom(tuple(sorted({*usual, *named} - {""})), tuple(sorted(units)))


def _refused(code: str, what: str, known: tuple[str, ...]) -> NotServed:
    more = f" and {len(known) - LISTED} more" if len(known) > LISTED else ""
    listed = ", ".join(known[:LISTED]) or "none"
    return NotServed(HTTPStatus.UNPROCESSABLE_ENTITY, code, f"{what} There are {listed}{more}.")
