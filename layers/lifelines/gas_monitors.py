"""Gas monitors: how near the gas in the air is to what could burn."""

from layers.base import Layer, Shape, Style
from layers.devices import by_value

CUTS = (20, 50)  # of the lower explosive limit: usual settings of the two alarms, within GB 15322.1

LAYER = Layer(
    name="gas_monitors",
    title={"zh": "燃气监测", "en": "Gas monitors"},
    group="lifelines",
    shape=Shape.POINT,
    order=27,
    styles=(
        Style(name="normal", title={"zh": "正常", "en": "normal"}),
        Style(name="alarm", title={"zh": "低限报警", "en": "low alarm"}),
        Style(name="high", title={"zh": "高限报警", "en": "high alarm"}),
        Style(name="silent", title={"zh": "无数据", "en": "no data"}),
    ),
    draw=by_value("gas_monitor", kind="gas.lel", unit="% LEL", cuts=CUTS),
    min_zoom=12,
    shown=False,
    watches=("newest",),
    every_s=10.0,
    limits=CUTS,
)
