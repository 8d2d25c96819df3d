"""Nearest: what is said of a name that does not exist: the one that was probably meant, or those that there are."""

from collections.abc import Collection
from difflib import get_close_matches

LISTED = 12  # names; a sentence with more is not read
LONGEST = 40  # signs of a name that are repeated
ALIKE = 2  # signs at the beginning


def instead(name: str, known: Collection[str]) -> str:
    """A sentence with the nearest of the names that are known, else with those that begin alike, else with the first.

    >>> instead("weather.wnd", ["weather.wind", "weather.rain"])
    'Did you mean weather.wind?'
    >>> instead("I9999", ["E1001", "I9001", "I9002"])
    'There are I9001, I9002.'
    """
    if not known:
        return "There is none."
    close = get_close_matches(name[: 2 * LONGEST], known, n=1)
    if close:
        return f"Did you mean {close[0]}?"
    names = sorted(one for one in known if one[:ALIKE] == name[:ALIKE]) or sorted(known)
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return f"There are {', '.join(names[:LISTED])}{more}."


def short(name: str) -> str:
    """A name as it is repeated to whoever said it: its beginning where it is long.

    >>> short("traffic"), len(short("x" * 5000))
    ('traffic', 41)
    """
    return name if len(name) <= LONGEST else f"{name[:LONGEST]}…"
