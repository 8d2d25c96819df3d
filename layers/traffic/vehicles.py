"""Vehicles: buses, taxis, coaches, waste trucks and sweepers on their ways; who told nothing lately is not drawn."""

import numpy as np

from city.kinds import VEHICLE_SORTS
from city.picture import Picture
from geo.pack import CityPack
from layers.base import Drawing, Layer, Shape, Style
from layers.freshness import age_s

GONE_S = 120.0  # they say where they are every half minute at least; then they are out of service


def draw(picture: Picture, pack: CityPack) -> Drawing:
    """Every vehicle in service, where it was last."""
    newest = picture.newest.get("vehicle.position")
    if newest is None:
        return Drawing(ids=[], style=[], lon=np.empty(0), lat=np.empty(0), heading_deg=np.empty(0))
    sort = newest.attributes["sort"]
    known = (sort >= 0) & (sort < len(VEHICLE_SORTS))  # anybody may send them, and a strange sort has no look
    shown = np.flatnonzero((age_s(picture.at, newest.at) <= GONE_S) & known)
    return Drawing(
        ids=[newest.thing[row] for row in shown.tolist()],
        style=sort[shown].astype(np.intp).tolist(),
        lon=newest.lon[shown],
        lat=newest.lat[shown],
        heading_deg=newest.attributes["heading_deg"][shown],
    )


LAYER = Layer(
    name="vehicles",
    title={"zh": "营运车辆", "en": "Vehicles"},
    group="traffic",
    shape=Shape.MOVING,
    order=45,
    styles=(
        Style(name="bus", title={"zh": "公交车", "en": "bus"}),
        Style(name="taxi", title={"zh": "出租车", "en": "taxi"}),
        Style(name="coach", title={"zh": "客运车", "en": "coach"}),
        Style(name="waste_truck", title={"zh": "垃圾清运车", "en": "waste truck"}),
        Style(name="sweeper", title={"zh": "清扫车", "en": "sweeper"}),
    ),
    draw=draw,
    min_zoom=11,
    shown=False,
    watches=("newest",),
)
