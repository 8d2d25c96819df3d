"""Noise: how loud the streets are."""

from layers.base import Layer, Shape, Style
from layers.devices import by_value

CUTS = (60, 70)  # GB 3096-2008, by day: class 2, mixed quarters; class 4a, beside main roads

LAYER = Layer(
    name="noise_stations",
    title={"zh": "噪声监测", "en": "Noise"},
    group="environment",
    shape=Shape.POINT,
    order=22,
    styles=(
        Style(name="quiet", title={"zh": "60以下", "en": "below 60"}),
        Style(name="loud", title={"zh": "60～70", "en": "60 to 70"}),
        Style(name="very_loud", title={"zh": "70以上", "en": "70 and more"}),
        Style(name="silent", title={"zh": "无数据", "en": "no data"}),
    ),
    draw=by_value("noise_station", kind="noise.level", unit="dB(A)", cuts=CUTS),
    min_zoom=11,
    shown=False,
    watches=("newest",),
    every_s=10.0,
    limits=CUTS,
)
