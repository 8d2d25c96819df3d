"""The seal: signs how far the log has come, and notes it outside the database, where cutting the log's end is seen.

The key is made at the first checkpoint and lies in a file that only its owner reads. Whoever loses it loses nothing of
the log: another is made, and checkpoints that were signed with the old one can be compared with the log, but no longer
proven; `verify-log` asks to be told which key was lost. Keep a copy of the key and of the noted lines elsewhere.
"""

import hmac
import logging
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from incidents.ports import Checkpoint
from store.chain import canonical, read_stamp, stamp

PREFIX = b"onescreen.checkpoint.v1\n"
KEY, NOTED = "log.key", "checkpoints.txt"
LENGTH = 32  # bytes of a key
log = logging.getLogger(__name__)


class BadNote(ValueError):
    """A line beside the database is none of ours."""

    def __init__(self, file: Path, number: int) -> None:
        super().__init__(f"Line {number} of {file} is no checkpoint; it was changed by hand or its disk is damaged.")


class BadKey(ValueError):
    """The file of the key holds no key."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} holds no key. Put its copy back; if there is none, take the file away.")


class Seal:
    """The key and the noted checkpoints of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.file = folder / NOTED

    def signed(self, *, seq: int, n_rows: int, head: str, at: datetime) -> Checkpoint:
        """A checkpoint with its signature; the key is made if there is none."""
        key = self._key if self._key is not None else self._made()
        said = _said(seq, n_rows, head, at)
        signature = hmac.new(key, said, sha256).hexdigest()
        return Checkpoint(seq=seq, n_rows=n_rows, head=head, at=at, key=_fingerprint(key), hmac=signature)

    def holds(self, key: str) -> bool:
        """Whether this is the fingerprint of the key that lies here."""
        return self._key is not None and _fingerprint(self._key) == key

    def proves(self, one: Checkpoint) -> bool:
        """Whether a checkpoint was signed with the key that lies here, and says what it said then."""
        said = _said(one.seq, one.n_rows, one.head, one.at)
        return self._key is not None and hmac.compare_digest(hmac.new(self._key, said, sha256).hexdigest(), one.hmac)

    def note(self, checkpoints: Iterable[Checkpoint]) -> None:
        """Write these at the end of the file beside the database, down to the disk. Raises `OSError`."""
        text = "".join(f"{_as_text(one)}\n" for one in checkpoints)
        if not text:
            return
        with self.file.open("ab") as file:
            file.truncate(len(self._whole()))  # a line that a power cut tore is written anew
            file.write(text.encode("ascii"))
            file.flush()
            os.fsync(file.fileno())

    def noted(self) -> tuple[str, ...]:
        """The lines beside the database, oldest first; of one that a power cut tore, nothing."""
        return tuple(self._whole().decode("ascii", "replace").splitlines())

    def last_noted(self) -> int:
        """The place in the log that the last line tells of, 0 if there is none."""
        lines = self.noted()
        for number in range(len(lines), 0, -1):
            with suppress(BadNote):
                return checkpoint_in(lines[number - 1], self.file, number).seq
        return 0

    def _whole(self) -> bytes:
        """What was noted, as far as its last whole line."""
        said = self.file.read_bytes() if self.file.exists() else b""
        return said[: said.rfind(b"\n") + 1]

    @cached_property
    def _key(self) -> bytes | None:
        file = self._folder / KEY
        try:
            key = bytes.fromhex(file.read_text("ascii"))
        except FileNotFoundError:
            return None
        except ValueError as wrong:
            raise BadKey(file) from wrong
        if len(key) != LENGTH:
            raise BadKey(file)
        return key

    def _made(self) -> bytes:
        """A new key, whole on the disk before anything is signed with it."""
        if self.file.exists():
            log.warning("The key of the log was lost; what is signed from now on is signed with a new one.")
        beside, place = self._folder / f".{KEY}.{secrets.token_hex(8)}", self._folder / KEY
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_hex(LENGTH))
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):  # another process was faster: then its key is ours
                os.link(beside, place)
        finally:
            beside.unlink()
        del self._key
        key = self._key
        if key is None:
            raise BadKey(place)
        return key


def checkpoint_in(line: str, file: Path, number: int) -> Checkpoint:
    """The checkpoint that a noted line tells of. Raises `BadNote`."""
    try:
        at, seq, n_rows, head, key, signature = line.split(" ")
        told = Checkpoint(
            seq=int(seq), n_rows=int(n_rows), head=head, at=read_stamp(at), key=key,
            hmac=signature,
        )  # fmt: skip
    except ValueError as wrong:
        raise BadNote(file, number) from wrong
    if _as_text(told) != line:
        raise BadNote(file, number)
    return told


def _as_text(one: Checkpoint) -> str:
    return f"{stamp(one.at)} {one.seq} {one.n_rows} {one.head} {one.key} {one.hmac}"


def _said(seq: int, n_rows: int, head: str, at: datetime) -> bytes:
    return PREFIX + canonical({"seq": seq, "n_rows": n_rows, "head": head, "at": stamp(at)})


def _fingerprint(key: bytes) -> str:
    return sha256(PREFIX + key).hexdigest()[:16]
