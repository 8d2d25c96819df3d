"""Lasting: a process of our own that answers one question after the other for as long as the house stands.

It reads from its standard input and writes to its standard output, both in pieces framed by their length; it ends when
its input does. One that is gone is started again for the next question.
"""

import ctypes
import signal
import struct
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parents[1]
LENGTH = struct.Struct("<Q")
Piece = bytes | memoryview
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class Lasting:
    """The process that runs one of our modules, started when it is first needed."""

    def __init__(self, module: str) -> None:
        self._module = module
        self.process: subprocess.Popen[bytes] | None = None

    def opened(self) -> tuple[Any, Any, bool]:
        """Where to ask it, where it answers, and whether it was started just now and knows nothing yet."""
        anew = self.process is None or self.process.poll() is not None
        if anew:
            self.close()
            self.process = subprocess.Popen(  # noqa: S603 - a module of ours
                [sys.executable, "-m", self._module], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=HOUSE
            )
        assert self.process is not None  # noqa: S101 - just started
        return self.process.stdin, self.process.stdout, anew

    def close(self) -> None:
        """Let the process go, whatever it does now."""
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what waited to be written has nobody to read it
                    pipe.close()


def end_with_the_house() -> None:
    """What such a process does first: it ends with whoever started it, and not by a key that is meant for the house."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)  # at once, though it is at work or stands still


def send(stream: Any, pieces: Sequence[Piece]) -> None:  # noqa: ANN401 - a pipe, gevent's or the system's
    """Write the pieces, with how many they are and how long each is."""
    stream.write(LENGTH.pack(len(pieces)) + b"".join(LENGTH.pack(len(piece)) for piece in pieces))
    for piece in pieces:
        stream.write(piece)
    stream.flush()


def received(stream: Any) -> list[bytes]:  # noqa: ANN401 - the same
    """The pieces that the other end sent. Raises `EOFError` where it ends before."""
    many = LENGTH.unpack(exactly(stream, LENGTH.size))[0]
    sizes = [LENGTH.unpack(exactly(stream, LENGTH.size))[0] for _ in range(many)]
    return [exactly(stream, size) for size in sizes]


def exactly(stream: Any, size: int) -> bytes:  # noqa: ANN401 - the same
    """So many bytes from a pipe. Raises `EOFError` where it ends before."""
    parts: list[bytes] = []
    while size:
        part = stream.read(size)
        if not part:
            raise EOFError("it closed its output")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
