"""A made-up city has a past before its first start, and says that it is invented."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from city.views import History, Series
from geo.pack import CityPack, read_pack
from indicators import all_indicators
from live.bus import MemoryBus
from live.house import House
from live.measures.back_fill import back_fill, wants_foretime
from live.measures.made_up_past import looked_at
from live.measures.seeing import untold_then
from live.parts import Parts
from sources import open_source
from sources.made_up.parts import open_foretime
from store.memory import MemoryRecord
from tests.geo import towns
from tests.live.builders import NOON
from tests.live.test_house import Clock

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> CityPack:
    folder: Path = towns.write_town(tmp_path_factory.mktemp("packs") / "town")
    return read_pack(folder)


def opened(pack: CityPack, record: MemoryRecord) -> House:
    return House(Parts(
        pack=pack, clock=Clock(), bus=MemoryBus(), record=record, sources=open_source("made_up", pack, 1),  # type: ignore[arg-type]  # by hand
        indicators=all_indicators(), layers={},
    ))  # fmt: skip


def test_the_past_is_made_up_once_written_down_marked_and_remembered(town: CityPack):
    record, name = MemoryRecord(), "hotline_service_level"
    house = opened(town, record)
    assert wants_foretime(house)
    back_fill(house, seed=1, weeks=1)
    told = house.measuring.annals.between(name, NOON - 8 * DAY, NOON)
    assert len(told.at) >= 24 * 5
    assert set(told.version) == {f"{house.indicators[name].version}, made up"}
    assert not np.isnan(house.measuring.pasts.of(name).series(NOON - 2 * DAY, hours=24).values[:, 0]).any()
    assert not wants_foretime(opened(town, record))
    for of_cases in ("case_ontime_closure", "emergency_response_p90"):
        known = house.measuring.annals.between(of_cases, NOON - 8 * DAY, NOON)
        assert not np.isnan(known.value[:, 0]).any()
        assert set(known.version) == {f"{house.indicators[of_cases].version}, made up"}
    alerts = house.measuring.evaluator.seer.see(History("alert.raised", 8 * 24, 60, "total"), NOON)
    assert isinstance(alerts, Series)
    assert np.nansum(alerts.values[:, 0]) > 0
    assert (~np.isnan(alerts.values[:, 0])).sum() >= 24 * 5
    house.measuring.archive.write(NOON)
    after = opened(town, record)
    after.measuring.archive.restore(NOON)
    again = after.measuring.evaluator.seer.see(History("alert.raised", 8 * 24, 60, "total"), NOON)
    assert isinstance(again, Series)
    np.testing.assert_array_equal(again.values, alerts.values)
    _of_the_heavy_ones_and_what_is_composed_of_them_too(house)


def _of_the_heavy_ones_and_what_is_composed_of_them_too(house: House) -> None:
    annals = house.measuring.annals
    told = {name for name in untold_then(house.indicators) if annals.reach_back([name], NOON)}
    assert told >= {"domain_health_index", "city_vital_sign", "ticket_three_rates", "rt_cori"}
    for name in ("domain_health_index.livelihood", "city_vital_sign"):
        known = annals.between(name, NOON - 8 * DAY, NOON)
        assert len(known.at) >= 24 * 5
        assert set(known.version) == {f"{house.indicators[name.partition('.')[0]].version}, made up"}
        assert np.isfinite(known.value[-24:, 0]).all()
        assert np.isfinite(house.measuring.pasts.of(name).trend(NOON, hours=24)[:-4]).all()


def test_only_what_somebody_looks_at_is_asked_of_the_past(town: CityPack):
    wanted = {"traffic_tpi": all_indicators()["traffic_tpi"]}
    asked = {one.name for one in looked_at(open_foretime(town, 1), wanted, NOON)}
    assert "made_up.traffic" in asked
    assert not asked & {"made_up.air", "made_up.hotline", "made_up.devices"}
