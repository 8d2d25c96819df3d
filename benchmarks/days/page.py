"""The page: a section a subject, its tables drawn from figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

Cell = str | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What one subject has to tell: what the data are, the tables with a headline each, and what is surprising."""

    title: str
    data: str
    tables: Sequence[tuple[str, str]]
    surprising: Sequence[str]

    def drawn(self, took_s: float) -> str:
        """The section in Markdown, with how long it took."""
        tables = [line for headline, table in self.tables for line in (headline, "", table, "")]
        remarks = [f"- {one}" for one in self.surprising]
        return "\n".join(
            [f"## {self.title}", "", f"*The data:* {self.data}", "", *tables, "What stands out:", "", *remarks, "",
             f"Reading and reckoning took {took_s:.1f} s.", ""]
        )  # fmt: skip


def table(head: Sequence[str], rows: Iterable[Sequence[Cell]], digits: int = 1) -> str:
    """A table in Markdown; unknown figures are dashes."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *([shown(cell, digits) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def shown(cell: Cell, digits: int = 1) -> str:
    """A cell as it is read: whole numbers bare, others to so many digits, unknown as a dash.

    >>> shown(3.0), shown(2.345, 2), shown(float("nan")), shown("Wuhan")
    ('3', '2.35', '—', 'Wuhan')
    """
    if isinstance(cell, str):
        return cell
    if np.isnan(cell):
        return "—"
    return f"{int(cell)}" if float(cell).is_integer() else f"{cell:.{digits}f}"
