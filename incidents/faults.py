"""Faults of a table that a city wrote: said together, the first few of them."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

SAID = 5


def misnamed(found: Iterable[str], wanted: Sequence[str]) -> str:
    """What to say of a column that is named almost as one that is wanted; empty where none is.

    >>> misnamed(("category", "code"), ("category", "codes"))
    "its column 'code' should be called codes."
    >>> misnamed(("category", "remark"), ("category", "codes"))
    ''
    """
    for name in found:
        if name not in wanted and (close := get_close_matches(name, wanted, n=1)):
            return f"its column {name!r} should be called {close[0]}."
    return ""


def faults_said(faults: tuple[str, ...]) -> str:
    """The first faults in a row, and how many more there are.

    >>> faults_said(("Line 2: it lacks codes.",))
    'Line 2: it lacks codes.'
    """
    more = f" (and {len(faults) - SAID} more)" if len(faults) > SAID else ""
    return " ".join(faults[:SAID]) + more
