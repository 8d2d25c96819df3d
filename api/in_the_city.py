"""In the city: a place so far out that it must be a mistake is refused, and told from one with its axes swapped."""

from http import HTTPStatus

import numpy as np

from api.refusals import NotServed
from geo.pack import CityPack
from geo.place import Bounds
from live.gate import MARGIN_DEG


def in_the_city(pack: CityPack, lon: float, lat: float) -> None:
    """Raises `NotServed` for a place that lies outside the city and its margin."""
    bounds = pack.bounds.widened(MARGIN_DEG)
    if _inside(bounds, lon, lat):
        return
    where = f"({lon:g}, {lat:g})"
    if _inside(bounds, lat, lon):
        raise _misplaced(
            "swapped_coordinates",
            zh=f"{where} 的经度与纬度颠倒，请对调。",
            en=f"{where} has longitude and latitude swapped. Swap them.",
        )
    raise _misplaced(
        "outside_the_city",
        zh=f"{where} 不在本市范围内，请更正位置，或留空。",
        en=f"{where} lies outside the city. Correct the place, or leave it out.",
    )


def _inside(bounds: Bounds, lon: float, lat: float) -> bool:
    return bool(bounds.contain(np.array([lon]), np.array([lat]))[0])


def _misplaced(code: str, *, zh: str, en: str) -> NotServed:
    return NotServed(HTTPStatus.UNPROCESSABLE_ENTITY, code, en, words={"zh": zh, "en": en})
