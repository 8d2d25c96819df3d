"""Layers over HTTP: one drawing answers everybody who sees the same, until there is another picture."""

from collections import Counter
from dataclasses import replace

from city.picture import Picture
from geo.pack import CityPack
from layers.base import Drawing
from live.house import House
from tests.api.conftest import Outside


def test_a_layer_is_drawn_once_a_picture_however_many_ask(house: House, outside: Outside):
    drawn, layer = Counter[str](), house.layers["sensors"]

    def draw(picture: Picture, pack: CityPack) -> Drawing:
        drawn["sensors"] += 1
        return layer.draw(picture, pack)

    house.parts = replace(house.parts, layers={**house.layers, "sensors": replace(layer, draw=draw)})
    first = outside.get("/layers/sensors").json
    assert all(outside.get("/layers/sensors").json == first for _ in range(4))
    assert drawn == {"sensors": 1}
    house.show()
    outside.get("/layers/sensors")
    assert drawn == {"sensors": 2}
