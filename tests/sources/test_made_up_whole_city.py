"""Yunzhou, the whole made-up city, over two days: as many incidents as a wall should show, and served within reason."""

from datetime import timedelta

import pytest

from geo.pack import CityPack
from incidents.notice import What
from tests.sources.little_city import NOON
from tests.sources.stories import DAY, MINUTE, Told, complete, told_by

pytestmark = pytest.mark.xdist_group("made_up_city")


@pytest.fixture(scope="module")
def day(yunzhou: CityPack) -> Told:
    return told_by(yunzhou, NOON - 2 * DAY, NOON)


@pytest.mark.parametrize("hours_ago", [0, 3, 6, 9, 12, 15, 18, 21])
def test_a_few_dozen_incidents_are_open_at_any_time(day: Told, hours_ago: int):
    now = NOON - timedelta(hours=hours_ago)
    stands = [[one.what for one in notices if one.at <= now] for notices in day.values()]
    assert 10 <= sum(1 for whats in stands if whats and whats[-1] is not What.CLOSED) <= 80


def test_most_incidents_are_closed_in_time(day: Told):
    closed = [(one[-1].at, one[0].due_at) for one in complete(day)]
    kept = sum(1 for at, due_at in closed if due_at is not None and at <= due_at)
    assert 0.93 <= kept / len(closed) < 1


@pytest.mark.parametrize(("command", "usual_min"), [("119", (4, 9)), ("120", (4, 9)), ("110", (3, 8))])
def test_the_first_crew_arrives_within_reason(day: Told, command: str, usual_min: tuple[float, float]):
    took = sorted(
        (next(one.at for one in notices if one.what is What.ON_SCENE) - notices[0].at) / MINUTE
        for notices in complete(day)
        if notices[0].origin == command
    )
    assert usual_min[0] < took[len(took) // 2] < usual_min[1]
    assert took[-1] < 45
