"""The broadcaster: changes add up to the whole, a slow screen costs nothing, a dead one is shut out."""

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from city.events import Moved
from city.picture import Picture
from incidents.incident import State
from layers.base import Drawing, Layer, Shape, Style
from live.broadcaster import Broadcaster
from live.caseload import Caseload
from live.gallery import Gallery
from live.projector import Projector
from tests.live.builders import NOON, Hands, Screens, areas, incident

OPTIONAL = {"cameras": Shape.POINT, "taxis": Shape.MOVING}
DOT = Style(name="dot", title={"zh": "点", "en": "Dot"})


def dots(picture: Picture, _: object) -> Drawing:
    """A dot for every incident."""
    shown = list(picture.incidents.values())
    return Drawing(
        ids=[one.number for one in shown],
        style=[0] * len(shown),
        lon=np.array([one.lon for one in shown], dtype=np.float64),
        lat=np.array([one.lat for one in shown], dtype=np.float64),
    )


def layer(name: str, shape: Shape, *, shown: bool = True) -> Layer:
    return Layer(name=name, title=DOT.title, group="test", shape=shape, order=1, styles=(DOT,), draw=dots, shown=shown)


def counted(one: Layer, drawn: Counter[str]) -> Layer:
    """The same layer, which notes each time it is drawn."""

    def draw(picture: Picture, pack: object) -> Drawing:
        drawn[one.name] += 1
        return dots(picture, pack)

    return replace(one, draw=draw)


class Room:
    """A broadcaster over a projector, and the screens it tells."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.screens = Screens()
        self.writer = Projector(areas(), Caseload({}), Hands())
        layers = {"still": layer("still", Shape.POINT), "moving": layer("moving", Shape.MOVING)}
        layers |= {name: layer(name, shape, shown=False) for name, shape in OPTIONAL.items()}
        self.drawn = Counter[str]()
        layers = {name: counted(one, self.drawn) for name, one in layers.items()}
        gallery = Gallery(layers, pack=None)  # type: ignore[arg-type]  # these layers look at the picture alone
        self.broadcaster = Broadcaster(
            self.screens, gallery, lambda _: ("file",), lambda: self.seconds, lambda: {"speed": 1}
        )
        self.beat()

    def beat(self, *numbers: str, version: int = 1, state: State = State.FILED) -> None:
        """One beat in which these incidents moved."""
        self.writer.hear(Moved(tuple(incident(number, version=version, state=state) for number in numbers)))
        self.broadcaster.tell(self.writer.publish())

    def messages(self, client: str) -> list[dict[str, Any]]:
        """What a screen was told, but for frames."""
        return [json.loads(data) for name, event, data in self.screens.sent if name == client and event != "moving"]


def followed(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """What a screen holds after these messages: a snapshot replaces, changes are merged in."""
    held: dict[str, Any] = {}
    for message in messages:
        if message["from"] is None:
            held = {"incidents": {}, "layers": {}}
        for part in ("incidents", "layers"):
            if message["from"] == message["v"]:
                assert message.keys() >= {"incidents", "more"}  # a portion
            for key, value in message.get(part, {}).items():
                if value is None:
                    held[part].pop(key, None)
                else:
                    held[part][key] = {**held[part].get(key, {}), **value}
        held["v"] = message["v"]
    return held


def test_a_screen_that_joins_gets_the_whole_picture() -> None:
    room = Room()
    room.beat("1")
    room.broadcaster.join("wall")
    [first] = room.messages("wall")
    assert first["from"] is None
    assert first["incidents"]["1"]["possible"] == ["file"]
    assert first["layers"]["still"]["ids"] == ["1"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=25))
def test_one_that_followed_every_change_sees_what_one_that_just_joined_sees(beats: list[tuple[int, bool]]) -> None:
    room = Room()
    room.broadcaster.join("old")
    for version, (which, drawn) in enumerate(beats, start=1):
        room.beat(str(which), version=version, state=State.CLOSED if version % 5 == 0 else State.FILED)
        if drawn:
            room.screens.draw("old")
    for _ in range(3):
        room.screens.draw("old")
    room.broadcaster.join("new")
    assert followed(room.messages("old")) == followed(room.messages("new"))


def test_no_change_set_is_skipped_or_told_twice() -> None:
    room = Room()
    room.broadcaster.join("wall")
    for number in "12345":
        room.screens.draw("wall")
        room.beat(number)
    told = room.messages("wall")
    assert [one["from"] for one in told[1:]] == [one["v"] for one in told[:-1]]


def test_a_lagging_screen_has_one_message_on_its_way_and_gets_a_snapshot_after() -> None:
    room = Room()
    room.broadcaster.join("slow")
    for number in range(100):
        room.beat(str(number))
    assert room.screens.events("slow") == ["snapshot"]
    room.screens.draw("slow")
    assert room.screens.events("slow") == ["snapshot", "snapshot"]
    assert len(room.messages("slow")[-1]["incidents"]) == 100


def test_one_change_set_waits_for_a_screen_that_is_a_beat_late() -> None:
    room = Room()
    room.broadcaster.join("late")
    room.beat("1")
    room.screens.draw("late")
    assert room.screens.events("late") == ["snapshot", "changes"]


def test_a_screen_that_answers_no_more_is_shut_out_and_the_others_are_not() -> None:
    room = Room()
    room.broadcaster.join("dead")
    room.broadcaster.join("alive")
    for _ in range(12):
        room.seconds += 1
        room.screens.draw("alive")
        room.beat()
        room.broadcaster.evict_silent()
    assert room.screens.evicted == ["dead"]
    assert len(room.broadcaster) == 1


def test_a_gap_is_answered_with_the_whole_picture() -> None:
    room = Room()
    room.broadcaster.join("wall")
    room.screens.draw("wall")
    room.broadcaster.resync("wall")
    assert room.screens.events("wall") == ["snapshot", "snapshot"]


def test_of_many_frames_a_slow_screen_gets_the_first_and_the_newest() -> None:
    room = Room()
    room.beat("1")
    room.broadcaster.join("slow")
    for number in "2345":
        room.beat(number)
        room.broadcaster.move(room.writer.picture)
    assert room.screens.events("slow").count("moving") == 1
    room.screens.draw("slow")
    frames = [data for _, event, data in room.screens.sent if event == "moving"]
    assert len(frames) == 2
    assert frames[-1].endswith(b"1\n2\n3\n4\n5")


def test_names_go_with_a_frame_only_when_they_changed() -> None:
    room = Room()
    room.beat("1")
    room.broadcaster.join("wall")
    for _ in range(2):
        room.broadcaster.move(room.writer.picture)
        room.screens.draw("wall")
    first, second = (data for _, event, data in room.screens.sent if event == "moving")
    assert first.endswith(b"\x01\x00\x00\x001")
    assert second.endswith(b"\x00\x00\x00\x00")


def test_noon_is_noon_on_the_wire() -> None:
    room = Room()
    room.broadcaster.join("wall")
    assert room.messages("wall")[0]["at"] == round(NOON.timestamp() * 1000)


def test_a_heartbeat_names_the_newest_picture_and_skips_a_screen_that_may_not_read() -> None:
    room = Room()
    room.broadcaster.join("blocked")
    room.seconds += 5
    room.broadcaster.join("reads")
    room.broadcaster.heartbeat(NOON, 7)
    said = {"v": 1, "at": round(NOON.timestamp() * 1000), "server_ms": 7, "told_to": None, "problems": []}
    assert room.screens.beats == [("reads", said)]


def test_while_the_past_is_told_a_heartbeat_says_how_far_it_has_come() -> None:
    room = Room()
    room.broadcaster.join("wall")
    room.broadcaster.heartbeat(NOON, 7, NOON)
    [(_, said)] = room.screens.beats
    assert said["told_to"] == said["at"]
