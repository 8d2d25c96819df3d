"""Waste bins: how full they are; the truck empties them twice a day."""

from layers.base import Layer, Shape, Style
from layers.devices import by_value

CUTS = (50, 80, 95)

LAYER = Layer(
    name="waste_bins",
    title={"zh": "垃圾箱", "en": "Waste bins"},
    group="sanitation",
    shape=Shape.POINT,
    order=25,
    styles=(
        Style(name="low", title={"zh": "不足一半", "en": "less than half full"}),
        Style(name="half", title={"zh": "半满", "en": "half full"}),
        Style(name="nearly", title={"zh": "将满", "en": "nearly full"}),
        Style(name="full", title={"zh": "满溢", "en": "full"}),
        Style(name="silent", title={"zh": "无数据", "en": "no data"}),
    ),
    draw=by_value("waste_bin", "litter_bin", kind="bin.fill", unit="%", cuts=CUTS),
    min_zoom=13,
    shown=False,
    watches=("newest",),
    every_s=10.0,
    limits=CUTS,
)
