"""A little city pack: two districts, one street with a sensor, two fire stations; and pictures of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from numpy.typing import ArrayLike

from city.picture import Measure, Newest, Picture, UnitNow
from geo.areas import Area, Areas
from geo.pack import CityPack, Place, Things, Unit
from geo.place import Bounds, Point
from geo.ways.roads import Roads
from incidents.incident import Incident, State

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
EMPTY = Picture(version=0, at=NOON)
STREET = Point(120.03, 30.05)
NOTHING = {"zh": "", "en": ""}


def _words(name: str) -> dict[str, str]:
    return {"zh": name, "en": name}


def _areas() -> Areas:
    def area(code: str, level: int, parent: str | None, west: float, east: float) -> Area:
        return Area(code=code, title=_words(code), level=level, parent=parent, shape=shapely.box(west, 30, east, 30.1))

    return Areas(
        (area("city", 0, None, 120, 120.2), area("w", 1, "city", 120, 120.1), area("e", 1, "city", 120.1, 120.2))
    )


def _roads() -> Roads:
    return Roads(
        lon=np.array([120.02, 120.04]), lat=np.array([30.05, 30.05]), edge_id=np.array(["r1"]), tail=np.array([0]),
        head=np.array([1]), edge_class=np.array([3], dtype=np.int8), zh=np.array(["路"]), en=np.array(["Road"]),
        length_m=np.array([1900.0]), speed_kmh=np.array([60.0]), oneway=np.array([False]), first=np.array([0, 3]),
        points=np.array([[120.02, 30.05], [120.03, 30.051], [120.04, 30.05]]),
    )  # fmt: skip


def _things(areas: Areas) -> Things:
    lon, lat = np.array([120.03, 120.15]), np.array([30.05, 30.06])
    return Things(
        thing=("loop", "air"), kinds=(("road.speed", "device.heartbeat"), ("air.pm25",)), lon=lon, lat=lat,
        title=(_words("loop"), _words("air")), leaf=areas.leaf_of(lon, lat), period_s=np.array([60.0, 600.0]),
        edge=("r1", ""), more={},
    )  # fmt: skip


def _pack() -> CityPack:
    areas = _areas()
    stations = {"west": (120.02, 30.02), "east": (120.18, 30.02)}
    units = {"E1": "west", "E2": "west", "E3": "east"}
    return CityPack(
        folder=Path("nowhere"), name="little", title=_words("little"), time_zone=ZoneInfo("Asia/Shanghai"),
        centre=Point(120.1, 30.05), zoom=12, bounds=Bounds(120, 30, 120.2, 30.1), provenance="made_up", note=NOTHING,
        attribution=NOTHING, areas=areas, roads=_roads(), recordings=(), recording=None, things=_things(areas),
        units={
            name: Unit(name=name, kind="engine", title=_words(name), home=home, command="119",
                       lon=stations[home][0], lat=stations[home][1])
            for name, home in units.items()
        },
        places=tuple(
            Place(name=name, kind="fire_station", title=_words(name), lon=lon, lat=lat)
            for name, (lon, lat) in stations.items()
        ),
    )  # fmt: skip


PACK = _pack()

# One device of each sort, by what it sends, and its newest word.
DEVICES = {
    "camera": "", "street_lamp": "", "hydrant": "", "manhole": "", "smoke_detector": "", "ad_board": "",
    "waste_bin": "bin.fill", "gas_monitor": "gas.lel", "bridge_monitor": "bridge.strain", "river_gauge": "water.level",
    "underpass_gauge": "water.level", "noise_station": "noise.level", "air_station": "air.pm25",
}  # fmt: skip


def _equipped() -> CityPack:
    """The pack with further places and one device of each sort."""
    known, names = PACK.things, tuple(DEVICES)
    lon, lat = np.append(known.lon, [120.12] * len(names)), np.append(known.lat, [30.05] * len(names))
    things = Things(
        thing=(*known.thing, *names), title=(*known.title, *(_words(name) for name in names)),
        kinds=(*known.kinds, *(tuple({kind or "device.heartbeat", "device.heartbeat"}) for kind in DEVICES.values())),
        lon=lon, lat=lat, leaf=PACK.areas.leaf_of(lon, lat), period_s=np.append(known.period_s, [60.0] * len(names)),
        edge=(*known.edge, *("" for _ in names)), more={"device": ("speed_detector", "", *names)},
    )  # fmt: skip
    hospital = Place(name="hospital", kind="hospital", title=_words("hospital"), lon=120.1, lat=30.05)
    return replace(PACK, things=things, places=(*PACK.places, hospital))


EQUIPPED = _equipped()


def newest(
    thing: Sequence[str], value: ArrayLike, *, age_s: float = 0, at: Point = STREET, **attributes: float
) -> Newest:
    """Rows of one kind, all equally old and in one place."""
    count = len(thing)
    heard_at = np.datetime64("2026-03-02T12:00:00.000") - np.timedelta64(round(age_s * 1000), "ms")
    return Newest(
        thing=thing, value=np.broadcast_to(np.asarray(value, dtype=np.float64), (count,)).copy(),
        at=np.full(count, heard_at), lon=np.full(count, at.lon), lat=np.full(count, at.lat),
        leaf=np.zeros(count, dtype=np.intp), attributes={name: np.full(count, one) for name, one in attributes.items()},
    )  # fmt: skip


def with_newest(picture: Picture, **kinds: Newest) -> Picture:
    """The picture with these rows; a kind's dot is written as two underscores."""
    return replace(picture, newest={**picture.newest, **{name.replace("__", "."): one for name, one in kinds.items()}})


def with_units(picture: Picture, **states: str) -> Picture:
    """The picture with units in these states."""
    units = {name: UnitNow(name=name, kind="engine", state=state) for name, state in states.items()}
    return replace(picture, units={**picture.units, **units})


def incident(number: str, level: int, lon: float | None = 120.05, **changed: State) -> Incident:
    """An incident that was filed at noon."""
    made = Incident(
        number=number, version=1, state=State.FILED, category="E0101", level=level, origin="119", reference=number,
        command="119", address="", detail="", lon=lon, lat=None if lon is None else 30.05, area="w", received_at=NOON,
        changed_at=NOON, times={State.FILED: NOON},
    )  # fmt: skip
    return replace(made, **changed)


def with_incidents(picture: Picture, *incidents: Incident) -> Picture:
    """The picture with these incidents."""
    return replace(picture, incidents={one.number: one for one in incidents})


def with_measure(picture: Picture, name: str, band: Sequence[int]) -> Picture:
    """The picture with an indicator that stands so in the city and its districts."""
    measure = Measure(indicator=name, at=NOON, value=np.zeros(len(band)), band=np.array(band, dtype=np.int8))
    return replace(picture, measures={**picture.measures, name: measure})


def _full() -> Mapping[str, Newest]:
    return {
        "road__speed": newest(["loop"], 20, free_flow_kmh=60, samples=9, lanes=2, length_m=1900),
        "road__closed": newest(["r1"], 1, age_s=3600, cause=0),
        "unit__position": newest(["E1", "E2", "E3"], 30, heading_deg=90),
        "device__heartbeat": newest(["loop"], 60, age_s=30),
        "air__pm25": newest(["air"], 40, age_s=1200),
        "vehicle__position": newest(["bus_001_01", "taxi_0001"], 30, heading_deg=90, sort=1),
        "bin__fill": newest(["waste_bin"], 81),
        "water__level": newest(["river_gauge", "underpass_gauge"], [2.4, 0.2]),
        "gas__lel": newest(["gas_monitor"], 20),
    }


FULL = with_measure(
    with_incidents(
        with_units(with_newest(EMPTY, **_full()), E1="available", E2="en_route", E3="on_scene"),
        incident("1", 1), incident("2", 4), incident("3", 2, lon=None), incident("4", 1, state=State.CLOSED),
    ),
    "aqi_cn", (0, 1, -1),
)  # fmt: skip
