"""Portions: very many incidents come piece by piece, and add up to the whole whatever happens meanwhile."""

from incidents.incident import State
from tests.live.test_broadcaster import Room, followed

MANY = tuple(str(number) for number in range(900))


def test_very_many_incidents_come_in_portions_each_with_leave_of_the_one_before() -> None:
    room = Room()
    room.beat(*MANY)
    room.broadcaster.join("duty")
    sizes = [len(payload) for _, _, payload in room.screens.sent]
    assert room.screens.events("duty") == ["snapshot"]
    while room.messages("duty")[-1]["more"]:
        room.screens.draw("duty")
    events = room.screens.events("duty")
    assert events == ["snapshot"] + ["portion"] * (len(events) - 1)
    assert len(events) > 2
    assert max(sizes) < 2 * 256 * 1024
    assert followed(room.messages("duty"))["incidents"].keys() == set(MANY)


def test_what_changes_while_portions_come_is_neither_lost_nor_taken_back() -> None:
    room = Room()
    room.beat(*MANY)
    room.broadcaster.join("duty")
    for version in range(2, 30):
        room.beat(MANY[0], MANY[-1], version=version, state=State.DISPATCHED)
        room.screens.draw("duty")
        room.screens.draw("duty")
    room.broadcaster.join("late")
    while room.messages("late")[-1]["more"]:
        room.screens.draw("late")
    assert followed(room.messages("duty"))["incidents"] == followed(room.messages("late"))["incidents"]


def test_a_screen_too_slow_for_portions_gets_larger_ones_until_it_has_all() -> None:
    room = Room()
    room.beat(*MANY)
    room.broadcaster.join("slow")
    for version in range(2, 30):
        room.beat(MANY[0], version=version)
        room.beat(MANY[0], version=version + 1)
        room.screens.draw("slow")
    held = followed(room.messages("slow"))["incidents"]
    assert held.keys() == set(MANY)
