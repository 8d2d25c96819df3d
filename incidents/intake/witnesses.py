"""Witnesses: who says a thing beside others: the caller whom a sender names, or the sensor and the key that sent it.

How many sensors are independent is never taken from a sender. A sensor that the city has counts by itself; of the
others one key brings one at most, for whoever holds the key may call them what they like.
"""

from collections.abc import Callable, Iterable

from incidents.incident import Signal
from incidents.intake.facts import Facts
from incidents.intake.sources import admission

_SENSOR = "\n"  # begins the witness that is a sensor: no caller's does


def witness(signal: Signal, sender: str) -> str:
    """Who says it, "" where nobody counts; `sender` is the account or key that sent it."""
    if signal.exercise:  # everybody only pretends
        return ""
    facts = Facts.of(signal)
    if admission(signal.origin, signal.command).code == "IOT":
        return f"{_SENSOR}{sender}\n{facts.device}"
    return facts.caller.strip()


def callers(witnesses: Iterable[str]) -> int:
    """How many different people these are; who does not say who they are may be anybody, and counts for nobody."""
    return len({one for one in witnesses if one and not one.startswith(_SENSOR)})


def sensors(witnesses: Iterable[str], known: Callable[[str], bool]) -> int:
    r"""How many independent sensors these are; `known` tells whether the city has a sensor of this name.

    >>> heard = ["\ngw7\ngas-1", "\ngw7\ngas-2", "\ngw9\ngas-3", "a caller"]
    >>> sensors(heard, lambda _: False), sensors(heard, lambda name: name in ("gas-1", "gas-2"))
    (2, 3)
    """
    told = {tuple(one.removeprefix(_SENSOR).split("\n", 1)) for one in witnesses if one.startswith(_SENSOR)}
    ours = {(key, device) for key, device in told if device and known(device)}
    return len({device for _, device in ours}) + len({key for key, _ in told} - {key for key, _ in ours})
