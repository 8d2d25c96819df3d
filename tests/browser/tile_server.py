"""A little map server for tests: every tile is one colour, every question is kept, and it may fall silent."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

SIDE = 256
COLOUR = (90, 40, 130)


def picture() -> bytes:
    """A PNG of one colour."""
    rows = (b"\0" + bytes(COLOUR) * SIDE) * SIDE

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class TileServer(ThreadingHTTPServer):
    """Serves tiles at any path; `asked` are the paths, `answers` may be set to False."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Tiles)
        self.asked: list[str] = []
        self.answers = True
        self.picture = picture()

    @property
    def address(self) -> str:
        """Where it serves."""
        return f"http://127.0.0.1:{self.server_port}"

    def parameters(self) -> list[dict[str, str]]:
        """The parameters of every question."""
        return [{name: values[0] for name, values in parse_qs(urlsplit(path).query).items()} for path in self.asked]


class _Tiles(BaseHTTPRequestHandler):
    server: TileServer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(200 if self.server.answers else 503)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        if self.server.answers:
            self.wfile.write(self.server.picture)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def tile_server() -> Iterator[TileServer]:
    """A server of tiles, until the test is over."""
    server = TileServer()
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
