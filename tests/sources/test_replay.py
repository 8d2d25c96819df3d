"""A replay tells every recorded fact once a loop, however often it is asked."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.pack import CityPack
from incidents.notice import Notice, What
from sources.replay import NoRecording, Replay, open_replay
from tests.sources.little_city import NOON, city, iso, read_at, recorded_city, said, told

DAY = timedelta(days=1)
MIDNIGHT = datetime(2026, 11, 21, tzinfo=NOON.tzinfo)  # the seam of a recording of one day
STORY = told(
    (0, "received", "first", ""), (40_000, "received", "noon", ""), (43_200, "filed", "noon", ""),
    (86_399, "received", "last", ""), (86_400, "filed", "last", ""), (90_000, "closed", "last", ""),
)  # fmt: skip
SPEEDS = pd.DataFrame({"at": [iso(s) for s in range(0, 86_400, 600)], "kind": "air.co", "thing": "a", "value": 1.0})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("recorded")


@given(steps=st.lists(st.floats(0.001, 30_000), min_size=1, max_size=12))
@settings(deadline=None, max_examples=40)
def test_reading_often_gives_what_reading_once_gives(folder: Path, steps: list[float]):
    pack = recorded_city(folder, {"story": STORY, "speeds": SPEEDS})
    times = [NOON]
    for step in steps:
        times.append(times[-1] + timedelta(seconds=step))
    often, once = open_replay(pack, 1), open_replay(pack, 1)
    assert said(read_at(often, times)) == said(read_at(once, [NOON, times[-1]]))


def test_three_loops_tell_every_fact_three_times(folder: Path):
    sources = open_replay(recorded_city(folder, {"story": STORY, "speeds": SPEEDS}), 1)
    facts = read_at(sources, [MIDNIGHT + hours * timedelta(hours=1) for hours in range(73)])
    notices = [fact for fact in facts if isinstance(fact, Notice)]
    assert Counter(notice.reference.partition("/")[0] for notice in notices) == {"first": 4, "noon": 6, "last": 8}
    assert len({(notice.reference, notice.what) for notice in notices}) == len(notices)
    assert sum(len(fact) for fact in facts if not isinstance(fact, Notice) and fact.kind == "air.co") == 3 * 144 + 1


def test_the_seam_makes_new_incidents_and_ends_the_old_ones(folder: Path):
    story, *_ = (one for one in open_replay(recorded_city(folder, {"story": STORY}), 1) if one.name == "replay.story")
    facts = read_at([story], [MIDNIGHT - timedelta(seconds=2), MIDNIGHT, MIDNIGHT + timedelta(hours=1)])
    ends = [(fact.reference, fact.what, fact.at) for fact in facts if isinstance(fact, Notice)]
    loop = int(ends[0][0].partition("/")[2])
    assert ends == [
        (f"last/{loop}", What.RECEIVED, MIDNIGHT - timedelta(seconds=1)),
        (f"last/{loop}", What.FILED, MIDNIGHT),
        (f"first/{loop + 1}", What.RECEIVED, MIDNIGHT),
        (f"last/{loop}", What.CLOSED, MIDNIGHT + timedelta(hours=1)),
    ]


def test_the_first_reading_gives_nothing_from_before(folder: Path):
    pack = recorded_city(folder, {"story": STORY})
    assert said(read_at(open_replay(pack, 1), [NOON + timedelta(seconds=1)])) == []


def test_the_past_tells_incidents_that_were_open_then_from_their_first_word(folder: Path):
    (story,) = tables(recorded_city(folder / "one", {"story": STORY}))
    facts = list(story.past(NOON - timedelta(hours=1), NOON + timedelta(seconds=1)))
    assert [fact.what for fact in facts if isinstance(fact, Notice)] == [What.RECEIVED, What.FILED]
    assert list(story.past(NOON + timedelta(seconds=1), NOON + timedelta(seconds=2))) == []


def test_past_and_readings_meet_without_a_gap(folder: Path):
    pack = recorded_city(folder, {"story": STORY, "speeds": SPEEDS})
    begin, end = NOON - DAY, NOON + timedelta(hours=2)
    split, whole = tables(pack), tables(pack)
    before = [fact for one in split for fact in one.past(begin, NOON)]
    after = read_at(split, [NOON + timedelta(hours=1), end])
    everything = [fact for one in whole for fact in one.past(begin, end + timedelta(milliseconds=1))]
    assert said([*before, *after]) == said(everything)


def tables(pack: CityPack) -> list[Replay]:
    """The sources that tell what was recorded."""
    return [one for one in open_replay(pack, 1) if isinstance(one, Replay)]


def test_a_replay_says_what_it_is(folder: Path):
    for source in open_replay(recorded_city(folder, {"story": STORY, "speeds": SPEEDS}), 1):
        assert (source.provenance, source.promise_s >= 60) == ("replay", True)
        assert source.note["en"].startswith("Littleton")


def test_a_pack_without_recordings_cannot_be_replayed():
    with pytest.raises(NoRecording, match="has no recordings to replay"):
        open_replay(city(), 1)
