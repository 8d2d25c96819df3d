"""Cameras: where the city watches, and which of its eyes are shut."""

from layers.base import Layer, Shape
from layers.devices import STATES_OR_MUTE, by_state

LAYER = Layer(
    name="cameras",
    title={"zh": "摄像机", "en": "Cameras"},
    group="infrastructure",
    shape=Shape.POINT,
    order=31,
    styles=STATES_OR_MUTE,
    draw=by_state("camera"),
    min_zoom=13,
    shown=False,
    watches=("newest",),
    every_s=10.0,
)
