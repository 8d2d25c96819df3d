"""Waste bins: how full they are; the truck empties them twice a day."""

from layers.devices import by_value, device_layer, steps

CUTS = (50, 80, 95)

LAYER = device_layer(
    "waste_bins", zh="垃圾箱", en="Waste bins", group="sanitation", order=25, min_zoom=13,
    styles=steps(
        ("low", "不足一半", "less than half full"), ("half", "半满", "half full"), ("nearly", "将满", "nearly full"),
        ("full", "满溢", "full"),
    ),
    draw=by_value("waste_bin", "litter_bin", kind="bin.fill", unit="%", cuts=CUTS),
    limits=CUTS,
)  # fmt: skip
