"""The timekeeper: asks every second what has its turn, and lets the desk do it; one process keeps the time for all."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from incidents.ports import Claim, StoreUnavailable
from incidents.timekeeping import Timekeeping
from incidents.timing.scheduler import stopped
from live.clock import real_now

BEAT_EVERY = timedelta(seconds=5)
AT_ONCE = 50  # turns between two rests: screens wait for no more
log = logging.getLogger(__name__)


class Timekeeper:
    """Keeps the time under its own name, or waits until whoever does falls silent; `now` is the real time."""

    def __init__(self, time: Timekeeping, holder: str, now: Callable[[], datetime] = real_now) -> None:
        self._time = time
        self._holder = holder
        self._now = now
        self._ours = False
        self._asked_at: datetime | None = None
        self._heard_at: datetime | None = None
        self._away = False

    @property
    def problem(self) -> str:
        """That nobody keeps the time, empty where somebody does."""
        if self._heard_at is None or not stopped(self._heard_at, self._now()):
            return ""
        return f"No clock was looked after since {self._heard_at:%H:%M:%S} UTC. Deadlines pass unsaid until it goes on."

    def turn(self, rest: Callable[[], None] = lambda: None) -> int:
        """Do what has its turn; `rest` is called between. Gives how many turns were taken."""
        now = self._now()
        try:
            if self._asked_at is None or now - self._asked_at >= BEAT_EVERY:
                self._beat(now)
            done = self._kept(now, rest) if self._ours else 0
        except StoreUnavailable as why:
            if not self._away:
                log.error("%s Clocks wait.", why)  # noqa: TRY400 - the sentence says it all
            self._away = True
            return 0
        self._away = False
        return done

    def _beat(self, now: datetime) -> None:
        self._ours, self._asked_at = self._time.claim(Claim(holder=self._holder, at=now)), now
        keeper = self._time.record.claimed()
        self._heard_at = now if self._ours or keeper is None else keeper.at

    def _kept(self, now: datetime, rest: Callable[[], None]) -> int:
        done = taken = self._time.keep(Claim(holder=self._holder, at=now), AT_ONCE)
        while taken == AT_ONCE:
            rest()
            taken = self._time.keep(Claim(holder=self._holder, at=now), AT_ONCE)
            done += taken
        return done
