"""Faults of a table that a city wrote: said together, the first few of them."""

SAID = 5


def faults_said(faults: tuple[str, ...]) -> str:
    """The first faults in a row, and how many more there are.

    >>> faults_said(("Line 2: it lacks codes.",))
    'Line 2: it lacks codes.'
    """
    more = f" (and {len(faults) - SAID} more)" if len(faults) > SAID else ""
    return " ".join(faults[:SAID]) + more
