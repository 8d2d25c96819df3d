"""The evaluator: what is due is computed, a model that fails shows as failed, the others go on."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from city.events import Event, Measured, Read
from city.picture import Measure
from city.views import Seen, Sums, Tally
from indicators.base import Bands, Better, Domain, Indicator, Outcome
from indicators.contributors import ByItem
from live.bus import MemoryBus
from live.caseload import Caseload
from live.measures.evaluator import Evaluator
from live.measures.grounds import Grounds, Window
from live.measures.judging import Judge, Terms
from live.measures.past import Pasts
from live.measures.seeing import Seer
from live.measures.workers import Done, Inline, computed
from live.moments import moment
from live.projector import Projector
from tests.live.builders import NOON, Hands, areas, batch


def mean_wind(wind: Sums) -> Outcome:
    return Outcome(value=wind.mean)


def fail(wind: Sums) -> Outcome:
    raise ZeroDivisionError("a model with a fault")


def indicator(name: str, compute: Callable[..., Outcome], every_s: float) -> Indicator:
    return Indicator(
        name=name, title={"zh": "风", "en": "Wind"}, domain=Domain.ENVIRONMENT, unit="m/s", better=Better.LOWER,
        bands=Bands(5, 10, 20), inputs={"wind": Tally("weather.wind", 10)}, every_s=every_s, digits=1,
        formula={"zh": "均值", "en": "mean"}, source="test", compute=compute, owner={"zh": "气象", "en": "Weather"},
    )  # fmt: skip


class Room:
    """An evaluator with a clock moved by hand, and what it said."""

    def __init__(self, every_s: float = 60, **models: Callable[..., Outcome]) -> None:
        self.clock, self.heard, bus = Hands(), list[Event](), MemoryBus()
        self.writer = Projector(areas(), Caseload({}), self.clock)
        bus.subscribe(self.heard.append)
        found = {name: indicator(name, compute, every_s) for name, compute in models.items()}
        judge, pasts = Judge(), Pasts(3)
        self.evaluator = Evaluator(
            bus, lambda said: Seer(self.writer, pasts, found, judge, said, ZoneInfo("Asia/Shanghai")), found, pasts,
            judge, self.clock,
        )  # fmt: skip

    def run(self) -> dict[str, Measure]:
        """What is computed now."""
        self.heard.clear()
        self.evaluator.run_due()
        return {name: m for event in self.heard if isinstance(event, Measured) for name, m in event.measures.items()}


def test_a_measure_carries_value_band_and_the_age_of_its_input() -> None:
    room = Room(wind=mean_wind)
    room.writer.hear(Read("s", batch(4.0, 12.0, lon=[0.5, 1.5])))
    measure = room.run()["wind"]
    assert measure.value.tolist() == [8.0, 4.0, 12.0]
    assert measure.band.tolist() == [1, 0, 2]
    assert measure.newest_input_at == room.clock.at


def covered_wind(wind: Sums) -> Outcome:
    return Outcome(value=wind.mean, coverage=np.array([1.0, 0.25, 1.0]))


@pytest.mark.parametrize(("ago_min", "known_s", "coverage"), [(4, 240, [0.4, 0.25, 0.4]), (30, 600, [1.0, 0.25, 1.0])])
def test_a_window_of_which_little_is_known_is_not_wholly_covered(
    ago_min: int, known_s: float, coverage: list[float]
) -> None:
    room = Room(wind=covered_wind)
    room.writer.hear(Read("s", batch(4.0, at=NOON - timedelta(minutes=ago_min))))
    room.writer.hear(Read("s", batch(4.0, at=NOON)))
    assert room.run()["wind"].coverage.tolist() == pytest.approx(coverage)
    assert room.evaluator.grounds["wind"].inputs["weather.wind"].window == Window(asked_s=600, known_s=known_s)


def test_nothing_is_computed_before_it_is_due() -> None:
    room = Room(wind=mean_wind)
    room.run()
    room.clock.forward(seconds=59)
    assert room.run() == {}
    room.clock.forward(seconds=1)
    assert set(room.run()) == {"wind"}


def test_what_nothing_was_read_of_is_unknown_not_zero() -> None:
    measure = Room(wind=mean_wind).run()["wind"]
    assert np.isnan(measure.value).all()
    assert measure.band.tolist() == [-1, -1, -1]
    assert measure.newest_input_at is None


def test_a_model_that_fails_is_shown_as_failed_and_the_others_go_on() -> None:
    room = Room(broken=fail, wind=mean_wind)
    room.writer.hear(Read("s", batch(4.0)))
    measures = room.run()
    assert measures["broken"].error == "a model with a fault"
    assert np.isnan(measures["broken"].value).all()
    assert measures["wind"].value[0] == 4.0


def unspeakable(wind: Sums) -> Outcome:
    """What it gives is sound, but its note asks for a figure that there is not."""
    note = {"zh": "{gust:.0f}", "en": "{gust:.0f}"}
    return Outcome(value=wind.mean, contributors=ByItem(thing=["wind"], amount=np.ones((1, 3)), note=note))


def test_a_note_that_fails_costs_only_its_own_indicator() -> None:
    room = Room(unspeakable=unspeakable, wind=mean_wind)
    room.writer.hear(Read("s", batch(4.0)))
    measures = room.run()
    assert "gust" in measures["unspeakable"].error
    assert measures["wind"].value[0] == 4.0
    room.evaluator.look_back(room.clock.at)
    assert room.evaluator.said["wind"].value[0] == 4.0


class Late(Inline):
    """Whatever is asked is done by the next time."""

    def __init__(self) -> None:
        self._done: list[Done] = []

    def compute(self, one: Indicator, seen: Mapping[str, Seen], terms: Terms, now: datetime) -> Outcome | None:
        self._done.append((one.name, (computed(one, seen, terms), {})))
        return None

    def finished(self) -> Iterator[Done]:
        done, self._done = self._done, []
        return iter(done)


def test_a_note_that_fails_late_costs_only_its_own_indicator_too() -> None:
    room = Room(unspeakable=unspeakable, wind=mean_wind)
    room.evaluator.workers = Late()
    room.writer.hear(Read("s", batch(4.0)))
    assert room.run() == {}
    measures = room.run()
    assert "gust" in measures["unspeakable"].error
    assert measures["wind"].value[0] == 4.0


def without_end(wind: Sums) -> Outcome:
    """Unknown in the city, without end in the west, but judged as if it were good."""
    value = np.array([np.nan, np.inf, 7.0])
    return Outcome(value=value, banded=np.ones(3), low=-value, high=value, companions={"gust": value})


def test_what_is_unknown_or_without_end_is_not_judged() -> None:
    measure = Room(wind=without_end).run()["wind"]
    assert measure.band.tolist() == [-1, -1, 0]
    for column in (measure.value, measure.judged, measure.high, measure.companions["gust"]):
        assert column is not None
        assert np.isnan(column).tolist() == [True, True, False]
    assert measure.low is not None
    assert not np.isinf(measure.low).any()


def test_since_is_when_each_area_was_seen_to_enter_its_band() -> None:
    room = Room(wind=mean_wind)
    room.writer.hear(Read("s", batch(4.0, 4.0, lon=[0.5, 1.5])))
    first = room.run()["wind"]
    room.clock.forward(seconds=60)
    room.writer.hear(Read("s", batch(40.0, lon=1.5, at=room.clock.at)))
    then = room.run()["wind"]
    assert first.since is not None
    assert np.isnat(first.since).all()
    assert then.band.tolist() == [2, 0, 3]
    np.testing.assert_array_equal(then.since, [moment(room.clock.at), np.datetime64("NaT"), moment(room.clock.at)])


def test_what_is_out_of_band_when_it_is_first_known_may_have_been_so_before() -> None:
    room = Room(wind=mean_wind)
    nothing = room.run()["wind"]
    room.clock.forward(seconds=60)
    room.writer.hear(Read("s", batch(40.0, at=room.clock.at)))
    found = room.run()["wind"]
    assert (nothing.band[0], found.band[0]) == (-1, 3)
    assert found.since is not None
    assert np.isnat(found.since).all()


def test_a_band_that_stood_before_a_restart_has_stood_since_then() -> None:
    room = Room(wind=mean_wind)
    room.writer.hear(Read("s", batch(4.0, 12.0, lon=[0.5, 1.5])))
    room.evaluator.go_on_from(before(at=NOON - timedelta(minutes=5)), room.clock.at)
    assert (room.run()["wind"].since == [THEN, moment(NOON), THEN]).all()


THEN = moment(NOON - timedelta(hours=1))


def before(version: str = "1", at: datetime = NOON) -> dict[str, Grounds]:
    """What was said before a restart, in bands that had stood for an hour."""
    band = np.array([1, 1, 2], np.int8)
    said = Measure(indicator="wind", at=at, value=np.ones(3), band=band, since=np.full(3, THEN), version=version)
    return {"wind": Grounds(measure=said)}


def test_what_was_said_before_a_restart_stands_until_its_period_is_over() -> None:
    room = Room(every_s=3600, wind=mean_wind)
    room.evaluator.go_on_from(before(), room.clock.at)
    assert room.evaluator.said["wind"].value.tolist() == [1, 1, 1]
    assert room.evaluator.said["wind"].at == NOON
    assert room.evaluator.grounds["wind"].measure is room.evaluator.said["wind"]
    assert room.run() == {}
    room.clock.forward(hours=1)
    assert np.isnan(room.run()["wind"].value).all()


def test_what_is_older_than_its_period_stands_with_its_own_time_until_the_first_beat() -> None:
    room = Room(wind=mean_wind)
    long_ago = NOON - timedelta(minutes=10)
    room.evaluator.go_on_from(before(at=long_ago), room.clock.at)
    assert room.evaluator.said["wind"].at == long_ago
    assert room.run()["wind"].at == NOON


@pytest.mark.parametrize("last", [before(version="0"), before(at=NOON + timedelta(minutes=1))])
def test_what_was_made_otherwise_or_is_not_yet_true_does_not_stand(last: dict[str, Grounds]) -> None:
    room = Room(wind=mean_wind)
    room.evaluator.go_on_from(last, room.clock.at)
    assert room.evaluator.said == {}


def test_its_grounds_are_those_of_the_very_measure() -> None:
    room = Room(wind=mean_wind)
    room.writer.hear(Read("s", batch(4.0, 12.0, lon=[0.5, 1.5])))
    measure = room.run()["wind"]
    grounds = room.evaluator.grounds["wind"]
    assert grounds.measure is measure
    come = grounds.inputs["weather.wind"]
    assert come.count.tolist() == [2, 1, 1]
    assert (come.newest == moment(room.clock.at)).all()
