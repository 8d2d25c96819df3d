"""Courses: what each thing said one after the other, laid out side by side."""

import numpy as np

from city.readings import Floats
from geo.areas import Ints


def newest_first(who: Ints, age_s: Floats, most: int | None = None) -> Ints:
    """The rows of each thing, its newest first (things, most), -1 where it has said no more; things by their numbers.

    Without `most`, as many as the most talkative thing has, but at least one.

    >>> newest_first(np.array([7, 3, 7]), np.array([60.0, 5.0, 30.0]))
    array([[ 1, -1],
           [ 2,  0]])
    """
    order = np.lexsort((age_s, who))
    numbers = who[order]
    begins = np.flatnonzero(np.append(True, numbers[1:] != numbers[:-1])) if order.size else np.zeros(0, dtype=np.intp)
    count = np.diff(np.append(begins, order.size))
    rank = np.arange(order.size) - np.repeat(begins, count)
    width = int(count.max(initial=1)) if most is None else most
    found = np.full((begins.size, width), -1, dtype=np.intp)
    kept = rank < width
    found[np.repeat(np.arange(begins.size), count)[kept], rank[kept]] = order[kept]
    return found


def told(column: Floats, rows: Ints) -> Floats:
    """What a column (k,) says in these rows, in their shape; NaN where there is none."""
    return np.where(rows >= 0, column[rows], np.nan) if column.size else np.full(rows.shape, np.nan)
