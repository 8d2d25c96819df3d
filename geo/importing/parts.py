"""The parts of an imported city: reads every file that was named, and makes of them what `write_pack` takes."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import shapely

from geo.importing.base import base_map
from geo.importing.boundary_file import read_level
from geo.importing.boundary_levels import city_areas
from geo.importing.files import CityFiles
from geo.importing.given import Given
from geo.importing.graphml import read_graph
from geo.importing.points import points_of
from geo.importing.report import Report
from geo.importing.road_file import read_streets
from geo.importing.road_tables import RoadTables, joined_roads, tell_bare, tell_islands
from geo.importing.tables import Missing, Shapes
from geo.importing.time_zone import zone_at
from geo.osm.areas import osm_levels, with_map_names
from geo.osm.join import around, joined
from geo.osm.read import read_osm, way_lines
from geo.osm.records import Extract
from geo.osm.roads import road_tables
from geo.osm.turns import banned_turns
from geo.place import Bounds

OSM_CREDIT = "© OpenStreetMap contributors (ODbL)"
ODBL = (
    "The Open Database License asks that whoever sees the map sees this credit, and that a changed database that is "
    "passed on stays open: opendatacommons.org/licenses/odbl."
)
WIDE_PX = 1100  # on so many points of a screen the whole city is seen at first
TILE_PX = 256
MARGIN_DEG = 0.03  # about three kilometres around the city are drawn and driven, too
CLOSEST, FARTHEST = 16.0, 9.0
NOTE = MappingProxyType({
    "zh": "由公开数据导入；限速未知的道路按等级估计车速。",
    "en": "Imported from public data; where no limit is posted, speeds are estimated by class of street.",
})  # fmt: skip


def made_city(files: CityFiles, report: Report, watched: Any) -> dict[str, Any]:  # noqa: ANN401 - tqdm, or iter
    """All that `write_pack` takes. Raises `Missing` where a file is not what it should be."""
    extract = _extract(files.osm, report, watched)
    areas = _areas(files, extract, report)
    zone = _zone(files, areas)
    west, south, east, north = (float(edge) for edge in areas.geometry.iloc[0].bounds)
    bounds = Bounds(west, south, east, north)
    extract = around(extract, bounds.widened(MARGIN_DEG), report) if extract else None
    network = _network(files, extract, report)
    _meets(network, bounds)
    tell_bare(areas, network.nodes, report)
    tables = points_of(files, extract, network, bounds, report)
    base = base_map(extract, areas, network, report)
    _tell(report, {"areas": areas, "junctions": network.nodes, "edges": network.edges,
                   "banned turns": network.banned, **tables}, base)  # fmt: skip
    return {
        "city": _about(files, areas, zone, report), "areas": areas, "nodes": network.nodes, "edges": network.edges,
        "banned": network.banned, "base": base, **tables,
    }  # fmt: skip


def _zone(files: CityFiles, areas: Shapes) -> str:
    middle = areas.geometry.iloc[0].centroid
    zone = files.zone or zone_at(middle.x, middle.y)
    if not zone:
        raise Missing("The city's time zone is not known. Name it, as in TZ=Europe/Helsinki (--tz).")
    return zone


def _meets(network: RoadTables, bounds: Bounds) -> None:
    """Raises `Missing` where no junction lies in the city."""
    lon, lat = network.nodes["lon"].to_numpy(float), network.nodes["lat"].to_numpy(float)
    if not bounds.contain(lon, lat).any():
        raise Missing(
            f"No road lies in the city: the first junction is at ({lon[0]:.5f}, {lat[0]:.5f}), the city reaches from "
            f"({bounds.west:.5f}, {bounds.south:.5f}) to ({bounds.east:.5f}, {bounds.north:.5f}). "
            "Are the files of one city, and is each in the frame that it says (:frame=…)?"
        )


def _about(files: CityFiles, areas: Shapes, zone: str, report: Report) -> dict[str, Any]:
    """What `city.yaml` says beside centre and bounds."""
    osm = bool(files.osm or files.graphs)  # osmnx, which writes such graphs, knows no other source
    sources = [*([OSM_CREDIT] if osm else []), *files.credit]
    report.attribution += sources
    if osm:
        report.remark(ODBL)
    if not sources:
        report.remark("Nobody is named as the source of these data. Name whom their licences ask for: CREDIT=…")
    said = "; ".join(sources)
    city = areas.iloc[0]
    return {
        "name": files.words.code, "title": {"zh": city["zh"], "en": city["en"]}, "time_zone": zone,
        "zoom": _zoom(*city.geometry.bounds),
        "provenance": "real", "note": dict(NOTE),
        "attribution": {"zh": f"数据：{said}" if said else "", "en": f"Data: {said}" if said else ""},
    }  # fmt: skip


def _zoom(west: float, south: float, east: float, north: float) -> float:
    """The zoom at which the whole city fits on a screen, in halves."""
    wide_deg = max(east - west, (north - south) * 2)
    zoom = np.log2(360 * WIDE_PX / TILE_PX / wide_deg)
    return float(np.clip(np.floor(zoom * 2) / 2, FARTHEST, CLOSEST))


def _tell(report: Report, tables: dict[str, Any], base: dict[str, Shapes]) -> None:
    report.made |= {name: len(table) for name, table in tables.items() if name != "things"}
    report.made |= {f"shapes on the map: {name}": len(layer) for name, layer in base.items()}


def _extract(osm: Sequence[Given], report: Report, watched: Any) -> Extract | None:  # noqa: ANN401 - as above
    if not osm:
        return None
    extracts = [read_osm(given.path, watched) for given in osm]
    for given, one in zip(osm, extracts, strict=True):
        report.read[str(given)] = (
            f"{len(one.lines):,} lines, {len(one.grounds):,} grounds, {len(one.spots):,} points, "
            f"{len(one.rules):,} turn restrictions"
        )
    extract = joined(extracts)
    unfinished = [what for what in extract.unfinished.values() if not what.startswith("boundary=")]
    report.leave_out(
        "grounds of several parts that the file has not whole", next(iter(unfinished), ""), len(unfinished)
    )
    return extract


def _areas(files: CityFiles, extract: Extract | None, report: Report) -> Shapes:
    words = files.words if extract is None else with_map_names(files.words, extract)
    if files.areas or extract is None:
        return city_areas([read_level(given, report) for given in files.areas], words, report)

    def lines_of(ways: Sequence[int]) -> dict[int, list[shapely.LineString]]:
        return {number: lines for given in files.osm for number, lines in way_lines(given.path, ways).items()}

    return city_areas(osm_levels(extract, words, lines_of, report), words, report)


def _network(files: CityFiles, extract: Extract | None, report: Report) -> RoadTables:
    networks = [read_graph(given, report) for given in files.graphs] + [
        read_streets(one, report) for one in files.roads
    ]
    if networks:
        network = joined_roads(networks, report)
        if extract is not None:
            report.remark("The roads are those of the graphs and lines that were named; OpenStreetMap gives the map.")
    elif extract is not None:
        network = road_tables(extract.lines, report)
        if not len(network.edges):
            raise Missing("The OpenStreetMap file has no street that may be driven on. Name roads: GRAPH= or ROADS=.")
        network = RoadTables(network.nodes, network.edges, banned_turns(network, extract.rules, report))
    else:
        raise Missing("A city needs roads. Name them: OSM=, GRAPH= or ROADS=.")
    tell_islands(network, report)
    return network
