"""Column names of other people's tables: which column holds the longitude, the name, the code.

What the caller said wins; else the usual English and Chinese names of `column_names.csv` are tried in order, whatever
their case.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from geo.importing.tables import Missing

USUAL = Path(__file__).with_name("column_names.csv")  # by what is wanted the usual names, the likeliest first


def plain(name: str) -> str:
    """A column's name without case, spaces and marks.

    >>> plain(" Total.Pop "), plain("所在 经度")
    ('totalpop', '所在经度')
    """
    return re.sub(r"[\s_.:\-]+", "", name.casefold())


def found_columns(path: Path, columns: Sequence[str], wanted: Sequence[str], said: Mapping[str, str]) -> dict[str, str]:
    """By what is wanted, the column that holds it; what no column holds is left out. Raises `Missing`.

    >>> found_columns(Path("a.csv"), ["站名", "经度", "Latitude"], ["lon", "lat", "name", "code"], {})
    {'lon': '经度', 'lat': 'Latitude', 'name': '站名'}
    """
    found: dict[str, str] = {}
    by_plain = {plain(str(column)): str(column) for column in reversed(columns)}
    for one in wanted:
        if one in said:
            if plain(said[one]) not in by_plain:
                raise Missing(f"{path} has no column {said[one]} ({one}). It has {listed(columns)}. Name one of them.")
            found[one] = by_plain[plain(said[one])]
            continue
        column = next((by_plain[plain(usual)] for usual in _usual()[one] if plain(usual) in by_plain), None)
        if column is not None and column not in found.values():
            found[one] = column
    return found


def listed(columns: Sequence[str]) -> str:
    """The first dozen of these names."""
    return ", ".join(str(column) for column in columns[:12]) + (" …" if len(columns) > 12 else "")


@cache
def _usual() -> Mapping[str, Sequence[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    with USUAL.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names[row["what"]].append(row["usual"])
    return names
