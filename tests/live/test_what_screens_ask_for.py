"""What screens ask for: layers that are off, and the whole picture; no screen makes work for all by asking."""

from tests.live.builders import NOON
from tests.live.test_broadcaster import Room, followed


def test_a_layer_that_is_off_is_told_only_to_the_screen_that_wants_it():
    room = Room()
    for client in ("desk", "wall"):
        room.broadcaster.join(client)
        room.screens.draw(client)
    room.broadcaster.want("desk", ["cameras", "no such layer"])
    room.screens.draw("desk")
    assert room.messages("desk")[-1]["layers"].keys() == {"still", "cameras"}
    room.beat("1")
    assert room.messages("desk")[-1]["layers"].keys() == {"still", "cameras"}
    assert room.messages("wall")[-1]["layers"].keys() == {"still"}
    assert followed(room.messages("desk"))["layers"]["cameras"]["ids"] == ["1"]


def test_a_layer_that_nobody_wants_any_more_is_not_drawn():
    room = Room()
    room.broadcaster.join("desk")
    room.broadcaster.want("desk", ["cameras", "taxis"])
    room.broadcaster.move(room.writer.picture)
    room.screens.draw("desk")
    assert b"taxis" in b"".join(data for _, event, data in room.screens.sent if event == "moving")
    room.broadcaster.leave("desk")
    room.screens.sent.clear()
    room.broadcaster.join("wall")
    room.beat("1")
    room.broadcaster.move(room.writer.picture)
    assert not any(b"taxis" in data or b"cameras" in data for _, _, data in room.screens.sent)


def test_an_untold_layer_is_told_whole_when_it_is_wanted_again():
    room = Room()
    room.broadcaster.join("desk")
    for wanted in (["cameras"], [], ["cameras"]):
        room.seconds += 1
        room.broadcaster.want("desk", wanted)
        room.screens.draw("desk")
        room.beat(str(len(room.screens.sent)))
        room.screens.draw("desk")
    told = followed(room.messages("desk"))
    assert told["layers"]["cameras"]["ids"] == told["layers"]["still"]["ids"]


def test_a_screen_that_asks_for_something_else_all_the_time_is_drawn_for_once_a_second() -> None:
    room = Room()
    for client in ("desk", "abuser"):
        room.broadcaster.join(client)
        room.screens.draw(client)
    room.drawn.clear()
    for i in range(450):
        room.broadcaster.want("abuser", [["cameras"], ["taxis"], []][i % 3])
        room.screens.draw("abuser")
        room.seconds += 1 / 45
    assert room.drawn["still"] == room.drawn["moving"] == 0
    assert room.drawn["cameras"] + room.drawn["taxis"] <= 2 * 10  # for the desk, and for walls
    assert room.screens.events("abuser").count("snapshot") <= 11
    assert room.screens.events("desk") == ["snapshot"]


def test_nothing_is_drawn_for_a_screen_that_wants_what_another_sees() -> None:
    room = Room()
    for client in ("desk", "second"):
        room.broadcaster.join(client)
    room.broadcaster.want("desk", ["cameras"])
    once = room.drawn["cameras"]
    room.seconds += 1
    room.broadcaster.want("second", ["cameras"])
    assert room.drawn["cameras"] == once > 0
    room.screens.draw("second")
    assert room.messages("second")[-1]["layers"].keys() == {"still", "cameras"}


def test_what_is_asked_for_too_soon_comes_with_a_heartbeat_the_newest_alone() -> None:
    room = Room()
    room.broadcaster.join("desk")
    for wanted in (["taxis"], ["taxis", "cameras"], ["cameras"]):
        room.screens.draw("desk")
        room.broadcaster.want("desk", wanted)
    assert room.drawn["cameras"] == 0
    room.seconds += 2
    room.broadcaster.heartbeat(NOON, 7)
    room.screens.draw("desk")
    assert room.messages("desk")[-1]["layers"].keys() == {"still", "cameras"}


def test_a_screen_that_asks_for_the_whole_picture_all_the_time_gets_it_once_a_second() -> None:
    room = Room()
    room.broadcaster.join("abuser")
    for _ in range(450):
        room.screens.draw("abuser")
        room.broadcaster.resync("abuser")
        room.seconds += 1 / 45
    assert room.screens.events("abuser").count("snapshot") <= 11
