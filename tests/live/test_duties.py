"""Who answers for an incident of this city: by its district, its category and the day."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from geo.pack import BrokenPack, CityPack, read_pack
from incidents.intake.matrix import COLUMNS
from live.duties import Duties
from tests.geo import towns
from tests.store.builders import incident

ROW = dict(zip(COLUMNS, ("E2001", "", "消防", "应急", "2026-11-21", ""), strict=True))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> CityPack:
    folder = towns.write_town(tmp_path_factory.mktemp("packs") / "town")
    (folder / "responsibility.csv").write_text(",".join(COLUMNS) + "\nM0504,,市执法,,,\n", "utf-8")
    return read_pack(folder)


def test_the_pack_tells_who_answers_for_what(town: CityPack):
    assert Duties(town).responsible(incident(category="M0504")).department == "市执法"
    assert Duties(town).responsible(incident(category="M0102")).department == "环卫"


def test_the_day_is_the_citys_own(town: CityPack):
    duties = Duties(replace(town, responsibility=(ROW,)))
    night = datetime(2026, 11, 20, 23, 59, tzinfo=town.time_zone)
    assert duties.responsible(incident(received_at=night.astimezone(UTC))).matrix == ""
    assert duties.responsible(incident(received_at=night.replace(day=21))).deputy == "应急"


def test_a_wrong_matrix_is_a_broken_pack(town: CityPack):
    with pytest.raises(BrokenPack, match=r"responsibility\.csv is wrong\. Line 2: 'X1' is no category.*\w\. Mend"):
        Duties(replace(town, responsibility=(ROW | {"category": "X1"},)))


def test_the_made_up_city_says_who_answers_in_each_of_its_districts(yunzhou: CityPack):
    duties = Duties(yunzhou)
    leaves = {area.code: area.parent for area in yunzhou.areas.all if area.level == 2}
    told = {duties.responsible(incident(category="M0504", area=leaf)).department for leaf in leaves}
    assert len(told) == len(set(leaves.values())) > 1
    assert duties.responsible(incident(category="U0403", area="")).department == "云州燃气公司"
