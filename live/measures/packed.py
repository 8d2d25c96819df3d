"""Packed: columns of figures as few bytes, and back; a head in JSON, raw columns, all of it compressed.

No pickle: what lies in a database must not become code. What cannot be understood raises `NotPacked`.
"""

import json
import struct
import zlib
from collections.abc import Mapping
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

LEVEL = 1  # of compression: the quickest takes away most


class NotPacked(Exception):
    """Bytes of history are not what this program writes."""

    def __init__(self, why: object) -> None:
        super().__init__(f"A step of history cannot be read: {why}. It is left out.")


def packed(head: Mapping[str, Any], columns: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """A head and columns of any shape as bytes.

    >>> unpacked(packed({"n": 2}, {"a": np.array([1.0, 2.0])}))
    ({'n': 2}, {'a': array([1., 2.])})
    """
    shapes = [[name, column.dtype.str, list(column.shape)] for name, column in columns.items()]
    said = json.dumps({"head": dict(head), "columns": shapes}).encode()
    raw = b"".join(np.ascontiguousarray(column).tobytes() for column in columns.values())
    return zlib.compress(struct.pack("<I", len(said)) + said + raw, LEVEL)


def unpacked(body: bytes) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    """Head and columns again. Raises `NotPacked`."""
    try:
        plain = zlib.decompress(body)
        length = struct.unpack_from("<I", plain)[0]
        said, at = json.loads(plain[4 : 4 + length].decode()), 4 + length
        columns: dict[str, npt.NDArray[Any]] = {}
        for name, kind, shape in said["columns"]:
            dtype, count = np.dtype(kind), prod(shape)
            columns[name] = np.frombuffer(plain, dtype=dtype, count=count, offset=at).reshape(shape)
            at += dtype.itemsize * count
    except (zlib.error, struct.error, ValueError, KeyError, TypeError) as why:
        raise NotPacked(why) from why
    return said["head"], columns
