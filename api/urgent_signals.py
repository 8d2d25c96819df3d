"""Urgent signals: those that wait for somebody, in the order in which a hand should take them."""

import math
from collections.abc import Iterable

from incidents.intake.counter import Counter
from incidents.intake.reception import Reception, SignalState

_WEIGHED = 500  # signals whose deadlines are weighed: those of a higher level, and who waits longest


def urgent(signals: Counter, looker: str, states: frozenset[SignalState]) -> list[Reception]:
    """The signals in these states, by level and then by when each is due; what lies on the shelf stands last.

    Where they are asked for that wait for a look, those stand first that `looker` was sent to.
    """
    own = signals.record.sent_to(looker) if states == frozenset({SignalState.VERIFY}) else ()
    known = {one.number for one in own}
    others = (one for one in signals.record.waiting(_WEIGHED, states) if one.number not in known)
    return [*_by_due(signals, own), *_by_due(signals, others)]


def _by_due(signals: Counter, found: Iterable[Reception]) -> list[Reception]:
    def rank(one: Reception) -> tuple[bool, int, float]:
        clock = signals.deadline(one)
        due_at = None if clock is None else clock.due_at
        return one.state is SignalState.SHELVED, one.level, math.inf if due_at is None else due_at.timestamp()

    return sorted(found, key=rank)
