"""What comes in while the record is away waits, is told as a problem, and is written when the record is back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from incidents.notice import What
from incidents.ports import StoreUnavailable
from live.measures.past import EPOCH
from store.memory import MemoryRecord
from tests.live.builders import NOON, Tape, batch, notice
from tests.live.test_house import Clock, house, received


class Away(MemoryRecord):
    """A record that can be out of reach."""

    away = False

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """As ever, unless it is away."""
        if self.away:
            raise StoreUnavailable("db", "there is no connection to the server", "See that it runs.")
        with super().transaction() as work:
            yield work


def test_what_comes_in_while_the_record_is_away_is_written_later_and_in_order() -> None:
    record = Away()
    closed = notice(what=What.CLOSED, reference=received(NOON).reference)
    city = house(Tape([received(NOON)], [closed]), record=record)
    city.registrar.past_is_told = True
    record.away = True
    city.step()
    city.step()
    assert "no connection to the server" in city.problems["store"]
    assert dict(city.picture.incidents) == {}
    record.away = False
    city.step()
    city.step()
    assert city.problems == {}
    [incident] = city.picture.incidents.values()
    assert not incident.open


def test_what_a_program_sent_is_in_the_record_after_ten_seconds_and_what_can_be_told_again_after_a_minute() -> None:
    record, clock = MemoryRecord(), Clock()
    city = house(record=record, clock=clock, indicators={})

    def written_at() -> datetime:
        city.step()
        return datetime.fromisoformat(json.loads(record.kept("told", EPOCH)[0].body)["until"])

    assert written_at() == NOON
    clock.forward(seconds=10)
    assert written_at() == NOON
    city.ingest.offer("mast", batch(3.0, things=["mast"], at=clock.at, lon=120.15, lat=30.06))
    assert written_at() == clock.at
    assert record.kept("newest:weather.wind", EPOCH)
    clock.forward(seconds=9)
    city.ingest.offer("mast", batch(3.0, things=["mast"], at=clock.at, lon=120.15, lat=30.06))
    assert written_at() == clock.at - timedelta(seconds=9)
    clock.forward(seconds=41)
    assert written_at() == clock.at


def test_measures_are_kept_once_in_five_minutes() -> None:
    record, clock = MemoryRecord(), Clock()
    city = house(record=record, clock=clock)
    for _ in range(3):
        city.step()
    assert len(record.kept("measure:aqi_cn", NOON - timedelta(days=1))) == 1
    clock.forward(minutes=5)
    city.step()
    assert len(record.kept("measure:aqi_cn", NOON - timedelta(days=1))) == 2
