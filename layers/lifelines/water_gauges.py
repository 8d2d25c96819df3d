"""Water gauges: how high rivers and lakes stand; from where on it floods is each gauge's own."""

from layers.base import Layer, Shape, Style
from layers.devices import by_value

CUTS = ()

LAYER = Layer(
    name="water_gauges",
    title={"zh": "水位", "en": "Water gauges"},
    group="lifelines",
    shape=Shape.POINT,
    order=29,
    styles=(
        Style(name="normal", title={"zh": "有读数", "en": "measures"}),
        Style(name="silent", title={"zh": "无数据", "en": "no data"}),
    ),
    draw=by_value("river_gauge", "lake_gauge", "water_gauge", kind="water.level", unit="m", cuts=CUTS),
    min_zoom=11,
    shown=False,
    watches=("newest",),
    every_s=10.0,
    limits=CUTS,
)
