"""Air stations: the fine dust in the air, in the classes of the air quality index."""

from layers.base import Layer, Shape, Style
from layers.devices import by_value

CUTS = (35.5, 75.5, 115.5, 150.5)  # µg/m³ over 24 hours, HJ 633-2012, here of the newest reading

LAYER = Layer(
    name="air_stations",
    title={"zh": "空气质量", "en": "Air quality"},
    group="environment",
    shape=Shape.POINT,
    order=23,
    styles=(
        Style(name="good", title={"zh": "优", "en": "excellent"}),
        Style(name="fair", title={"zh": "良", "en": "good"}),
        Style(name="light", title={"zh": "轻度污染", "en": "lightly polluted"}),
        Style(name="medium", title={"zh": "中度污染", "en": "moderately polluted"}),
        Style(name="heavy", title={"zh": "重度污染", "en": "heavily polluted"}),
        Style(name="silent", title={"zh": "无数据", "en": "no data"}),
    ),
    draw=by_value("air_station", kind="air.pm25", unit="µg/m³ PM2.5", cuts=CUTS),
    min_zoom=10,
    shown=False,
    watches=("newest",),
    every_s=10.0,
    limits=CUTS,
)
