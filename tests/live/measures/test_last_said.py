"""After a restart an indicator still stands by what it said last, as long as its own period lasts."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from city.picture import Course, Measure
from indicators import all_indicators
from indicators.base import Bands
from live.measures.judging import Judge
from live.measures.last_said import LastSaid
from live.measures.packed import packed
from store.memory import MemoryRecord
from store.opening import open_record
from tests.live.builders import NOON

NAME = "satisfaction_wilson"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NOTE = {"zh": "窗口", "en": "desk"}


def measure(**more: object) -> Measure:
    facts: dict[str, object] = {
        "value": np.array([91.5, np.nan, 1 / 3]), "band": np.array([1, -1, 0], dtype=np.int8),
        "coverage": np.array([0.5, 0.0, 1.0]), "companions": {"rated": np.array([3.0, 0.0, 7.0])},
        "contributors": (("office 1", 0.25, NOTE),), "quality": 0.9, "newest_input_at": NOON - MINUTE,
        "since": NOON - HOUR, "courses": {"rated": Course(trend=np.array([np.nan, 1.0]), normal_high=2.0)},
    }  # fmt: skip
    return Measure(indicator=NAME, at=NOON, **{**facts, **more})  # type: ignore[arg-type]  # built from words


def kept(record: object) -> LastSaid:
    return LastSaid(record, all_indicators(), 3)  # type: ignore[arg-type]  # as it is opened


def test_a_measure_comes_back_whole_from_the_database(tmp_path: Path):
    record = open_record(f"sqlite:///{tmp_path}/city.db")
    kept(record).write({NAME: measure()})
    record.close()
    record = open_record(f"sqlite:///{tmp_path}/city.db")
    found = kept(record).read(Judge(), NOON + HOUR / 2)[NAME]
    record.close()
    assert found.at == NOON
    np.testing.assert_array_equal(found.value, measure().value)
    np.testing.assert_array_equal(found.companions["rated"], [3, 0, 7])
    np.testing.assert_array_equal(found.courses["rated"].trend, [np.nan, 1])
    assert (found.courses["rated"].normal_low, found.courses["rated"].normal_high) == (None, 2)
    assert (found.since, found.newest_input_at, found.quality) == (NOON - HOUR, NOON - MINUTE, 0.9)
    assert (found.contributors, found.numerator) == ((("office 1", 0.25, NOTE),), None)


@pytest.mark.parametrize("later", [HOUR + MINUTE, -MINUTE])
def test_what_is_older_than_its_period_or_not_yet_said_is_left_out(later: timedelta):
    record = MemoryRecord()
    kept(record).write({NAME: measure()})
    assert kept(record).read(Judge(), NOON + HOUR)
    assert not kept(record).read(Judge(), NOON + later)


def test_a_measure_of_another_version_is_left_out():
    record = MemoryRecord()
    kept(record).write({NAME: measure()})
    assert not kept(record).read(Judge(own_bands={NAME: Bands(95.0, 90.0, 85.0)}), NOON)
    kept(record).write({NAME: measure(version="0")})
    assert not kept(record).read(Judge(), NOON)


def test_failures_other_areas_and_broken_bytes_are_left_out():
    record = MemoryRecord()
    kept(record).write({NAME: measure(error="no")})
    assert not kept(record).read(Judge(), NOON)
    kept(record).write({NAME: measure(value=np.zeros(4))})
    assert not kept(record).read(Judge(), NOON)
    step = record.kept(f"last:{NAME}", NOON - 30_000 * timedelta(days=1))[0]
    for body in (b"", packed({}, {})):
        record.keep([replace(step, body=body)])
        assert not kept(record).read(Judge(), NOON)
