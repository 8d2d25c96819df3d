"""The projector: pictures are numbered and immutable, share what did not change, and notice silence."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np

from city.events import Measured, Read, SourceChanged
from city.picture import Measure, SourceState
from city.views import History, Latest, Rows, Sums, Table, Tally
from live.caseload import Caseload
from live.measures.courses import Courses
from live.moments import moment
from live.projector import Projector
from tests.live.builders import NOON, Hands, areas, batch


def projector(clock: Hands) -> Projector:
    return Projector(areas(), Caseload({}), clock)


def test_each_beat_gives_the_next_picture_and_shares_what_stayed() -> None:
    clock = Hands()
    writer = projector(clock)
    writer.hear(Read("s", batch(1.0)))
    first = writer.publish()
    second = writer.publish()
    assert second.version == first.version + 1
    assert second.newest is first.newest
    assert second.measures is first.measures


def test_a_picture_does_not_change_when_more_is_read() -> None:
    writer = projector(Hands())
    writer.hear(Read("s", batch(1.0, things=["a"])))
    first = writer.publish()
    writer.hear(Read("s", batch(2.0, things=["a"], at=NOON + timedelta(seconds=1))))
    second = writer.publish()
    assert first.newest["weather.wind"].value.tolist() == [1.0]
    assert second.newest["weather.wind"].value.tolist() == [2.0]


def test_views_of_the_city_are_sums_of_its_districts() -> None:
    writer = projector(Hands())
    writer.hear(Read("s", batch(1.0, 2.0, 4.0, lon=[0.5, 1.5, 1.6])))
    sums = writer.see(Tally("weather.wind", 10), NOON)
    assert isinstance(sums, Sums)
    assert sums.total.tolist() == [7.0, 1.0, 6.0]
    table = writer.see(Latest("weather.wind", 10), NOON)
    assert isinstance(table, Table)
    assert table.leaf.tolist() == [0, 1, 1]


def test_it_knows_how_far_back_each_view_is_known() -> None:
    """Rows from the first that was told of, sums from the first minute, hours from the first hour of the course."""
    courses = Courses(["weather.wind"], areas(), ZoneInfo("UTC"))
    writer = Projector(areas(), Caseload({}), Hands(), courses=courses)
    views = (Rows("air.pm25", 90), Tally("weather.wind", 60), History("weather.wind", 24, 60, "count"))
    assert [writer.known_since(view) for view in views] == [None, None, None]
    for ago in (5, 55, 20):
        at = NOON - timedelta(minutes=ago)
        writer.hear(Read("s", batch(1.0, at=at)))
        writer.hear(Read("s", replace(batch(1.0, at=at), kind="air.pm25")))
    first = moment(NOON) - np.timedelta64(55, "m")
    assert [writer.known_since(view) for view in views] == [first, first, first.astype("M8[h]")]


def test_views_of_what_was_never_read_are_empty() -> None:
    writer = projector(Hands())
    sums = writer.see(Tally("weather.wind", 10), NOON)
    rows = writer.see(Rows("incident.due", 10), NOON)
    assert isinstance(sums, Sums)
    assert isinstance(rows, Table)
    assert np.isnan(sums.mean).all()
    assert len(rows) == 0


def test_silence_is_noticed_by_age_and_promise() -> None:
    clock = Hands()
    writer = projector(clock)
    state = SourceState(
        name="s", title={}, provenance="live", note={}, standard="", promise_s=10, newest_at=NOON, read_at=NOON
    )
    writer.hear(SourceChanged(state))
    seen: list[str] = []
    for _ in range(4):
        seen.append(writer.publish().sources["s"].status)
        clock.forward(seconds=11)
    assert seen == ["live", "late", "late", "stale"]


def test_who_tells_only_what_changes_is_judged_by_whether_it_can_be_read() -> None:
    clock = Hands()
    writer = projector(clock)
    read = SourceState(
        name="read", title={}, provenance="live", note={}, standard="", promise_s=None, patience_s=60, read_at=NOON
    )
    writer.hear(SourceChanged(read))
    writer.hear(SourceChanged(replace(read, name="sends", patience_s=None, newest_at=NOON)))
    writer.hear(SourceChanged(replace(read, name="never", read_at=None)))
    seen: list[tuple[str, ...]] = []
    for _ in range(3):
        seen.append(tuple(source.status for source in writer.publish().sources.values()))
        clock.forward(minutes=2)
    assert seen == [("live", "live", "no_data"), ("late", "live", "no_data"), ("stale", "live", "no_data")]


def test_measures_are_kept_until_the_next_ones() -> None:
    writer = projector(Hands())
    measure = Measure(indicator="x", at=NOON, value=np.array([1.0, 2.0, 3.0]), band=np.zeros(3, np.int8))
    writer.hear(Measured({"x": measure}))
    first = writer.publish()
    assert writer.publish().measures["x"] is first.measures["x"] is measure


def test_a_source_that_is_gone_leaves_the_picture() -> None:
    writer = projector(Hands())
    state = SourceState(name="s", title={}, provenance="live", note={}, standard="x", promise_s=5)
    writer.hear(SourceChanged(state))
    assert set(writer.publish().sources) == {"s"}
    writer.hear(SourceChanged(replace(state, status="gone")))
    assert not writer.publish().sources
