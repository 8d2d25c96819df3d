"""The pipe to the process for heavy models: pickled objects, framed by their length.

The city's areas with their shapes are as large as most tables and in every one of them: they go over once, and are
named by their number from then on. Columns go over as they lie, beside the pickled rest, so that nobody copies them
first. Both ends are this program, so pickled objects are trusted.
"""

import io
import pickle
import struct
from collections.abc import Sequence
from typing import Any

from geo.areas import Areas

LENGTH = struct.Struct("<Q")
Packed = bytes | memoryview


class _Packing(pickle.Pickler):
    """A pickler that names areas that the other end knows by their number, and puts columns aside."""

    def __init__(self, file: io.BytesIO, known: Sequence[Areas], aside: list[pickle.PickleBuffer]) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL, buffer_callback=aside.append)
        self._known = known

    def persistent_id(self, obj: object) -> int | None:
        if not isinstance(obj, Areas):
            return None
        return next((number for number, one in enumerate(self._known) if one is obj), None)


class _Unpacking(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, known: Sequence[Areas], aside: Sequence[bytearray]) -> None:
        super().__init__(file, buffers=aside)
        self._known = known

    def persistent_load(self, pid: int) -> Areas:
        return self._known[pid]


def packed(what: object, known: Sequence[Areas] = ()) -> list[Packed]:
    """What goes over, in pieces; the other end has been told the `known` areas, in this order.

    The pieces are the very columns of `what`: whoever changes those before they are sent sends the change.
    """
    file, aside = io.BytesIO(), list[pickle.PickleBuffer]()
    _Packing(file, known, aside).dump(what)
    return [file.getvalue(), *(one.raw() for one in aside)]


def send(stream: Any, pieces: Sequence[Packed]) -> None:  # noqa: ANN401 - a pipe, gevent's or the system's
    """Write the pieces, with how many they are and how long each is."""
    stream.write(LENGTH.pack(len(pieces)) + b"".join(LENGTH.pack(len(piece)) for piece in pieces))
    for piece in pieces:
        stream.write(piece)
    stream.flush()


def received(stream: Any, known: Sequence[Areas] = ()) -> Any:  # noqa: ANN401 - a pipe, and whatever came over it
    """What the other end sent. Raises `EOFError` where it ends before, or `pickle.UnpicklingError`."""
    many = LENGTH.unpack(exactly(stream, LENGTH.size))[0]
    sizes = [LENGTH.unpack(exactly(stream, LENGTH.size))[0] for _ in range(many)]
    first, *aside = (exactly(stream, size) for size in sizes)
    # Columns may be written to by whoever has them, like those that were never sent.
    return _Unpacking(io.BytesIO(first), known, [bytearray(one) for one in aside]).load()


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
