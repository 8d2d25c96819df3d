"""Crossings: where two streets meet, asked for by both names and computed when it is asked for."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from geo.place import EARTH_RADIUS_M
from geo.search.index import SearchIndex

BETWEEN = re.compile(r"\s*(?:[&+@/×]|与|和|及|跟|、|\b(?:and|at|x)\b)\s*", re.IGNORECASE)
MEETING = re.compile(
    r"(?:的)?(?:十字路口|丁字路口|交叉路口|交叉口|交汇处|相交处|相交|(?<=[路街道巷线弄a-z\s])路口|(?<=[路街道巷])口)?"
    r"(?:的)?(?:(?:[东西][南北]|[东南西北])(?:角|侧|面|边))?$|"
    r"\b(?:(?:[ns][ew]|(?:north|south)-?(?:east|west)) )?(?:crossing|intersection|junction|corner)$",
    re.IGNORECASE,
)
CORNER_OF = re.compile(r"^(?:(?:[ns][ew]|(?:north|south)-?(?:east|west)) )?corner of\s+", re.IGNORECASE)
ENDS = re.compile("[路街道巷弄里线桥]")  # a name may end here, and another begin
MOST_PARTS = 8  # of the names of two streets
AS_ONE_M = 60.0  # roads with two carriageways meet others in junctions of their own


class Crossing(NamedTuple):
    """Two streets, by their entries, and where they meet; `score` as both names fit."""

    streets: tuple[int, int]
    lon: float
    lat: float
    score: float


def crossings_asked(text: str) -> list[tuple[str, str]]:
    """The two streets of which somebody asks the crossing, in every way to read it: 和 is "and", and begins 和平路.

    >>> crossings_asked("中山路与人民路交叉口"), crossings_asked("和平路和中山路")
    ([('中山路', '人民路')], [('和平路', '中山路')])
    """
    flat = _streets_only(text)
    pairs = [(flat[: one.start()].strip(), flat[one.end() :].strip()) for one in BETWEEN.finditer(flat)]
    return [pair for pair in pairs if all(pair)][:MOST_PARTS]


def halves(text: str) -> list[tuple[str, str]]:
    """The ways to divide a text at a gap, so that two streets may stand there one behind the other.

    >>> halves("wenke lu jiefanglu")
    [('wenke', 'lu jiefanglu'), ('wenke lu', 'jiefanglu')]
    """
    parts = _streets_only(text).split()[:MOST_PARTS]
    return [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))]


def glued(text: str) -> list[tuple[str, str]]:
    """The ways to divide a text where the name of a street may end, so that another stands right behind it.

    >>> glued("文科路人民路东北角"), glued("解放路")
    ([('文科路', '人民路')], [])
    """
    flat = _streets_only(text)
    ends = [one.end() for one in ENDS.finditer(flat)][:MOST_PARTS]
    return [(flat[:at], flat[at:].strip()) for at in ends if flat[at:].strip()]


def _streets_only(text: str) -> str:
    """Without the words for a crossing, and for a corner of it."""
    return MEETING.sub("", CORNER_OF.sub("", text.strip()), count=1).strip()


def cross(
    index: SearchIndex, streets: Sequence[tuple[int, float]], others: Sequence[tuple[int, float]]
) -> list[Crossing]:
    """Where streets of the one name meet streets of the other, each with the score of its name; the best first."""
    found: list[Crossing] = []
    for one, score in streets:
        for other, other_score in others:
            place = _meeting(index, one, other) if one != other else None
            if place is not None:
                found.append(Crossing((one, other), *place, min(score, other_score) + 0.02))
    return sorted(found, key=lambda at: -at.score)


def _meeting(index: SearchIndex, one: int, other: int) -> tuple[float, float] | None:
    """Where two streets meet: at a junction of both, or between two that lie close together."""
    a, b = (slice(int(index.node_first[row]), int(index.node_first[row + 1])) for row in (one, other))
    if a.start == a.stop or b.start == b.stop:
        return None
    _, shared, _ = np.intersect1d(index.node[a], index.node[b], return_indices=True)
    lon, lat = index.node_lon[a], index.node_lat[a]
    if len(shared):
        middle = shared[np.argmin(np.abs(lon[shared] - lon[shared].mean()) + np.abs(lat[shared] - lat[shared].mean()))]
        return float(lon[middle]), float(lat[middle])
    per_deg_m = np.radians(EARTH_RADIUS_M)
    east = np.subtract.outer(lon, index.node_lon[b]) * np.cos(np.radians(lat[0]))
    far = np.hypot(east, np.subtract.outer(lat, index.node_lat[b])) * per_deg_m
    i, j = np.unravel_index(np.argmin(far), far.shape)
    if far[i, j] > AS_ONE_M:
        return None
    return float(lon[i] + index.node_lon[b][j]) / 2, float(lat[i] + index.node_lat[b][j]) / 2
