"""Sockets: who may follow the city live, on which screen, and for how long."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import websocket

from tests.running import CHIEF, RELIEF, Running

SECONDS = 4.0  # twice what is promised, for a busy machine
MAY = {
    "demo-duty": {"wall", "duty", "vitals"}, CHIEF: {"wall", "duty", "vitals"},
    "demo-leader": {"wall", "vitals", "work"},
    RELIEF: {"wall", "duty", "vitals"}, "demo-crew": {"wall", "work"}, "demo-wall": {"wall"},
    "demo-admin": set[str](), "": set[str](),
}  # fmt: skip


@pytest.fixture(scope="module")
def city(serve: Callable[..., Running]) -> Running:
    """A city in which nothing happens."""
    return serve(SOURCES="made_up.weather", LIVE__BEAT_S="0.25")


@contextmanager
def joined(city: Running, cookie: str, screen: str, origin: str | None = None) -> Iterator[websocket.WebSocket | None]:
    """The socket of a screen, as a browser opens it, once it was let in; None where it was not."""
    address = f"ws://127.0.0.1:{city.port}/socket.io/?EIO=4&transport=websocket"
    socket = websocket.WebSocket()
    try:
        socket.connect(address, origin=origin or city.address, cookie=cookie or None, timeout=10)
        socket.recv()
        socket.send("40/live," + json.dumps({"screen": screen}))
        answer = socket.recv()
    except (websocket.WebSocketException, OSError):
        answer = ""
    let_in = isinstance(answer, str) and answer.startswith(("40/live,", "451-/live,"))
    yield socket if let_in else None
    socket.shutdown()


@pytest.mark.parametrize("seat", MAY)
@pytest.mark.parametrize("screen", ["wall", "duty", "vitals", "work", "admin"])
def test_everybody_follows_on_their_own_screens_alone(city: Running, seat: str, screen: str):
    with joined(city, city.cookie(seat) if seat else "", screen) as socket:
        assert (socket is not None) == (screen in MAY[seat])


def test_a_page_of_another_site_follows_nothing(city: Running):
    with joined(city, city.cookie(), "wall", origin="http://evil.example") as socket:
        assert socket is None


def test_an_invented_cookie_follows_nothing(city: Running):
    with joined(city, "onescreen=invented", "wall") as socket:
        assert socket is None


def told(socket: websocket.WebSocket) -> bool:
    """Whether anything more is told; not, once the connection is shut."""
    try:
        return socket.recv() not in ("", b"")
    except (websocket.WebSocketException, OSError):
        return False


def test_whoever_logs_out_follows_no_longer(city: Running):
    seat = "demo-commander"
    with joined(city, city.cookie(seat), "wall") as socket:
        assert socket is not None
        city.log_out(seat)
        until = time.monotonic() + SECONDS
        while told(socket):
            assert time.monotonic() < until
