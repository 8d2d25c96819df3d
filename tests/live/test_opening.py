"""A house in which nothing is made up: no roster of people who do not exist, no demo seats, unknown figures."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from geo.pack import CityPack
from incidents.incident import Signal
from live.house import House
from live.letting_in import Seats, open_entrance
from live.measures.configured import Own
from live.opening import MadeUpBefore, open_house
from tests.layers.little_pack import PACK

Opened = Callable[..., House]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """Opens the house of a little city on one record."""

    def open_(*sources: str, pack: CityPack = PACK) -> House:
        return open_house(
            pack, state=tmp_path, speed=1, seed=1, back_fill_weeks=0, sources=sources, store="", bus="memory",
            own=Own(), beat_s=1.0, moving_every_s=1.0,
        )  # fmt: skip

    return open_


def test_a_house_without_sources_knows_nothing_and_invents_nobody(opened: Opened):
    house = opened("none")
    house.connect()
    picture = house.step()
    assert not house.made_up
    assert not house.duty_room.rota.duty(house.clock()).planned
    assert picture.measures
    assert all(np.isnan(one.value).all() for one in picture.measures.values())
    assert not open_entrance(house, Seats(asked_for=True, host="127.0.0.1")).porter.seats
    house.parts.record.close()


def test_a_real_house_does_not_go_on_from_a_made_up_one(opened: Opened):
    house = opened("made_up.air")
    house.duty_room.turn()
    house.parts.record.close()
    with pytest.raises(MadeUpBefore, match="Begin clean with another"):
        opened("none")


def test_nor_where_nobody_who_does_not_exist_is_on_a_shift_any_more(opened: Opened):
    house = opened("made_up.air")
    signal = Signal(
        origin="desk", key="call-1", at=house.clock(), category="U0451", level=2, lon=114.2, lat=30.9, address="North 5"
    )
    taken = house.desk.receive(signal, "li")
    house.parts.record.close()
    assert taken.incident is not None
    with pytest.raises(MadeUpBefore, match=f"{taken.incident.number} in it never happened"):
        opened("none")
