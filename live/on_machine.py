"""On the machine itself: what only whoever may read and write the record can do, without the screens."""

import os
import pwd
import secrets
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from socket import gethostname

from accounts.lost_password import link_for
from accounts.passwords import Argon2, Passwords
from accounts.porter import Porter, World
from incidents.ports import Changes
from live.clock import clock_of, real_now
from live.letting_in import BITS_256
from live.opening import FILE, record_of
from live.ports import Memory
from sources.base import CannotOpen


class NoRecord(CannotOpen):
    """There is no record where one is looked for."""

    def __init__(self, folder: Path) -> None:
        there = sorted(one.parent.name for one in folder.parent.glob(f"*/{FILE}"))
        others = f"there are {', '.join(there)}" if there else "there is none beside it either"
        super().__init__(
            f"There is no record at {folder}; {others}. Say CITY=, SPEED= and STATE= as the house says them."
        )


def asked_for(arguments: Sequence[str]) -> str | None:
    """The administrator for whom a link is asked, None to open the house. Ends the process with 2 for anything else."""
    parser = ArgumentParser(prog="app.py", description="Opens OneScreen, as config.yaml and the environment say.")
    wanted = "print a link under which an administrator who lost the password chooses another, and open nothing"
    parser.add_argument("--one-time-link", metavar="NAME", help=wanted)
    return parser.parse_args(arguments).one_time_link


def one_time_link(name: str, folder: Path, speed: float, store: str) -> str:
    """What is said to whoever asked for a link.

    Raises `NoRecord` where nobody lived yet, `StoreUnavailable`, or `NotSo` for who is no administrator.
    """
    if not (folder if store else folder / FILE).exists():
        raise NoRecord(folder)
    with closing(record_of(folder, store)) as record:
        secret = _given(record, name, folder, speed)
    return (
        f"{name} has no password any more, and every session of theirs is over. They choose another password at the "
        f"address of the screens, once and within a day:\n/first?link={secret}\n"
        "The log says who made this link; the desk has an alarm of it, and the other administrators a message."
    )


def _given(record: Memory, name: str, folder: Path, speed: float) -> str:
    world = World(now=real_now, log_now=clock_of(folder, speed), secret=lambda: secrets.token_urlsafe(BITS_256))
    secret, messages = link_for(Porter(record.accounts, Passwords(Argon2()), world), name, _who())
    with record.transaction() as work:
        work.write(Changes(messages=messages))
    return secret


def _who() -> str:
    """Who asks, as this machine knows them."""
    uid = os.getuid()
    named = next((one.pw_name for one in pwd.getpwall() if one.pw_uid == uid), str(uid))
    return f"{named}@{gethostname()}"
