"""A porter and an office on a record in memory, with a clock that is moved by hand and hashes that are counted."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

from accounts.account import Account
from accounts.caller import Caller
from accounts.office import Office, Wanted
from accounts.passwords import Passwords
from accounts.porter import Porter, World
from accounts.rights import ON_DUTY
from accounts.seats import demo_seats
from incidents.roles import Role
from store.memory import MemoryRecord

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PASSWORD = "correct horse battery"  # noqa: S105 - that of everybody here


class Counted:
    """Keeps passwords as they are, and counts how often one was looked at."""

    def __init__(self) -> None:
        self.looked = 0

    def hash(self, password: str) -> str:
        return f"kept {password}"

    def fits(self, kept: str, password: str) -> bool:
        self.looked += 1
        return kept == f"kept {password}"


class People:
    """Everybody who comes and goes; `now` is moved by hand, `off` are those who are off duty."""

    def __init__(self) -> None:
        self.now = NOON
        self.off: set[str] = set()
        self.hashing = Counted()
        self.store = MemoryRecord()
        self._secrets: Iterator[int] = count()
        world = World(
            now=lambda: self.now, log_now=lambda: self.now, secret=lambda: f"secret-{next(self._secrets)}",
            on_duty=lambda name: frozenset() if name in self.off else ON_DUTY,
        )  # fmt: skip
        self.porter = Porter(self.store.accounts, Passwords(self.hashing), world, demo_seats())
        self.office = Office(self.porter)
        self.root = self.porter.who(self._first())

    def _first(self) -> str:
        link = self.office.first_link()
        assert link is not None
        return self.office.open_link(link, "root", PASSWORD, "here")[1]

    def person(self, name: str, *roles: Role) -> Account:
        """An account with a password."""
        _, link = self.office.make(self.root, name, Wanted(roles=frozenset(roles)))
        return self.office.open_link(link, "", PASSWORD, "here")[0]

    def inside(self, name: str, *roles: Role) -> str:
        """The secret of a session of a new account."""
        return self.porter.begin(self.person(name, *roles), "here")[1]

    def who(self, token: str) -> Caller:
        """Who asks with this cookie."""
        return self.porter.who(token)

    def later(self, **span: float) -> None:
        """Time passes."""
        self.now += timedelta(**span)

    def said(self, name: str) -> list[str]:
        """The actions in an account's stream of the log."""
        return [one.action for one in self.store.lines(f"account:{name}")]
