"""What explains what was said is found again as it was then, over a restart, whatever the formula is by now."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from city.picture import Measure
from indicators import all_indicators
from indicators.contributors import ByItem, ByRow, Contributors
from live.measures.accounts import Accounts
from live.measures.grounds import Come, Grounds, Window
from live.measures.grounds_packed import grounds_packed, grounds_unpacked
from live.moments import moment
from store.memory import MemoryRecord
from tests.indicators.little_city import AREAS
from tests.live.builders import NOON

FIVE, HOUR, DAY, N = timedelta(minutes=5), timedelta(hours=1), timedelta(days=1), len(AREAS)
TPI = all_indicators()["traffic_tpi"]
STREETS = ByRow(
    areas=AREAS, leaf=np.array([0, 0, 1]), thing=["a", "b", "c"], amount=np.array([3.0, 1.0, 4.0]),
    notes=({"zh": "{x:.0f} 米", "en": "{x:.0f} m"},), about={"x": np.array([7.0, 8.0, 9.0])},
)  # fmt: skip
PARTS = ByItem(
    thing=["new", "old"], amount=np.arange(2.0 * N).reshape(2, N), titles=({"zh": "新", "en": "New"},) * 2
)  # fmt: skip


def grounds(value: float, contributors: Contributors | None = STREETS, **more: object) -> Grounds:
    measure = Measure(
        indicator="traffic_tpi", at=NOON, value=np.full(N, value), band=np.ones(N, np.int8), low=np.full(N, np.nan),
        numerator=np.arange(N) + 0.1, companions={"tti": np.full(N, 1.25)}, quality=0.9, version="1",
        since=np.full(N, moment(NOON - FIVE)), newest_input_at=NOON,
    )  # fmt: skip
    newest = np.full(N, moment(NOON))
    newest[1] = np.datetime64("NaT")
    return Grounds(
        measure=replace(measure, **more),  # type: ignore[arg-type]  # built from words
        contributors=contributors, adds_up_to="numerator",
        inputs={
            "road.speed": Come(newest=newest, count=np.arange(float(N)), window=Window(asked_s=9e5, known_s=600.5)),
            "road.closed": Come(newest=newest, count=np.zeros(N)),
        },
    )  # fmt: skip


def accounts(record: MemoryRecord) -> Accounts:
    return Accounts(record, AREAS, {"traffic_tpi": TPI})


def test_grounds_come_back_as_they_were() -> None:
    for some in (STREETS, PARTS, None):
        one = grounds(7.3, some)
        back = grounds_unpacked(grounds_packed(one), AREAS)
        assert back.measure.value.tolist() == [7.3] * N  # not 7.300000190734863
        assert (back.measure.at, back.measure.quality, back.measure.version) == (NOON, 0.9, "1")
        assert back.measure.numerator is not None
        np.testing.assert_allclose(back.measure.numerator, np.arange(N) + 0.1)
        assert back.measure.low is not None
        assert np.isnan(back.measure.low).all()
        assert back.measure.high is None
        assert (back.measure.since == moment(NOON - FIVE)).all()
        assert back.measure.companions["tti"].tolist() == [1.25] * N
        assert [back.greatest(area) for area in range(N)] == [one.greatest(area) for area in range(N)]
        assert back.inputs["road.speed"].count.tolist() == list(range(N))
        assert {name: come.window for name, come in back.inputs.items()} == {
            "road.speed": Window(asked_s=9e5, known_s=600.5), "road.closed": None,
        }  # fmt: skip
        np.testing.assert_array_equal(back.inputs["road.speed"].newest, one.inputs["road.speed"].newest)


def test_what_was_said_then_is_found_after_a_restart() -> None:
    record = MemoryRecord()
    first = accounts(record)
    first.write(NOON, {"traffic_tpi": grounds(7.3)})
    first.write(NOON + FIVE, {"traffic_tpi": grounds(2.0, at=NOON + FIVE, version="2")})
    again = accounts(record)
    then, later = (again.of("traffic_tpi", NOON + i * FIVE, grounds(value).measure) for i, value in ((0, 7.3), (1, 2)))
    assert then is not None
    assert (then.measure.version, then.greatest(0)[0].thing) == ("1", "c")
    assert later is not None
    assert later.measure.version == "2"


def test_a_measure_that_stands_is_written_once_and_found_from_every_step() -> None:
    record = MemoryRecord()
    one = accounts(record)
    for step in range(4):
        one.write(NOON + step * FIVE, {"traffic_tpi": grounds(7.3)})
    assert len(record.kept("account:traffic_tpi", NOON - DAY)) == 1
    found = one.of("traffic_tpi", NOON + 3 * FIVE, grounds(7.3).measure)
    assert found is not None
    assert found.measure.at == NOON


def test_what_speaks_for_the_first_time_does_not_wait_for_the_next_step() -> None:
    record = MemoryRecord()
    one = Accounts(record, AREAS, {"a": TPI, "b": TPI})
    one.write(NOON, {"a": grounds(1.0)})
    one.write(NOON + FIVE / 5, {"a": grounds(1.5, at=NOON + FIVE / 5), "b": grounds(2.0)})
    last = Accounts(record, AREAS, {"a": TPI, "b": TPI}).last(NOON + FIVE)
    assert {name: float(one.measure.value[0]) for name, one in last.items()} == {"a": 1.0, "b": 2.0}


def test_after_a_restart_it_is_known_what_stood_until_it_is_too_old() -> None:
    record = MemoryRecord()
    accounts(record).write(NOON, {"traffic_tpi": grounds(7.3)})
    again = accounts(record)
    assert (again.last(NOON + HOUR)["traffic_tpi"].measure.since == moment(NOON - FIVE)).all()
    assert again.last(NOON + 2 * HOUR) == {}


def test_the_parts_of_another_figure_are_never_told() -> None:
    one = accounts(MemoryRecord())
    one.write(NOON, {"traffic_tpi": grounds(7.3)})
    assert one.of("traffic_tpi", NOON + FIVE, grounds(7.2).measure) is None
    assert one.of("traffic_tpi", NOON - FIVE, grounds(7.3).measure) is None


def test_accounts_are_kept_for_eight_days() -> None:
    record = MemoryRecord()
    one = accounts(record)
    for day in range(10):
        one.write(NOON - day * DAY, {"traffic_tpi": grounds(7.3, at=NOON - day * DAY)})
    one.forget_one(["traffic_tpi"], NOON)
    kept = [step.at for step in record.kept("account:traffic_tpi", NOON - 30 * DAY)]
    assert kept == [NOON - day * DAY for day in range(8, -1, -1)]


def test_others_have_their_turn_between_two_indicators() -> None:
    turns: list[int] = []
    one = Accounts(MemoryRecord(), AREAS, {"a": TPI, "b": TPI})
    one.write(NOON, {"a": grounds(1.0), "b": grounds(2.0)}, lambda: turns.append(1))
    assert len(turns) == 2


def test_what_another_pack_said_of_other_areas_is_left_out() -> None:
    record = MemoryRecord()
    one = grounds(7.3)
    short = Measure(indicator="traffic_tpi", at=NOON, value=np.ones(2), band=np.ones(2, np.int8))
    accounts(record).write(NOON, {"traffic_tpi": Grounds(measure=short)})
    assert accounts(record).of("traffic_tpi", NOON, one.measure) is None
