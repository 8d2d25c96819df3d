"""Screens: a session has so many open, and the oldest of them stay."""

from live.screens import MOST, Screens


def test_a_session_has_twelve_screens_and_another_one_as_many():
    screens = Screens(lambda _: None)
    for n in range(MOST):
        assert screens.has_room("wall")
        screens.came(f"sid-{n}", "wall")
    assert not screens.has_room("wall")
    assert screens.has_room("desk")
    assert len(screens) == MOST
    screens.went("sid-3")
    assert screens.has_room("wall")


def test_screens_without_a_session_are_not_counted_together():
    screens = Screens(lambda _: None)
    for n in range(2 * MOST):
        screens.came(f"sid-{n}", "")
    assert screens.has_room("")
