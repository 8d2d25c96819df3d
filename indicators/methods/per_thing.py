"""Things: the newest row of each, and the greatest of them per area, where an area is as bad as its worst thing."""

from collections.abc import Sequence

import numpy as np

from city.readings import Floats
from geo.areas import Areas, Ints

MOST_NUMBERS = 1_000_000


def newest_of_each(who: Ints, age_s: Floats) -> Ints:
    """Which rows (k,) are the newest of their things, in the order of the things' numbers.

    >>> newest_of_each(np.array([7, 3, 7]), np.array([60.0, 5.0, 30.0]))
    array([1, 2])
    """
    if bool((who[1:] > who[:-1]).all()):
        return np.arange(len(who))  # each thing is there once
    order = np.lexsort((age_s, who))
    numbers = who[order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = numbers[1:] != numbers[:-1]
    return order[first]


def renumbered(who: Ints) -> Ints:
    """The things (k,) as 0, 1, 2 … in the order of their numbers, without gaps.

    >>> renumbered(np.array([7, 3, 7]))
    array([1, 0, 1])
    """
    if who.max(initial=0) > MOST_NUMBERS:  # a table of all numbers would not fit
        return np.unique(who, return_inverse=True)[1].astype(np.intp)
    there = np.bincount(who) > 0
    return (np.cumsum(there) - 1)[who]


def first_rows(numbers: Ints) -> Ints:
    """In which row each of the things 0, 1, 2 … stands first, of rows (k,) with their numbers.

    >>> first_rows(np.array([1, 0, 1]))
    array([1, 0])
    """
    found = np.zeros(int(numbers.max(initial=-1)) + 1, dtype=np.intp)
    found[numbers[::-1]] = np.arange(len(numbers))[::-1]  # of several the last one written, so the first, stays
    return found


def names_of(thing: Sequence[str], rows: Ints) -> list[str]:
    """The names of the things at these rows."""
    return [thing[int(row)] for row in rows]


def numbered(names: Sequence[str]) -> tuple[list[str], Ints]:
    """The distinct names in the order of the alphabet, and which of them each (k,) is.

    >>> numbered(["b", "a", "b"])
    (['a', 'b'], array([1, 0, 1]))
    """
    distinct = sorted(set(names))
    place = {name: at for at, name in enumerate(distinct)}
    return distinct, np.array([place[name] for name in names], dtype=np.intp)


def greatest(value: Floats, leaf: Ints, areas: Areas) -> Floats:
    """The greatest of the values (k,) in every area (n,); unknown ones do not count, NaN where there is none."""
    known = ~np.isnan(value)
    per_leaf = np.full(areas.elsewhere + 1, -np.inf)
    np.maximum.at(per_leaf, leaf[known], value[known])
    found = np.where(areas.membership > 0, per_leaf, -np.inf).max(axis=1)
    return np.where(found == -np.inf, np.nan, found)


def of_the_worst(value: Floats, about: Floats, leaf: Ints, areas: Areas) -> Floats:
    """What is said (k,) about the thing of the greatest value in every area (n,): of equal ones, the greatest of it."""
    known = np.flatnonzero(~np.isnan(value))
    ranked = known[np.lexsort((np.nan_to_num(about[known], nan=-np.inf), value[known]))]
    per_leaf = np.full(areas.elsewhere + 1, -1)
    per_leaf[leaf[ranked]] = np.arange(len(ranked))  # of the things of one leaf the last, so the worst, stays
    worst = np.where(areas.membership > 0, per_leaf, -1).max(axis=1)
    found = np.full(len(areas), np.nan)
    found[worst >= 0] = about[ranked[worst[worst >= 0]]]
    return found
