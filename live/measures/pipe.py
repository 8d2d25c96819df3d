"""The pipe to the process for heavy models: pickled objects, framed by their length.

The city's areas with their shapes are as large as most tables and in every one of them: they go over once, and are
named by their number from then on. Both ends are this program, so pickled objects are trusted.
"""

import io
import pickle
import struct
from collections.abc import Sequence
from typing import Any

from geo.areas import Areas

LENGTH = struct.Struct("<Q")


class _Packing(pickle.Pickler):
    """A pickler that names areas that the other end knows by their number."""

    def __init__(self, file: io.BytesIO, known: Sequence[Areas]) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._known = known

    def persistent_id(self, obj: object) -> int | None:
        if not isinstance(obj, Areas):
            return None
        return next((number for number, one in enumerate(self._known) if one is obj), None)


class _Unpacking(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, known: Sequence[Areas]) -> None:
        super().__init__(file)
        self._known = known

    def persistent_load(self, pid: int) -> Areas:
        return self._known[pid]


def packed(what: object, known: Sequence[Areas] = ()) -> bytes:
    """What goes over; the other end has been told the `known` areas, in this order."""
    file = io.BytesIO()
    _Packing(file, known).dump(what)
    return file.getvalue()


def unpacked(said: bytes, known: Sequence[Areas] = ()) -> Any:  # noqa: ANN401 - whatever the other end packed
    """What came over. Raises `pickle.UnpicklingError`."""
    return _Unpacking(io.BytesIO(said), known).load()


def framed(said: bytes) -> bytes:
    """What is written for it."""
    return LENGTH.pack(len(said)) + said


def frame(stream: Any) -> bytes:  # noqa: ANN401 - a pipe, gevent's or the system's
    """What was written by the other end. Raises `EOFError` where it ends before."""
    return exactly(stream, LENGTH.unpack(exactly(stream, LENGTH.size))[0])


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
