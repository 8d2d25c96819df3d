"""The files of a pack that the city writes itself, in a table program or an editor; no importer makes them."""

import csv
import io
from pathlib import Path

from geo.columns import separator_of, text_of

RESPONSIBILITY = "responsibility.csv"
HANDBOOK = "handbook.csv"
OWN_FILES = (RESPONSIBILITY, HANDBOOK)
MEND = "Mend that file, or take it out of the folder: a city needs none."


def own_rows(path: Path) -> list[dict[str, str]]:
    """The rows of such a file, in any encoding and with any separator of the usual ones; none where there is no file.

    Rows without a word are left out, and a row that is shorter than the head lacks the rest. Raises `OSError`,
    `csv.Error`, and `ValueError` where a row is longer.
    """
    if not path.exists():
        return []
    text = text_of(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    head = [name.strip() for name in next(reader, [])]
    found: list[dict[str, str]] = []
    for row in reader:
        if any(cell.strip() for cell in row[len(head) :]):
            raise ValueError(f"line {reader.line_num} has more cells than the head has names; quote a cell with commas")
        if any(cell.strip() for cell in row):
            found.append(dict(zip(head, row, strict=False)))
    return found
