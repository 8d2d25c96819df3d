"""The websocket as a stranger meets it: small messages, not too many, and only for screens that come in soon.

The library reads a frame of any length before it tells us of it, and unmasks it byte by byte: a single large one would
take all memory and stop every beat. Here its length is looked at first.
"""

import logging
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import gevent
from geventwebsocket.exceptions import ProtocolError
from geventwebsocket.handler import WebSocketHandler
from geventwebsocket.websocket import Header, Stream, WebSocket

ROAD = "/socket.io/"  # the one address with a websocket
LONGEST_MESSAGE = 4096  # bytes; what screens send is tiny
CONTROL, LONGEST_CONTROL = 8, 125  # opcodes from here on are pings and the like, and how long these may be (RFC 6455)
A_SECOND = 50.0  # frames that are read of one connection; what comes faster waits in the sender
BURST = 100.0
WELCOME_S = 10.0  # who has not come in by then is shut out
IDLE_S = 30.0  # a connection on which nothing moves for so long is given up
TOO_LONG_SAID = b"""{"error":{"code":"too_long","message":"The address is longer than 8 KB. Ask for less at once."}}"""
TOO_LONG = (
    b"HTTP/1.1 414 URI Too Long\r\nConnection: close\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(TOO_LONG_SAID), TOO_LONG_SAID)
)
log = logging.getLogger(__name__)


class SmallWebSocket(WebSocket):
    """Reads no message longer than `LONGEST_MESSAGE`, and no more than `A_SECOND` frames a second for long."""

    joined = False  # whether it is a screen's
    _credit = BURST
    _read_at = 0.0
    _begun = 0  # bytes of the message that is being put together
    stream: Any

    def read_frame(self) -> tuple[Any, bytes]:
        """The next frame. Raises `ProtocolError` on one that is too long, which closes the connection."""
        self._rest()
        header: Any = Header.decode_header(self.stream)
        if header.opcode >= CONTROL:
            too_long = header.length > LONGEST_CONTROL
        else:
            self._begun += header.length
            too_long = self._begun > LONGEST_MESSAGE
            self._begun = 0 if header.fin else self._begun
        if header.flags or too_long:
            raise ProtocolError(f"A message is longer than {LONGEST_MESSAGE} bytes, or of another protocol.")
        payload = self.stream.read(header.length) if header.length else b""
        if len(payload) != header.length:
            raise ProtocolError("The connection ended within a frame.")
        return header, bytes(header.unmask_payload(payload)) if header.mask else payload

    def _rest(self) -> None:
        now = time.monotonic()
        self._credit = min(self._credit + (now - self._read_at) * A_SECOND, BURST) - 1
        self._read_at = now
        if self._credit < 0:
            gevent.sleep(-self._credit / A_SECOND)


class Handler(WebSocketHandler):
    """One connection: gives up when nothing moves, upgrades on one road only, and shuts out who does not come in."""

    websocket: Any
    environ: Any

    def handle(self) -> None:
        """Serve this connection until it ends."""
        self.socket.settimeout(IDLE_S)
        with suppress(OSError):  # it went while it was answered: nobody is left to tell
            super().handle()

    def handle_one_request(self) -> Any:  # noqa: ANN401 - as the library has it
        """Serve one request; an address that is too long to be read is refused as the API refuses, in JSON."""
        answer: Any = super().handle_one_request()
        return ("414", TOO_LONG) if answer and answer is not True and answer[0] == "414" else answer

    def upgrade_websocket(self) -> Any:  # noqa: ANN401 - as the library has it
        """Make a websocket of the connection where one is served; elsewhere it is an ordinary request."""
        answer = super().upgrade_websocket() if self.environ.get("PATH_INFO") == ROAD else None
        # The library refuses in words that it cannot send: a page of trouble for each.
        return [one.encode() if hasattr(one, "encode") else one for one in answer] if answer else answer

    def upgrade_connection(self) -> Any:  # noqa: ANN401 - as the library has it
        """Make a websocket of the connection, a small one."""
        answer = super().upgrade_connection()
        if hasattr(self, "websocket"):
            self.websocket.raw_write = len  # it says goodbye when it is thrown away: to nobody
            self.websocket = self.environ["wsgi.websocket"] = SmallWebSocket(self.environ, Stream(self), self)
        return answer

    def run_websocket(self) -> None:
        """Follow the websocket until it ends."""
        alarm = gevent.spawn_later(WELCOME_S, _unless_joined, self.websocket, self.socket)
        try:
            super().run_websocket()
        except Exception as problem:  # noqa: BLE001 - nobody's packet is worth a page of the log
            log.info("A websocket of %s was given up: %s", self.client_address, problem)
        finally:
            alarm.kill()


def first_to_join(environ: Mapping[str, Any]) -> bool:
    """Whether no screen came in over this websocket yet; from now on one has."""
    websocket = environ.get("wsgi.websocket")
    first = websocket is not None and not websocket.joined
    if websocket is not None:
        websocket.joined = True
    return first


def hang_up(environ: Mapping[str, Any] | None) -> None:
    """Shut the TCP connection of this websocket: closing politely would wait for a reader that does not read."""
    stream = getattr((environ or {}).get("wsgi.websocket"), "stream", None)
    if stream is not None:  # else the connection is gone already
        _shut(stream.handler.socket)


def _unless_joined(websocket: SmallWebSocket, connection: socket.socket) -> None:
    if not websocket.joined:
        _shut(connection)


def _shut(connection: socket.socket | None) -> None:
    try:
        if connection is not None:
            connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was gone already
