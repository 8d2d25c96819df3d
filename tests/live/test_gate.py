"""The gate: each sort of nonsense is refused under its name, with an example, and the good rows go on."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from city.events import Read
from city.views import Latest, Sums, Tally
from geo.place import Bounds, Point
from live.caseload import Caseload
from live.closings import Closings
from live.gate import Gate, Refused
from live.moments import moment
from live.projector import Projector
from live.seen import MOST_OF_ONE
from live.whereabouts import Whereabouts
from tests.live.builders import NOON, Hands, areas, batch
from tests.sources.little_city import city

NOW = moment(NOON)
CITY = Bounds(10.0, 40.0, 12.0, 41.0)


def gate(**registered: Point) -> Gate:
    return Gate(CITY, Whereabouts(registered))


GOOD = {"lon": 11.0, "lat": 40.5}


@pytest.mark.parametrize(
    ("reason", "bad"),
    [
        ("not a number", {"value": np.nan}),
        ("not a number", {"value": np.inf}),
        ("not believable", {"value": 300.0}),
        ("in the future", {"at": NOON + timedelta(minutes=5)}),
        ("too old", {"at": NOON - timedelta(days=91)}),
        ("without place", {"lon": np.nan, "lat": 40.5}),
        ("swapped coordinates", {"lon": 40.5, "lat": 11.0}),
        ("not in degrees", {"lon": 1_200_000.0, "lat": 4_900_000.0}),
        ("outside the city", {"lon": 11.0, "lat": 45.0}),
    ],
)
def test_a_bad_row_is_refused_by_name_and_the_good_one_goes_on(reason: str, bad: dict[str, float]) -> None:
    row = {"value": 5.0, "at": NOON, **GOOD, **bad}
    rows = batch(
        row["value"], 6.0, at=[row["at"], NOON], lon=[row["lon"], 11.0], lat=[row["lat"], 40.5], things=["bad", "good"]
    )
    refused = Refused()
    passed = gate().passed(rows, NOW, refused)
    assert passed is not None
    assert list(passed.thing) == ["good"]
    assert refused.counts == {reason: 1}
    assert "bad" in refused.examples[reason]


def test_a_closure_that_closes_no_street_comes_in_and_is_told_of_once(caplog: pytest.LogCaptureFixture) -> None:
    pack = city()
    house, refused = Gate(pack.bounds, Whereabouts({}), None, Closings(pack)), Refused()
    (lon, lat), (west, south) = pack.roads.outline(5).mean(axis=0).tolist(), (pack.bounds.west, pack.bounds.south)
    for minute, value in enumerate([1.0, 1.0, 0.0, 1.0]):
        rows = batch(
            value, 1.0, 1.0, kind="road.closed", things=["far", "beside", "e7"], cause=[0, 0, 0], lon=[west, lon, west],
            lat=[south, lat, south], at=NOON - timedelta(minutes=9 - minute),
        )  # fmt: skip
        passed = house.passed(rows, NOW, refused)
        assert passed is not None
        assert len(passed) == 3
    assert refused.counts == {"closes no street": 2}, "once when it was closed, once when it was closed again"
    assert refused.examples["closes no street"].startswith("road.closed far: there is no street within 30 m of ")
    assert [record.args[0] for record in caplog.records if record.args] == ["far", "far"]


def test_an_unknown_kind_is_refused_whole() -> None:
    refused = Refused()
    assert gate().passed(batch(1.0, 2.0, kind="weather.wnd"), NOW, refused) is None
    assert refused.counts == {"unknown kind": 2}
    assert refused.examples["unknown kind"].endswith("Did you mean weather.wind?")


def test_a_batch_without_a_column_of_its_kind_is_refused_whole() -> None:
    refused = Refused()
    assert gate().passed(batch(50.0, kind="road.speed"), NOW, refused) is None
    assert refused.counts == {"missing column": 1}


def test_a_registered_thing_needs_no_place_of_its_own() -> None:
    rows = batch(5.0, things=["mast"], lon=np.nan, lat=np.nan)
    passed = gate(mast=Point(11.5, 40.2)).passed(rows, NOW, Refused())
    assert passed is not None
    assert passed.lon is not None
    assert passed.lon[0] == 11.5


def test_the_same_row_twice_is_counted_once() -> None:
    door, refused = gate(), Refused()
    rows = batch(5.0, 5.0, things=["a", "a"], **GOOD)
    first = door.passed(rows, NOW, refused)
    assert first is not None
    assert len(first) == 1
    assert door.passed(rows, NOW, refused) is None
    assert refused.counts == {"duplicate": 3}


def test_a_late_row_is_counted_as_late_and_goes_on() -> None:
    door, refused = gate(), Refused()
    door.passed(batch(5.0, things=["a"], **GOOD), NOW, refused)
    late = batch(4.0, things=["a"], at=NOON - timedelta(minutes=3), **GOOD)
    assert door.passed(late, NOW, refused) is not None
    assert door.passed(late, NOW, refused) is None
    assert refused.counts == {"late": 1, "duplicate": 1}


def test_one_sender_leaves_room_for_the_things_of_others() -> None:
    door, refused = gate(), Refused()
    made_up = [f"x{i}" for i in range(MOST_OF_ONE + 5)]
    rows = batch(*[5.0] * len(made_up), things=made_up, **GOOD)
    passed = door.passed(rows, NOW, refused, sender="sab", at_most=MOST_OF_ONE)
    assert passed is not None
    assert len(passed) == MOST_OF_ONE
    assert refused.counts == {"too many things": 5}
    later = batch(5.0, 5.0, things=["x1", "new"], at=NOON + timedelta(seconds=1), **GOOD)
    again = door.passed(later, NOW + np.timedelta64(1000, "ms"), refused, sender="sab", at_most=MOST_OF_ONE)
    assert again is not None
    assert list(again.thing) == ["x1"], "what is known goes on"
    assert door.passed(batch(5.0, things=["mast"], **GOOD), NOW, refused, sender="met") is not None


def test_a_sender_whose_clock_is_ahead_is_seen_whenever_one_looks() -> None:
    door, refused, clock = gate(), Refused(), Hands()
    city = Projector(areas(), Caseload({}), clock)
    for second in range(0, 60, 2):
        clock.at = NOON + timedelta(seconds=second)
        rows = batch(5.0, things=["fast"], at=clock.at + timedelta(seconds=30), **GOOD)
        passed = door.passed(rows, moment(clock.at), refused)
        assert passed is not None
        city.hear(Read("mast", passed))
        assert door.passed(rows, moment(clock.at), refused) is None, "the same row again is still the same row"
        for view in (Latest("weather.wind", 5), Tally("weather.wind", 5)):
            seen = city.see(view, clock.at)
            assert (seen.count[0] if isinstance(seen, Sums) else len(seen)) > 0
    assert refused.counts == {"clock ahead": 30, "duplicate": 30}
    assert refused.examples["clock ahead"].endswith("is after now, 2026-11-20T12:00:58.000, and is taken as now.")


@given(
    st.lists(st.tuples(st.floats(), st.floats(), st.floats(), st.integers(-(2**40), 2**42)), min_size=1, max_size=30)
)
def test_whatever_passes_is_finite_in_time_and_in_the_city(rows: list[tuple[float, float, float, int]]) -> None:
    refused = Refused()
    one = batch(*(row[0] for row in rows), lon=[row[1] for row in rows], lat=[row[2] for row in rows])
    at = np.array([row[3] for row in rows], dtype="datetime64[ms]")
    passed = gate().passed(replace(one, at=at), NOW, refused)
    counted = sum(count for reason, count in refused.counts.items() if reason not in {"late", "clock ahead"})
    assert counted + (0 if passed is None else len(passed)) == len(rows)
    if passed is not None:
        assert np.isfinite(passed.value).all()
        assert CITY.widened(0.05).contain(passed.lon, passed.lat).all()  # type: ignore[arg-type]  # the gate fills them in
        assert (passed.at <= NOW).all()
