"""A OneScreen of its own for a test or a benchmark: started as a user would, in a folder and on a port of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PATIENCE_S = 60.0


class Running:
    """One server process; `kill` stops it as a power cut would, `start` starts it again on the same port and state.

    `program` is what Python is told to run.
    """

    def __init__(self, state: Path, **settings: str) -> None:
        self._state = state
        self._settings = settings
        self.program: tuple[str, ...] = ("app.py",)
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None
        self.log = state / "server.log"

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Running":
        """Start it, and come back once it is open."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith("ONESCREEN_")}
        # A past that is made up beside takes a core for minutes; who looks at one asks for it.
        alone = {"ONESCREEN_CITY__BACK_FILL_WEEKS": "0"}
        environment = ours | alone | {"PORT": str(self.port), "STATE": str(self._state), **self._settings}
        self._state.mkdir(parents=True, exist_ok=True)
        with self.log.open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.program],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()  # it says one line: its address; nothing comes when it could not open
        if self.address not in said:
            raise RuntimeError(f"OneScreen did not open: {said}{self.log.read_text('utf-8')[-2000:]}")
        return self

    def wait_until_living(self, beats: int = 3) -> "Running":
        """Come back once the past is told and the beat goes on."""
        until = time.monotonic() + PATIENCE_S
        while not _is_living(self.get("/health"), beats):
            if time.monotonic() > until:
                raise TimeoutError(f"{self.address} has no beat. {self.log.read_text('utf-8')[-2000:]}")
            time.sleep(0.1)
        return self

    def kill(self) -> None:
        """Stop it at once, without a goodbye."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to stop."""
        self._end(signal.SIGTERM)

    def get(self, path: str) -> Any:
        """The JSON at a path of the API."""
        with urllib.request.urlopen(f"{self.address}/api/v1{path}", timeout=PATIENCE_S) as answer:
            return json.load(answer)

    def post(self, path: str, body: object, **headers: str) -> Any:
        """The answer to a JSON body sent to a path of the API."""
        sent = {
            "Content-Type": "application/json",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        asked = urllib.request.Request(f"{self.address}/api/v1{path}", json.dumps(body).encode(), sent)
        with urllib.request.urlopen(asked, timeout=PATIENCE_S) as answer:
            return json.load(answer)

    def _end(self, by: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(by)
            self.process.communicate(timeout=PATIENCE_S)
            self.process = None


def _is_living(health: dict[str, Any], beats: int) -> bool:
    """Sources are read once the past is told; until then there is no picture."""
    return health["status"] != "starting" and health["beat"]["version"] >= beats


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int) -> None:
    """Come back once somebody listens there."""
    until = time.monotonic() + PATIENCE_S
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if time.monotonic() > until:
            raise TimeoutError(f"Nobody listens on port {port}.")
        time.sleep(0.05)
