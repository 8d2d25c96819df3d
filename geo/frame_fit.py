"""Frame fit: whether positions lie on the streets in the frame that is declared, or rather in another.

A map in GCJ-02 read as WGS 84 is off by some 550 m, yet in a dense city every place lies near some street: what tells
is how near. One position for each block of 250 m is asked, since neighbours err together, and its distance to the
nearest street is compared frame by frame. Another frame is believed only where the positions lie on the streets when
read in it, clearly nearer than as declared, and in so many blocks that it cannot be chance (a sign test).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from geo.chinese_offsets import CHINA
from geo.coordinates import TITLES, WGS84, Frame, readable, to_wgs84
from geo.place import EARTH_RADIUS_M, Floats
from geo.ways.roads import Roads

USUAL = ("wgs84", "gcj02", "bd09")
BLOCK_M = 250.0  # positions in one block count once
NEAR_M = 100.0  # what lies farther from every street, however it is read, says nothing of frames
FEWEST, MOST = 30, 2_000  # blocks
ON_STREETS_M = 30.0  # in its true frame, half of what stands on streets or beside them lies within this
CLEARLY = 1.8  # the other frame is believed when it is so many times nearer
CHANCE = 4.0  # standard deviations: once in 30,000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How far positions lie from the nearest street, read in each of the usual frames; one a block (k,), metres."""

    distance_m: Mapping[str, Floats]

    @property
    def count(self) -> int:
        """How many blocks told something."""
        return len(self.distance_m["wgs84"])

    @property
    def median_m(self) -> dict[str, float]:
        """The median distance by frame; NaN where nothing was near any street."""
        return {name: float(np.median(far)) if len(far) else float("nan") for name, far in self.distance_m.items()}

    @property
    def differs(self) -> bool:
        """Whether the frames differ here at all; outside China they do not."""
        first, *others = self.distance_m.values()
        return any(not np.array_equal(first, other) for other in others)

    def better(self, declared: str) -> str | None:
        """The frame that fits distinctly better than this one; None where there is none, or it cannot be told."""
        nearest = sorted((name for name in USUAL if name != declared), key=self.median_m.__getitem__)
        return next((name for name in nearest if self._surely(name, declared)), None)

    def told(self, declared: str) -> bool:
        """Whether the declared frame is the right one for sure: it fits distinctly better than every other."""
        return all(self._surely(declared, other) for other in USUAL if other != declared)

    def _surely(self, name: str, than: str) -> bool:
        """Whether positions lie on the streets in one frame, and clearly nearer than in the other, not by chance."""
        one, other = self.distance_m[name], self.distance_m[than]
        # What is far in both may lie outside the streets that we know.
        counts = (np.minimum(one, other) <= NEAR_M) & (one != other)
        one, other = one[counts], other[counts]
        if len(one) < FEWEST or np.median(one) > ON_STREETS_M or np.median(other) < CLEARLY * np.median(one):
            return False
        wins, fair = int((one < other).sum()), len(one)
        return (wins - fair / 2) / np.sqrt(fair / 4) >= CHANCE


class WrongFrame(ValueError):
    """Positions are in another frame than was declared; `fit` holds the distances, `better` the frame that fits."""

    def __init__(self, what: str, declared: Frame, better: str, fit: Fit) -> None:
        self.fit, self.better = fit, better
        far, near = fit.median_m[_compared(declared)], fit.median_m[better]
        super().__init__(
            f"{what} says {declared.title}, but its points lie {far:.0f} m from the nearest street (median); "
            f"read as {TITLES[better]} it is {near:.0f} m. {_remedy(declared, better)}"
        )


class Streets:
    """The streets of a city, ready to be asked how far positions lie from them."""

    def __init__(self, roads: Roads) -> None:
        self._middle_lat = float(np.mean(roads.lat)) if len(roads.lat) else 0.0
        edge = np.repeat(np.arange(len(roads)), np.diff(roads.first))
        outlines: Any = shapely.linestrings(self._plane_m(*roads.points.T), indices=edge)
        self._tree = shapely.STRtree(outlines)

    def fit(self, lon: Floats, lat: Floats) -> Fit:
        """How well positions (n,), in degrees of an unknown frame, fit in each of the usual ones."""
        good = readable(WGS84, lon, lat)
        lon, lat = lon[good], lat[good]
        some = self._one_a_block(lon, lat)
        lon, lat = lon[some], lat[some]
        read = {name: to_wgs84(Frame(name=name), lon, lat) for name in USUAL}
        far = {name: self._distance_m(*position) for name, position in read.items()}
        near = np.minimum.reduce([*far.values()]) <= NEAR_M
        return Fit(distance_m={name: distances[near] for name, distances in far.items()})

    def _one_a_block(self, lon: Floats, lat: Floats) -> npt.NDArray[np.intp]:
        """The first position in each block; of many blocks, some from everywhere."""
        blocks = np.floor(self._plane_m(lon, lat) / BLOCK_M).astype(np.int64)
        _, first = np.unique(blocks, axis=0, return_index=True)
        first = np.sort(first)
        return first[np.linspace(0, len(first) - 1, min(len(first), MOST)).round().astype(np.intp)]

    def _distance_m(self, lon: Floats, lat: Floats) -> Floats:
        if not len(self._tree) or not len(lon):
            return np.full(len(lon), np.inf)
        asked = shapely.points(self._plane_m(lon, lat))
        _, far = self._tree.query_nearest(asked, return_distance=True, all_matches=False)
        return far

    def _plane_m(self, lon: Floats, lat: Floats) -> Floats:
        """Positions (n, 2) in metres on a plane that is true enough within a city."""
        per_deg_m = np.radians(EARTH_RADIUS_M)
        return np.column_stack([lon * per_deg_m * np.cos(np.radians(self._middle_lat)), lat * per_deg_m])


def fit(lon: Floats, lat: Floats, roads: Roads) -> Fit:
    """How far positions (n,), in degrees of an unknown frame, lie from the streets in each of the usual frames."""
    return Streets(roads).fit(np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64))


def check_frame(declared: Frame, x: Floats, y: Floats, roads: Roads, *, what: str) -> Fit:
    """What the streets say of positions (n,) in the declared frame; `what` names them in a sentence ("places.csv").

    Raises `WrongFrame` where another frame fits distinctly better, and `NotDegrees` or `NotMetres` for positions that
    the declared frame cannot hold. Whatever cannot be told is accepted: `verdict` says so in words.
    """
    lon, lat = (x, y) if declared.in_degrees else to_wgs84(declared, x, y)
    to_wgs84(declared, x, y)
    measured = fit(lon, lat, roads)
    better = measured.better(_compared(declared))
    if better is not None:
        raise WrongFrame(what, declared, better, measured)
    return measured


def verdict(measured: Fit, declared: Frame, *, what: str) -> str:
    """What an importer says of positions that were accepted: they fit, or why that could not be told."""
    if not measured.differs and measured.count:
        return f"{what} says {declared.title}: here all usual frames are the same."
    name = _compared(declared)
    far = f"{measured.median_m[name]:.0f} m from the nearest street (median)"
    if measured.told(name):
        return f"{what} says {declared.title}, and that fits: its points lie {far}."
    if measured.count < FEWEST:
        why = f"it has points near streets in {measured.count} blocks of {BLOCK_M:.0f} m, {FEWEST} are needed"
    else:
        others = ", ".join(f"{TITLES[one]} {measured.median_m[one]:.0f} m" for one in USUAL if one != name)
        why = f"its points lie {far}, and that is not distinctly better or worse than as {others}"
    return f"{what} says {declared.title}; whether that is so could not be told: {why}."


def in_china(roads: Roads) -> bool:
    """Whether the usual frames differ in this city."""
    return bool(len(roads.lon)) and bool(CHINA.contain(roads.lon[:1], roads.lat[:1])[0])


def _compared(declared: Frame) -> str:
    """Which of the usual frames a declared one stands for, once it is in degrees."""
    return declared.name if declared.name in USUAL else "wgs84"


def _remedy(declared: Frame, better: str) -> str:
    if declared.in_degrees:
        return f"Declare frame: {better}."
    return f"So it was made from {TITLES[better]}: turn it back into degrees, and declare frame: {better}."
