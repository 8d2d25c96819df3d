"""The porter: lets people and machines in, knows them again, and sees them out."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from accounts.account import ACCOUNT, Account, Key, Place, Session, fingerprint
from accounts.caller import NOBODY, Caller
from accounts.lockout import DAY, FORGOTTEN
from accounts.passwords import Passwords
from accounts.ports import AccountChanges, AccountRecord
from accounts.rights import INSIDE, ON_DUTY, READING, in_force, origins_of
from accounts.seats import NO_SEATS
from accounts.sessions import NOTED_EVERY, Standing, begun, standing
from accounts.strangers import Strangers
from incidents.lines import Line, stream_of
from incidents.ports import StoreUnavailable
from incidents.roles import Actor, Role

STRANGER = "-"  # the stream of log-ins under no name of ours
MOST_REMEMBERED = 500
OnDuty = Callable[[str], frozenset[Role]]


def everybody_is_on_duty(_: str) -> frozenset[Role]:
    """What the roster says while there is none."""
    return ON_DUTY


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What porter and office take from outside: the real time, the log's time, chance, and who is on duty.

    `secret` gives a new secret of 256 bits each time it is asked.
    """

    now: Callable[[], datetime]
    log_now: Callable[[], datetime]
    secret: Callable[[], str]
    on_duty: OnDuty = everybody_is_on_duty


class Porter:
    """Knows everybody who came in; asks the record anew at each request, so that nothing is believed for longer."""

    def __init__(
        self, record: AccountRecord, passwords: Passwords, world: World, seats: Mapping[str, Account] = NO_SEATS
    ) -> None:
        self.record, self.passwords, self.world = record, passwords, world
        self.seats = seats
        self.strangers = Strangers()
        self._last_known: dict[str, tuple[Session, Account]] = {}

    def account(self, name: str) -> Account | None:
        """The account of this name, a demo seat's, too."""
        return self.seats.get(name) or self.record.account(name)

    def roles_now(self, account: Account) -> frozenset[Role]:
        """The roles in which the owner of this account acts now; none where it is closed."""
        return frozenset() if account.disabled else in_force(account.roles, self._on_duty(account))[0]

    def on_duty(self, roles: frozenset[Role]) -> tuple[Account, ...]:
        """Everybody who acts in one of these roles now, by name."""
        known = {one.name: one for one in (*self.record.accounts(), *self.seats.values())}
        return tuple(one for _, one in sorted(known.items()) if not self.roles_now(one).isdisjoint(roles))

    def who(self, token: str) -> Caller:
        """Whose session this is; `NOBODY` where it is none, or over."""
        return self._caller(fingerprint(token)) if token else NOBODY

    def machine(self, secret: str) -> Caller:
        """Whose key this is; `NOBODY` where it is none, or revoked."""
        key = self.record.key(fingerprint(secret)) if secret else None
        return NOBODY if key is None else _machine(key)

    def begin(self, account: Account, source: str, action: str = "log_in") -> tuple[Session, str]:
        """A session of this account, and the secret that its browser keeps; every time a new one."""
        token = self.world.secret()
        session = begun(fingerprint(token), account, self.world.now())
        said = self.line(account.name, action, by=account.name, source=source)
        now = self.world.now()
        places = (Place(account=account.name, source=source, at=now),)
        self.record.write(AccountChanges(sessions=(session,), places=places, lines=(said,)))
        self.record.tidy(now, before=now - 2 * DAY, forgotten=now - FORGOTTEN)
        return session, token

    def log_out(self, caller: Caller) -> None:
        """End the caller's session."""
        self._last_known.pop(caller.session, None)
        said = self.line(caller.by, "log_out", by=caller.by)
        self.record.write(AccountChanges(ended=(caller.session,), lines=(said,)))

    def over(self, digests: Collection[str]) -> frozenset[str]:
        """Those of these sessions that are over; none while the record is out of reach."""
        try:
            there = {one.digest: one for one in self.record.sessions(digests)} if digests else {}
            accounts = {name: self.account(name) for name in {one.account for one in there.values()}}
        except StoreUnavailable:
            return frozenset()
        now = self.world.now()
        stays = {
            digest for digest, one in there.items() if standing(one, accounts[one.account], now) is not Standing.OVER
        }
        return frozenset(digests) - stays

    def line(self, name: str, action: str, *, by: str, role: str = "", **body: Any) -> Line:  # noqa: ANN401 - JSON
        """A line of an account's stream, for the log."""
        at = self.world.log_now()
        return Line(stream=stream_of(ACCOUNT, name), action=action, at=at, recorded_at=at, by=by, role=role, body=body)

    def _caller(self, digest: str) -> Caller:
        now = self.world.now()
        try:
            session = self.record.session(digest)
            account = None if session is None else self.account(session.account)
        except StoreUnavailable:
            # Whoever was known before goes on seeing; to act, the record is needed anyhow.
            known = self._last_known.get(digest)
            if known is None or standing(*known, now) is Standing.OVER:
                raise
            return self._as_caller(*known, Standing.AWAKE)
        if session is None or account is None or (stands := standing(session, account, now)) is Standing.OVER:
            self._last_known.pop(digest, None)
            return NOBODY
        if stands is Standing.AWAKE and now - session.seen_at >= NOTED_EVERY:
            self._note(session, now)
        if len(self._last_known) >= MOST_REMEMBERED:
            self._last_known.clear()
        self._last_known[digest] = (session, account)
        return self._as_caller(session, account, stands)

    def _note(self, session: Session, now: datetime) -> None:
        """Write down that somebody is there; a record that cannot be written to now keeps nobody out."""
        try:
            self.record.write(AccountChanges(seen=(replace(session, seen_at=now),)))
        except StoreUnavailable:
            return

    def _on_duty(self, account: Account) -> frozenset[Role]:
        return ON_DUTY if account.name in self.seats else self.world.on_duty(account.name)

    def _as_caller(self, session: Session, account: Account, stands: Standing) -> Caller:
        roles, rights = in_force(account.roles, self._on_duty(account))
        asleep = stands is Standing.ASLEEP
        actor = Actor(
            by=account.name, roles=frozenset() if asleep else roles, department=account.department, unit=account.unit,
            account_roles=account.roles,
        )  # fmt: skip
        return Caller(
            by=account.name, rights=(rights & READING if asleep else rights) | {INSIDE}, actor=actor,
            shown=account.shown, session=session.digest, asleep=asleep, origins=origins_of(account.roles),
        )  # fmt: skip


def _machine(key: Key) -> Caller:
    actor = Actor(by=key.name, roles=frozenset(), machine=True)
    return Caller(by=key.name, rights=key.rights | {INSIDE}, actor=actor, shown=key.name, origins=key.origins)
