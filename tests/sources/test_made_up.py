"""The made-up city: the same seed and time give the same facts, however often one looks."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from city.kinds import KINDS
from city.readings import Readings
from geo.pack import Things
from incidents.notice import Order
from sources import open_source
from sources.base import Fact, Source
from sources.made_up.source import MadeUp
from tests.sources.little_city import NOON, city, read_at, said

HOUR = timedelta(hours=1)
PACK = city()
NAMES = (
    "commands",
    "management",
    "complaints",
    "reports",
    "units",
    "closures",
    "hotline",
    "traffic",
    "vehicles",
    "air",
    "weather",
    "lifelines",
    "noise",
    "bins",
    "devices",
)
GROUND = (
    "corridors",
    "buses",
    "humidity",
    "rainfall",
    "tremors",
    "crowds",
    "calls",
    "hazards",
    "bridges",
    "noise_hours",
    "rivers",
    "noon",
    "days",
    "components",
    "pickups",
    "lamps",
    "metering",
)
PEOPLE = ("clinics", "hospitals", "requests", "services", "firms", "scenic", "cameras", "data_base")
ALL = (*NAMES, *GROUND, *PEOPLE)
SILENT_FOR_LONG = (
    *("reports", "closures", "buses", "noon", "days", "components", "pickups", "lamps", "metering"),
    *("clinics", "services", "firms", "data_base"),
)
NEED_SENSORS = (
    *("traffic", "air", "weather", "lifelines", "noise", "bins", "devices"),
    *("humidity", "noise_hours", "rivers", "noon", "days", "pickups", "cameras"),
)


def opened(seed: int = 7) -> tuple[MadeUp, ...]:
    return tuple(one for one in open_source("made_up", PACK, seed) if isinstance(one, MadeUp))


def the_past(sources: Iterable[MadeUp], since: datetime, until: datetime) -> list[Fact]:
    return [fact for source in sources for fact in source.past(since, until)]


def batches(facts: Iterable[Fact]) -> list[Readings]:
    return [fact for fact in facts if isinstance(fact, Readings)]


@given(steps=st.lists(st.floats(0.001, 2_000), min_size=1, max_size=8), order_at=st.none() | st.integers(0, 7))
@settings(deadline=None, max_examples=3)
def test_reading_often_gives_what_reading_once_gives(steps: list[float], order_at: int | None):
    times: list[datetime] = [NOON]
    for step in steps:
        times.append(times[-1] + timedelta(seconds=step))
    order = Order(at=NOON, number="A1", unit="rescue1", go=True, lon=0.002, lat=0.002)
    assert said(run(times, order)) == said(run([NOON, times[-1]], order))


def run(times: Sequence[datetime], order: Order) -> list[Fact]:
    """What is told when the desk sends a unit after the first reading."""
    sources = opened()
    first = read_at(sources, times[:1])
    for source in sources:
        if source.ordered is not None:
            source.ordered(order)
    return [*first, *read_at(sources, times[1:])]


def test_the_same_seed_gives_the_same_facts_and_another_seed_others():
    times = [NOON, NOON + HOUR]
    assert said(read_at(opened(), times)) == said(read_at(opened(), times))
    assert said(read_at(opened(), times)) != said(read_at(opened(seed=8), times))


def test_the_order_in_which_sources_are_read_does_not_matter():
    times = [NOON + timedelta(minutes=10 * i) for i in range(6)]
    assert said(read_at(opened(), times)) == said(read_at(opened()[::-1], times))


def test_a_warm_up_in_pieces_gives_what_a_warm_up_at_once_gives():
    pieces, whole = opened(), opened()
    steps = [NOON - timedelta(hours=6) + timedelta(minutes=15 * i) for i in range(25)]
    in_pieces = [fact for since, until in pairwise(steps) for fact in the_past(pieces, since, until)]
    assert said(in_pieces) == said(the_past(whole, steps[0], steps[-1]))
    assert said(read_at(pieces, [NOON + HOUR])) == said(read_at(whole, [NOON + HOUR]))


def test_there_is_a_source_for_each_sort_of_fact_and_each_keeps_its_promise():
    sources = opened()
    assert tuple(source.name.partition(".")[2] for source in sources) == ALL
    newest: dict[str, datetime] = {}
    for source in sources:
        list(source.past(NOON - 6 * HOUR, NOON))
    for second in range(0, 3600, 20):
        now = NOON + timedelta(seconds=second)
        for source in sources:
            if list(source.read(now)):
                newest[source.name] = now
            if source.promise_s is None:
                continue
            age_s = (now - newest.get(source.name, NOON)).total_seconds()
            assert age_s <= source.promise_s, f"{source.name} was silent for {age_s} s"


def test_only_those_promise_nothing_who_tell_of_changes_or_are_silent_for_long():
    assert {one.name for one in opened() if one.promise_s is None} == {f"made_up.{name}" for name in SILENT_FOR_LONG}


def test_what_is_long_ago_is_told_in_fewer_words():
    (source,) = open_source("made_up.devices", PACK, 1)
    assert isinstance(source, MadeUp)
    count = [sum(len(rows) for rows in batches(source.past(NOON - HOUR, NOON, fully=fully))) for fully in (False, True)]
    assert 0 < count[0] < count[1] / 2


@pytest.mark.parametrize("name", ALL)
def test_every_reading_is_believable_and_in_time(name: str):
    (source,) = open_source(f"made_up.{name}", PACK, 3)
    assert isinstance(source, MadeUp)
    for rows in batches([*source.past(NOON - 24 * HOUR, NOON), *read_at([source], [NOON + HOUR])]):
        kind = KINDS[rows.kind]
        assert kind.low <= rows.value.min() <= rows.value.max() <= kind.high
        assert set(kind.attributes) - set(kind.optional) <= set(rows.attributes)
        for one, column in rows.attributes.items():
            assert kind.attributes[one].believable(column).all(), f"{rows.kind}, {one}: {kind.attributes[one].said}"
        assert (rows.at[1:] >= rows.at[:-1]).all()


def test_of_the_air_two_whole_days_are_told():
    (air,) = open_source("made_up.air", PACK, 3)
    assert isinstance(air, MadeUp)
    told = batches(air.past(NOON - air.remembers, NOON, fully=False))
    hours = {hour for rows in told if rows.kind == "air.pm25" for hour in rows.at.astype("datetime64[h]").tolist()}
    assert len(hours) >= 48


def test_every_source_says_that_it_is_made_up():
    for source in opened():
        assert (source.provenance, source.note["en"]) == ("made_up", "Everything this source says is made up.")
        assert set(source.title) == {"zh", "en"}


def test_only_the_units_take_orders():
    assert [source.name for source in opened() if source.ordered is not None] == ["made_up.units"]


def test_a_city_without_sensors_has_only_the_sources_that_have_something_to_say():
    columns = ("thing", "kinds", "title", "lon", "lat", "leaf", "period_s", "edge")
    nothing = Things(**{name: getattr(PACK.things, name)[:0] for name in columns}, more={})
    names = [source.name for source in open_source("made_up", city(things=nothing), 1)]
    assert names == [f"made_up.{name}" for name in ALL if name not in NEED_SENSORS]


def test_sources_of_one_world_are_sources() -> None:
    sources: tuple[Source, ...] = opened()
    assert len(sources) == len(ALL)
