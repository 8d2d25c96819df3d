"""Bridge monitors: how much the bridges stretch; what is too much each bridge's engineer must say."""

from layers.base import Layer, Shape, Style
from layers.devices import by_value

CUTS = ()

LAYER = Layer(
    name="bridge_monitors",
    title={"zh": "桥梁监测", "en": "Bridge monitors"},
    group="lifelines",
    shape=Shape.POINT,
    order=28,
    styles=(
        Style(name="normal", title={"zh": "有读数", "en": "measures"}),
        Style(name="silent", title={"zh": "无数据", "en": "no data"}),
    ),
    draw=by_value("bridge_monitor", kind="bridge.strain", unit="µε", cuts=CUTS),
    min_zoom=12,
    shown=False,
    watches=("newest",),
    every_s=10.0,
    limits=CUTS,
)
