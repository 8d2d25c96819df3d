"""A OneScreen of its own for a test or a benchmark: started as a user would, in a folder and on a port of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path
from types import MappingProxyType
from typing import Any

ROOT = Path(__file__).parent.parent
PATIENCE_S = 60.0
CHIEF, DUTY, COLLECTOR, ADMIN = "demo-chief", "demo-duty", "demo-collector", "demo-admin"
RELIEF = "demo-relief"  # the chief of the next shift
MACHINES = ("IOT", "VIDEO", "110", "119", "120", "CAP", "OPEN311")  # what people do not say for them
LOOKING_AT = MappingProxyType({"wall": "demo-wall", "duty": DUTY, "vitals": "demo-leader", "work": "demo-leader"})


class _NoFurther(urllib.request.HTTPErrorProcessor):
    """Takes the first answer as it is, even where it leads on to a page."""

    def http_response(self, request: urllib.request.Request, response: Any) -> Any:
        """The answer."""
        return response


_NO_FURTHER = urllib.request.build_opener(_NoFurther)


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
        self._seats: dict[str, str] = {}
        self._key = ""

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Running":
        """Start it, and come back once it is open."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith("ONESCREEN_")}
        # A past that is made up beside takes a core for minutes; who looks at one asks for it.
        alone = {"ONESCREEN_CITY__BACK_FILL_WEEKS": "0", "ONESCREEN_DEMO_SEATS": "1"}
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

    def cookie(self, seat: str = CHIEF) -> str:
        """The cookie of a demo seat's session, as a header holds it; it outlives the process, as the state does."""
        if seat not in self._seats:
            form = urllib.parse.urlencode({"seat": seat}).encode()
            with _NO_FURTHER.open(f"{self.address}/seat", form, timeout=PATIENCE_S) as answer:
                self._seats[seat] = answer.headers["Set-Cookie"].partition(";")[0]
        return self._seats[seat]

    def log_out(self, seat: str) -> None:
        """End a demo seat's session."""
        self._asked("/session", None, "DELETE", Cookie=self._seats.pop(seat))

    def seated(self, path: str, seat: str = "") -> list[Any]:
        """The cookies of a browser in this demo seat, or in the one that looks at this page."""
        name, _, value = self.cookie(seat or LOOKING_AT.get(path.split("/")[1], CHIEF)).partition("=")
        return [{"name": name, "value": value, "url": self.address}]

    def key(self) -> str:
        """The key of a machine that sends readings and signals."""
        if not self._key:
            wanted = {"name": "sender", "rights": ["readings:send", "signals:send"], "origins": list(MACHINES)}
            self._key = self._asked("/keys", wanted, Cookie=self.cookie(ADMIN))["secret"]
        return self._key

    def get(self, path: str, seat: str = CHIEF) -> Any:
        """The JSON at a path of the API, for somebody in a seat."""
        return self._asked(path, None, Cookie=self.cookie(seat))

    def post(self, path: str, body: object, seat: str = CHIEF, **headers: str) -> Any:
        """The answer to a JSON body sent to a path of the API: readings by a machine, else by somebody in a seat."""
        machine = path == "/readings" or getattr(body, "get", {}.get)("origin") in MACHINES
        who = {"Authorization": f"Bearer {self.key()}"} if machine else {"Cookie": self.cookie(seat)}
        return self._asked(path, body, **who, **headers)

    def _asked(self, path: str, body: object, method: str | None = None, **headers: str) -> Any:
        sent = {name.replace("_", "-"): value for name, value in headers.items()} | {"Origin": self.address}
        content = None
        if body is not None:
            content, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        asked = urllib.request.Request(f"{self.address}/api/v1{path}", content, sent, method=method)
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
