"""What is around a place of the town: places, main roads, and the rain that is warned of."""

from dataclasses import replace

import numpy as np
import pytest

from geo.pack import CityPack, Place, read_pack
from live.surroundings import RAIN, CityAround
from tests.geo import towns


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> CityPack:
    return read_pack(towns.write_town(tmp_path_factory.mktemp("packs") / "town"))


class Shown:
    """A picture with one figure of rain."""

    def __init__(self, due: float | None) -> None:
        self.measures = {} if due is None else {RAIN: type("Measure", (), {"value": np.array([due, 4.0])})}


def test_places_are_near_by_their_kinds(town: CityPack):
    school = Place(name="s", kind="school", title={"zh": "", "en": ""}, lon=0.002, lat=0.002)
    around = CityAround(replace(town, places=(school,)), lambda: Shown(None))
    assert around.kinds_near(0.002 + 150 / 111_195, 0.002, 200) == {"school"}
    assert around.kinds_near(0.002 + 250 / 111_195, 0.002, 200) == set()
    assert CityAround(replace(town, places=()), lambda: Shown(None)).kinds_near(0.002, 0.002, 200) == set()


def test_only_the_upper_classes_of_roads_are_main_roads(town: CityPack):
    edge = 0
    lon, lat = town.roads.points[town.roads.first[edge]].tolist()
    for kind, main in ((2, True), (5, False)):
        roads = replace(town.roads, edge_class=np.full_like(town.roads.edge_class, kind))
        assert CityAround(replace(town, roads=roads), lambda: Shown(None)).on_main_road(lon, lat) is main
    assert not CityAround(town, lambda: Shown(None)).on_main_road(1.0, 1.0)


@pytest.mark.parametrize(
    ("due", "colours"), [(None, []), (np.nan, []), (0, []), (1, ["blue"]), (3, ["orange"]), (4, ["red"])]
)
def test_the_rainstorm_signal_of_the_city_is_a_warning(town: CityPack, due: float | None, colours: list[str]):
    warned = CityAround(town, lambda: Shown(due)).warnings()
    assert [(one.of, one.colour) for one in warned] == [("rain", colour) for colour in colours]
