"""What OneScreen says of itself: how good its data are, and how often it does what it promises."""

from datetime import timedelta

import numpy as np
import pytest

from city.events import Event, Read
from city.picture import Newest
from city.readings import Readings
from live.bus import MemoryBus
from live.measures.quality import Quality
from live.measures.service_levels import ServiceLevels
from live.moments import moment
from tests.live.builders import NOON, batch

Told = dict[str, dict[str, float]]


class Room:
    """A quality that hears of wind, and what it said."""

    def __init__(self) -> None:
        self.heard, bus = list[Event](), MemoryBus()
        bus.subscribe(self.heard.append)
        self.quality = Quality(bus)

    def hour(
        self, things: int = 10, lag_s: float = 1.0, every: timedelta = timedelta(minutes=2), **refused: int
    ) -> Told:
        """What is said after an hour in which so many things sent wind so often."""
        at = NOON
        while at < NOON + timedelta(hours=1, minutes=1):
            self.quality.turn_to(at)
            rows = batch(*[3.0] * things, at=at - timedelta(seconds=lag_s))
            self.quality.came(
                "weather.wind", rows, {name.replace("_", " "): count for name, count in refused.items()}, at
            )
            at += every
        self.quality.turn_to(at)
        return told(self.heard)


def told(heard: list[Event]) -> Told:
    said = [event.readings for event in heard if isinstance(event, Read)]
    return {thing: rows_of(rows, i) for rows in said[-1:] for i, thing in enumerate(rows.thing)}


def rows_of(rows: Readings, i: int) -> dict[str, float]:
    return {"score": float(rows.value[i]), **{name: float(column[i]) for name, column in rows.attributes.items()}}


def test_data_that_come_whole_and_in_time_are_good() -> None:
    wind = Room().hour()["weather.wind"]
    assert wind["score"] == pytest.approx(1.0, abs=0.02)


def test_how_good_a_kind_was_is_known_after_a_restart_while_it_is_no_older_than_an_hour() -> None:
    nowhere, leaf = np.full(2, np.nan), np.zeros(2, dtype=np.intp)
    at = np.array([moment(NOON - timedelta(minutes=59)), moment(NOON - timedelta(hours=2))])
    told_before = Newest(
        thing=("weather.wind", "air.pm25"), value=np.array([0.4, 0.9]), at=at, lon=nowhere, lat=nowhere, leaf=leaf,
        attributes={},
    )  # fmt: skip
    room = Room()
    room.quality.remember(told_before, NOON)
    assert (room.quality.score("weather.wind"), room.quality.score("air.pm25")) == (0.4, None)
    room.hour()
    score = room.quality.score("weather.wind")
    assert score is not None
    assert score > 0.9


def test_half_of_what_should_come_is_half_complete() -> None:
    wind = Room().hour(every=timedelta(minutes=4))["weather.wind"]
    assert wind["completeness"] == pytest.approx(0.5, abs=0.04)
    assert wind["timeliness"] == 1.0


def test_what_comes_late_is_less_timely() -> None:
    """Wind is expected every two minutes; six minutes old is three periods."""
    wind = Room().hour(lag_s=350.0)["weather.wind"]
    assert wind["timeliness"] == pytest.approx(1 / 3)


def test_each_refusal_counts_in_its_own_dimension() -> None:
    wind = Room().hour(things=8, not_believable=1, duplicate=1)["weather.wind"]
    assert wind["validity"] == pytest.approx(0.9)
    assert wind["uniqueness"] == pytest.approx(0.9)
    assert wind["consistency"] == 1.0
    assert 0.9 < wind["score"] < 1.0


def test_nothing_is_said_before_ten_minutes_are_known() -> None:
    room = Room()
    for minute in range(9):
        room.quality.turn_to(NOON + timedelta(minutes=minute))
        room.quality.came("weather.wind", batch(3.0, at=NOON), {}, NOON)
    assert room.heard == []
    assert room.quality.score("weather.wind") is None


def test_a_service_tells_each_minute_how_often_it_was_good() -> None:
    heard, bus = list[Event](), MemoryBus()
    bus.subscribe(heard.append)
    levels = ServiceLevels(bus)
    levels.turn_to(NOON)
    for good in (True, True, False):
        levels.count("api", good=good)
    levels.turn_to(NOON + timedelta(seconds=30))
    assert heard == []
    levels.turn_to(NOON + timedelta(seconds=60))
    [event] = heard
    assert isinstance(event, Read)
    assert (event.readings.thing, event.readings.value.tolist()) == (["api"], [2.0])
    assert event.readings.attributes["total"].tolist() == [3.0]
    assert np.isnan(event.readings.lon).all() if event.readings.lon is not None else False
    levels.turn_to(NOON + timedelta(seconds=120))
    assert len(heard) == 1
