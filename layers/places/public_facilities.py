"""Public facilities: where people are healed, taught, sheltered and served, by what they are for."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np

from city.picture import Picture
from geo.pack import CityPack, Place
from layers.base import Drawing, Layer, Shape, Style

# What a kind of place is for, as a place in `LAYER.styles`.
PURPOSE = MappingProxyType(
    {
        "hospital": 0, "clinic": 0, "ambulance_station": 0, "pharmacy": 0, "nursing_home": 0,
        "school": 1, "kindergarten": 1, "university": 1, "library": 1, "museum": 1, "theatre": 1,
        "shelter": 2, "stadium": 2,
        "government": 3, "city_hall": 3, "service_hall": 3, "community_centre": 3, "police_station": 3,
        "railway_station": 4, "metro_station": 4, "bus_terminal": 4, "airport": 4,
        "market": 5, "mall": 5, "hotel": 5, "gas_station": 5, "charging_station": 5,
        "water_works": 6, "sewage_works": 6, "power_station": 6, "waste_station": 6, "chemical_plant": 6,
    }
)  # fmt: skip


def draw(picture: Picture, pack: CityPack) -> Drawing:
    """Every facility; they stand still, so each city's are drawn once."""
    return _drawing(pack)


@cache
def _drawing(pack: CityPack) -> Drawing:
    places: Sequence[Place] = [place for place in pack.places if place.kind in PURPOSE]
    more: Mapping[str, Sequence[Any]] = {
        **{language: [place.title[language] for place in places] for language in ("zh", "en")},
        "place_kind": [place.kind for place in places],
    }
    return Drawing(
        ids=[place.name for place in places],
        style=[PURPOSE[place.kind] for place in places],
        lon=np.array([place.lon for place in places], dtype=np.float64),
        lat=np.array([place.lat for place in places], dtype=np.float64),
        more=more,
    )


LAYER = Layer(
    name="public_facilities",
    title={"zh": "公共设施", "en": "Public facilities"},
    group="places",
    shape=Shape.POINT,
    order=38,
    styles=(
        Style(name="health", title={"zh": "医疗养老", "en": "health and care"}),
        Style(name="learning", title={"zh": "教育文化", "en": "learning and culture"}),
        Style(name="shelter", title={"zh": "避难场所", "en": "shelter"}),
        Style(name="service", title={"zh": "政务社区", "en": "government and community"}),
        Style(name="travel", title={"zh": "交通枢纽", "en": "travel"}),
        Style(name="trade", title={"zh": "商业加油", "en": "trade and fuel"}),
        Style(name="supply", title={"zh": "水电环保", "en": "water, power and waste"}),
    ),
    draw=draw,
    min_zoom=12,
    shown=False,
    watches=("units",),
)
