"""Small cities, batches and screens for the tests of the live road."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from shapely.geometry import box

from city.readings import Readings
from geo.areas import Area, Areas
from incidents.incident import Assignment, Incident, State, UnitState
from incidents.notice import Notice
from sources.base import Fact, Provenance

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def areas() -> Areas:
    """A city of two districts side by side, each a degree wide: west (0–1) and east (1–2)."""
    return Areas(
        (
            Area(code="city", title={"zh": "城", "en": "City"}, level=0, parent=None, shape=box(0, 0, 2, 1)),
            Area(code="west", title={"zh": "西", "en": "West"}, level=1, parent="city", shape=box(0, 0, 1, 1)),
            Area(code="east", title={"zh": "东", "en": "East"}, level=1, parent="city", shape=box(1, 0, 2, 1)),
        )
    )


def batch(
    *values: float,
    kind: str = "weather.wind",
    things: Sequence[str] | None = None,
    at: datetime | Sequence[datetime] = NOON,
    lon: float | Sequence[float] = 0.5,
    lat: float | Sequence[float] = 0.5,
    **attributes: Sequence[float],
) -> Readings:
    """A batch with these values; by default every thing stands in the west and was read at noon."""
    count = len(values)
    times = [at] * count if isinstance(at, datetime) else list(at)
    return Readings(
        kind=kind,
        thing=list(things) if things is not None else [f"thing {i}" for i in range(count)],
        value=np.array(values, dtype=np.float64),
        at=np.array([np.datetime64(round(one.timestamp() * 1000), "ms") for one in times], dtype="datetime64[ms]"),
        lon=np.broadcast_to(np.asarray(lon, dtype=np.float64), (count,)).copy(),
        lat=np.broadcast_to(np.asarray(lat, dtype=np.float64), (count,)).copy(),
        attributes={name: np.asarray(column, dtype=np.float64) for name, column in attributes.items()},
    )


def incident(number: str = "1", version: int = 1, state: State = State.FILED, **more: object) -> Incident:
    """An incident in the west, received at noon."""
    facts: dict[str, object] = {
        "category": "E1001", "level": 2, "origin": "desk", "reference": number, "command": "", "address": "Main St 1",
        "detail": "", "lon": 0.5, "lat": 0.5, "area": "west", "received_at": NOON, "changed_at": NOON, "times": {},
    }  # fmt: skip
    return Incident(number=number, version=version, state=state, **{**facts, **more})  # type: ignore[arg-type]  # built from words


def sent(unit: str, *moves: UnitState, start: datetime = NOON, step_s: int = 60) -> Assignment:
    """A unit that was dispatched and made these moves, a minute apart."""
    states = (UnitState.DISPATCHED, *moves)
    times = {state: start + timedelta(seconds=step_s * i) for i, state in enumerate(states)}
    return Assignment(unit=unit, state=states[-1], times=times)


class Tape:
    """A source that gives what it was given, one item a reading; an exception among the items is raised."""

    standard = "test"
    provenance = Provenance.LIVE
    every_s = 1.0
    promise_s = 10.0

    def __init__(self, *items: Iterable[Fact] | Exception, name: str = "tape") -> None:
        self.name = name
        self.title = {"zh": name, "en": name}
        self.note = {"zh": "", "en": ""}
        self._items = list(items)

    def read(self, now: datetime) -> Iterable[Fact]:
        """The next item."""
        item = self._items.pop(0) if self._items else ()
        if isinstance(item, Exception):
            raise item
        return item


class Screens:
    """An outbox that keeps what every screen was sent, and acknowledges when told to."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, bytes]] = []
        self.evicted: list[str] = []
        self.beats: list[tuple[str, dict[str, object]]] = []
        self._acknowledge: dict[str, list[Callable[[], None]]] = {}

    def send(self, client: str, event: str, payload: bytes, acknowledged: Callable[[], None]) -> None:
        """Keep one message."""
        self.sent.append((client, event, payload))
        self._acknowledge.setdefault(client, []).append(acknowledged)

    def beat(self, client: str, said: dict[str, object]) -> None:
        """Note a heartbeat."""
        self.beats.append((client, said))

    def evict(self, client: str) -> None:
        """Note that this screen was shut out."""
        self.evicted.append(client)

    def draw(self, client: str) -> None:
        """This screen has drawn all it was sent so far."""
        waiting, self._acknowledge[client] = self._acknowledge.get(client, []), []
        for acknowledged in waiting:
            acknowledged()

    def events(self, client: str) -> list[str]:
        """What this screen was sent, in order, by the name of the message."""
        return [event for name, event, _ in self.sent if name == client]


class Hands:
    """A clock that is moved by hand."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The time it shows."""
        return self.at

    def forward(self, **span: float) -> None:
        """Turn it forward."""
        self.at += timedelta(**span)


def notice(**facts: object) -> Notice:
    """A notice of an allied command."""
    return Notice(**{"at": NOON, "origin": "119", **facts})  # type: ignore[arg-type]  # built from words
