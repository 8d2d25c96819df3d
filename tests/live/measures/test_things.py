"""What things are called: by the city's register, else by their nouns, with their parts; else as they are named."""

import pytest

from live.measures.things import Things
from tests.layers.little_pack import PACK

REGISTER = {
    "air_station_009": {"zh": "松涛街监测站", "en": "Songtao Street station"},
    "D1": {"zh": "北区", "en": "North"},
}


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("bridge_010/deck", "10号桥·桥面", "Bridge 10 · deck"),
        ("institution-8/ili", "8号机构·流感样病例", "Institution 8 · influenza-like illness"),
        ("cell0147/operator_b", "信号网格 147·运营商 B", "Radio cell 147 · operator B"),
        ("cell_047", "雨量网格 47", "Rain cell 47"),
        ("bus_20/out/stop_3", "20路·去程·第3站", "Route 20 · outbound · stop 3"),
        ("stop_692", "收运点 692", "Collection point 692"),
        ("firm_274/new_orders", "274号企业·新订单", "Firm 274 · new orders"),
        ("air_station_009/air.pm25", "松涛街监测站·PM2.5", "Songtao Street station · PM2.5"),
        ("air_station_009/pump", "松涛街监测站·pump", "Songtao Street station · pump"),
        ("dma_D1", "北区计量区", "Metering area North"),
    ],
)
def test_a_thing_is_called_by_words(name: str, zh: str, en: str):
    assert Things(REGISTER).called(name) == {"zh": zh, "en": en}


@pytest.mark.parametrize("name", ["20261121-0442", "T20742-0112", "10:00", "PM10", "dma_D9", "gadget_7", "bridge", ""])
def test_a_name_that_no_rule_knows_stays_as_it_is(name: str):
    assert Things(REGISTER).called(name) is None


def test_a_city_knows_its_sensors_places_and_areas_by_name():
    called = Things.of(PACK).called
    assert called(PACK.things.thing[0]) == PACK.things.title[0]
    assert called(PACK.places[0].name) == PACK.places[0].title
    assert called(PACK.areas.codes[1]) == PACK.areas.all[1].title
