"""Passwords: kept as Argon2id, looked at by two at once at most, an unknown account's for as long as a known one's."""

import threading
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from accounts.refusals import TooBusy, WeakPassword

SHORTEST, LONGEST, DIFFERENT = 10, 200, 5
AT_ONCE, WAITING = 2, 20  # so that a storm of log-ins takes neither all cores nor all memory (46 MiB each)
SHARE = 4  # of these, at hand or waiting, for one place: a stranger alone does not fill the room
T = TypeVar("T")


class Hashing(Protocol):
    """A way to keep a password."""

    def hash(self, password: str) -> str:
        """What is kept of it."""
        ...

    def fits(self, kept: str, password: str) -> bool:
        """Whether it is the one of which this was kept."""
        ...


class Argon2:
    """Argon2id with 46 MiB, one pass, one lane: OWASP's cheat sheet on password storage names it first."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)

    def hash(self, password: str) -> str:
        """What is kept of it."""
        return self._hasher.hash(password)

    def fits(self, kept: str, password: str) -> bool:
        """Whether it is the one of which this was kept."""
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False


class Passwords:
    """Makes and looks at hashes, a few at a time; `elsewhere` is where they are computed, so that no beat waits."""

    def __init__(self, hashing: Hashing, elsewhere: Callable[[Callable[[], object]], object] = lambda do: do()) -> None:
        self._hashing = hashing
        self._elsewhere = elsewhere
        self._turns = {known: threading.BoundedSemaphore(AT_ONCE // 2) for known in (False, True)}
        self._rooms = {known: threading.BoundedSemaphore(AT_ONCE + WAITING) for known in (False, True)}
        self._here = Counter[str]()
        self._counting = threading.Lock()
        self._nobodys = hashing.hash("nobody has this password")

    @contextmanager
    def turn(self, source: str, *, known: bool = False) -> Generator[None]:
        """One's turn to be looked at. Raises `TooBusy` where too many wait already, from there or at all.

        From where somebody is `known` to have come in before one waits in a room that strangers never fill.
        """
        room = self._rooms[known]
        with self._counting:
            if self._here[source] >= SHARE or not room.acquire(blocking=False):
                raise TooBusy
            self._here[source] += 1
        try:
            with self._turns[known]:
                yield
        finally:
            with self._counting:
                room.release()
                self._here[source] -= 1
                self._here += Counter()  # those of whom nobody is here are forgotten

    def fits(self, kept: str, password: str) -> bool:
        """Whether it is the one of which this was kept; of "" it takes as long, and never is."""
        found = bool(self._elsewhere(lambda: self._hashing.fits(kept or self._nobodys, password[: LONGEST + 1])))
        return found and bool(kept)

    def kept(self, name: str, password: str) -> str:
        """What is kept of a new password. Raises `WeakPassword`."""
        odd = not SHORTEST <= len(password) <= LONGEST or len(set(password)) < DIFFERENT
        if odd or password.strip().lower() == name.lower():
            raise WeakPassword(SHORTEST, LONGEST)
        return str(self._elsewhere(lambda: self._hashing.hash(password)))
