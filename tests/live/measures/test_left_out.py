"""What cannot be understood of the record is left out, counted once by series, and said in one line."""

import json
import logging
from datetime import timedelta
from itertools import count

import numpy as np
import pytest

from city.history import Step
from indicators import all_indicators
from live.measures.left_out import LeftOut
from live.measures.packed import packed
from live.measures.past import EPOCH
from store.memory import MemoryRecord
from tests.live.builders import NOON, Screens, Tape, batch
from tests.live.test_house import Clock, house


def step(series: str, minute: int = 0, body: bytes = b"half a st") -> Step:
    return Step(series=series, at=NOON + timedelta(minutes=minute), body=body)


def test_what_can_be_read_is_given_and_what_cannot_is_counted_once() -> None:
    left_out = LeftOut()
    assert left_out.loaded(step("told", body=json.dumps({"kinds": "x"}).encode())) == {"kinds": "x"}
    assert left_out.unpacked(step("minutes", body=packed({}, {"a": np.ones(2)}))) is not None
    assert left_out.said() == ""
    for one in (step("minutes"), step("minutes"), step("minutes", 1)):
        assert left_out.unpacked(one) is None
    for body in (b"{", b"null", b"[]"):
        assert left_out.loaded(step("told", body=body)) is None
    assert "left out: 2 of minutes, 1 of told. For them" in left_out.said()


def test_more_may_be_found_by_another_thread_while_it_is_said() -> None:
    left_out, minutes = LeftOut(), count()

    class Series(str):
        """A name; whenever somebody looks it up, another step is found."""

        __slots__ = ()

        def __hash__(self) -> int:
            left_out.note(step("others", next(minutes)))
            return super().__hash__()

    left_out.note(step(Series("minutes")))
    assert "1 of minutes" in left_out.said()


def test_it_is_said_in_one_line_and_again_only_when_there_is_more(caplog: pytest.LogCaptureFixture) -> None:
    left_out = LeftOut()
    for name in "abcdefg":
        left_out.note(step(name))
    for _ in range(2):
        left_out.tell()
    [line] = caplog.messages
    assert "1 of e and 2 more series." in line
    left_out.note(step("h"))
    left_out.tell()
    assert len(caplog.records) == 2


def test_a_house_starts_on_a_damaged_history_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    record, clock = MemoryRecord(), Clock()
    air = batch(35.0, kind="air.pm25", things=["air"], lon=120.15, lat=30.06)
    one = {"aqi_cn": all_indicators()["aqi_cn"]}
    house(Tape([air]), record=record, clock=clock, indicators=one).step()
    series = ("minutes", "told", "lines", "measure:aqi_cn", "account:aqi_cn", "version:aqi_cn", "things:air.pm25")
    damaged = [one for name in series for one in record.kept(name, EPOCH)]
    assert len(damaged) == len(series)
    record.keep(Step(series=one.series, at=one.at, body=one.body[:-9]) for one in damaged)
    record.keep([step("episodes")])
    clock.forward(minutes=2)
    caplog.clear()
    caplog.set_level(logging.WARNING)
    city = house(record=record, clock=clock, indicators=one)
    screens = Screens()
    city.open_to(screens).join("wall")
    city.step()
    city.heartbeat()
    [said] = [line for line in caplog.messages if line.startswith("Damaged steps")]
    assert city.problems == {"damaged": said}
    assert "and 3 more series" in said
    assert screens.beats[-1][1]["problems"] == []
