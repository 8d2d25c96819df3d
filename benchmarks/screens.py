"""A screen without a browser: joins the live socket, acknowledges all it is sent, and notes how long it took."""

import json
import re
import time
from typing import Any

import websocket

from tests.running import Running

EVENT = re.compile(rb"^451-/live,(\d+)?\[\"(\w+)\"")


class Screen:
    """One websocket that speaks as much Socket.IO as a wall needs."""

    def __init__(self, server: Running, *, screen: str = "wall", acknowledges: bool = True) -> None:
        self.delivered_ms: list[float] = []
        self.received_bytes = 0
        self._acknowledges = acknowledges
        (cookie,) = server.seated(f"/{screen}/")
        self._socket = websocket.create_connection(
            f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket", origin=server.address, timeout=30,
            cookie=f"{cookie['name']}={cookie['value']}",
        )  # fmt: skip
        self._socket.recv()
        self._socket.send("40/live," + json.dumps({"screen": screen}))

    def follow(self) -> None:
        """Read until stopped."""
        while True:
            self.take(self._socket.recv())

    def take(self, said: Any) -> None:
        """Answer one packet."""
        said = said.encode() if isinstance(said, str) else said
        if said == b"2":
            self._socket.send("3")
            return
        event = EVENT.match(said)
        if event is None:
            return
        body = self._socket.recv()
        self.received_bytes += len(body)
        if event[2] == b"changes":
            at = json.loads(body[: body.index(b',"speed"')] + b"}")["at"]
            self.delivered_ms.append(time.time() * 1000 - at)
        if self._acknowledges and event[1]:
            self._socket.send(f"43/live,{event[1].decode()}[]")

    def close(self) -> None:
        """Go."""
        self._socket.close()
