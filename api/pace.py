"""Pace: how many signals a key or an account may send a minute, so that one that runs wild does not bury the others.

What comes too fast is refused with the seconds after which it is taken, so that whoever sends it again loses nothing.
What lies behind a platform of the city (an allied command, the cameras) may be a disaster, and has ten times as much.
What the desk on duty writes down is written by hand, and is never too fast.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from math import ceil

from accounts.caller import Caller
from api.refusals import NotServed
from incidents.intake.sources import admission
from incidents.roles import Role

A_MINUTE = 120  # signals of one sender
AT_ONCE_A_MINUTE = 30  # of these, such as make incidents with nobody's hand
OF_A_PLATFORM = 10  # times as many
DESK = frozenset({Role.CALL_TAKER, Role.DISPATCHER, Role.CHIEF})
PLATFORMS = frozenset({"LINKAGE", "VIDEO"})
TOLD_EVERY_S = 900.0
MINUTE_S = 60.0

Tell = Callable[[str, str, int], None]


@dataclass(slots=True)
class _Bucket:
    """So many may come at once; it fills up again within a minute."""

    most: int
    left: float
    at: float

    def wait_s(self, now: float) -> float:
        """In how many seconds one more may come."""
        self.left = min(float(self.most), self.left + (now - self.at) * self.most / MINUTE_S)
        self.at = now
        return 0.0 if self.left >= 1 else (1 - self.left) * MINUTE_S / self.most


@dataclass(slots=True)
class _Refused:
    """How many were refused of one sender, since it was told last."""

    told_at: float
    count: int = 0


class Pace:
    """Counts by sender, in the memory of one process.

    `clock` counts seconds. `tell` is told of a sender that came too fast: its name, the origin, and how many were
    refused since it was told before; the first at once, the others folded into one a quarter of an hour.
    """

    def __init__(self, clock: Callable[[], float], tell: Tell) -> None:
        self._clock, self._tell = clock, tell
        self._buckets: dict[tuple[str, bool, int], _Bucket] = {}
        self._refused: dict[str, _Refused] = {}

    def require(self, caller: Caller, origin: str) -> None:
        """Count a signal. Raises `NotServed` where it comes too fast; nobody is told apart where nobody is asked."""
        if _is_free(caller):
            return
        now = self._clock()
        every, at_once = (self._bucket(caller, origin, at_once=one, now=now) for one in (False, True))
        wait_s = max(every.wait_s(now), at_once.wait_s(now))
        if wait_s > 0:
            self._count_refused(caller.by, origin, now)
            raise _too_fast(caller.by, ceil(wait_s))
        every.left -= 1

    def made(self, caller: Caller, origin: str) -> None:
        """Count an incident that a signal made with nobody's hand: the next waits where there were too many."""
        if not _is_free(caller):
            self._bucket(caller, origin, at_once=True, now=self._clock()).left -= 1

    def _bucket(self, caller: Caller, origin: str, *, at_once: bool, now: float) -> _Bucket:
        times = OF_A_PLATFORM if admission(origin).code in PLATFORMS else 1
        most = times * (AT_ONCE_A_MINUTE if at_once else A_MINUTE)
        return self._buckets.setdefault((caller.by, at_once, times), _Bucket(most, most, now))

    def _count_refused(self, by: str, origin: str, now: float) -> None:
        known = self._refused.setdefault(by, _Refused(told_at=now - TOLD_EVERY_S))
        known.count += 1
        if now - known.told_at >= TOLD_EVERY_S:
            self._tell(by, origin, known.count)
            self._refused[by] = _Refused(told_at=now)


def _is_free(caller: Caller) -> bool:
    return caller.actor.unasked or not caller.actor.roles.isdisjoint(DESK)


def _too_fast(by: str, after_s: int) -> NotServed:
    words = {
        "zh": f"{by} 发送线索过快，本条未接收，请在 {after_s} 秒后重发。",
        "en": f"{by} sends signals too fast, and this one was not taken. Send it again in {after_s} s.",
    }
    return NotServed(HTTPStatus.TOO_MANY_REQUESTS, "too_fast", words["en"], words=words, retry_after_s=after_s)
