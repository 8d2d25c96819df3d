"""Manholes: the covers that tell when somebody lifts them, and whether they still speak."""

from layers.base import Layer, Shape
from layers.devices import STATES_OR_MUTE, by_state

LAYER = Layer(
    name="manholes",
    title={"zh": "井盖", "en": "Manhole covers"},
    group="infrastructure",
    shape=Shape.POINT,
    order=34,
    styles=STATES_OR_MUTE,
    draw=by_state("manhole"),
    min_zoom=13,
    shown=False,
    watches=("newest",),
    every_s=10.0,
)
