"""The pack writer: puts a city into a folder that `read_pack` understands, whole or not at all.

city.yaml        name, title, time_zone, centre, zoom, bounds, provenance (real or made_up), note, attribution
areas.geojson    code, zh, en, level (0 is the city), parent, population
roads.npz        the columns of `Roads`
grid.npz         the columns of `Grid`: the management grid cells of the areas, made here
homes.npz        where the people of each area live: the share of each grid cell, made here
base.pmtiles     the offline base map, all its layers in one file (below)
units.csv        name, kind, zh, en, home, lon, lat, command
things.csv       thing, kinds (joined by ";"), zh, en, lon, lat, period_s, edge, and further columns
places.csv       name, kind, zh, en, lon, lat
addresses.csv    zh, en (the street), number, lon, lat
responsibility.csv   category, district, department, deputy, from, until (days); may be missing
handbook.csv     category, codes (the city's own, with spaces between), department, level, limit; may be missing
search.npz       the columns of `SearchIndex`, made from areas, roads, places and addresses
recordings/      *.csv.gz for the replay, and recording.yaml: start, end, days, note

The layers of the base map, all with a class but `names`; zh and en are names, empty where not known; a pack needs land:

land         city, outside: what lies around it
urban        residential, commercial, industrial, institution
green        park, wood, grass, farm, hill, pitch, cemetery
water        sea, river, lake, pond, canal, as areas; zh, en
waterways    river, stream, canal, as lines; zh, en
coast        lines, of one class
buildings    height (metres, NaN where not known)
rail         rail, metro, tram; zh, en
streets      "0" alley or private, "1" freeway, "2" major, "3" arterial, "4" collector, "5" local, "6" ramp, "path";
             zh, en, bridge, tunnel, oneway (bool)
names        points; kind (city, district, street_area, village, river, lake, park, hill, island, station,
             metro_station, hospital, school, university, bridge, square, landmark, industrial), zh, en,
             rank (1 for the most important, to 9)
"""

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import shapely
import yaml

from geo.area_file import read_areas
from geo.grid import Grid
from geo.homes import Homes
from geo.importing.tables import Column, Shapes, Table
from geo.own_files import OWN_FILES
from geo.search.entries import search_index
from geo.tiles import NoTiles, tiles_written
from geo.ways.roads import Roads

LONGEST = 500  # signs of a name
CONTROLS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")  # line ends among them: a lone CR breaks a CSV file
DECIMALS = 6  # of a degree: 11 cm
COLUMNS = MappingProxyType(
    {
        "areas": ("code", "zh", "en", "level", "parent", "population", "geometry"),
        "nodes": ("id", "lon", "lat"),
        "edges": ("id", "u", "v", "class", "zh", "en", "length_m", "speed_kmh", "oneway", "geometry"),
        "banned": ("from", "via", "to"),
        "units": ("name", "kind", "zh", "en", "home", "lon", "lat", "command"),
        "things": ("thing", "kinds", "zh", "en", "lon", "lat", "period_s", "edge"),
        "places": ("name", "kind", "zh", "en", "lon", "lat"),
        "addresses": ("zh", "en", "number", "lon", "lat"),
    }
)


class Unwritable(Exception):
    """What was given makes no city pack, or the folder cannot take one."""


def write_pack(  # noqa: PLR0913 - a city has so many parts
    folder: Path,
    *,
    city: Mapping[str, Any],
    areas: Shapes,
    nodes: Table,
    edges: Shapes,
    base: Mapping[str, Shapes],
    units: Table,
    things: Table,
    places: Table,
    banned: Table | None = None,
    addresses: Table | None = None,
    recordings: Mapping[str, Table] | None = None,
    recording: Mapping[str, Any] | None = None,
) -> None:
    """Write the city into the folder; a pack that was there is replaced once the new one is whole.

    `city` holds what `city.yaml` says; centre and bounds are those of the first area where it names none. `nodes` and
    `edges` make the roads: `u` and `v` are ids of nodes; `banned` are turns from an edge, via a node, to an edge.
    Raises `Unwritable` where a column is missing, or where the folder holds something else.
    """
    tables: dict[str, Table] = {
        "areas": areas, "nodes": nodes, "edges": edges, "units": units, "things": things, "places": places,
        "banned": _or_none("banned", banned), "addresses": _or_none("addresses", addresses),
    }  # fmt: skip
    _check(tables)
    tables = {name: _plain(name, table) for name, table in tables.items()}
    write_around(folder, base, lambda half: fill(half, city, tables, base, recordings or {}, recording))


def write_around(folder: Path, base: Mapping[str, Shapes], fill: Callable[[Path], None]) -> None:
    """Write a pack whose base map is cut while `fill` writes all the rest of it into the folder that it is given.

    A pack that was there is replaced once the new one is whole. Raises `Unwritable` as `write_pack` does.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / "city.yaml").exists():
        message = f"{folder} holds something that is no city pack. Name an empty folder, or a new one."
        raise Unwritable(message)
    half = folder.with_name(f".{folder.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    try:
        with tiles_written(half / "base.pmtiles", base):
            fill(half)
        _swap(half, folder)
    except NoTiles as problem:
        raise Unwritable(str(problem)) from problem
    finally:
        shutil.rmtree(half, ignore_errors=True)


def fill(
    half: Path,
    city: Mapping[str, Any],
    tables: Mapping[str, Table],
    base: Mapping[str, Shapes],
    recordings: Mapping[str, Table],
    recording: Mapping[str, Any] | None,
) -> None:
    """Write all of a pack but its base map into a folder; `tables` are those of `COLUMNS`."""
    areas = tables["areas"].sort_values("level", kind="stable")
    _write_yaml(half / "city.yaml", _whereabouts(areas) | dict(city))
    _write_tables(half, {**tables, "areas": areas}, base)
    _write_recordings(half / "recordings", recordings, recording)


def _check(tables: Mapping[str, Table]) -> None:
    for name, table in tables.items():
        if missing := [column for column in COLUMNS[name] if column not in table.columns]:
            message = f"The table of {name} lacks {', '.join(missing)}; a city pack needs {', '.join(COLUMNS[name])}."
            raise Unwritable(message)
    if lost := {*tables["edges"]["u"], *tables["edges"]["v"]} - {*tables["nodes"]["id"]}:
        message = f"Edges lead to nodes that are not there: {', '.join(sorted(map(str, lost))[:3])} … Add them."
        raise Unwritable(message)


def _plain(name: str, table: Table) -> Table:
    """The table, its texts on one line each, as the files of a pack need them. Raises `Unwritable` for endless ones."""
    changed: dict[str, Column] = {}
    for column in table.columns:
        if table[column].dtype.kind not in "OUT" or column == "geometry":
            continue
        texts: Column = table[column]
        said = texts[texts.map(lambda one: isinstance(one, str))]
        if said.str.len().max() > LONGEST:
            message = f"The table of {name} has a text of more than {LONGEST} signs in {column}. Shorten it."
            raise Unwritable(message)
        odd = said[said.str.contains(CONTROLS)]
        if len(odd):
            changed[column] = texts.where(~texts.index.isin(odd.index), said.str.replace(CONTROLS, " ", regex=True))
    return table.assign(**changed) if changed else table


def _whereabouts(areas: Shapes) -> dict[str, Any]:
    """Centre and bounds of the city."""
    west, south, east, north = (round(float(edge), DECIMALS) for edge in areas.geometry.iloc[0].bounds)
    centre = [round((west + east) / 2, DECIMALS), round((south + north) / 2, DECIMALS)]
    return {"centre": centre, "bounds": [west, south, east, north], "zoom": 12}


def _write_yaml(path: Path, about: Mapping[str, Any]) -> None:
    path.write_text(yaml.safe_dump(dict(about), allow_unicode=True, sort_keys=False), "utf-8")


def _write_tables(half: Path, tables: Mapping[str, Any], base: Mapping[str, Shapes]) -> None:
    """Write the tables, and what is made of them: roads, grid, homes and search."""
    _write_areas(half / "areas.geojson", tables["areas"])
    roads = roads_of(tables["nodes"], tables["edges"], tables["banned"])
    roads.write(half / "roads.npz")
    for name in ("units", "things", "places", "addresses"):
        tables[name].to_csv(half / f"{name}.csv", index=False)
    areas = read_areas(half / "areas.geojson")  # as they will be read: with fewer decimals
    grid = Grid.of(areas)
    grid.write(half / "grid.npz")
    Homes.of(grid, areas, base).write(half / "homes.npz")
    search_index(areas, roads, tables["places"], tables["addresses"]).write(half / "search.npz")


def _write_areas(path: Path, areas: Shapes) -> None:
    kept = areas[list(COLUMNS["areas"])].astype({"level": int, "population": "Int64"})
    kept.to_file(path, driver="GeoJSON", COORDINATE_PRECISION=DECIMALS, WRITE_BBOX="NO")


def _or_none(name: str, given: Table | None) -> Table:
    """The table, or one without rows."""
    return pd.DataFrame(columns=list(COLUMNS[name])) if given is None else given


def roads_of(nodes: Table, edges: Shapes, banned: Table) -> Roads:
    """The network of these tables, whose columns are those of `COLUMNS`."""
    at: Column = pd.Series(np.arange(len(nodes)), index=nodes["id"])
    edge: Column = pd.Series(np.arange(len(edges)), index=edges["id"])
    outlines = edges.geometry.to_numpy()
    return Roads(
        lon=nodes["lon"].to_numpy(float),
        lat=nodes["lat"].to_numpy(float),
        edge_id=edges["id"].to_numpy(str),
        tail=at[edges["u"]].to_numpy(np.intp),
        head=at[edges["v"]].to_numpy(np.intp),
        edge_class=edges["class"].to_numpy(np.int8),
        zh=edges["zh"].fillna("").to_numpy(str),
        en=edges["en"].fillna("").to_numpy(str),
        length_m=edges["length_m"].to_numpy(float),
        speed_kmh=edges["speed_kmh"].to_numpy(float),
        oneway=edges["oneway"].to_numpy(bool),
        banned=np.column_stack([edge[banned["from"]], at[banned["via"]], edge[banned["to"]]]).astype(np.intp),
        first=np.concatenate([[0], np.cumsum(shapely.get_num_points(outlines))]).astype(np.intp),
        points=shapely.get_coordinates(outlines).round(DECIMALS),
    )


def _write_recordings(folder: Path, recordings: Mapping[str, Table], about: Mapping[str, Any] | None) -> None:
    folder.mkdir()
    for name, facts in recordings.items():
        facts.to_csv(folder / f"{name}.csv.gz", index=False, compression={"method": "gzip", "mtime": 0})
    if about is not None:
        _write_yaml(folder / "recording.yaml", about)


def _swap(new: Path, folder: Path) -> None:
    """Put the new folder in the place of the old one; what the city itself wrote goes on, unless the new one has it."""
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    for name in OWN_FILES:
        if (folder / name).exists() and not (new / name).exists():
            shutil.copy2(folder / name, new / name)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
