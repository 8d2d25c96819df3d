"""Cameras: whether each answers when it is polled every half an hour, and whether its picture shows anything."""

from collections.abc import Iterator

import numpy as np

from city.kinds.infrastructure import CAMERA_CLASSES, DIAGNOSES
from city.readings import Floats, Readings
from geo.areas import Ints
from sources.chance import key_of, uniform
from sources.made_up.sensors import CELL_DEG, Sensors
from sources.made_up.spells import Spell
from sources.made_up.town import Town
from sources.moments import DAY_MS, HOUR_MS, Millis, as_times

KIND, DEVICE, EVERY_MS = "camera.poll", "camera", 1_800_000
SHARES = (0.34, 0.26, 0.21, 0.19)  # of the classes, in their order
BLOCK_MS = 4 * DAY_MS  # so long a picture stays spoilt, until somebody comes to see to it
SPOILT = (0.002, 0.008, 0.010, 0.012)  # the share of spoilt pictures of each class
CUT = Spell("cable cut", days=10, chance=0.55, shortest=0.3, longest=0.8)
CUT_DEG = 0.012


class Cameras:
    """The polls of all cameras; what breaks a device's heartbeat lets its poll fail, too."""

    def __init__(self, town: Town) -> None:
        self._town = town
        things = town.pack.things
        told = things.more.get("device", ())
        number = np.array([i for i, device in enumerate(told) if device == DEVICE], dtype=np.intp)
        lon, lat = things.lon[number], things.lat[number]
        gateway = (np.floor(lon / CELL_DEG) * 100_000 + np.floor(lat / CELL_DEG)).astype(np.int64)
        phase_ms = (uniform(town.seed, key_of(KIND), number) * EVERY_MS).astype(np.int64)
        self._sensors = Sensors(
            number=number, thing=np.array(things.thing, dtype=object)[number], lon=lon, lat=lat,
            leaf=things.leaf[number], period_ms=np.full(len(number), EVERY_MS), phase_ms=phase_ms, gateway=gateway,
            seed=town.seed,
        )  # fmt: skip
        self._order = np.argsort(phase_ms, kind="stable")
        self._sorted_ms = phase_ms[self._order]
        drawn = uniform(town.seed, key_of("camera class"), number)
        self._class = np.searchsorted(np.cumsum(SHARES)[:-1], drawn).astype(np.intp)

    def __len__(self) -> int:
        return len(self._sensors)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The polls after one time and up to another, in time."""
        parts: list[tuple[Ints, Millis]] = []
        for turn in range(after_ms // EVERY_MS, until_ms // EVERY_MS + 1):
            begin_ms = turn * EVERY_MS
            first, last = np.searchsorted(self._sorted_ms, (after_ms - begin_ms, until_ms - begin_ms), side="right")
            if first < last:
                parts.append((self._order[first:last], begin_ms + self._sorted_ms[first:last]))
        if parts:
            row, at_ms = (np.concatenate(columns) for columns in zip(*parts, strict=True))
            yield self._said(row, at_ms)

    def _said(self, row: Ints, at_ms: Millis) -> Readings:
        sensors, kind = self._sensors, self._class[row].astype(np.float64)
        answers = self._answers(row, at_ms)
        names: list[str] = sensors.thing[row].tolist()
        about = {"diagnosis": np.where(answers > 0, self._diagnosis(row, at_ms), np.nan), "class": kind}
        return Readings(
            kind=KIND, thing=names, value=answers, at=as_times(at_ms), lon=sensors.lon[row], lat=sensors.lat[row],
            attributes=about,
        )  # fmt: skip

    def _answers(self, row: Ints, at_ms: Millis) -> Floats:
        """1 where a camera answers, 0 where it is broken, its gateway is, or a cable about it is cut (n,)."""
        # Key areas have a second line: their gateways do not fail them.
        works = self._sensors.work(row, at_ms)
        doubled = self._class[row] == CAMERA_CLASSES.index("key_area")
        works |= doubled & (uniform(self._sensors.seed, key_of("spare line"), row, at_ms // (8 * HOUR_MS)) < 0.9)
        local = self._town.local(at_ms)
        cut = CUT.force(self._town.seed, local) > 0
        if cut.any():
            lon, lat, about = self._sensors.lon, self._sensors.lat, CUT.whom(self._town.seed, local, len(self))
            near = np.maximum(np.abs(lon[row] - lon[about]), np.abs(lat[row] - lat[about])) < CUT_DEG
            works &= ~(cut & near)
        return works.astype(np.float64)

    def _diagnosis(self, row: Ints, at_ms: Millis) -> Floats:
        """What is wrong with the picture (n,): nothing as a rule."""
        # Each camera has its own days of being seen to, so that not all turn at once.
        block = (at_ms + self._sensors.phase_ms[row] * 190) // BLOCK_MS
        keys = self._town.seed, key_of("diagnosis"), row, block
        spoilt = uniform(*keys) < np.array(SPOILT)[self._class[row]]
        return np.where(spoilt, 1 + np.floor(uniform(*keys, 1) * (len(DIAGNOSES) - 1)), 0.0)
