"""City packs: everything about a city that does not change from minute to minute, read from one folder.

`pack_writer.py` writes such a folder, and says what each file holds.
"""

import csv
import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile
from zoneinfo import ZoneInfo

import numpy as np
import shapely
import yaml
from shapely.geometry.base import BaseGeometry

from geo.areas import Area, Areas, Ints, Words
from geo.place import Bounds, Floats, Point
from geo.roads import Roads


class BrokenPack(Exception):
    """A folder is no city pack."""

    def __init__(self, folder: Path, problem: str) -> None:
        super().__init__(f"{folder} is no city pack: {problem}. Make the pack again, or name another in config.yaml.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One crew with its vehicle: radio name, kind ("engine", "medic", …), where it is at home, who commands it."""

    name: str
    kind: str
    title: Words
    home: str
    lon: float
    lat: float
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place that matters: a fire station, a hospital, a shelter."""

    name: str
    kind: str
    title: Words
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Things:
    """All things that send readings, as columns (n,): sensors, cameras, vehicles that are no units.

    `kinds` are the kinds of readings each sends, `period_s` how often, `edge` the road edge it watches ("" for none),
    `leaf` the leaf area it stands in; `more` holds the pack's further columns as text.
    """

    thing: tuple[str, ...]
    kinds: tuple[tuple[str, ...], ...]
    title: tuple[Words, ...]
    lon: Floats
    lat: Floats
    leaf: Ints
    period_s: Floats
    edge: tuple[str, ...]
    more: Mapping[str, tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.thing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What the recordings span: whole local days, replayed in a loop; the note tells their original dates."""

    start: datetime
    end: datetime
    days: int
    note: Words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CityPack:
    """A city: its areas, roads, units, things and places; `provenance` is "real" or "made_up"."""

    folder: Path
    name: str
    title: Words
    time_zone: ZoneInfo
    centre: Point
    zoom: float
    bounds: Bounds
    provenance: str
    note: Words
    attribution: Words
    areas: Areas
    roads: Roads
    units: Mapping[str, Unit]
    things: Things
    places: tuple[Place, ...]
    recordings: tuple[Path, ...]
    recording: Recording | None

    @property
    def base(self) -> tuple[Path, ...]:
        """The files of the offline base map, one layer each."""
        return tuple(sorted((self.folder / "base").glob("*.pmtiles")))


def read_pack(folder: Path) -> CityPack:
    """The city in this folder; raises `BrokenPack` where it is none."""
    with _told(folder, "city.yaml"):
        city = yaml.load((folder / "city.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
        time_zone, centre, bounds = ZoneInfo(city["time_zone"]), Point(*city["centre"]), Bounds(*city["bounds"])
        about = {name: city[name] for name in ("name", "title", "zoom", "provenance", "note", "attribution")}
    with _told(folder, "areas.geojson"):
        areas = _areas(folder / "areas.geojson")
    with _told(folder, "roads.npz"):
        roads = Roads.read(folder / "roads.npz")
    with _told(folder, "units.csv"):
        units = {row["name"]: _unit(row) for row in _rows(folder / "units.csv")}
    with _told(folder, "things.csv"):
        things = _things(_rows(folder / "things.csv"), areas)
    with _told(folder, "places.csv"):
        places = tuple(_place(row) for row in _rows(folder / "places.csv"))
    with _told(folder, "recordings/recording.yaml"):
        recording = _recording(folder / "recordings" / "recording.yaml")
    return CityPack(
        folder=folder, time_zone=time_zone, centre=centre, bounds=bounds, areas=areas, roads=roads, units=units,
        things=things, places=places, recordings=tuple(sorted((folder / "recordings").glob("*.csv.gz"))),
        recording=recording, **about,
    )  # fmt: skip


@contextmanager
def _told(folder: Path, file: str) -> Generator[None]:
    """Say which file of the pack is at fault, and how."""
    try:
        yield
    except FileNotFoundError as error:
        raise BrokenPack(folder, f"it has no {file}") from error
    except KeyError as error:
        raise BrokenPack(folder, f"{file} lacks {error}") from error
    except (OSError, ValueError, TypeError, BadZipFile, yaml.YAMLError, shapely.errors.GEOSException) as error:
        raise BrokenPack(folder, f"{file} cannot be read ({error})") from error


def _areas(path: Path) -> Areas:
    text = path.read_text("utf-8")
    shapes = shapely.get_parts(shapely.from_geojson(text))
    about = [feature["properties"] for feature in json.loads(text)["features"]]
    areas = [_area(one, shape) for one, shape in zip(about, shapes, strict=True)]
    return Areas(tuple(sorted(areas, key=lambda area: area.level)))


def _area(about: dict[str, Any], shape: BaseGeometry) -> Area:
    return Area(
        code=about["code"], title={"zh": about["zh"], "en": about["en"]}, level=about["level"],
        parent=about["parent"], shape=shape, population=about["population"],
    )  # fmt: skip


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _unit(row: dict[str, str]) -> Unit:
    return Unit(
        name=row["name"], kind=row["kind"], title={"zh": row["zh"], "en": row["en"]}, home=row["home"],
        lon=float(row["lon"]), lat=float(row["lat"]), command=row["command"],
    )  # fmt: skip


def _place(row: dict[str, str]) -> Place:
    title = {"zh": row["zh"], "en": row["en"]}
    return Place(name=row["name"], kind=row["kind"], title=title, lon=float(row["lon"]), lat=float(row["lat"]))


def _things(rows: list[dict[str, str]], areas: Areas) -> Things:
    def column(name: str) -> tuple[str, ...]:
        return tuple(row[name] for row in rows)

    lon, lat, period_s = (np.array([float(row[name]) for row in rows]) for name in ("lon", "lat", "period_s"))
    known = {"thing", "kinds", "zh", "en", "lon", "lat", "period_s", "edge"}
    return Things(
        thing=column("thing"),
        kinds=tuple(tuple(row["kinds"].split(";")) for row in rows),
        title=tuple({"zh": row["zh"], "en": row["en"]} for row in rows),
        lon=lon,
        lat=lat,
        leaf=areas.leaf_of(lon, lat),
        period_s=period_s,
        edge=column("edge"),
        more={name: column(name) for name in (rows[0] if rows else ()) if name not in known},
    )


def _recording(path: Path) -> Recording | None:
    """The recording, if the pack has one; its times must carry their zone."""
    if not path.exists():
        return None
    about = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    start, end = (datetime.fromisoformat(str(about[name])).astimezone(UTC) for name in ("start", "end"))
    return Recording(start=start, end=end, days=int(about["days"]), note=about["note"])
