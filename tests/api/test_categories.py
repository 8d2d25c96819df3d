"""Categories as the city's own handbook has them: told, taken in signals, and counted on by the clocks."""

from datetime import datetime, timedelta

import pytest

from geo.pack import BrokenPack, CityPack, read_pack
from live.duties import Duties
from tests.api.conftest import Outside
from tests.geo import towns

HEAD = "category,codes,department,level,limit\n"


def written(tmp_path_factory: pytest.TempPathFactory, rows: str) -> CityPack:
    folder = towns.write_town(tmp_path_factory.mktemp("packs") / "town")
    (folder / "handbook.csv").write_text(HEAD + rows, "utf-8")
    return read_pack(folder)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> CityPack:
    """A town whose handbook calls a garbage heap 0102, and wants a dead animal away within an hour."""
    return written(tmp_path_factory, "M0102,0102 A7,小城环卫,3,\nM0117,,,,1h\n")


def test_they_are_told_as_the_city_has_them(outside: Outside):
    told = outside.get("/categories").json
    known = {one["code"]: one for one in told["categories"]}
    assert (len(told["handbook"]), len(known)) == (8, 118)
    heap, animal, dirt = (known[code] for code in ("M0102", "M0117", "M0104"))
    assert (heap["codes"], heap["department"], heap["level"], heap["limit"]) == (["0102", "A7"], "小城环卫", 3, "4wh")
    assert (animal["codes"], animal["limit"], dirt["codes"]) == ([], "1h", [])


def test_a_signal_may_name_the_citys_code_and_gets_what_the_handbook_says(outside: Outside, signal: dict[str, object]):
    came = outside.post("/signals", signal | {"key": "a7", "category": "A7", "level": None})
    assert came.status == 201, came.json
    incident = came.json["incident"]
    assert (incident["category"], incident["level"], incident["responsible"]["department"]) == ("M0102", 3, "小城环卫")


def test_the_clock_runs_on_the_limit_of_the_handbook(outside: Outside, signal: dict[str, object]):
    came = outside.post("/signals", signal | {"key": "dog", "category": "M0117", "level": None}).json["incident"]
    number = came["number"]
    outside.act(number, "file", "operation-1")
    done = outside.act(number, "dispatch", "operation-2")
    assert done.status == 200, done.json
    [clock] = [one for one in done.json["clocks"] if one["kind"] == "dispose"]
    started, due = (datetime.fromisoformat(clock[name]) for name in ("started_at", "due_at"))
    assert due - started == timedelta(hours=1)


def test_a_code_that_nobody_told_of_is_refused(outside: Outside, signal: dict[str, object]):
    assert outside.post("/signals", signal | {"category": "0104"}).json["error"]["code"] == "no_such_category"


def test_a_handbook_that_clashes_keeps_the_house_shut(tmp_path_factory: pytest.TempPathFactory):
    with pytest.raises(BrokenPack, match=r"handbook\.csv is wrong\. Line 3: the code 0102 stands for M0102 already"):
        Duties(written(tmp_path_factory, "M0102,0102,,,\nM0104,0102,,,\n"))
