"""An episode is one signal, however a figure flutters, and it ends once."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from city.picture import Measure
from indicators import all_indicators
from indicators.base import Bands
from live.measures.rules import Began, Ended, Rule, Rules
from tests.live.builders import NOON

TPI = all_indicators()["traffic_tpi"]
MINUTE = timedelta(minutes=1)


class City:
    """A city with five districts, a rule on its traffic, and a clock moved by hand."""

    def __init__(self, **more: object) -> None:
        said = {"indicator": "traffic_tpi", "band": 2, "category": "I9003", "level": 3, "on_min": 10, "off_min": 15}
        self.rule = Rule(**{**said, **more})  # type: ignore[arg-type]  # built from words
        self.rules = Rules({"jam": self.rule}, {"traffic_tpi": TPI}, (1, 2, 3, 4, 5))
        self.now = NOON

    def say(self, *values: float, minutes: int = 1) -> list[Began | Ended]:
        """What comes of these values, city first, said each minute for so long."""
        found: list[Began | Ended] = []
        for _ in range(minutes):
            found += self.rules.follow({"traffic_tpi": measure(values, self.now)}, {}, self.now)
            self.now += MINUTE
        return found


def measure(values: tuple[float, ...], now: datetime) -> Measure:
    column = np.full(6, 1.0)
    column[: len(values)] = values
    return Measure(indicator="traffic_tpi", at=now, value=column, band=TPI.bands.of(column, TPI.better))


def test_it_must_last_before_it_counts():
    city = City()
    assert city.say(7.0, minutes=10) == []
    [began] = city.say(7.0)
    assert isinstance(began, Began)
    assert (began.areas, began.since) == ((0,), NOON)
    assert city.say(9.0, minutes=60) == []


def test_one_minute_in_between_begins_the_delay_anew():
    city = City()
    assert city.say(7.0, minutes=9) == city.say(1.0) == city.say(7.0, minutes=10) == []


def test_it_is_over_when_it_has_been_over_for_long_enough():
    city = City()
    city.say(7.0, minutes=11)
    assert city.say(2.0, minutes=15) == []
    [ended] = city.say(2.0)
    assert isinstance(ended, Ended)
    assert ended.began.areas == (0,)
    assert ended.over_since == NOON + 11 * MINUTE
    assert city.say(2.0, minutes=60) == []


def test_what_flutters_about_the_cut_is_one_episode():
    city = City(dead_band=0.5)
    city.say(7.0, minutes=11)
    for _ in range(20):
        assert city.say(5.8, minutes=5) == city.say(6.2, minutes=2) == []
    assert len(city.say(5.4, minutes=16)) == 1


def test_an_unknown_figure_neither_begins_nor_ends_anything():
    city = City()
    assert city.say(np.nan, minutes=60) == []
    city.say(7.0, minutes=11)
    assert city.say(np.nan, minutes=60) == []


def test_each_district_has_its_own_episode():
    city = City(areas="districts")
    found = city.say(1.0, 7.0, minutes=11)
    found += city.say(1.0, 7.0, 1.0, 8.0, minutes=11)
    assert [one.areas for one in found if isinstance(one, Began)] == [(1,), (3,)]


def test_many_at_once_are_one_signal_and_who_joins_raises_no_other():
    city = City(areas="districts", flood=3)
    [began] = city.say(1.0, 7.0, 7.0, 7.0, minutes=11)
    assert isinstance(began, Began)
    assert began.areas == (1, 2, 3)
    assert city.say(1.0, 7.0, 7.0, 7.0, 7.0, minutes=20) == []
    assert city.say(1.0, 1.0, 7.0, 7.0, 7.0, minutes=30) == []
    [ended] = city.say(1.0, minutes=30)
    assert isinstance(ended, Ended)


def test_after_an_end_a_new_breach_is_a_new_episode():
    city = City()
    city.say(7.0, minutes=11)
    city.say(1.0, minutes=16)
    [again] = city.say(7.0, minutes=11)
    assert isinstance(again, Began)
    assert again.since > NOON


def test_an_episode_goes_on_over_a_restart():
    city = City()
    [began] = city.say(7.0, minutes=11)
    assert isinstance(began, Began)
    fresh = City()
    fresh.now = city.now
    fresh.rules.take_up({"jam": [began]})
    assert fresh.say(7.0, minutes=60) == []
    assert len(fresh.say(1.0, minutes=16)) == 1


def test_every_episode_of_a_rule_goes_on_over_a_restart():
    city = City(areas="districts")
    begun = [one for one in city.say(1.0, 7.0, 1.0, 8.0, minutes=11) if isinstance(one, Began)]
    fresh = City(areas="districts")
    fresh.now = city.now
    fresh.rules.take_up({"jam": begun})
    assert fresh.say(1.0, 7.0, 1.0, 8.0, minutes=60) == []
    ended = fresh.say(1.0, minutes=16)
    assert [one.began.areas for one in ended if isinstance(one, Ended)] == [(1,), (3,)]


def test_an_episode_ends_though_the_rule_looks_at_fewer_areas_after_a_restart():
    both = City(areas="all", flood=2)
    [began] = both.say(7.0, 7.0, minutes=11)
    assert isinstance(began, Began)
    fresh = City()
    fresh.now = both.now
    fresh.rules.take_up({"jam": [began]})
    assert [one.began for one in fresh.say(1.0, minutes=16) if isinstance(one, Ended)] == [began]


@pytest.mark.parametrize(("cut", "begins"), [(6.5, True), (8.5, False)])
def test_the_citys_own_cuts_count(cut: float, begins: object):
    """What is judged critical by the bands is, whatever the indicator's own say."""
    own = Bands(cut - 2, cut, cut + 1, cut_is_good=False)
    city, found = City(), []
    for _ in range(11):
        column = np.full(6, 7.0)
        said = Measure(indicator="traffic_tpi", at=city.now, value=column, band=own.of(column, TPI.better))
        found += city.rules.follow({"traffic_tpi": said}, {"traffic_tpi": own}, city.now)
        city.now += MINUTE
    assert bool(found) is begins
