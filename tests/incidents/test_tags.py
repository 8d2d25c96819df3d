"""Tags of sensors: what flickers is one episode, what is silent stays, and what comes again is told again."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from incidents.intake.tags import Edge, Tag, edges
from tests.incidents.builders import NOON

GAS = Tag(high=20, dead_band=2, on_delay=timedelta(seconds=10), off_delay=timedelta(seconds=60))
B, A, OVER = Edge.BEGAN, Edge.AGAIN, Edge.OVER


def told(tag: Tag, *values: float | None, step_s: float = 5) -> list[tuple[Edge, float]]:
    """What happened, and at which value in the row."""
    samples = [(NOON + timedelta(seconds=n * step_s), value) for n, value in enumerate(values)]
    return [(one.edge, (one.at - NOON).total_seconds() / step_s) for one in edges(tag, samples)]


def test_it_begins_when_it_has_lasted_and_is_over_when_it_was_normal_long_enough():
    assert told(GAS, 21, 21) == []
    assert told(GAS, 21, 21, 21) == [(B, 2)]
    assert told(GAS, 21, 21, 21, *[5] * 12) == [(B, 2)]
    assert told(GAS, 21, 21, 21, *[5] * 13) == [(B, 2), (OVER, 15)]


def test_within_the_dead_band_it_is_still_beyond():
    assert told(GAS, 21, 18.1, 18.1) == [(B, 2)]
    assert told(GAS, 19, 19, 19) == []
    assert told(Tag(low=5, dead_band=1), 4.9, 5.9, 6.0) == [(B, 0), (OVER, 2)]


def test_a_hundred_times_on_and_off_in_five_minutes_is_one_episode():  # J 32
    flicker = Tag(high=20, off_delay=timedelta(seconds=60))
    found = told(flicker, *[30, 5] * 100, step_s=1.5)
    assert [edge for edge, _ in found] == [B] + [A] * 99


def test_where_nothing_is_read_the_episode_stays():  # J 33
    assert told(GAS, 21, 21, 21, *[None] * 100) == [(B, 2)]
    assert told(GAS, 21, None, None) == []


def test_what_comes_again_after_it_was_over_is_told_again():  # J 34
    quick = Tag(high=20)
    assert told(quick, 30, 5, 30) == [(B, 0), (OVER, 1), (B, 2)]


@given(st.lists(st.one_of(st.none(), st.floats(0, 40)), max_size=60))
def test_every_episode_begins_before_it_comes_again_or_is_over(values: list[float | None]):
    running = False
    for edge, _ in told(GAS, *values):
        assert running is (edge is not B)
        running = edge is not OVER
