"""The city's own handbook (指挥手册): its codes of categories, and where it differs from our table.

Codes differ from city to city, so a code of a city means nothing without its handbook; ours are the same everywhere.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Self

from incidents.categories import Category, all_categories, limits_of
from incidents.faults import faults_said, misnamed

COLUMNS = ("category", "codes", "department", "level", "limit")


class WrongHandbook(ValueError):
    """The handbook cannot be used: every fault in one sentence each."""

    def __init__(self, faults: Iterable[str]) -> None:
        super().__init__(faults_said(tuple(faults)))


@dataclass(frozen=True, slots=True)
class Handbook:
    """Every category as the city has it, and ours by the city's codes; `version` changes with any word of it."""

    categories: Mapping[str, Category]
    ours: Mapping[str, str]
    version: str

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> Self:
        """The handbook of these rows, which have `COLUMNS`; what a row leaves empty, or lacks, is as in our table.

        `codes` are the city's own, with spaces between them. Raises `WrongHandbook` with every fault.
        """
        given = tuple(rows)
        categories, ours, faults = dict(all_categories()), dict[str, str](), list[str]()
        told = set[str]()
        for line, row in enumerate(given, 2):
            try:
                one = _category(row, categories)
            except ValueError as wrong:
                faults.append(f"Line {line}: {wrong}")
                continue
            if one.code in told:
                faults.append(f"Line {line}: {one.code} stands there twice. Make one line of them.")
            told.add(one.code)
            categories[one.code] = one
            for code in row.get("codes", "").split():
                if wrong := _clash(code, one.code, ours):
                    faults.append(f"Line {line}: {wrong}")
                ours.setdefault(code, one.code)
        if faults:
            raise WrongHandbook(faults)
        return cls(MappingProxyType(categories), MappingProxyType(ours), _version(given))

    def category(self, code: str) -> str:
        """Our code for one of the city's; any other as it is.

        >>> Handbook.of([dict(zip(COLUMNS, ("M0102", "0102 A7", "", "", ""), strict=True))]).category("A7")
        'M0102'
        """
        return self.ours.get(code, code)

    def codes(self, category: str) -> tuple[str, ...]:
        """The city's codes for a category of ours, in the order of its handbook."""
        return tuple(code for code, one in self.ours.items() if one == category)


def _category(row: Mapping[str, str], categories: Mapping[str, Category]) -> Category:
    """A row as a category. Raises `ValueError` with what is wrong in it."""
    if wrong := misnamed(row, COLUMNS) or ("" if "category" in row else "it lacks category."):
        raise ValueError(wrong)
    said = {name: row.get(name, "").strip() for name in COLUMNS}
    one = categories.get(said["category"])
    if one is None:
        raise ValueError(f"{said['category']!r} is no category. Take a code of incidents/categories.csv.")
    if said["level"] not in {"", "1", "2", "3", "4"}:
        raise ValueError(f"the level of {one.code} is {said['level']!r}; it should be 1 (most urgent) to 4, or empty.")
    limit = said["limit"] or one.limit
    return replace(
        one, department=said["department"] or one.department, level=int(said["level"] or one.level),
        limit=limit, limits=limits_of(limit, one.track),
    )  # fmt: skip


def _clash(code: str, category: str, ours: Mapping[str, str]) -> str:
    """Why this code of the city cannot stand for this category; empty where it can."""
    if code != category and code in all_categories():
        return f"{code} is a category of ours, so it cannot be the city's code for {category}. Take it out."
    if ours.get(code, category) != category:
        return f"the code {code} stands for {ours[code]} already, and for {category} here. A code is one category's."
    return ""


def _version(rows: tuple[Mapping[str, str], ...]) -> str:
    said = "\n".join(sorted("\t".join(row.get(name, "") for name in COLUMNS) for row in rows))
    return hashlib.sha256(said.encode()).hexdigest()[:8] if rows else ""
