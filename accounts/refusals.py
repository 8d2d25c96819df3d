"""Refusals: every way in which porter and office say no.

NotAdmitted
├─ WrongPassword       or there is no such account: nobody is told which
├─ LockedOut           too many wrong passwords
├─ TooBusy             too many log in at once
└─ LinkSpent           opened before, too old, or never given out
NotDone
├─ NoSuchAccount, NoSuchKey
├─ AccountExists, KeyExists
├─ AccountChanged      somebody was faster
├─ WeakPassword
└─ NotSo               what was wanted cannot be
"""

from datetime import datetime


class NotAdmitted(Exception):
    """Somebody may not come in; `code` is for machines and for the words of the pages."""

    code = "not_admitted"


class WrongPassword(NotAdmitted):
    """The name and the password do not fit."""

    code = "wrong_password"

    def __init__(self) -> None:
        super().__init__("There is no such account with this password. Look at both, or ask an administrator.")


class LockedOut(NotAdmitted):
    """Too many wrong passwords were tried."""

    code = "locked_out"

    def __init__(self, until: datetime) -> None:
        super().__init__(
            f"Too many wrong passwords: the next is looked at after {until:%Y-%m-%d %H:%M} UTC. "
            "Wait, or ask the chief on duty or an administrator to unlock the account."
        )
        self.until = until


class TooBusy(NotAdmitted):
    """Too many people log in at once."""

    code = "too_busy"

    def __init__(self) -> None:
        super().__init__("Too many people log in just now. Try again in a few seconds.")


class LinkSpent(NotAdmitted):
    """A link that opens nothing."""

    code = "link_spent"

    def __init__(self) -> None:
        super().__init__("This link was opened before, or is too old. Ask an administrator for another.")


class NotDone(Exception):
    """What was wanted of the office cannot be."""

    code = "not_done"


class NoSuchAccount(NotDone):
    """There is no account of this name."""

    code = "no_such_account"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no account {name}. GET /api/v1/accounts lists all there are.")


class NoSuchKey(NotDone):
    """There is no key of this name."""

    code = "no_such_key"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no key {name}. GET /api/v1/keys lists all there are.")


class AccountExists(NotDone):
    """The name is taken."""

    code = "account_exists"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is an account {name} already. Choose another name; no name is ever given twice.")


class KeyExists(NotDone):
    """The name is taken."""

    code = "key_exists"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a key {name} already. Choose another name, or revoke that one first.")


class AccountChanged(NotDone):
    """Somebody else was faster."""

    code = "account_changed"

    def __init__(self, name: str) -> None:
        super().__init__(f"Account {name} was changed meanwhile. Look at it as it is now, and decide again.")


class WeakPassword(NotDone):
    """A password that is guessed too soon."""

    code = "weak_password"

    def __init__(self, shortest: int, longest: int) -> None:
        super().__init__(
            f"A password has {shortest} to {longest} signs, at least five of them different, and is not the account's "
            "name. A few words in a row are easy to remember."
        )


class NotSo(NotDone):
    """What was wanted goes against a rule; the sentence says which."""

    code = "not_so"
