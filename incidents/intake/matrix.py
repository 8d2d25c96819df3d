"""The responsibility matrix: which department answers for a category in a district, and since when (责任主体唯一).

Where the city says nothing, it is the category's own department.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from incidents.categories import Category
from incidents.faults import faults_said, misnamed

EVERYWHERE = ""
COLUMNS = ("category", "district", "department", "deputy", "from", "until")
NEEDED = ("category", "department")


class WrongMatrix(ValueError):
    """The matrix cannot be used: every fault in one sentence each."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(faults_said(self.faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One row: from `since` on, the day included, and until `until`, the day included; None is open.

    `district` is the code of a district, or "" for the whole city.
    """

    category: str
    district: str
    department: str
    deputy: str
    since: date | None
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether it is in force on this day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsible:
    """Who answers for it: a department and its deputy, "" where nobody is named.

    `matrix` is the version of the matrix that says so, "" where the category alone does.
    """

    department: str
    deputy: str
    matrix: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """All duties of a city, by category and district; `version` changes with any word of them."""

    duties: Mapping[tuple[str, str], tuple[Duty, ...]]
    categories: Mapping[str, Category]
    version: str

    @classmethod
    def of(
        cls, rows: Iterable[Mapping[str, str]], categories: Mapping[str, Category], districts: Collection[str]
    ) -> Self:
        """The matrix of these rows, which have `COLUMNS`. Raises `WrongMatrix` with every fault."""
        given = tuple(rows)
        faults: list[str] = []
        duties: dict[tuple[str, str], list[Duty]] = {}
        for line, row in enumerate(given, 2):
            try:
                duty = _duty(row, categories, districts)
            except WrongMatrix as wrong:
                faults += [f"Line {line}: {one}" for one in wrong.faults]
                continue
            for other in duties.setdefault((duty.category, duty.district), []):
                if _overlap(duty, other):
                    faults.append(
                        f"Line {line}: {duty.category} in {duty.district or 'the whole city'} is {other.department}'s "
                        f"in the same time. Let one end the day before the other begins."
                    )
            duties[duty.category, duty.district].append(duty)
        if faults:
            raise WrongMatrix(faults)
        said = "\n".join(sorted("\t".join(row.get(name, "") for name in COLUMNS) for row in given))
        version = hashlib.sha256(said.encode()).hexdigest()[:8] if given else ""
        return cls({key: tuple(ones) for key, ones in duties.items()}, categories, version)

    def responsible(self, category: str, district: str, day: date) -> Responsible:
        """Who answers for this category in this district ("" where unknown) on this day, local to the city."""
        for place in dict.fromkeys((district, EVERYWHERE)):
            for duty in self.duties.get((category, place), ()):
                if duty.holds(day):
                    return Responsible(department=duty.department, deputy=duty.deputy, matrix=self.version)
        known = self.categories.get(category)
        return Responsible(department="" if known is None else known.department, deputy="", matrix="")


def _duty(row: Mapping[str, str], categories: Mapping[str, Category], districts: Collection[str]) -> Duty:
    missing = [name for name in NEEDED if name not in row]
    if wrong := misnamed(row, COLUMNS) or (f"it lacks {', '.join(missing)}." if missing else ""):
        raise WrongMatrix([wrong])
    said = {name: row.get(name, "").strip() for name in COLUMNS}
    faults: list[str] = []
    if said["category"] not in categories:
        faults.append(f"{said['category']!r} is no category. Take a code of incidents/categories.csv.")
    if said["district"] and said["district"] not in districts:
        some = ", ".join(sorted(districts)[:5])
        faults.append(f"{said['district']!r} is no district. There are {some} …; leave it empty for the whole city.")
    if not said["department"]:
        faults.append("it names no department.")
    since, until = _day(said["from"], faults), _day(said["until"], faults)
    if since is not None and until is not None and until < since:
        faults.append(f"it ends on {until}, before it begins on {since}.")
    if faults:
        raise WrongMatrix(faults)
    return Duty(
        category=said["category"], district=said["district"], department=said["department"], deputy=said["deputy"],
        since=since, until=until,
    )  # fmt: skip


def _day(text: str, faults: list[str]) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        faults.append(f"{text!r} is no day. Write it as 2026-01-31, or leave it empty.")
        return None


def _overlap(one: Duty, other: Duty) -> bool:
    begins_in_time = one.since is None or other.until is None or one.since <= other.until
    return begins_in_time and (other.since is None or one.until is None or other.since <= one.until)
