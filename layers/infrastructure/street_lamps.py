"""Street lamps: the cabinets that switch them, and whether they still speak."""

from layers.base import Layer, Shape
from layers.devices import STATES_OR_MUTE, by_state

LAYER = Layer(
    name="street_lamps",
    title={"zh": "路灯控制箱", "en": "Lamp cabinets"},
    group="infrastructure",
    shape=Shape.POINT,
    order=32,
    styles=STATES_OR_MUTE,
    draw=by_state("street_lamp"),
    min_zoom=13,
    shown=False,
    watches=("newest",),
    every_s=10.0,
)
