"""The pipe to the process for heavy models: pickled objects, in pieces.

The city's areas with their shapes are as large as most tables and in every one of them: they go over once, and are
named by their number from then on. Columns go over as they lie, beside the pickled rest, so that nobody copies them
first. Both ends are this program, so pickled objects are trusted.
"""

import io
import pickle
from collections.abc import Sequence
from typing import Any

from geo.areas import Areas
from live.lasting import Piece


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


def packed(what: object, known: Sequence[Areas] = ()) -> list[Piece]:
    """What goes over, in pieces; the other end has been told the `known` areas, in this order.

    The pieces are the very columns of `what`: whoever changes those before they are sent sends the change.
    """
    file, aside = io.BytesIO(), list[pickle.PickleBuffer]()
    _Packing(file, known, aside).dump(what)
    return [file.getvalue(), *(one.raw() for one in aside)]


def unpacked(pieces: Sequence[bytes], known: Sequence[Areas] = ()) -> Any:  # noqa: ANN401 - whatever was packed
    """What the other end `packed`. Raises `pickle.UnpicklingError`."""
    first, *aside = pieces
    # Columns may be written to by whoever has them, like those that were never sent.
    return _Unpacking(io.BytesIO(first), known, [bytearray(one) for one in aside]).load()
