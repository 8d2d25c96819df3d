"""Reports: what citizens, grid officers and cameras tell the desk of the made-up city, as signals that wait for it.

Each hour is drawn from its own chance alone. Only what happens now is told: the past left nobody waiting.
"""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from geo.place import Point
from incidents.incident import Signal
from incidents.intake import cameras
from incidents.intake.cameras import CLASSES, DWELL
from sources.chance import key_of, single
from sources.made_up.arrivals import OURS, Arrival, Arrivals
from sources.made_up.stories import read_stories
from sources.made_up.town import Town
from sources.moments import HOUR_MS, from_ms

CITIZENS, OFFICERS, HITS = 6, 2, 7  # an hour; of the hits the passers-by fall through
CAMERAS, DEVICE = 40, "camera"
WORST, BEST = 0.5, 0.97  # how often a camera is right
LIFE, REACHED_BY = 0.04, ("phone", "sms", "app")
SEEN_FOR_S, EVERY_S = (20, 400), 10
SORTS = (
    "exposed_garbage", "bin_overflow", "outside_trading", "street_vendor", "car_parking", "bike_parking", "piled_goods",
    "water_on_road", "works_on_road",
)  # fmt: skip
REFERENCE = "made-up/"  # how the references of all reports begin, so that nobody takes them for others


class Reports:
    """Everything that is reported in the town beside what the commands tell."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._arrivals = Arrivals(town, read_stories())
        self._officers = [name for name, unit in town.pack.units.items() if unit.kind == "grid_officer"]
        told = town.pack.things.more.get("device", ())
        self._hours: dict[int, list[Signal]] = {}
        self._cameras = [i for i, device in enumerate(told) if device == DEVICE][:CAMERAS]

    def __len__(self) -> int:
        return 1

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Signal]:
        """What was reported after one time and up to another."""
        hours = range(after_ms // HOUR_MS, until_ms // HOUR_MS + 1) if not least_ms else ()
        since, until = from_ms(after_ms), from_ms(until_ms)
        yield from (one for hour in hours for one in self._of_hour(hour) if since < one.at <= until)

    def _of_hour(self, hour: int) -> list[Signal]:
        if hour not in self._hours:
            found = (*self._citizens(hour), *self._patrols(hour), *self._hits(hour))
            last = {hour - 1: self._hours[hour - 1]} if hour - 1 in self._hours else {}
            self._hours = last | {hour: sorted(found, key=lambda one: one.at)}
        return self._hours[hour]

    def _citizens(self, hour: int) -> Iterator[Signal]:
        rng = np.random.default_rng([self._town.seed, key_of("citizens"), hour])
        for one in self._arrivals.some(OURS, hour, CITIZENS, rng):
            caller, reached = rng.integers(2**40), REACHED_BY[int(rng.integers(len(REACHED_BY)))]
            extra = {"caller": f"c{caller:010x}", "channel": reached, "recording": f"made-up/calls/{one.reference}"}
            yield _signal(one, OURS, "call", extra | ({"danger": "true"} if rng.random() < LIFE else {}))

    def _patrols(self, hour: int) -> Iterator[Signal]:
        rng = np.random.default_rng([self._town.seed, key_of("patrols"), hour])
        for one in self._arrivals.some(OURS, hour, OFFICERS, rng) if self._officers else ():
            officer = self._officers[int(rng.integers(len(self._officers)))]
            extra = {"caller": officer, "channel": "app", "photo": f"made-up/grid/{one.reference}.jpg"}
            yield _signal(one, "GRID", "grid", extra)

    def _hits(self, hour: int) -> Iterator[Signal]:
        rng = np.random.default_rng([self._town.seed, key_of("hits"), hour])
        things = self._town.pack.things
        for _ in range(int(rng.poisson(HITS)) if self._cameras else 0):
            row, at_ms = (
                self._cameras[int(rng.integers(len(self._cameras)))],
                hour * HOUR_MS + int(rng.integers(HOUR_MS)),
            )
            sort, seen_s = SORTS[row % len(SORTS)], float(rng.uniform(*SEEN_FOR_S))
            camera, place = things.thing[row], Point(float(things.lon[row]), float(things.lat[row]))
            began = from_ms(at_ms) - timedelta(seconds=seen_s)
            frames = [
                cameras.Frame(at=began + timedelta(seconds=s), seen=s <= seen_s)
                for s in range(0, int(max(seen_s, DWELL.total_seconds())), EVERY_S)
            ]
            if not cameras.lasting(frames, CLASSES[sort]):
                continue  # somebody only passed by
            key = f"{camera}/roi-1/{sort}/{began:%Y%m%dT%H%M%S}"
            address = self._arrivals.address(place)
            yield Signal(
                origin="VIDEO", key=key, at=from_ms(at_ms), category=CLASSES[sort], level=0, lon=place.lon,
                lat=place.lat, address=address["zh"], address_en=address["en"], reference=f"{REFERENCE}{key}",
                extra={"camera": camera, "roi": "roi-1", "sort": sort, "snapshot": f"made-up/video/{key}.jpg",
                       "clip": f"made-up/video/{key}.mp4", "confidence": f"{0.6 + 0.39 * rng.random():.2f}"},
            )  # fmt: skip


def is_true(signal: Signal, seed: int) -> bool:
    """Whether what a made-up signal says is so: of a camera as often as that one is right, of people mostly."""
    camera = signal.extra.get("camera", "")
    right = WORST + (BEST - WORST) * single(seed, key_of(camera)) if camera else 0.9
    return single(seed, key_of(signal.key), 7) < right


def _signal(one: Arrival, origin: str, sort: str, extra: dict[str, str]) -> Signal:
    key = f"{sort}-{one.reference}"
    return Signal(
        origin=origin, key=key, at=from_ms(one.at_ms), category=one.story.category, level=one.story.level,
        lon=one.place.lon, lat=one.place.lat, address=one.address["zh"], address_en=one.address["en"],
        detail=one.detail, reference=f"{REFERENCE}{key}", extra=extra,
    )  # fmt: skip
