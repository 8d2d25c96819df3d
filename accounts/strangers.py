"""Strangers: wrong passwords from where nobody of that name came in before, counted by place and quarter of an hour.

Whoever makes up names could else write a line of the log with each. The first from a place is told at once, the others
together when their time is over; and after a good many one name has one try from there until then. Guessing slows down,
and nobody is kept out by what others try: places that are too many to be told apart are refused nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

WITHIN = timedelta(minutes=15)
AT_MOST = 30  # from one place: a desk that moved house has its typing errors
PLACES = 100  # that are told apart at a time; the log tells of yet others together
ELSEWHERE = "elsewhere"


@dataclass(slots=True)
class Tried:
    """What was tried from one place since; `untold` of it under no name of ours, and in no line of the log yet.

    What is `folded` is told with all that came from elsewhere.
    """

    since: datetime
    count: int = 0
    untold: int = 0
    told: bool = False
    folded: bool = False


class Strangers:
    """Counts by place, in the memory of one process; it holds no more than `PLACES` and one."""

    def __init__(self) -> None:
        self._tried: dict[str, Tried] = {}

    def locked_until(self, place: str, now: datetime) -> datetime | None:
        """When a name that was tried from there is looked at again; None if at once."""
        one = self._tried.get(place)
        if one is None or one.count < AT_MOST or now >= one.since + WITHIN:
            return None
        return one.since + WITHIN

    def count(self, place: str, now: datetime, *, is_ours: bool) -> str:
        """Count one in that failed; the place to write down now, "" where its line is written later or by itself."""
        one = self._tried.get(place) or self._entered(place, now)
        one.count += 1
        if is_ours:
            return ""
        name, teller = (ELSEWHERE, self._elsewhere(now)) if one.folded else (place, one)
        if teller.told:
            teller.untold += 1
            return ""
        teller.told = True
        return name

    def over(self, now: datetime) -> dict[str, Tried]:
        """The places whose time is over, with what is yet to be told of them; they are counted from the start again."""
        over = {name: one for name, one in self._tried.items() if now >= one.since + WITHIN}
        for name in over:
            del self._tried[name]
        return over

    def put_back(self, tried: Mapping[str, Tried]) -> None:
        """What could not be written down is told later."""
        self._tried |= tried

    def _entered(self, place: str, now: datetime) -> Tried:
        """The first from a place; where too many are known, the one with the fewest tries, the oldest, makes room."""
        places = [name for name in self._tried if name != ELSEWHERE]
        full = len(places) >= PLACES
        if full:
            gone = self._tried.pop(min(places, key=lambda name: (self._tried[name].count, self._tried[name].since)))
            self._elsewhere(now).untold += gone.untold
        one = self._tried[place] = Tried(now, folded=full)
        return one

    def _elsewhere(self, now: datetime) -> Tried:
        return self._tried.setdefault(ELSEWHERE, Tried(now))
