"""Duplicates: which incidents a signal may be about, each with its score and the reasons (section D.5).

Everything here is arithmetic on columns: 20 000 incidents are looked through in about a millisecond.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from geo.place import EARTH_RADIUS_M

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

WEIGHTS = (0.35, 0.20, 0.25, 0.10, 0.10)  # of distance, time, category, words, and the same facility or reporter
FARTHEST = 3.0  # radii; beyond that it is another matter


@dataclass(frozen=True, slots=True)
class Window:
    """How near, in metres, and how soon after one another two reports are likely of one matter."""

    radius_m: float
    within: timedelta


_STREET = Window(50.0, timedelta(hours=3))
_ACUTE = Window(200.0, timedelta(minutes=30))
_FLOOD = Window(500.0, timedelta(minutes=60))
_NOISE = Window(100.0, timedelta(hours=2))
# The first row whose letters a code begins with; the last holds for every code.
WINDOWS: tuple[tuple[tuple[str, ...], Window], ...] = (
    (("E1001", "U0406"), _FLOOD),
    (("M0301", "M0508"), _NOISE),
    (("E",), _ACUTE),
    (("M", "P"), _STREET),
    (("",), _NOISE),
)


def window_of(category: str) -> Window:
    """The window of a category.

    >>> window_of("E2001").radius_m, window_of("M0504").within
    (200.0, datetime.timedelta(seconds=10800))
    """
    return next(window for begins, window in WINDOWS if category.startswith(begins))


def bigrams(text: str) -> frozenset[str]:
    """The pairs of neighbouring signs of a text, without spaces and case.

    >>> sorted(bigrams("A bc"))
    ['ab', 'bc']
    """
    signs = "".join(text.lower().split())
    return frozenset(map("".join, pairwise(signs)))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two texts have in common, 0 to 1 (Jaccard); 0 where either says nothing."""
    both = len(one | other)
    return len(one & other) / both if both else 0.0


def away_m(lon: Floats, lat: Floats, from_lon: float, from_lat: float) -> Floats:
    """Distances (n,) in metres, on the flat: within the few hundred metres that matter, right to a centimetre."""
    north = np.radians(lat - from_lat)
    east = np.radians(lon - from_lon) * np.cos(np.radians(from_lat))
    return EARTH_RADIUS_M * np.hypot(north, east)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parts:
    """What each pair has in common (n,): metres, seconds, category 0 to 1, words 0 to 1, the same thing or person."""

    away_m: Floats
    apart_s: Floats
    category: Floats
    words: Floats
    same: Mask


def scores(parts: Parts, window: Window) -> tuple[Floats, Floats]:
    """Scores (n,) of 0 to 1, and what each part brought to them (n, 5); 0 beyond three radii or outside the time.

    Without a place there is no score: NaN metres count as too far.

    >>> one = {"away_m": np.array([12.0]), "apart_s": np.array([300.0]), "category": np.ones(1)}
    >>> total, _ = scores(Parts(**one, words=np.array([0.5]), same=np.zeros(1, bool)), window_of("M0504"))
    >>> round(float(total[0]), 3)
    0.825
    """
    span_s = window.within.total_seconds()
    brought = np.column_stack(
        (
            np.exp(-((parts.away_m / window.radius_m) ** 2)),
            1.0 - parts.apart_s / span_s,
            parts.category,
            parts.words,
            parts.same.astype(np.float64),
        )
    ) * np.array(WEIGHTS)
    near = (parts.away_m <= FARTHEST * window.radius_m) & (parts.apart_s <= span_s)
    brought = np.where(near[:, None], brought, 0.0)
    return brought.sum(axis=1), brought
