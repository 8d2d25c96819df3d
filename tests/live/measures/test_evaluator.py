"""The evaluator: what is due is computed, a model that fails shows as failed, the others go on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from city.events import Event, Measured, Read
from city.picture import Measure
from city.views import Sums, Tally
from indicators.base import Bands, Better, Domain, Indicator, Outcome
from live.bus import MemoryBus
from live.caseload import Caseload
from live.measures.evaluator import Evaluator
from live.measures.grounds import Grounds, Window
from live.measures.judging import Judge
from live.measures.past import Pasts
from live.measures.seeing import Seer
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


def test_since_is_when_each_area_entered_its_band() -> None:
    room = Room(wind=mean_wind)
    room.writer.hear(Read("s", batch(4.0, 4.0, lon=[0.5, 1.5])))
    first, began = room.run()["wind"], moment(room.clock.at)
    room.clock.forward(seconds=60)
    room.writer.hear(Read("s", batch(40.0, lon=1.5, at=room.clock.at)))
    then = room.run()["wind"]
    assert (first.since == began).all()
    assert then.band.tolist() == [2, 0, 3]
    assert (then.since == [moment(room.clock.at), began, moment(room.clock.at)]).all()


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
