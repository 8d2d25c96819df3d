"""Trouble: what databases say when they cannot, in one sentence that says what to do."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DataError, InterfaceError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnection

from incidents.ports import StoreUnavailable

# What is found in the database's own words, what is so, and what to do.
_KNOWN = (
    ("database is locked", "another program holds it", "Close what else has it open, then try again."),
    ("database table is locked", "another program holds it", "Close what else has it open, then try again."),
    ("not a database", "it is not a OneScreen database", "Name another file, or restore the last copy."),
    ("malformed", "its file is damaged", "Stop, and restore the last copy."),
    ("disk is full", "its disk is full; the change was not kept", "Make room, then try again."),
    ("disk i/o error", "its disk fails; the change may not be kept", "Look at the disk, then ask again."),
    ("readonly", "it may only be read", "Let this user write to the file and its folder."),
    ("file is gone", "its file was taken away", "Stop, put the file or the last copy back, and start again."),
    ("unable to open", "its file cannot be opened", "Let this user write to the file and its folder."),
    ("statement timeout", "it did not answer in time", "Try again; the same operation key is safe."),
    ("connection", "there is no connection to the server", "See that it runs and can be reached, then try again."),
)


@contextmanager
def told_plainly(address: str) -> Generator[None]:
    """What the database complains of inside is raised as `StoreUnavailable`; mistakes of ours stay what they are."""
    try:
        yield
    except (ProgrammingError, DataError, NotSupportedError):
        raise
    except (DatabaseError, InterfaceError, NoConnection) as error:
        raise _plain(address, str(getattr(error, "orig", None) or error)) from error


def hidden(address: str) -> str:
    """The address without its password; of one that cannot be understood, only its kind, for the rest may hold it."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        url = None
    # An @ in a password ends it too early.
    if url is None or (url.password is not None and "@" in f"{url.host}{url.database}"):
        kind, colon, _ = address.partition(":")
        return repr(f"{kind}:…" if colon else address)
    query = {name: "hidden" if "password" in name else value for name, value in url.query.items()}
    return url.set(query=query).render_as_string(hide_password=True)


def _plain(address: str, said: str) -> StoreUnavailable:
    for found, why, wanted in _KNOWN:
        if found in said.lower():
            return StoreUnavailable(hidden(address), why, wanted)
    return StoreUnavailable(
        hidden(address), " ".join(said.split()).rstrip("."), "Look at the database, then try again."
    )
