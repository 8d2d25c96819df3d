"""Policy: what a city asks of its desk beyond the tables; the defaults ask for what every screen of today can give."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is asked for.

    `filing`: that the place is known, the standard of filing ticked and duplicates looked at. `evidence`: photos of
    before and after, and the criterion ticked. `remote_check` are the categories that may be checked from afar.
    """

    filing: bool = False
    evidence: bool = False
    remote_check: frozenset[str] = frozenset()
