"""What a desk does without a screen: it takes in signals, and acts on incidents through the API."""

from typing import Any

from tests.running import Running

TO_THE_END = ("file", "dispatch", "acknowledge", "report_done", "assign_check")
PLACE = {"lon": 114.2, "lat": 30.9}  # in the middle of the made-up city


def signal(city: Running, address: str, level: int) -> str:
    """The number of the incident that a signal from this address leads to."""
    key = address.replace(" ", "-")
    said = {"origin": "desk", "key": key, "category": "M0102", "level": level, "address": address, "by": "Desk 9"}
    return city.post("/signals", said | PLACE)["incident"]["number"]


def act(city: Running, number: str, action: str, **wish: str) -> Any:
    """The incident after an action."""
    path, key = f"/incidents/{number}/actions/{action}", f"{number}-{action}"
    return city.post(path, {"by": "Desk 9", **wish}, Idempotency_Key=key)


def close(city: Running, number: str) -> Any:
    """The incident after all that leads to its end."""
    for action in TO_THE_END:
        act(city, number, action)
    act(city, number, "check_pass", by="Desk 8")
    return act(city, number, "close", by="Desk 7")
