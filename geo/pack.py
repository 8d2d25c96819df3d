"""City packs: everything about a city that does not change from minute to minute, read from one folder.

`pack_writer.py` writes such a folder, and says what each file holds.
"""

import csv
import math
import textwrap
import zlib
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zipfile import BadZipFile
from zoneinfo import ZoneInfo

import numpy as np
import yaml

from geo.about import CityWritten, RecordingWritten, written
from geo.area_file import read_areas
from geo.areas import Areas, Ints, Words
from geo.columns import columns_of, numbers, rows_of
from geo.grid import NO_CELL, Grid
from geo.homes import Homes
from geo.own_files import HANDBOOK, MEND, RESPONSIBILITY, own_rows
from geo.place import Bounds, Floats, Point
from geo.ways.roads import Roads

# What the readers of files raise when a file is not what it should be.
UNREADABLE = (
    OSError, EOFError, ValueError, TypeError, IndexError, ArithmeticError, MemoryError,
    RuntimeError,  # too deep, or packed in a way that nobody here can unpack
    BadZipFile, zlib.error, csv.Error, yaml.YAMLError,
)  # fmt: skip
AGAIN = "Make the pack again, or name another: CITY=name."
BASE, TILES = "base.pmtiles", b"PMTiles\x03"  # how a file of tiles begins


class BrokenPack(Exception):
    """A folder is no city pack; `wanted` is what to do about it."""

    def __init__(self, folder: Path, problem: str, wanted: str = AGAIN) -> None:
        super().__init__(f"{folder} is no city pack: {problem.removesuffix('.')}. {wanted}")


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
    """A city: its areas, roads, units, things and places; `provenance` is "real" or "made_up".

    `responsibility` says which department answers for which category where, `handbook` how the city's own handbook
    calls and limits categories, row by row; empty where nobody said it.
    """

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
    grid: Grid | None = None
    homes: Homes | None = None
    responsibility: tuple[Mapping[str, str], ...] = ()
    handbook: tuple[Mapping[str, str], ...] = ()

    def cell_at(self, lon: float, lat: float) -> str | None:
        """The code of the management grid cell at a place; None outside the areas, or where the pack has no grid."""
        if self.grid is None:
            return None
        [cell] = self.grid.cell_of(self.areas, np.array([lon]), np.array([lat])).tolist()
        return None if cell == NO_CELL else self.grid.code(cell)

    @property
    def base(self) -> Path:
        """The offline base map, all its layers in one file."""
        return self.folder / BASE


def read_pack(folder: Path) -> CityPack:
    """The city in this folder; raises `BrokenPack` where it is none."""
    with _told(folder, "city.yaml"):
        city = written(CityWritten, folder / "city.yaml")
    with _told(folder, "areas.geojson"):
        areas = read_areas(folder / "areas.geojson")
    with _told(folder, "roads.npz"):
        roads = Roads.read(folder / "roads.npz")
    with _told(folder, "grid.npz"):
        grid = Grid.read(folder / "grid.npz", areas) if (folder / "grid.npz").exists() else None
    with _told(folder, "homes.npz"):
        homes = Homes.read(folder / "homes.npz", grid) if grid and (folder / "homes.npz").exists() else None
    with _told(folder, "units.csv"):
        units = {row["name"]: _unit(row) for row in rows_of(folder / "units.csv", unique="name")}
    with _told(folder, "things.csv"):
        things = _things(columns_of(folder / "things.csv"), areas)
    with _told(folder, "places.csv"):
        places = tuple(_place(row) for row in rows_of(folder / "places.csv"))
    with _told(folder, RESPONSIBILITY, MEND):
        duties = own_rows(folder / RESPONSIBILITY)
    with _told(folder, HANDBOOK, MEND):
        handbook = own_rows(folder / HANDBOOK)
    with _told(folder, BASE):
        _check_tiles(folder / BASE)
    with _told(folder, "recordings/recording.yaml"):
        recording = _recording(folder / "recordings" / "recording.yaml")
    return CityPack(
        folder=folder, name=city.name, title=city.title, time_zone=ZoneInfo(city.time_zone),
        centre=Point(*city.centre), zoom=city.zoom, bounds=Bounds(*city.bounds), provenance=city.provenance,
        note=city.note, attribution=city.attribution, areas=areas, roads=roads, units=units, things=things,
        places=places, recordings=tuple(sorted((folder / "recordings").glob("*.csv.gz"))), recording=recording,
        grid=grid, homes=homes, responsibility=tuple(duties), handbook=tuple(handbook),
    )  # fmt: skip


@contextmanager
def _told(folder: Path, file: str, wanted: str = AGAIN) -> Generator[None]:
    """Say which file of the pack is at fault, and how."""
    try:
        yield
    except FileNotFoundError as error:
        raise BrokenPack(folder, f"it has no {file}") from error
    except KeyError as error:
        raise BrokenPack(folder, f"{file} lacks {error}") from error
    except UNREADABLE as error:
        raise BrokenPack(folder, f"{file} cannot be read ({_short(error)})", wanted) from error


def _short(error: BaseException) -> str:
    """What a reader said, on one line."""
    said = "it is nested too deep" if isinstance(error, RecursionError) else str(error) or type(error).__name__
    return textwrap.shorten(said, 200, placeholder=" …")


def _number(row: dict[str, str], column: str) -> float:
    """A figure of a row. Raises `ValueError` where it is none."""
    number = float(row[column])
    if not math.isfinite(number):
        raise ValueError(f"{column} is {row[column]!r}, it should be a number")
    return number


def _unit(row: dict[str, str]) -> Unit:
    return Unit(
        name=row["name"], kind=row["kind"], title={"zh": row["zh"], "en": row["en"]}, home=row["home"],
        lon=_number(row, "lon"), lat=_number(row, "lat"), command=row["command"],
    )  # fmt: skip


def _place(row: dict[str, str]) -> Place:
    title = {"zh": row["zh"], "en": row["en"]}
    return Place(name=row["name"], kind=row["kind"], title=title, lon=_number(row, "lon"), lat=_number(row, "lat"))


def _things(columns: Mapping[str, tuple[str, ...]], areas: Areas) -> Things:
    lon, lat, period_s = (numbers(columns, name) for name in ("lon", "lat", "period_s"))
    known = {"thing", "kinds", "zh", "en", "lon", "lat", "period_s", "edge"}
    return Things(
        thing=columns["thing"],
        kinds=tuple(tuple(kinds.split(";")) for kinds in columns["kinds"]),
        title=tuple({"zh": zh, "en": en} for zh, en in zip(columns["zh"], columns["en"], strict=True)),
        lon=lon,
        lat=lat,
        leaf=areas.leaf_of(lon, lat),
        period_s=period_s,
        edge=columns["edge"],
        more={name: column for name, column in columns.items() if name not in known},
    )


def _check_tiles(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(TILES)) != TILES:
            raise ValueError("it holds no tiles in PMTiles, version 3")


def _recording(path: Path) -> Recording | None:
    """The recording, if the pack has one; its times must carry their zone."""
    if not path.exists():
        return None
    about = written(RecordingWritten, path)
    start, end = about.start.astimezone(UTC), about.end.astimezone(UTC)
    return Recording(start=start, end=end, days=about.days, note=about.note)
