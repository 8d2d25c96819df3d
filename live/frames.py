"""Frames at the wall: positions are turned into WGS 84, and those of a source in a wrong frame are refused.

A sender that says nothing of its frame, and sends GCJ-02, would stand half a kilometre off without anybody noticing.
So the first positions of every source, one a block, are held against the streets (`geo/frame_fit.py`): once another
frame fits distinctly better, positions under that name and frame are refused, until newer ones fit.
"""

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from city.readings import Floats, Mask, Readings
from geo.coordinates import WGS84, Frame, readable, to_wgs84
from geo.frame_fit import FEWEST, Streets, WrongFrame, in_china
from geo.ways.roads import Roads
from incidents.incident import Signal
from incidents.notice import Notice

Said = TypeVar("Said", Notice, Signal)
BLOCKS_A_DEG = 400  # a block is some 250 m wide
MOST_BLOCKS = 8 * FEWEST  # what could not be told by then is let in
MOST_ASKED = 200  # sources and their frames; a program that makes up names must not fill the memory


@dataclass(slots=True)
class Asked:
    """What is known of one source in one frame: a position a block, how many are enough, and what is wrong with it."""

    blocks: dict[tuple[int, int], tuple[float, float]] = field(
        default_factory=dict[tuple[int, int], tuple[float, float]]
    )
    enough: int = FEWEST
    settled: bool = False
    problem: str = ""


class Frames:
    """Knows the frame of every source by what it sent so far."""

    def __init__(self, roads: Roads) -> None:
        self._roads = roads
        self._differ = in_china(roads)  # elsewhere every usual frame is the same
        self._streets: Streets | None = None
        self._asked: OrderedDict[tuple[str, Frame], Asked] = OrderedDict()

    def problem(self, source: str, frame: Frame, rows: Readings) -> str:
        """Why positions of this source cannot be in the frame that it declares; empty while nothing speaks against."""
        if not self._differ or rows.lon is None or rows.lat is None:
            return ""
        asked = self._asked.setdefault((source, frame), Asked())
        self._asked.move_to_end((source, frame))
        if len(self._asked) > MOST_ASKED:
            self._asked.popitem(last=False)
        if not asked.settled:
            _gather(asked, frame, rows.lon, rows.lat)
            if len(asked.blocks) >= asked.enough:
                self._judge(asked, source, frame)
        return asked.problem

    def _judge(self, asked: Asked, source: str, frame: Frame) -> None:
        self._streets = self._streets or Streets(self._roads)
        fit = self._streets.fit(*np.array([*asked.blocks.values()]).T)
        name = frame.name if frame.name in fit.distance_m else WGS84.name
        better = fit.better(name)
        if better is not None:
            asked.problem = str(WrongFrame(source, frame, better, fit))
            asked.blocks.clear()  # if it is mended, newer positions will tell
            asked.enough = FEWEST
        elif fit.told(name):
            asked.problem, asked.settled = "", True
        else:
            asked.enough = 2 * len(asked.blocks)
            asked.settled = asked.enough > MOST_BLOCKS


def turned(rows: Readings, frame: Frame) -> Readings:
    """The rows with their positions in WGS 84; what cannot be of that frame stays as it is, for the gate to refuse."""
    if frame == WGS84 or rows.lon is None or rows.lat is None:
        return rows
    lon, lat, good = rows.lon.copy(), rows.lat.copy(), readable(frame, rows.lon, rows.lat)
    lon[good], lat[good] = to_wgs84(frame, lon[good], lat[good])
    return replace(rows, lon=lon, lat=lat)


def turned_notice(notice: Said, frame: Frame) -> Said:
    """The notice or signal with its place in WGS 84; what cannot be of that frame stays as it is."""
    if frame == WGS84 or notice.lon is None or notice.lat is None:
        return notice
    x, y = np.array([notice.lon]), np.array([notice.lat])
    if not readable(frame, x, y)[0]:
        return notice
    lon, lat = to_wgs84(frame, x, y)
    return replace(notice, lon=float(lon[0]), lat=float(lat[0]))


def own_place(rows: Readings) -> Mask:
    """Which rows (n,) bring a place of their own."""
    if rows.lon is None or rows.lat is None:
        return np.zeros(len(rows), dtype=np.bool_)
    return np.isfinite(rows.lon) & np.isfinite(rows.lat)


def _gather(asked: Asked, frame: Frame, x: Floats, y: Floats) -> None:
    """Keep one position for each block, in degrees of the frame that is in doubt."""
    good = readable(frame, x, y)
    lon, lat = (x[good], y[good]) if frame.in_degrees else to_wgs84(frame, x[good], y[good])
    blocks = np.floor(np.column_stack([lon, lat]) * BLOCKS_A_DEG).astype(np.int64)
    _, first = np.unique(blocks, axis=0, return_index=True)
    for i in np.sort(first).tolist():  # as they came: sorted by block, the first would all stand in one quarter
        if len(asked.blocks) >= MOST_BLOCKS:
            return
        asked.blocks.setdefault((int(blocks[i, 0]), int(blocks[i, 1])), (float(lon[i]), float(lat[i])))
