"""Choropleth: the districts, filled by the band in which one indicator stands there.

The drawing has a column for every indicator, so that each screen chooses the one it shows without asking again; until
it does, no district is filled.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely

from city.picture import Measure, Picture
from geo.pack import CityPack
from layers.base import Drawing, Layer, Shape, Style

LEVEL = 1  # districts: each holds enough to be judged, and none lies upon another
TOLERANCE_DEG = 0.0002  # 20 m, one pixel where the whole city fills a wall
UNKNOWN = 4


def districts(pack: CityPack) -> list[int]:
    """Which of the city's areas are drawn."""
    return [i for i, area in enumerate(pack.areas.all) if area.level == LEVEL]


def draw(picture: Picture, pack: CityPack) -> Drawing:
    """Every district, and by the name of each indicator the style it has there."""
    drawn = districts(pack)
    return Drawing(
        ids=[pack.areas.codes[i] for i in drawn],
        style=[UNKNOWN] * len(drawn),
        more={name: _styles(measure, drawn) for name, measure in picture.measures.items()},
    )


def shapes(pack: CityPack) -> Mapping[str, Mapping[str, Any]]:
    """The districts' outlines, simplified together so that neighbours still share their borders."""
    drawn = districts(pack)
    outlines = shapely.coverage_simplify([pack.areas.all[i].shape for i in drawn], TOLERANCE_DEG)
    rounded = shapely.set_precision(outlines, 1e-6, mode="pointwise")
    return {pack.areas.codes[i]: shapely.geometry.mapping(one) for i, one in zip(drawn, rounded, strict=True)}


def _styles(measure: Measure, drawn: list[int]) -> list[int]:
    band = measure.band[drawn]
    return np.where(band < 0, UNKNOWN, band).tolist()


LAYER = Layer(
    name="choropleth",
    title={"zh": "区域体征", "en": "Districts by indicator"},
    group="areas",
    shape=Shape.AREA,
    order=10,
    styles=(
        Style(name="normal", title={"zh": "正常", "en": "normal"}),
        Style(name="attention", title={"zh": "关注", "en": "attention"}),
        Style(name="warning", title={"zh": "预警", "en": "warning"}),
        Style(name="critical", title={"zh": "告警", "en": "critical"}),
        Style(name="unknown", title={"zh": "无数据", "en": "unknown"}),
    ),
    draw=draw,
    shapes=shapes,
    shown=False,
    watches=("measures",),
)
