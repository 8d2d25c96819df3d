"""A city is opened by its folder; of one that is not there, those that are there are named."""

import subprocess
import sys
from pathlib import Path

import pytest

from geo.made_up.edition import made_up_folder
from geo.opening import open_pack
from geo.pack import BrokenPack
from tests.geo import towns


def test_a_city_is_opened_by_its_folder(tmp_path: Path):
    folder = towns.write_town(tmp_path / "smallville")
    assert open_pack(folder, tmp_path, seed=1).name == "smallville"


def test_of_a_city_that_is_not_there_the_others_are_named(tmp_path: Path):
    for name in ("san_francisco", "made_up-1-0d9375de", "made_up-22-0d9375de", ".half", "made_up-old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "city.yaml").touch()
    (tmp_path / "letters").mkdir()
    with pytest.raises(BrokenPack) as broken:
        open_pack(tmp_path / "nowhere", tmp_path, seed=1)
    assert str(broken.value) == (
        f"There is no city nowhere. There are made_up, made_up-old, san_francisco (in {tmp_path}). "
        "Say CITY=name, or import it first: make help."
    )


def test_the_made_up_city_is_always_there(tmp_path: Path):
    packs = tmp_path / "not" / "yet"
    with pytest.raises(BrokenPack, match=r"There is no city nowhere\. There is made_up \(in "):
        open_pack(packs / "nowhere", packs, seed=1)


def test_a_folder_elsewhere_is_named_with_its_path(tmp_path: Path):
    with pytest.raises(BrokenPack, match=f"There is no city {tmp_path}/nowhere. There is made_up"):
        open_pack(tmp_path / "nowhere", tmp_path / "packs", seed=1)


@pytest.mark.parametrize("name", ["empty", "letter", "a" * 5_000])
def test_what_is_there_and_no_city_says_what_is_wrong_with_it(tmp_path: Path, name: str):
    (tmp_path / "empty").mkdir()
    (tmp_path / "letter").touch()
    with pytest.raises(BrokenPack, match=r"is no city pack: .* Make the pack again, or name another: CITY=name\.$"):
        open_pack(tmp_path / name, tmp_path, seed=1)


def test_a_made_up_city_that_is_there_is_opened_without_what_draws_it(tmp_path: Path):
    towns.write_town(made_up_folder(tmp_path, 1))
    asks = (
        "import sys; from pathlib import Path; from geo.opening import open_pack; "
        f"assert open_pack(None, Path({str(tmp_path)!r}), 1).name == 'smallville'; "
        "assert not {'geo.made_up.city', 'geopandas', 'pandas', 'pypinyin', 'pyogrio', 'rapidfuzz'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", asks], check=True)
