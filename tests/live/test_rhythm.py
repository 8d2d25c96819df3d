"""The rhythm: a beat that fails is one that was not good."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from live.rhythm import _beat_and_move, _fill
from tests.live.builders import Screens
from tests.live.test_house import Clock, house


class CutOff(Screens):
    """An outbox that can reach nobody."""

    def send(self, client: str, event: str, payload: bytes, acknowledged: Callable[[], None]) -> None:
        """Nothing goes out."""
        raise OSError("the network is gone")


def test_while_the_time_before_is_made_up_screens_and_programs_are_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    city, screens, said = house(indicators={}), Screens(), list[bool]()
    city.open_to(screens).join("wall")

    def told() -> bool:
        screens.draw("wall")
        city.show()
        return json.loads(screens.sent[-1][2])["filling"]

    def gone(*_: object, **__: object) -> None:
        said.append(told())
        raise FileNotFoundError("there is no such program")

    monkeypatch.setattr("subprocess.Popen", gone)
    city.filling = True
    _fill(city)
    assert (said, told()) == ([True], False)


def test_a_beat_that_fails_counts_as_a_bad_one() -> None:
    clock = Clock()
    city = house(clock=clock, indicators={})
    act = _beat_and_move(city)
    act()
    city.open_to(CutOff()).join("wall")
    with pytest.raises(OSError, match="the network is gone"):
        act()
    clock.at += timedelta(minutes=1)
    city.watch.turn_to(clock.at)
    levels = city.projector.newest_of("service.level").newest()
    at = list(levels.thing).index("beat")
    assert (levels.value[at], levels.attributes["total"][at]) == (1, 2)
