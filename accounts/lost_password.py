"""A lost password: the link that whoever has the machine itself gives an administrator whom nobody else can help.

It is no way round the office: the account loses its password and its sessions at once, the log says who asked for it on
which machine, the desk has an alarm of it, and every other administrator is told.
"""

from collections.abc import Iterator
from dataclasses import replace

from accounts.account import Account, fingerprint
from accounts.office import new_link
from accounts.porter import Porter
from accounts.ports import AccountChanges
from accounts.refusals import NotSo
from accounts.rules import ITSELF
from incidents.messages import Message
from incidents.roles import Role
from incidents.tidings import BOOK

ACTION = "link_on_machine"


def link_for(porter: Porter, name: str, who: str) -> tuple[str, tuple[Message, ...]]:
    """The secret of a link for a new password, and what the other administrators are told; `who` asks for it.

    Raises `NotSo` for whoever is no enabled administrator: administrators give links to all others.
    """
    could = _administrators(porter)
    account = could.get(name)
    if account is None:
        raise _nobody(name, tuple(could))
    link, secret = new_link(porter.world, name)
    after = replace(account, password="", version=account.version + 1)
    said = porter.line(name, ACTION, by=ITSELF, who=who)
    porter.record.write(
        AccountChanges(
            accounts=(after,), ended_of=(name,), links_of=(name,), links=(link,), lines=(said,),
            forgiven=((fingerprint(name), None),),
        )
    )  # fmt: skip
    return secret, tuple(_told(porter, after, who, [one for one in could if one != name]))


def _administrators(porter: Porter) -> dict[str, Account]:
    return {one.name: one for one in porter.record.accounts() if Role.ADMIN in one.roles and not one.disabled}


def _told(porter: Porter, account: Account, who: str, others: list[str]) -> Iterator[Message]:
    now = porter.world.log_now()
    for other in others:
        yield Message(
            key=f"account:{account.name}/{account.version}/{ACTION}/{other}", channel=BOOK, to=other, at=now,
            next_at=now,
            words={
                "zh": f"{who} 在服务器上为系统管理员 {account.name} 签发了一次性登录链接，原口令与会话已失效。请核实。",
                "en": f"{who} made a one-time link for the administrator {account.name} on the machine itself; the old "
                "password and all sessions are over. Ask whether that was meant.",
            },
        )  # fmt: skip


def _nobody(name: str, could: tuple[str, ...]) -> NotSo:
    if not could:
        return NotSo(
            zh="没有可用的系统管理员。请启动 OneScreen：启动时会给出首位系统管理员的链接。",
            en="There is no enabled administrator. Start OneScreen: the start prints a link for the first one.",
        )
    listed = ", ".join(could)
    return NotSo(
        zh=f"{name} 不是可用的系统管理员；现有 {listed}。其他账号的链接由系统管理员签发。",
        en=f"{name} is no enabled administrator. There are {listed}; they give links to all others.",
    )
