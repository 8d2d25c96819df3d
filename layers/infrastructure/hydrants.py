"""Hydrants: where water for fires is, and whether the hydrant still says so."""

from layers.base import Layer, Shape
from layers.devices import STATES_OR_MUTE, by_state

LAYER = Layer(
    name="hydrants",
    title={"zh": "消火栓", "en": "Hydrants"},
    group="infrastructure",
    shape=Shape.POINT,
    order=33,
    styles=STATES_OR_MUTE,
    draw=by_state("hydrant"),
    min_zoom=13,
    shown=False,
    watches=("newest",),
    every_s=10.0,
)
