"""The office: makes accounts, keys and links, changes and disables them; every act is a line of the log."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from accounts.account import Account, Key, Link, fingerprint
from accounts.caller import Caller
from accounts.porter import Porter, World
from accounts.ports import AccountChanges
from accounts.refusals import AccountExists, KeyExists, LinkSpent, NoSuchAccount, NoSuchKey, NotSo
from accounts.rights import FOR_MACHINES, SEND_SIGNALS
from accounts.rules import FIRST, allowed, named, named_alike, too_much
from incidents.roles import Role

LINK_LASTS = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an account shall be; None leaves that as it is."""

    shown: str | None = None
    roles: frozenset[Role] | None = None
    department: str | None = None
    unit: str | None = None
    disabled: bool | None = None

    def given(self) -> dict[str, Any]:
        """What is to be changed, by the names of an account's fields."""
        said = {name: getattr(self, name) for name in ("shown", "roles", "department", "unit", "disabled")}
        return {name: value for name, value in said.items() if value is not None}


class Office:
    """Does what administrators want, in the name of the caller who asks; rights are looked at before, at the door."""

    def __init__(self, porter: Porter) -> None:
        self.porter = porter
        self._record = porter.record
        self._world = porter.world

    def accounts(self) -> tuple[Account, ...]:
        """Every account, by name."""
        return self._record.accounts()

    def keys(self) -> tuple[Key, ...]:
        """Every key, by name."""
        return self._record.keys()

    def make(self, caller: Caller, name: str, wanted: Wanted) -> tuple[Account, str]:
        """A new account, and the link under which its owner chooses a password. Raises `AccountExists` or `NotSo`."""
        allowed(name, wanted.roles or frozenset())
        if self._record.account(name) is not None:
            raise AccountExists(name)
        if self._key(name) is not None:
            raise named_alike(zh="密钥", en="A key", name=name)
        account = replace(Account(name=name, shown=name, roles=frozenset()), **wanted.given())
        link, secret = new_link(self._world, name)
        said = self.porter.line(name, "make", by=caller.by, role=_role(caller), **_told(wanted))
        self._record.write(AccountChanges(accounts=(account,), links=(link,), lines=(said,)))
        return account, secret

    def change(self, caller: Caller, name: str, wanted: Wanted) -> Account:
        """The account after a change; its sessions end where it may do something else now.

        Raises `NoSuchAccount`, `AccountChanged`, or `NotSo`: nobody gives roles to themselves.
        """
        before = self._found(name)
        given = wanted.given()
        mighty = given.keys() & {"roles", "department", "unit", "disabled"}
        if mighty and caller.by == name:
            raise NotSo(
                zh="任何人不得变更自己的权限。请另一位系统管理员办理。",
                en="Nobody changes what they may do themselves. Ask another administrator.",
            )
        if wanted.roles is not None:
            allowed(name, wanted.roles)
        after = replace(before, **given, version=before.version + 1)
        said = self.porter.line(name, "change", by=caller.by, role=_role(caller), **_told(wanted))
        ended = (name,) if mighty else ()
        links = (name,) if after.disabled else ()
        self._record.write(AccountChanges(accounts=(after,), ended_of=ended, links_of=links, lines=(said,)))
        return after

    def link(self, caller: Caller, name: str) -> tuple[Account, str]:
        """An account, and the secret of a link under which it gets a new password; older links are worth nothing."""
        account = self._found(name)
        if account.disabled:
            raise NotSo(zh=f"账号 {name} 已停用。请先恢复。", en=f"Account {name} is disabled. Let it in again first.")
        link, secret = new_link(self._world, name)
        said = self.porter.line(name, "give_link", by=caller.by, role=_role(caller))
        self._record.write(AccountChanges(links_of=(name,), links=(link,), lines=(said,)))
        return account, secret

    def unlock(self, caller: Caller, name: str) -> Account:
        """The account, of which wrong passwords are forgotten."""
        account = self._found(name)
        said = self.porter.line(name, "unlock", by=caller.by, role=_role(caller))
        self._record.write(AccountChanges(forgiven=((fingerprint(name), None),), lines=(said,)))
        return account

    def make_key(
        self, caller: Caller, name: str, rights: frozenset[str], origins: Collection[str] = ()
    ) -> tuple[Key, str]:
        """A key for a machine, and its secret, told once. Raises `KeyExists` or `NotSo`."""
        named(name)
        if more := sorted(rights - FOR_MACHINES):
            raise too_much(more)
        if SEND_SIGNALS in rights and not origins:
            raise NotSo(
                zh="上报线索的密钥须指明来源，如 12345 或 IOT:gw7-。",
                en="A key that sends signals speaks for some origin: name it, 12345 or IOT:gw7- say.",
            )
        if self._key(name) is not None:
            raise KeyExists(name)
        if self._record.account(name) is not None:
            raise named_alike(zh="账号", en="An account", name=name)
        secret = self._world.secret()
        key = Key(
            name=name, digest=fingerprint(secret), rights=rights, origins=frozenset(origins),
            made_at=self._world.now(), by=caller.by,
        )  # fmt: skip
        body = {"key": name, "rights": sorted(rights), "origins": sorted(key.origins)}
        said = self.porter.line(caller.by, "make_key", by=caller.by, role=_role(caller), **body)
        self._record.write(AccountChanges(keys=(key,), lines=(said,)))
        return key, secret

    def revoke_key(self, caller: Caller, name: str) -> Key:
        """The key that opens nothing from now on. Raises `NoSuchKey`."""
        key = self._key(name)
        if key is None:
            raise NoSuchKey(name)
        said = self.porter.line(caller.by, "revoke_key", by=caller.by, role=_role(caller), key=name)
        self._record.write(AccountChanges(revoked=(key.digest,), lines=(said,)))
        return key

    def first_link(self) -> str | None:
        """The secret of the link that makes the first administrator; None while there is one."""
        if self._administered():
            return None
        link, secret = new_link(self._world, "")
        said = self.porter.line(FIRST, "give_link", by=FIRST)
        self._record.write(AccountChanges(links_of=("",), links=(link,), lines=(said,)))
        return secret

    def behind(self, secret: str) -> Link:
        """The link of this secret, not yet spent. Raises `LinkSpent`."""
        link = self._record.link(fingerprint(secret))
        if link is None or self._world.now() >= link.until or (not link.account and self._administered()):
            raise LinkSpent
        return link

    def open_link(self, secret: str, name: str, password: str, source: str) -> tuple[Account, str]:
        """The account that a link gives its password, and the secret of a new session; older ones end.

        The first administrator's takes `name`, a wall's needs neither. Raises `LinkSpent`, `WeakPassword` or `NotSo`.
        """
        link = self.behind(secret)
        if not link.account:
            return self._first(link, name, password, source)
        before = self._found(link.account)
        wall = Role.WALL in before.roles
        with self.porter.passwords.turn(source):
            kept = "" if wall else self.porter.passwords.kept(before.name, password)
        after = replace(before, password=kept, version=before.version + 1)
        said = self.porter.line(after.name, "open_link", by=after.name, source=source)
        self._record.write(
            AccountChanges(
                accounts=(after,), spent=(link.digest,), ended_of=(after.name,), lines=(said,),
                forgiven=((fingerprint(after.name), None),),
            )
        )  # fmt: skip
        return after, self.porter.begin(after, source)[1]

    def _first(self, link: Link, name: str, password: str, source: str) -> tuple[Account, str]:
        named(name)
        if self._record.account(name) is not None:
            raise AccountExists(name)
        with self.porter.passwords.turn(source):
            kept = self.porter.passwords.kept(name, password)
        account = Account(name=name, shown=name, roles=frozenset({Role.ADMIN}), password=kept)
        said = self.porter.line(name, "make_first", by=name, source=source)
        self._record.write(AccountChanges(accounts=(account,), spent=(link.digest,), lines=(said,)))
        return account, self.porter.begin(account, source)[1]

    def _administered(self) -> bool:
        """Whether somebody can make accounts; else whoever starts the house may."""
        return any(Role.ADMIN in one.roles and not one.disabled for one in self._record.accounts())

    def _key(self, name: str) -> Key | None:
        held = self._record.keys()
        return next((one for one in held if one.name == name), None)

    def _found(self, name: str) -> Account:
        account = self._record.account(name)
        if account is None:
            raise NoSuchAccount(name)
        return account


def new_link(world: World, account: str) -> tuple[Link, str]:
    """A link that gives an account its password within a day, and its secret."""
    secret = world.secret()
    return Link(digest=fingerprint(secret), account=account, until=world.now() + LINK_LASTS), secret


def _role(caller: Caller) -> str:
    return ", ".join(sorted(caller.actor.roles))


def _told(wanted: Wanted) -> dict[str, Any]:
    return {name: sorted(value) if name == "roles" else value for name, value in wanted.given().items()}
