"""What a desk does without a screen: it takes in signals, and acts on incidents through the API, each in their seat."""

from types import MappingProxyType
from typing import Any

from tests.running import CHIEF, COLLECTOR, DUTY, Running

TO_THE_END = ("file", "dispatch", "acknowledge", "report_done", "assign_check", "check_pass", "close")
PLACE = {"lon": 114.2, "lat": 30.9}  # in the middle of the made-up city
# Whose part it is; all else is done by call taker and dispatcher, who also write down what a department says.
SEATS = MappingProxyType({"file": CHIEF, "refuse": CHIEF, "check_pass": COLLECTOR, "close": CHIEF})
TOLD = MappingProxyType({"note": "The foreman called"})
WANTED = MappingProxyType(
    {"acknowledge": TOLD, "report_done": TOLD, "assign_check": {"details": {"checker": COLLECTOR}}}
)


def signal(city: Running, address: str, level: int) -> str:
    """The number of the incident that a signal from this address leads to."""
    key = address.replace(" ", "-")
    said = {"origin": "desk", "key": key, "category": "M0102", "level": level, "address": address}
    return city.post("/signals", said | PLACE, DUTY)["incident"]["number"]


def act(city: Running, number: str, action: str, **wish: Any) -> Any:
    """The incident after an action."""
    path, key = f"/incidents/{number}/actions/{action}", f"{number}-{action}"
    wanted = {**WANTED.get(action, {}), **wish}
    return city.post(path, wanted, SEATS.get(action, DUTY), Idempotency_Key=key)


def close(city: Running, number: str) -> Any:
    """The incident after all that leads to its end."""
    return [act(city, number, action) for action in TO_THE_END][-1]
