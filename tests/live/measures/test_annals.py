"""What an indicator said is found again, with its version, also after it was gathered into days and thinned."""

from datetime import timedelta

import numpy as np
import pytest

from city.picture import Measure
from indicators import all_indicators
from indicators.base import Bands
from live.measures.annals import Annals, Told, block_of
from live.measures.judging import Judge
from live.measures.packed import NotPacked, packed, unpacked
from live.measures.past import Pasts
from live.measures.versions import Versions
from live.moments import moment
from store.memory import MemoryRecord
from tests.live.builders import NOON

FIVE, DAY = timedelta(minutes=5), timedelta(days=1)


def measure(value: float, version: str = "1") -> Measure:
    return Measure(
        indicator="a", at=NOON, value=np.array([value, np.nan]), band=np.array([1, -1], np.int8), version=version
    )


def filled(days: int) -> tuple[Annals, MemoryRecord]:
    record = MemoryRecord()
    annals = Annals(record, 2)
    for step in range(days * 288):
        annals.write_at(NOON - step * FIVE, {"a": measure(float(step))})
    return annals, record


def test_what_was_said_is_found_in_order_with_gaps_and_versions() -> None:
    annals = Annals(MemoryRecord(), 2)
    annals.write_at(NOON, {"a": measure(2.0, "2")})
    annals.write_at(NOON - FIVE, {"a": measure(1.0)})
    told = annals.between("a", NOON - DAY, NOON + FIVE)
    np.testing.assert_array_equal(told.value, [[1.0, np.nan], [2.0, np.nan]])
    assert (told.version, told.band.tolist()) == (("1", "2"), [[1, -1], [1, -1]])
    assert len(annals.between("a", NOON - DAY, NOON - FIVE).at) == 0


def test_a_step_is_written_once() -> None:
    record = MemoryRecord()
    annals = Annals(record, 2)
    annals.write(NOON, {"a": measure(1.0)})
    annals.write(NOON + timedelta(minutes=4), {"a": measure(9.0), "b": measure(8.0)})
    annals.write(NOON + FIVE, {"a": measure(2.0)})
    assert annals.between("a", NOON - DAY, NOON + DAY).value[:, 0].tolist() == [1.0, 2.0]
    assert annals.between("b", NOON - DAY, NOON + DAY).value[:, 0].tolist() == [8.0]  # it spoke later than the others


def test_days_that_were_gathered_say_the_same() -> None:
    annals, record = filled(days=5)
    before = annals.between("a", NOON - 5 * DAY, NOON + FIVE)
    annals.gather_one(["a"], NOON)
    after = annals.between("a", NOON - 5 * DAY, NOON + FIVE)
    assert len(record.kept("measure:a", NOON - 9 * DAY)) < 3 * 288
    assert len(record.kept("measure-day:a", NOON - 9 * DAY)) == 3
    np.testing.assert_array_equal(before.at, after.at)
    np.testing.assert_array_equal(before.value, after.value)
    assert before.version == after.version


def test_the_morning_that_was_made_up_before_a_first_start_is_gathered_with_what_was_said_after_it() -> None:
    annals, record = filled(days=5)
    told = annals.between("a", NOON - 3 * DAY, NOON - 3 * DAY + 2 * FIVE)
    midnight, first = (NOON - 3 * DAY).replace(hour=0), NOON - 3 * DAY
    record.forget("measure:a", first)
    hours = np.array([0, 11, 12]) * np.timedelta64(1, "h") + moment(midnight)
    made_up = Told(at=hours, value=np.full((3, 2), 7.0), band=np.zeros((3, 2), np.int8), version=("1, made up",) * 3)
    record.keep([block_of("a", midnight, made_up)])
    annals.gather_one(["a"], NOON)
    found = annals.between("a", midnight, first + 2 * FIVE)
    assert found.at.tolist() == [*hours[:2].tolist(), *told.at.tolist()]
    assert found.version == ("1, made up", "1, made up", "1", "1")
    np.testing.assert_array_equal(found.value[2:], told.value)


def test_after_four_hundred_days_an_hour_has_one_value() -> None:
    annals, _ = filled(days=4)
    annals.gather_one(["a"], NOON)
    later = NOON + 400 * DAY
    annals._gathered.clear()
    annals.gather_one(["a"], later)
    midnight = (NOON - 3 * DAY).replace(hour=0)
    first = annals.between("a", midnight, midnight + DAY)
    assert len(first.at) == 24
    assert (np.diff(first.at) == np.timedelta64(1, "h")).all()


def test_what_was_said_at_a_time_is_the_step_before_it_at_most_ten_minutes() -> None:
    annals = Annals(MemoryRecord(), 2)
    annals.write_at(NOON - FIVE, {"a": measure(1.0)})
    annals.write_at(NOON, {"a": measure(2.0, "2")})
    found = [annals.said("a", NOON + minutes * FIVE / 5, NOON + DAY) for minutes in (-1, 0, 10, 11)]
    assert [one and (one[0], one[1].value[0], one[1].version) for one in found] == [
        (NOON - FIVE, 1.0, "1"), (NOON, 2.0, "2"), (NOON, 2.0, "2"), None,
    ]  # fmt: skip
    assert annals.said("a", NOON - DAY, NOON) is None


def test_where_a_value_an_hour_is_left_it_holds_for_the_hour() -> None:
    annals = Annals(MemoryRecord(), 2)
    annals.write_at(NOON, {"a": measure(1.0), "b": measure(2.0, "1, made up")})
    almost = NOON + 11.5 * FIVE
    assert annals.said("a", almost, NOON + DAY) is None
    for name, now in (("a", NOON + 401 * DAY), ("b", NOON + DAY)):
        found = annals.said(name, almost, now)
        assert found is not None
        assert found[0] == NOON
        assert annals.said(name, NOON + 13 * FIVE, now) is None


def test_it_is_known_when_the_first_was_said() -> None:
    annals, _ = filled(days=5)
    assert annals.begins("a", NOON) == NOON - 5 * DAY + FIVE
    annals.gather_one(["a"], NOON)
    assert annals.begins("a", NOON) == (NOON - 5 * DAY).replace(hour=0)
    assert annals.begins("b", NOON) is None


def test_a_restart_knows_the_last_four_weeks() -> None:
    annals, _ = filled(days=3)
    pasts = Pasts(2)
    annals.remember(["a"], pasts, NOON + FIVE)
    assert pasts.of("a").series(NOON, hours=48).values[-1, 0] == 0.0
    assert not np.isnan(pasts.of("a").series(NOON, hours=48).values[:, 0]).any()


def test_what_another_pack_said_of_other_areas_is_left_out() -> None:
    annals, record = filled(days=1)
    assert annals.between("a", NOON - DAY, NOON + FIVE).value.shape == (288, 2)
    assert len(Annals(record, 9).between("a", NOON - DAY, NOON + FIVE).at) == 0


def test_a_change_of_bands_or_parameters_is_a_new_version_and_the_old_one_stays_known() -> None:
    record, tpi = MemoryRecord(), all_indicators()["traffic_tpi"]
    versions, own, stricter = Versions(record), Judge(), Judge(own_bands={"traffic_tpi": Bands(3, 5, 7)})
    assert own.version(tpi) == "1"
    assert stricter.version(tpi).startswith("1-")
    versions.write({"traffic_tpi": tpi}, own, NOON - DAY)
    versions.write({"traffic_tpi": tpi}, stricter, NOON)
    versions.write({"traffic_tpi": tpi}, stricter, NOON + DAY)
    assert versions.of("traffic_tpi") == {"1": NOON - DAY, stricter.version(tpi): NOON}


def test_damaged_bytes_are_told_and_left_out() -> None:
    annals, record = filled(days=1)
    steps = record._history["measure:a"]
    broken = min(steps)
    steps[broken] = type(steps[broken])(series="measure:a", at=broken, body=b"nonsense")
    assert len(annals.between("a", NOON - DAY, NOON + FIVE).at) == 287
    with pytest.raises(NotPacked):
        unpacked(packed({}, {"a": np.ones(3)})[:-5])
