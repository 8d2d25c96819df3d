"""Sources are opened by name; an unknown name is refused with those that are known."""

from pathlib import Path

import pytest

from sources import OPENERS, NoSuchSource, NothingElse, declared_sources, open_source, open_sources
from tests.sources.little_city import city, recorded_city, told

PACK = city()


def test_one_source_of_a_kind_can_be_opened_alone():
    (source,) = open_source("made_up.traffic", PACK, 1)
    assert source.name == "made_up.traffic"


def test_names_that_overlap_open_each_source_once():
    names = [source.name for source in open_sources(["made_up.air", "made_up", "made_up.air"], PACK, 1)]
    assert names[0] == "made_up.air"
    assert sorted(names) == sorted(one.name for one in open_source("made_up", PACK, 1))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("horoscope", f"There is no source horoscope. Known are {', '.join(OPENERS)}, none. Correct `sources`"),
        ("made_up.horoscope", r"There is no source made_up.horoscope. Known are made_up, made_up.commands, "),
    ],
)
def test_an_unknown_name_is_refused_with_the_known_ones(name: str, why: str):
    with pytest.raises(NoSuchSource, match=why):
        open_source(name, PACK, 1)


def test_a_pack_with_recordings_is_replayed_and_another_is_made_up(tmp_path: Path):
    assert declared_sources(PACK) == ("made_up",)
    assert declared_sources(recorded_city(tmp_path, {"calls": told((1, "received", "1", ""))})) == ("replay",)


def test_none_opens_nothing_and_stands_alone():
    assert open_sources(["none"], PACK, 1) == ()
    with pytest.raises(NothingElse, match="made_up, none: none means that nothing is read, and stands alone"):
        open_sources(["made_up", "none"], PACK, 1)
