"""The shelf: attachments in a folder beside the database, each under the hash of what it holds."""

import os
import secrets
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from incidents.attachments import PARTS, Kept, Made
from incidents.ports import StoreUnavailable
from store.pictures import type_of


class FileShelf:
    """A folder of attachments; keeps `incidents.attachments.Shelf`."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def keep(self, made: Made) -> Kept:
        """Lay it down whole: under its name it is complete and on the disk."""
        kept = _name_of(made)
        file = self._file(kept.sha256)
        try:
            if file.exists():
                os.utime(file)  # somebody wants it now: it is no leftover
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                _laid_down(file, made.content)
        except OSError as problem:
            raise self._unavailable(f"an attachment cannot be written ({problem.strerror})", "Make room.") from problem
        return kept

    def kept(self, sha256: str) -> Kept | None:
        """What lies under this hash, None where nothing does."""
        try:
            return _as_kept(sha256, self._file(sha256).read_bytes())
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise self._unavailable(f"an attachment cannot be read ({problem.strerror})", "Mend it.") from problem

    def read(self, kept: Kept) -> bytes:
        """What was laid down. Raises `StoreUnavailable` where it is gone or was changed."""
        wanted = "Restore it from the last copy."
        try:
            content = self._file(kept.sha256).read_bytes()
        except OSError as problem:
            raise self._unavailable(f"the attachment {kept.sha256[:12]}… is gone", wanted) from problem
        if sha256(content).hexdigest() != kept.sha256:
            raise self._unavailable(f"the attachment {kept.sha256[:12]}… was changed", wanted)
        return content

    def lying(self, part: int, since: datetime, until: datetime) -> tuple[str, ...]:
        """What was laid down between the two, in one of the shelf's `PARTS`."""
        if self._folder is None:
            return ()
        try:
            found = [(one.name, one.stat().st_mtime) for one in os.scandir(self._folder / f"{part % PARTS:02x}")]
        except FileNotFoundError:
            return ()
        except OSError as problem:
            raise self._unavailable(f"attachments cannot be listed ({problem.strerror})", "Mend it.") from problem
        return tuple(sorted(name for name, at in found if since.timestamp() <= at < until.timestamp()))

    def clear(self, sha256: str) -> None:
        """Take away what lies under this hash."""
        try:
            self._file(sha256).unlink(missing_ok=True)
        except OSError as problem:
            raise self._unavailable(f"an attachment cannot be taken away ({problem.strerror})", "Mend it.") from problem

    def _file(self, sha256: str) -> Path:
        if self._folder is None:
            raise self._unavailable("there is no folder for attachments", "Open the record with one.")
        return self._folder / sha256[:2] / sha256

    def _unavailable(self, why: str, wanted: str) -> StoreUnavailable:
        return StoreUnavailable(str(self._folder), why, wanted)


class MemoryShelf:
    """Attachments in a dictionary."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def keep(self, made: Made) -> Kept:
        """Hold it."""
        kept = _name_of(made)
        self._held[kept.sha256] = made.content
        return kept

    def kept(self, sha256: str) -> Kept | None:
        """What is held under this hash, None where nothing is."""
        return _as_kept(sha256, self._held[sha256]) if sha256 in self._held else None

    def lying(self, part: int, since: datetime, until: datetime) -> tuple[str, ...]:
        """Nothing: all of it is gone with the process."""
        return ()

    def clear(self, sha256: str) -> None:
        """Let go of what is held under this hash."""
        self._held.pop(sha256, None)

    def read(self, kept: Kept) -> bytes:
        """What is held. Raises `StoreUnavailable` where it is not."""
        if kept.sha256 not in self._held:
            raise StoreUnavailable("memory", f"the attachment {kept.sha256[:12]}… is gone", "Attach it again.")
        return self._held[kept.sha256]


def _name_of(made: Made) -> Kept:
    return Kept(sha256=sha256(made.content).hexdigest(), media_type=made.media_type, size=len(made.content))


def _as_kept(sha256: str, content: bytes) -> Kept:
    return Kept(sha256=sha256, media_type=type_of(content), size=len(content))


def _laid_down(file: Path, content: bytes) -> None:
    """Written beside its place, down to the disk, and then put there in one step."""
    beside = file.with_name(f".{secrets.token_hex(8)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        beside.replace(file)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
