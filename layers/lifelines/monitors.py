"""Monitors of what the city lives by: water on its roads and in its rivers, gas, bridges."""

from layers.devices import by_value, device_layer, steps

DEPTH_M = (0.15, 0.27)  # half a kerb; 27 cm, at which cities close underpasses and engines drown
GAS_LEL = (20, 50)  # % of the lower explosive limit: usual settings of the two alarms, within GB 15322.1
MEASURES = steps(("normal", "有读数", "measures"))  # what is too much, each bridge and gauge must say for itself

LAYERS = (
    device_layer(
        "underpasses", zh="下穿积水", en="Underpasses", group="lifelines", order=26, min_zoom=11,
        styles=steps(
            ("dry", "可通行", "passable"), ("deep", "积水", "water on the road"), ("closed", "不可通行", "impassable")
        ),
        draw=by_value("underpass_gauge", kind="water.level", unit="m", cuts=DEPTH_M), limits=DEPTH_M,
    ),
    device_layer(
        "gas_monitors", zh="燃气监测", en="Gas monitors", group="lifelines", order=27, min_zoom=12,
        styles=steps(
            ("normal", "正常", "normal"), ("alarm", "低限报警", "low alarm"), ("high", "高限报警", "high alarm")
        ),
        draw=by_value("gas_monitor", kind="gas.lel", unit="% LEL", cuts=GAS_LEL), limits=GAS_LEL,
    ),
    device_layer(
        "bridge_monitors", zh="桥梁监测", en="Bridge monitors", group="lifelines", order=28, min_zoom=12,
        styles=MEASURES, draw=by_value("bridge_monitor", kind="bridge.strain", unit="µε"),
    ),
    device_layer(
        "water_gauges", zh="水位", en="Water gauges", group="lifelines", order=29, min_zoom=11,
        styles=MEASURES, draw=by_value("river_gauge", "lake_gauge", "water_gauge", kind="water.level", unit="m"),
    ),
)  # fmt: skip
