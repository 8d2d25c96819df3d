"""A claim on a city's name: two imports of one name at once would write into each other's folder."""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from geo.importing.tables import Missing


@contextmanager
def claimed(folder: Path) -> Generator[None]:
    """Keep the city of this folder to oneself for a while. Raises `Missing` where another import has it."""
    mark, fresh = folder.with_name(f".{folder.name}.importing"), not folder.parent.exists()
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _held(mark):
            try:
                yield
            finally:
                mark.unlink()
    finally:
        if fresh:
            with suppress(OSError):  # there is a city in it now
                folder.parent.rmdir()


@contextmanager
def _held(mark: Path) -> Generator[IO[bytes]]:
    with mark.open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            taken = not mark.exists() or mark.stat().st_ino != os.fstat(file.fileno()).st_ino  # it was done just now
        except BlockingIOError:
            taken = True
        if taken:
            name = mark.name.removeprefix(".").removesuffix(".importing")
            raise Missing(f"Another import of {name} is under way. Wait until it is done, or choose another NAME.")
        yield file
