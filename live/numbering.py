"""Numbering: every thing gets a number once and keeps it."""

from collections.abc import Sequence

import numpy as np

from geo.areas import Ints


def numbered(index: dict[str, int], things: Sequence[str]) -> Ints:
    """The number of each thing (n,); `index` holds those that are known, and learns the new ones in their order.

    >>> index = {"a": 0}
    >>> numbered(index, ["b", "a", "b"]).tolist(), index
    ([1, 0, 1], {'a': 0, 'b': 1})
    """
    try:
        return _looked_up(index, things)
    except KeyError:
        for one in dict.fromkeys(things):
            index.setdefault(one, len(index))
        return _looked_up(index, things)


def _looked_up(index: dict[str, int], things: Sequence[str]) -> Ints:
    return np.fromiter(map(index.__getitem__, things), dtype=np.intp, count=len(things))
