"""An address that is too long to be read is refused in JSON, as everything else is."""

import json
from collections.abc import Callable, Iterable

from gevent import pywsgi, socket

from live.websocket import Handler

Started = Callable[[str, list[tuple[str, str]]], object]


def nothing(_: object, start: Started) -> Iterable[bytes]:
    start("204 No Content", [])
    return ()


def answer_to(path: str) -> bytes:
    """What a server of ours says to a request for this path, before it hangs up."""
    server = pywsgi.WSGIServer(("127.0.0.1", 0), nothing, handler_class=Handler, log=None)
    server.start()
    try:
        with socket.create_connection(("127.0.0.1", server.server_port)) as asking:
            asking.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            return b"".join(iter(lambda: asking.recv(4096), b""))
    finally:
        server.stop()


def test_an_address_that_is_too_long_is_refused_in_json():
    head, body = answer_to("/api/v1/places/search?q=" + "x" * (8192 - 72)), b""
    assert head.startswith(b"HTTP/1.1 204")
    head, body = answer_to("/api/v1/places/search?q=" + "x" * (8192 - 28)).split(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 414")
    assert b"application/json" in head
    assert json.loads(body)["error"]["code"] == "too_long"
