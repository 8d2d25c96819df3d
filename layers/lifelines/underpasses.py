"""Underpasses: how deep the water stands on their roads."""

from layers.base import Layer, Shape, Style
from layers.devices import by_value

CUTS = (0.15, 0.27)  # metres: half a kerb; 27 cm, at which cities close underpasses and engines drown

LAYER = Layer(
    name="underpasses",
    title={"zh": "下穿积水", "en": "Underpasses"},
    group="lifelines",
    shape=Shape.POINT,
    order=26,
    styles=(
        Style(name="dry", title={"zh": "可通行", "en": "passable"}),
        Style(name="deep", title={"zh": "积水", "en": "water on the road"}),
        Style(name="closed", title={"zh": "不可通行", "en": "impassable"}),
        Style(name="silent", title={"zh": "无数据", "en": "no data"}),
    ),
    draw=by_value("underpass_gauge", kind="water.level", unit="m", cuts=CUTS),
    min_zoom=11,
    shown=False,
    watches=("newest",),
    every_s=10.0,
    limits=CUTS,
)
