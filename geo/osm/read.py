"""OpenStreetMap files: what a city needs of `.osm.pbf`, `.osm`, `.osm.gz` or `.osm.bz2`, as plain records.

Nodes without tags never leave osmium; it stores their places and hangs them into the ways, and assembles
multipolygons. What an extract cut off has no place: NaN.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import osmium
import osmium.filter
import osmium.geom
import shapely
from osmium.osm import osm_entity_bits as entities

from geo.importing.tables import Missing
from geo.osm.records import Extract, Ground, Line, Rule, Spot
from geo.place import Bounds

ENDINGS = (".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2")
GROUND_KEYS = (
    "amenity", "building", "landuse", "leisure", "natural", "place", "boundary", "tourism", "historic", "man_made",
    "railway", "aeroway", "power", "waterway", "water", "emergency", "healthcare", "office", "shop", "social_facility",
    "public_transport", "industrial", "advertising", "addr:housenumber",
)  # fmt: skip
LINE_KEYS = ("highway", "railway", "waterway")
RULE_KEYS = ("restriction", "restriction:motorcar", "restriction:hgv", "restriction:bus", "restriction:conditional")
KEYS = (*GROUND_KEYS, "highway", *RULE_KEYS)
# Also what the tables of places and words ask for; the rest (hundreds of translations of one name) is left in the file.
KEPT = frozenset((
    *KEYS, "name", "name:zh", "name:zh-Hans", "name:zh-Hant", "name:en", "int_name", "ref", "area", "type", "station",
    "access", "vehicle", "motor_vehicle", "motorcar", "oneway", "junction", "maxspeed", "bridge", "tunnel", "layer",
    "service", "height", "building:levels", "admin_level", "border_type", "population", "addr:street", "addr:place",
    "addr:street:zh", "addr:street:en", "except", "hour_on", "day_on", "time", "restriction:conditional", "wetland",
    "usage", "product", "intermittent", "ref:code", "country_code", "covered", "disused", "social_facility:for",
    "generator:source", "government", "subway", "tram", "light_rail", "train", "golf", "boundary:type", "short_name",
))  # fmt: skip
NEGATIVE = 1 << 40  # editors number new objects downwards from -1; above this there is room for them


class _NegativeError(Exception):
    """A way leads over nodes with negative numbers, whose places osmium does not keep."""


def read_osm(path: Path, watched: Any = iter) -> Extract:  # noqa: ANN401 - iter, or tqdm
    """What this file holds; `watched` sees every object go by. Raises `Missing` where it cannot be read."""
    if not path.name.lower().endswith(ENDINGS):
        raise Missing(f"{path} is no OpenStreetMap file by its name. It should end in {', '.join(ENDINGS)}.")
    try:
        extract = _read_any(path, watched)
    except (RuntimeError, ValueError, MemoryError, OSError, osmium.InvalidLocationError) as error:
        message = f"{path} cannot be read as OpenStreetMap data ({error}). Download it again, whole."
        raise Missing(message) from error
    if not (extract.lines or extract.grounds or extract.spots):
        raise Missing(f"{path} holds nothing that makes a city: no streets, no buildings. Make the extract again.")
    return extract


def _read_any(path: Path, watched: Any) -> Extract:  # noqa: ANN401 - as above
    """What the file holds, whatever its numbers and its order."""
    try:
        extract = _read(path, watched)
        if not extract.has_gaps or _in_usual_order(path):
            return extract
    except _NegativeError:
        pass
    with TemporaryDirectory() as folder:
        return _read(_set_right(path, Path(folder)), watched)


def _read(path: Path, watched: Any) -> Extract:  # noqa: ANN401 - as above
    wanted = osmium.filter.KeyFilter(*KEYS)
    objects = osmium.FileProcessor(str(path)).with_areas(osmium.filter.KeyFilter(*GROUND_KEYS)).with_filter(wanted)
    extract = Extract(_box(objects.header.box()))
    draw = osmium.geom.WKBFactory()
    for one in watched(objects):
        if one.deleted or not one.visible:
            continue
        if one.is_node():
            if one.location.valid():
                extract.spots.append(Spot(number=f"n{one.id}", tags=_tags(one), lon=one.lon, lat=one.lat))
        elif one.is_way():
            _take_way(extract, one)
        elif one.is_area():
            _take_ground(extract, one, draw)
        else:
            _take_relation(extract, one)
    return extract


def _tags(one: Any) -> dict[str, str]:  # noqa: ANN401 - osmium's objects have no types
    return {tag.k: tag.v for tag in one.tags if tag.k in KEPT}


def _take_way(extract: Extract, way: Any) -> None:  # noqa: ANN401 - as above
    tags = _tags(way)
    lines = any(key in tags for key in LINE_KEYS) or tags.get("natural") == "coastline" or "man_made" in tags
    whole = all(node.location.valid() for node in way.nodes)
    if not lines and whole:
        return  # its area comes by itself
    line = _line(way, tags)
    if not whole and min(line.refs, default=0) < 0:
        raise _NegativeError
    if lines and len(line.refs) > 1:
        extract.lines.append(line)
    if not whole and len(line.refs) > 3 and line.refs[0] == line.refs[-1] and tags.get("natural") != "coastline":
        _take_cut(extract, line)


def _line(way: Any, tags: Mapping[str, str]) -> Line:  # noqa: ANN401 - as above
    refs = tuple(node.ref for node in way.nodes)
    nowhere = (np.nan, np.nan)
    places = [(node.location.lon, node.location.lat) if node.location.valid() else nowhere for node in way.nodes]
    return Line(number=way.id, tags=tags, refs=refs, xy=np.array(places, dtype=float).reshape(-1, 2))


def _take_cut(extract: Extract, line: Line) -> None:
    """A closed way whose nodes are not all there: it is closed straight, along the edge of the extract."""
    there = line.xy[~np.isnan(line.xy[:, 0])]
    if len(there) > 2 and any(key in line.tags for key in GROUND_KEYS):
        shape = shapely.buffer(shapely.make_valid(shapely.Polygon(there)), 0)
        if shape.area > 0:
            extract.grounds.append(Ground(number=f"w{line.number}", tags=line.tags, shape=shape, cut=True))


def _take_ground(extract: Extract, area: Any, draw: Any) -> None:  # noqa: ANN401 - as above
    if area.num_rings()[0] == 0:
        return
    number = f"{'w' if area.from_way() else 'r'}{area.orig_id()}"
    shape = shapely.from_wkb(draw.create_multipolygon(area))
    extract.grounds.append(Ground(number=number, tags=_tags(area), shape=shape))


def _take_relation(extract: Extract, relation: Any) -> None:  # noqa: ANN401 - as above
    tags = _tags(relation)
    administrative = tags.get("boundary") == "administrative"
    if tags.get("type") == "restriction" or administrative:
        members = tuple((member.type, member.ref, member.role) for member in relation.members)
        kept = extract.borders if administrative else extract.rules
        kept.append(Rule(number=relation.id, tags=tags, members=members))
    if tags.get("type") in ("multipolygon", "boundary"):
        what = next((f"{key}={tags[key]}" for key in GROUND_KEYS if key in tags), "multipolygon")
        extract.wanted[relation.id] = f"{what} {tags.get('name', '')}".strip()


def _box(box: Any) -> Bounds | None:  # noqa: ANN401 - as above
    if not box.valid():
        return None
    return Bounds(box.bottom_left.lon, box.bottom_left.lat, box.top_right.lon, box.top_right.lat)


def _in_usual_order(path: Path) -> bool:
    """Whether nodes come before ways; some services write them behind, and then no way finds its places."""
    found_way = False
    objects: Any = osmium.FileProcessor(str(path), entities.NODE | entities.WAY)
    for one in objects:
        if found_way and one.is_node():
            return False
        found_way = found_way or one.is_way()
    return True


def _set_right(path: Path, folder: Path) -> Path:
    """A copy of the file in its usual order, in which negative numbers are large ones.

    Osmium finds places by positive numbers only, and only of nodes that came before.
    """

    def up(number: int) -> int:
        return number if number >= 0 else NEGATIVE - number

    copy = folder / "set_right.osm.pbf"
    with osmium.SimpleWriter(str(copy)) as writer:
        for one in _in_order(path):
            if one.is_node():
                writer.add_node(one.replace(id=up(one.id)))
            elif one.is_way():
                writer.add_way(one.replace(id=up(one.id), nodes=[up(node.ref) for node in one.nodes]))
            else:
                members = [(member.type, up(member.ref), member.role) for member in one.members]
                writer.add_relation(one.replace(id=up(one.id), members=members))
    return copy


def _in_order(path: Path) -> Iterator[Any]:
    """The objects of a file, nodes before ways before relations."""
    for kind in (entities.NODE, entities.WAY, entities.RELATION):
        yield from osmium.FileProcessor(str(path), kind)


def way_lines(path: Path, ways: Collection[int]) -> dict[int, list[shapely.LineString]]:
    """The lines of these ways, as far as the file knows their places; a second pass through the file."""
    chosen = osmium.filter.IdFilter(ways).enable_for(entities.WAY)
    objects = osmium.FileProcessor(str(path), entities.NODE | entities.WAY).with_locations()
    only_ways = objects.with_filter(osmium.filter.EntityFilter(entities.WAY)).with_filter(chosen)
    return {one.id: _line(one, {}).stretches() for one in only_ways}
