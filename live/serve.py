"""Serving: opens the port, and says in one sentence when it cannot."""

import errno
import logging
import socket
from collections.abc import Callable

from flask import Flask
from gevent import pywsgi

from live.folding import GivenUp
from live.websocket import Handler

log = logging.getLogger(__name__)


class PortTaken(Exception):
    """Another program listens where the screens should be served."""

    def __init__(self, host: str, port: int, problem: OSError) -> None:
        taken = problem.errno == errno.EADDRINUSE
        why = "another program listens there" if taken else str(problem.strerror)
        wanted = f"Choose another port: make run PORT={port % 65535 + 1}"
        if not taken and problem.errno != errno.EACCES:
            wanted = "Name an address of this machine: make run HOST=127.0.0.1"
        super().__init__(f"{host}:{port} cannot be opened: {why}. {wanted}.")


def serve(server: Flask, host: str, port: int, opened: Callable[[str], None]) -> None:
    """Serve until stopped; `opened` is told the address once the port is open. Raises `PortTaken`."""
    listening = pywsgi.WSGIServer((host, port), server, handler_class=Handler, log=None, error_log=GivenUp(log))
    try:
        listening.start()
    except OSError as problem:
        raise PortTaken(host, port, problem) from problem
    # Accepted connections inherit it. Without it the end of an answer waits 40 ms for the browser's word on its start.
    listening.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    opened(f"http://{f'[{host}]' if ':' in host else host}:{port}")
    listening.serve_forever()
