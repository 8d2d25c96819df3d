"""Columns: a table of text as columns, for tables that are large."""

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from geo.place import Floats

ENCODINGS = ("utf-8-sig", "gb18030")  # as programs save CSV files, Excel among them
SEPARATORS = (",", ";", "\t", "|")


def text_of(path: Path) -> str:
    """The text of a file that somebody saved in UTF-8, or else in GB 18030 (GBK). Raises `ValueError`."""
    letters = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            return letters.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("it is text neither in UTF-8 nor in GB 18030; save it as CSV in UTF-8")


def separator_of(text: str) -> str:
    """What stands between the cells of a table, by its head."""
    return max(SEPARATORS, key=text.split("\n", 1)[0].count)


def columns_of(path: Path) -> dict[str, tuple[str, ...]]:
    """The columns of a large table: ten times quicker than a mapping for each row. Raises `ValueError`."""
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = [row for row in csv.reader(file, strict=True) if row] or [[]]
    if any(len(row) != len(head) for row in rows):
        raise ValueError(f"not every row has {len(head)} columns as its head does")
    columns = zip(*rows, strict=True) if rows else ((),) * len(head)
    return dict(zip(head, columns, strict=True))


def numbers(columns: Mapping[str, tuple[str, ...]], name: str) -> Floats:
    """The figures of a column (n,). Raises `ValueError` where one is none."""
    figures = np.array([float(one) for one in columns[name]])
    if odd := np.flatnonzero(~np.isfinite(figures)).tolist():
        raise ValueError(f"{name} is {columns[name][odd[0]]!r}, it should be a number")
    return figures


def rows_of(path: Path, unique: str = "") -> list[dict[str, str]]:
    """The rows of a CSV file, each by its columns; in the column `unique` nothing may stand twice.

    Raises `OSError` and `csv.Error` where it cannot be read, `ValueError` where something stands twice.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    if unique:
        [(name, times)] = Counter(row[unique] for row in rows).most_common(1) or [("", 0)]
        if times > 1:
            raise ValueError(f"the {unique} {name} stands there {times} times; give each its own")
    return rows
