"""Frames: moving objects as bytes, little endian, ready for typed arrays in the browser.

"OSM1" · uint32 version · float64 at, ms · uint8 length + layer name, padded to 4 · uint32 n
int32 longitude × 1e6 [n] · int32 latitude × 1e6 [n] · uint16 heading × 10, 65535 unknown [n] · uint8 style [n]
padded to 4 · uint32 length + ids, joined by line ends (length 0: the ids and their order are those of before)
"""

import struct
from datetime import datetime

import numpy as np

from layers.base import Drawing

MAGIC = b"OSM1"
UNKNOWN_HEADING = 65_535


def frame(layer: str, version: int, at: datetime, drawing: Drawing, *, ids: bool) -> bytes:
    """One layer's moving objects (n,) as bytes."""
    if drawing.lon is None or drawing.lat is None:
        raise ValueError(f"The layer {layer} moves, but its drawing has no lon and lat.")
    name = layer.encode("ascii")
    count = len(drawing.ids)
    heading = np.full(count, np.nan) if drawing.heading_deg is None else drawing.heading_deg
    tenths = np.where(np.isnan(heading), UNKNOWN_HEADING, np.round(np.nan_to_num(heading) % 360 * 10))
    names = "\n".join(drawing.ids).encode() if ids else b""
    head = _padded(MAGIC + struct.pack("<IdB", version & 0xFFFFFFFF, at.timestamp() * 1000, len(name)) + name)
    body = (
        struct.pack("<I", count)
        + np.round(drawing.lon * 1e6).astype("<i4").tobytes()
        + np.round(drawing.lat * 1e6).astype("<i4").tobytes()
        + tenths.astype("<u2").tobytes()
        + np.asarray(drawing.style, dtype="u1").tobytes()
    )
    return _padded(head + body) + struct.pack("<I", len(names)) + names


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)
