"""Smoke detectors: those that report to the city, and whether they still do."""

from layers.base import Layer, Shape
from layers.devices import STATES_OR_MUTE, by_state

LAYER = Layer(
    name="smoke_detectors",
    title={"zh": "烟感", "en": "Smoke detectors"},
    group="infrastructure",
    shape=Shape.POINT,
    order=35,
    styles=STATES_OR_MUTE,
    draw=by_state("smoke_detector"),
    min_zoom=13,
    shown=False,
    watches=("newest",),
    every_s=10.0,
)
