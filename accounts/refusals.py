"""Refusals: every way in which porter and office say no.

NotAdmitted
├─ WrongPassword       or there is no such account: nobody is told which
├─ LockedOut           too many wrong passwords
├─ TooBusy             too many log in at once
├─ LinkSpent           opened before, too old, or never given out
└─ NotPrivate          over a line that others may listen to
NotDone
├─ NoSuchAccount, NoSuchKey
├─ AccountExists, KeyExists
├─ AccountChanged      somebody was faster
├─ WeakPassword
└─ NotSo               what was wanted cannot be

Each is said in Chinese and in English (`words`); its text as an exception is the English one.
"""

from datetime import datetime

from incidents.guards import Words


class NotAdmitted(Exception):
    """Somebody may not come in; `code` is for machines and for the words of the pages."""

    code = "not_admitted"

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.words: Words = {"zh": zh, "en": en}


class WrongPassword(NotAdmitted):
    """The name and the password do not fit."""

    code = "wrong_password"

    def __init__(self) -> None:
        super().__init__(
            zh="账号或口令不正确。请核对，或联系系统管理员。",
            en="There is no such account with this password. Look at both, or ask an administrator.",
        )


class LockedOut(NotAdmitted):
    """Too many wrong passwords were tried."""

    code = "locked_out"

    def __init__(self, until: datetime) -> None:
        at = f"{until:%Y-%m-%d %H:%M} UTC"
        super().__init__(
            zh=f"口令错误次数过多：{at} 后方可再试。请等待，或请当班值班长、系统管理员解锁。",
            en=f"Too many wrong passwords: the next is looked at after {at}. "
            "Wait, or ask the chief on duty or an administrator to unlock the account.",
        )
        self.until = until


class TooBusy(NotAdmitted):
    """Too many people log in at once."""

    code = "too_busy"

    def __init__(self) -> None:
        super().__init__(
            zh="同时登录的人太多，请几秒后再试。", en="Too many people log in just now. Try again in a few seconds."
        )


class LinkSpent(NotAdmitted):
    """A link that opens nothing."""

    code = "link_spent"

    def __init__(self) -> None:
        super().__init__(
            zh="此链接已用过，或已过期。请向系统管理员另要一个。",
            en="This link was opened before, or is too old. Ask an administrator for another.",
        )


class NotPrivate(NotAdmitted):
    """Whoever listens on the way would read the password."""

    code = "not_private"

    def __init__(self) -> None:
        super().__init__(
            zh="此连接可被窃听。请通过 TLS 登录，或在本机登录。",
            en="Whoever listens on the way would read the password. Log in over TLS, or on the machine itself.",
        )


class NotDone(Exception):
    """What was wanted of the office cannot be."""

    code = "not_done"

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.words: Words = {"zh": zh, "en": en}


class NoSuchAccount(NotDone):
    """There is no account of this name."""

    code = "no_such_account"

    def __init__(self, name: str) -> None:
        super().__init__(
            zh=f"没有账号 {name}。GET /api/v1/accounts 列出全部账号。",
            en=f"There is no account {name}. GET /api/v1/accounts lists all there are.",
        )


class NoSuchKey(NotDone):
    """There is no key of this name."""

    code = "no_such_key"

    def __init__(self, name: str) -> None:
        super().__init__(
            zh=f"没有密钥 {name}。GET /api/v1/keys 列出全部密钥。",
            en=f"There is no key {name}. GET /api/v1/keys lists all there are.",
        )


class AccountExists(NotDone):
    """The name is taken."""

    code = "account_exists"

    def __init__(self, name: str) -> None:
        super().__init__(
            zh=f"账号 {name} 已存在。请另取名称；名称不重复使用。",
            en=f"There is an account {name} already. Choose another name; no name is ever given twice.",
        )


class KeyExists(NotDone):
    """The name is taken."""

    code = "key_exists"

    def __init__(self, name: str) -> None:
        super().__init__(
            zh=f"密钥 {name} 已存在。请另取名称，或先撤销它。",
            en=f"There is a key {name} already. Choose another name, or revoke that one first.",
        )


class AccountChanged(NotDone):
    """Somebody else was faster."""

    code = "account_changed"

    def __init__(self, name: str) -> None:
        super().__init__(
            zh=f"账号 {name} 刚被他人修改。请查看现状后再定。",
            en=f"Account {name} was changed meanwhile. Look at it as it is now, and decide again.",
        )


class WeakPassword(NotDone):
    """A password that is guessed too soon."""

    code = "weak_password"

    def __init__(self, shortest: int, longest: int) -> None:
        super().__init__(
            zh=f"口令须 {shortest} 至 {longest} 位，至少五个不同字符，且不与账号同名。几个词连写便于记忆。",
            en=f"A password has {shortest} to {longest} signs, at least five of them different, and is not the "
            "account's name. A few words in a row are easy to remember.",
        )


class NotSo(NotDone):
    """What was wanted goes against a rule; the sentence says which."""

    code = "not_so"
