"""The city's clock: the real time, or one that runs faster from an anchor, so that a recording can be sped up."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

DAY = timedelta(days=1)


def real_now() -> datetime:
    """The real time, aware, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class CityClock:
    """Tells the city's time: at `anchor` it was real, since then it runs `speed` times as fast."""

    anchor: datetime
    speed: float = 1.0

    def __call__(self) -> datetime:
        """The city's time now, aware, UTC."""
        return self.at(real_now())

    def at(self, real: datetime) -> datetime:
        """The city's time at a real time."""
        return self.anchor + (real - self.anchor) * self.speed

    def real_s(self, city_s: float) -> float:
        """How many real seconds a span of the city's time takes."""
        return city_s / self.speed


class Standing(CityClock):
    """A clock that stands where it is put."""

    __slots__ = ("stands_at",)

    def __init__(self, at: datetime) -> None:
        super().__init__(anchor=at)
        self.put(at)

    def put(self, at: datetime) -> None:
        """Put it there."""
        object.__setattr__(self, "stands_at", at)

    def __call__(self) -> datetime:
        """Where it stands."""
        return self.stands_at


def clock_of(state: Path, speed: float) -> CityClock:
    """The city's clock; a fast one is kept in `state`, so that a restart goes on where the city would be by now.

    A city that runs fast is ahead of the world, and so are its facts: it needs a state folder of its own.
    """
    if speed == 1:
        return CityClock(anchor=real_now())
    kept = state / "clock.json"
    before = _read(kept)
    if before is not None and before.speed == speed and before.anchor <= real_now():
        return before
    clock = CityClock(anchor=real_now(), speed=speed)
    kept.write_text(json.dumps({"anchor": clock.anchor.isoformat(), "speed": speed}), encoding="utf-8")
    return clock


def _read(kept: Path) -> CityClock | None:
    try:
        said = json.loads(kept.read_text(encoding="utf-8"))
        return CityClock(anchor=datetime.fromisoformat(said["anchor"]), speed=float(said["speed"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
