"""The base map from OpenStreetMap: built-up land, green, water, buildings, rails and streets, as layers."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.importing.map_streets import merged_streets
from geo.importing.report import Report
from geo.importing.tables import Shapes
from geo.osm.coast import coastline
from geo.osm.records import Extract, Ground, Line
from geo.osm.roads import is_oneway, is_true
from geo.osm.traffic import is_path, street_class
from geo.osm.words import named
from geo.place import EARTH_RADIUS_M

Tags = Mapping[str, str]
URBAN = MappingProxyType({
    "landuse": {
        "residential": "residential", "commercial": "commercial", "retail": "commercial", "industrial": "industrial",
        "port": "industrial", "railway": "industrial", "depot": "industrial", "quarry": "industrial",
        "institutional": "institution", "education": "institution", "religious": "institution",
        "military": "institution", "civic_admin": "institution", "healthcare": "institution", "civil": "institution",
    },
    "amenity": {
        "university": "institution", "college": "institution", "school": "institution", "hospital": "institution",
        "kindergarten": "institution",
    },
})  # fmt: skip
GREEN = MappingProxyType({
    "leisure": {
        "park": "park", "garden": "park", "nature_reserve": "park", "dog_park": "park", "playground": "park",
        "pitch": "pitch", "golf_course": "pitch", "track": "pitch", "recreation_ground": "park",
    },
    "landuse": {
        "forest": "wood", "grass": "grass", "meadow": "grass", "village_green": "grass", "recreation_ground": "park",
        "flowerbed": "grass", "greenery": "grass", "farmland": "farm", "farmyard": "farm", "orchard": "farm",
        "vineyard": "farm", "allotments": "farm", "plant_nursery": "farm", "paddy": "farm", "cemetery": "cemetery",
    },
    "natural": {"wood": "wood", "grassland": "grass", "scrub": "wood", "heath": "grass", "wetland": "grass"},
    "amenity": {"grave_yard": "cemetery"},
})  # fmt: skip
WATER = MappingProxyType({
    "river": "river", "stream": "river", "canal": "canal", "lock": "canal", "ditch": "canal", "drain": "canal",
    "lake": "lake", "reservoir": "lake", "lagoon": "lake", "oxbow": "lake", "basin": "pond", "pond": "pond",
    "bay": "sea", "harbour": "sea", "moat": "pond", "wastewater": "pond",
})  # fmt: skip
WATERWAYS = MappingProxyType(
    {"river": "river", "stream": "stream", "canal": "canal", "drain": "stream", "ditch": "stream"}
)
RAIL = MappingProxyType({
    "rail": "rail", "narrow_gauge": "rail", "funicular": "rail", "monorail": "metro", "subway": "metro",
    "light_rail": "metro", "tram": "tram",
})  # fmt: skip
SIDINGS = frozenset(("yard", "siding", "crossover"))
POND_M2 = 20_000.0  # still water of which nothing else is known is a pond, above this a lake
STOREY_M = 3.0
METRES = re.compile(r"(\d+(?:[.,]\d+)?)\s*(m|ft|')?")
FOOT_M = 0.3048


def base_layers(extract: Extract, report: Report) -> dict[str, Shapes]:
    """The layers by name, but for land, sea and names; only those that have something to show."""
    layers = {
        "urban": _grounds(extract.grounds, lambda one: _sorted_by(URBAN, one.tags)),
        "green": _grounds(extract.grounds, lambda one: _sorted_by(GREEN, one.tags)),
        "water": _grounds(extract.grounds, water_class),
        "buildings": _buildings(extract.grounds),
        "waterways": _lines(extract.lines, _waterway),
        "coast": gpd.GeoDataFrame(geometry=coastline(extract.lines), crs=4326),
        "rail": _lines(extract.lines, _rail),
        "streets": _streets(extract.lines),
    }
    cut = [one for one in extract.grounds if one.cut]
    report.mend("grounds cut off by the file, closed straight", cut[0].number if cut else "", len(cut))
    return {name: layer for name, layer in layers.items() if len(layer)}


def water_class(one: Ground) -> str:
    """The class of a water; "" for what is none.

    >>> water_class(Ground(number="w1", tags={"natural": "water", "water": "canal"}, shape=shapely.box(0, 0, 1, 1)))
    'canal'
    """
    tags = one.tags
    wet = tags.get("natural") == "water" or tags.get("landuse") in ("reservoir", "basin")
    if tags.get("waterway") in ("riverbank", "dock") or (wet and tags.get("water") in ("river", "stream")):
        return "river"
    if not wet or tags.get("intermittent") == "yes":
        return ""
    unknown = "lake" if area_m2(one.shape) > POND_M2 else "pond"
    return WATER.get(tags.get("water", tags.get("landuse", "")), unknown)


def area_m2(shape: BaseGeometry) -> float:
    """How large a ground in degrees is, in square metres; right to a hundredth, for what fits into a city."""
    metre = np.radians(1) * EARTH_RADIUS_M
    return float(shape.area * metre**2 * np.cos(np.radians(shape.centroid.y))) if not shape.is_empty else 0.0


def height_m(tags: Tags) -> float:
    """How high a building is; NaN where neither its height nor its storeys are known.

    >>> height_m({"height": "12.5 m"}), height_m({"building:levels": "4"}), height_m({})
    (12.5, 12.0, nan)
    """
    if (found := METRES.fullmatch(tags.get("height", "").strip())) is not None:
        return float(found[1].replace(",", ".")) * (FOOT_M if found[2] in ("ft", "'") else 1.0)
    if (found := METRES.fullmatch(tags.get("building:levels", "").strip())) is not None:
        return float(found[1].replace(",", ".")) * STOREY_M
    return float("nan")


def _sorted_by(table: Mapping[str, Mapping[str, str]], tags: Tags) -> str:
    return next((classes[tags[key]] for key, classes in table.items() if tags.get(key) in classes), "")


def _grounds(grounds: Iterable[Ground], sort: Callable[[Ground], str]) -> Shapes:
    """The grounds to which `sort` gives a class, the large ones first so that small ones lie on top."""
    rows = [(kind, *named(one.tags), one.shape) for one in grounds if (kind := sort(one))]
    layer = gpd.GeoDataFrame(rows, columns=["class", "zh", "en", "geometry"], geometry="geometry", crs=4326)
    layer["geometry"] = solid(layer.geometry.to_numpy())
    size = np.asarray(shapely.area(layer.geometry.to_numpy()))
    return layer.iloc[np.argsort(-size, kind="stable")[: int((size > 0).sum())]].reset_index(drop=True)


def _buildings(grounds: Sequence[Ground]) -> Shapes:
    built = [one for one in grounds if one.tags.get("building", "no") != "no" and not one.cut]
    height: list[float] = [height_m(one.tags) for one in built]
    shapes = solid(np.array([one.shape for one in built], dtype=object))
    return gpd.GeoDataFrame({"height": np.array(height, dtype=float)}, geometry=shapes, crs=4326)


def solid(shapes: np.ndarray[tuple[int], np.dtype[np.object_]]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """The same polygons (n,), valid ones."""
    shapes = np.array(shapes, dtype=object)
    wrong = ~shapely.is_valid(shapes)
    if wrong.any():
        shapes[wrong] = shapely.buffer(shapely.make_valid(shapes[wrong]), 0)
    return shapes


def _lines(lines: Iterable[Line], sort: Callable[[Tags], str]) -> Shapes:
    rows = [(kind, *named(one.tags), shape) for one in lines if (kind := sort(one.tags)) for shape in one.stretches()]
    return gpd.GeoDataFrame(rows, columns=["class", "zh", "en", "geometry"], geometry="geometry", crs=4326)


def _waterway(tags: Tags) -> str:
    return "" if tags.get("tunnel", "no") != "no" else WATERWAYS.get(tags.get("waterway", ""), "")


def _rail(tags: Tags) -> str:
    return "" if tags.get("service") in SIDINGS else RAIL.get(tags.get("railway", ""), "")


def _streets(lines: Iterable[Line]) -> Shapes:
    rows = [
        (kind, *named(one.tags), is_true(one.tags, "bridge"), is_true(one.tags, "tunnel"), is_oneway(one), shape)
        for one in lines
        if (kind := _street(one.tags))
        for shape in one.stretches()
    ]
    columns = ["class", "zh", "en", "bridge", "tunnel", "oneway", "geometry"]
    return merged_streets(gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs=4326))


def _street(tags: Tags) -> str:
    if is_path(tags):
        return "path"
    rank = street_class(tags)
    return "" if rank is None else str(rank)
