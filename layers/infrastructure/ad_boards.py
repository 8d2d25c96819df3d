"""Billboards: the screens in the streets, and whether they still speak."""

from layers.base import Layer, Shape
from layers.devices import STATES_OR_MUTE, by_state

LAYER = Layer(
    name="ad_boards",
    title={"zh": "户外广告屏", "en": "Billboards"},
    group="infrastructure",
    shape=Shape.POINT,
    order=36,
    styles=STATES_OR_MUTE,
    draw=by_state("ad_board"),
    min_zoom=12,
    shown=False,
    watches=("newest",),
    every_s=10.0,
)
