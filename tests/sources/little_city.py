"""A little city for the tests of the sources: a grid of streets, two districts, a fleet, sensors, recordings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from shapely.geometry import box

from city.readings import Floats, Readings
from geo.areas import Area, Areas
from geo.pack import CityPack, Place, Recording, Things, Unit
from geo.place import Bounds, Point
from geo.ways.roads import Roads
from incidents.incident import Signal
from incidents.notice import Notice
from sources.base import Fact, Source

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
START = datetime(2017, 1, 1, tzinfo=UTC)
SIDE, STEP = 12, 0.004  # junctions along a side, degrees between two
WORDS = {"zh": "小城", "en": "Littleton"}
AIR = ("air.pm25", "air.pm10", "air.so2", "air.no2", "air.co", "air.o3")
WEATHER = ("weather.temperature", "weather.wind", "weather.rain")
FLEET = {"engine": (8, "119"), "truck": (3, "119"), "rescue": (3, "119"), "chief": (2, "119"), "medic": (9, "120"),
         "police": (9, "110"), "sanitation": (6, "12319")}  # fmt: skip
COLUMNS = (
    "at",
    "origin",
    "what",
    "reference",
    "unit",
    "category",
    "level",
    "lon",
    "lat",
    "address",
    "detail",
    "due_at",
)


def grid() -> Roads:
    """Streets as a grid about (0, 0): 50 km/h, with the true lengths near the equator."""
    node = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    tail = np.concatenate([node[:, :-1].ravel(), node[:-1, :].ravel()])
    head = np.concatenate([node[:, 1:].ravel(), node[1:, :].ravel()])
    along: Floats = (np.arange(SIDE, dtype=np.float64) - (SIDE - 1) / 2) * STEP
    lon, lat = np.tile(along, SIDE), np.repeat(along, SIDE)
    count = len(tail)
    points: Floats = np.stack([lon[tail], lat[tail], lon[head], lat[head]], axis=1).reshape(-1, 2)
    return Roads(
        lon=lon, lat=lat, edge_id=np.array([f"e{i}" for i in range(count)]), tail=tail, head=head,
        edge_class=np.full(count, 3, np.int8), zh=np.full(count, "路"), en=np.full(count, "Street"),
        length_m=np.full(count, STEP * 111_195.0), speed_kmh=np.full(count, 50.0), oneway=np.zeros(count, bool),
        first=np.arange(count + 1) * 2, points=points,
    )  # fmt: skip


def areas() -> Areas:
    """The city and its two halves."""
    half = SIDE / 2 * STEP
    shapes = {
        "city": box(-half, -half, half, half),
        "west": box(-half, -half, 0, half),
        "east": box(0, -half, half, half),
    }
    return Areas(
        tuple(
            Area(code=code, title={"zh": code, "en": code}, level=int(code != "city"),
                 parent=None if code == "city" else "city", shape=shape)
            for code, shape in shapes.items()
        )
    )  # fmt: skip


def fleet(roads: Roads) -> dict[str, Unit]:
    """The units, strewn over the junctions."""
    found: dict[str, Unit] = {}
    for kind, (count, command) in FLEET.items():
        for i in range(count):
            node = (len(found) * 37) % len(roads.lon)
            found[f"{kind}{i}"] = Unit(
                name=f"{kind}{i}", kind=kind, title=WORDS, home=f"home{node}", lon=float(roads.lon[node]),
                lat=float(roads.lat[node]), command=command,
            )  # fmt: skip
    return found


def things(where: Areas) -> Things:
    """Sensors of every kind, on a spiral."""
    sorts: list[tuple[tuple[str, ...], str, float, int]] = [
        (("road.speed", "device.heartbeat"), "speed_detector", 60, 40),
        ((*AIR, "device.heartbeat"), "air_station", 300, 4),
        ((*WEATHER, "device.heartbeat"), "weather_station", 60, 3),
        (("gas.lel", "device.heartbeat"), "gas_monitor", 60, 5),
        (("water.level",), "river_gauge", 300, 3),
        (("water.level",), "underpass_gauge", 300, 3),
        (("bridge.strain", "device.heartbeat"), "bridge_monitor", 60, 2),
        (("noise.level", "device.heartbeat"), "noise_station", 60, 2),
        (("bin.fill", "device.heartbeat"), "waste_bin", 900, 6),
        (("device.heartbeat",), "camera", 1800, 12),
    ]
    rows = [(kinds, device, period) for kinds, device, period, count in sorts for _ in range(count)]
    turn = np.arange(len(rows)) * 2.4
    lon, lat = (np.sqrt(turn) * way(turn) * 0.0018 for way in (np.cos, np.sin))
    return Things(
        thing=tuple(f"{device}_{i}" for i, (_, device, _) in enumerate(rows)),
        kinds=tuple(kinds for kinds, _, _ in rows),
        title=(WORDS,) * len(rows), lon=lon, lat=lat, leaf=where.leaf_of(lon, lat),
        period_s=np.array([period for _, _, period in rows], dtype=float),
        edge=tuple(f"e{i}" if kinds[0] == "road.speed" else "" for i, (kinds, _, _) in enumerate(rows)),
        more={"device": tuple(device for _, device, _ in rows)},
    )  # fmt: skip


def city(folder: Path = Path("nowhere"), zone: str = "Asia/Shanghai", **more: Any) -> CityPack:
    """The pack of the little city; `more` replaces parts."""
    roads, where = grid(), areas()
    parts: dict[str, Any] = {
        "folder": folder, "name": "littleton", "title": WORDS, "time_zone": ZoneInfo(zone), "centre": Point(0, 0),
        "zoom": 12.0, "bounds": Bounds(-0.03, -0.03, 0.03, 0.03), "provenance": "made_up", "note": WORDS,
        "attribution": WORDS, "areas": where, "roads": roads, "units": fleet(roads), "things": things(where),
        "places": (_place("hospital", 0.01, 0.01), _place("hospital", -0.01, -0.01), _place("stadium", 0.0, 0.012)),
        "recordings": (), "recording": None,
    }  # fmt: skip
    return CityPack(**(parts | more))


def recorded_city(folder: Path, tables: Mapping[str, pd.DataFrame], days: int = 1, zone: str = "UTC") -> CityPack:
    """The little city with recordings written into a folder, which begin at `START`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv.gz", index=False)
    recording = Recording(start=START, end=START + timedelta(days=days), days=days, note=WORDS)
    files = tuple(sorted(folder.glob("*.csv.gz")))
    return city(folder, zone, recordings=files, recording=recording)


def told(*rows: tuple[float, str, str, str], **more: Any) -> pd.DataFrame:
    """A recording of notices from rows (seconds after the start, what, reference, unit), all at (0.006, 0.002)."""
    facts = [
        {"at": iso(at_s), "origin": "119", "what": what, "reference": reference, "unit": unit, "category": "E2001",
         "level": 2, "lon": 0.006, "lat": 0.002, "address": "", "detail": "", "due_at": iso(at_s + 3600)} | more
        for at_s, what, reference, unit in rows
    ]  # fmt: skip
    return pd.DataFrame(facts, columns=list(COLUMNS))


def iso(after_s: float) -> str:
    """A time of the recording as it is written."""
    return f"{START + timedelta(seconds=after_s):%Y-%m-%dT%H:%M:%SZ}"


def said(facts: Iterable[Fact]) -> list[tuple[Any, ...]]:
    """Facts as comparable rows in an order of their own; positions left out, for they are only true at a reading."""
    rows: list[tuple[Any, ...]] = []
    for fact in facts:
        if isinstance(fact, Notice):
            rows.append((fact.at, fact.origin, fact.what, fact.reference, fact.number, fact.unit, fact.due_at))
        elif isinstance(fact, Signal):
            rows.append((fact.at, fact.origin, fact.key, fact.category))
        elif fact.kind not in {"unit.position", "vehicle.position"}:
            rows += flat(fact)
    return sorted(rows, key=repr)


def flat(rows: Readings) -> Iterator[tuple[Any, ...]]:
    """A batch as rows."""
    extra = [rows.attributes[name].astype(object) for name in sorted(rows.attributes)]
    for column in extra:
        column[column != column] = None  # noqa: PLR0124 - what is unknown is like what is unknown elsewhere
    extra += [np.array(rows.texts[name], dtype=object) for name in sorted(rows.texts)]
    for i, (thing, at, value) in enumerate(zip(rows.thing, rows.at.tolist(), rows.value.tolist(), strict=True)):
        yield (at, rows.kind, thing, value, *(column[i] for column in extra))


def read_at(sources: Sequence[Source], times: Sequence[datetime]) -> list[Fact]:
    """All facts of some sources, read at these times, one source after the other."""
    return [fact for now in times for source in sources for fact in source.read(now)]


def positions(facts: Iterable[Fact], unit: str) -> list[tuple[float, float, float, float]]:
    """Where a unit was said to be: longitude, latitude, heading, speed."""
    found: list[tuple[float, float, float, float]] = []
    for fact in facts:
        if isinstance(fact, Readings) and fact.kind == "unit.position" and unit in fact.thing:
            i = list(fact.thing).index(unit)
            assert fact.lon is not None
            assert fact.lat is not None
            found.append(
                (float(fact.lon[i]), float(fact.lat[i]), float(fact.attributes["heading_deg"][i]), float(fact.value[i]))
            )
    return found


def off_road_m(lon: float, lat: float, roads: Roads) -> float:
    """How far a place lies from the nearest street."""
    best = np.inf
    for first, last in pairwise(roads.first.tolist()):
        (x0, y0), (x1, y1) = roads.points[first], roads.points[last - 1]
        share = ((lon - x0) * (x1 - x0) + (lat - y0) * (y1 - y0)) / ((x1 - x0) ** 2 + (y1 - y0) ** 2)
        share = min(max(share, 0.0), 1.0)
        best = min(best, np.hypot(lon - x0 - share * (x1 - x0), lat - y0 - share * (y1 - y0)))
    return float(best * 111_195.0)


def _place(kind: str, lon: float, lat: float) -> Place:
    return Place(name=f"{kind} {lon} {lat}", kind=kind, title=WORDS, lon=lon, lat=lat)
