"""Misplaced: which positions cannot be meant, and what to say of each."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from geo.place import Bounds, Floats, Mask

Words = dict[str, str]


class Fault(NamedTuple):
    """One reason to refuse positions: its name, which of them (n,), and what to say of position i by language."""

    reason: str
    bad: Mask
    say: Callable[[int], Words]


class NotDegrees(ValueError):
    """Numbers that are no longitude and latitude."""

    def __init__(self, x: float, y: float) -> None:
        super().__init__(not_degrees(x, y)["en"])


def in_degrees(lon: Floats, lat: Floats) -> Mask:
    """Which of the positions (n,) can be a longitude and latitude; NaN and the infinite cannot."""
    return (np.abs(lon) <= 180) & (np.abs(lat) <= 90)


def not_degrees(x: float, y: float) -> Words:
    """What to say of numbers that are no longitude and latitude.

    >>> print(not_degrees(2_600_000, 510_000)["en"])
    (2600000, 510000) is not a longitude and latitude in degrees. Are the two swapped, or still in metres?
    """
    where = written(x, y)
    return {
        "zh": f"{where} 不是以度表示的经度和纬度。是否颠倒，或仍以米为单位？",
        "en": f"{where} is not a longitude and latitude in degrees. Are the two swapped, or still in metres?",
    }


def misplaced(lon: Floats, lat: Floats, bounds: Bounds) -> Iterator[Fault]:
    """Every reason to refuse some of these positions (n,), in the order in which to ask; none where all lie inside.

    A position may have several faults: the first counts.
    """
    inside = bounds.contain(lon, lat)
    if inside.all():
        return

    def at(i: int) -> tuple[float, float]:
        return float(lon[i]), float(lat[i])

    nowhere = ~(np.isfinite(lon) & np.isfinite(lat))
    yield Fault("without place", nowhere, lambda _: _without_place())
    swapped = bounds.contain(lat, lon) & ~inside
    yield Fault("swapped coordinates", swapped, lambda i: _swapped(*at(i)))
    yield Fault("not in degrees", ~in_degrees(lon, lat), lambda i: not_degrees(*at(i)))
    yield Fault("outside the city", ~inside, lambda i: _outside(*at(i)))


def _without_place() -> Words:
    return {
        "zh": "没有经纬度，也没有登记位置。",
        "en": "it came without lon and lat, and no place is registered for it.",
    }


def _swapped(lon: float, lat: float) -> Words:
    where = written(lon, lat)
    return {
        "zh": f"{where} 的经度与纬度颠倒，请对调。",
        "en": f"{where} has longitude and latitude swapped. Swap them.",
    }


def _outside(lon: float, lat: float) -> Words:
    where = written(lon, lat)
    return {
        "zh": f"{where} 不在本市范围内，请更正位置，或留空。",
        "en": f"{where} lies outside the city. Correct the place, or leave it out.",
    }


def written(x: float, y: float) -> str:
    """A position as it stands in a sentence: as many digits as a person needs to find it again.

    >>> written(114.2, 30.93456789)
    '(114.2, 30.93457)'
    """
    return f"({_figure(x)}, {_figure(y)})"


def _figure(number: float) -> str:
    return f"{number:.0f}" if 1000 <= abs(number) < 1e15 else f"{number:.7g}"
