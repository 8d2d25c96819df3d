"""Routes: a way along the roads, and where a vehicle is on it."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from geo.place import Floats

Ints = npt.NDArray[np.intp]


def _no_edges() -> Ints:
    return np.empty(0, dtype=np.intp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way along the roads: its corners (k,), and after how many seconds each is passed, strictly rising from 0.

    `edges` (e,) are the roads' edges that it takes, one after the other, and `entered_s` (e,) when each is entered;
    none where the way is not known to lie on roads.
    """

    lon: Floats
    lat: Floats
    seconds: Floats
    length_m: float
    edges: Ints = field(default_factory=_no_edges)
    entered_s: Floats = field(default_factory=lambda: np.empty(0))

    @property
    def travel_s(self) -> float:
        """How long the whole way takes."""
        return float(self.seconds[-1])

    def at(self, seconds: float) -> tuple[float, float, float]:
        """Longitude, latitude and heading (degrees clockwise from north) after so many seconds.

        Before the start and after the end the vehicle stands there; on a way without length its heading is NaN.
        """
        last = len(self.seconds) - 1
        if last == 0:
            return float(self.lon[0]), float(self.lat[0]), float("nan")
        to = min(max(int(np.searchsorted(self.seconds, seconds, side="right")), 1), last)
        begun, done = self.seconds[to - 1], self.seconds[to]
        share = min(max((seconds - begun) / (done - begun), 0.0), 1.0)
        east, north = self.lon[to] - self.lon[to - 1], self.lat[to] - self.lat[to - 1]
        heading = np.degrees(np.arctan2(east * np.cos(np.radians(self.lat[to])), north)) % 360
        return float(self.lon[to - 1] + share * east), float(self.lat[to - 1] + share * north), float(heading)


def shares(outline: Floats) -> Floats:
    """How much of an outline's length lies before each of its points (k,), 0 to 1."""
    if len(outline) == 2:
        return np.array([0.0, 1.0])
    narrowing = np.array([np.cos(np.radians(outline[0, 1])), 1.0])
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*(np.diff(outline, axis=0) * narrowing).T))])
    return along / along[-1] if along[-1] > 0 else np.linspace(0.0, 1.0, len(outline))


def all_shares(points: Floats, first: Ints) -> Floats:
    """The shares of many outlines `points[first[i]:first[i + 1]]` at once (p,)."""
    owner = np.repeat(np.arange(len(first) - 1), np.diff(first))
    narrowing = np.cos(np.radians(points[first[owner], 1]))
    step = np.hypot(np.diff(points[:, 0], prepend=0.0) * narrowing, np.diff(points[:, 1], prepend=0.0))
    step[first[:-1]] = 0.0
    along = np.cumsum(step)
    along -= along[first[owner]]
    whole = along[first[owner + 1] - 1]
    number = (np.arange(len(points)) - first[owner]) / np.maximum(first[owner + 1] - first[owner] - 1, 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(whole > 0, along / whole, number)


def part(outline: Floats, begin: float, end: float) -> tuple[Floats, Floats]:
    """The points (k, 2) of an outline between two shares of its length, and the share of each (k,)."""
    along = shares(outline)
    if begin == 0.0 and end == 1.0:
        return outline, along
    inner = (along > begin) & (along < end)
    kept = np.concatenate([[begin], along[inner], [end]])
    return np.column_stack([np.interp(kept, along, outline[:, 0]), np.interp(kept, along, outline[:, 1])]), kept
