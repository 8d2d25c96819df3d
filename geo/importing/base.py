"""The base map of an imported city: OpenStreetMap's layers where there are any, else outline, streets and names."""

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.importing.map_streets import drawn_streets
from geo.importing.report import Report
from geo.importing.road_tables import RoadTables
from geo.importing.tables import Shapes
from geo.osm.areas import data_box
from geo.osm.base import base_layers
from geo.osm.coast import coastline, sea
from geo.osm.names import area_names, names
from geo.osm.records import Extract
from geo.place import Bounds


def base_map(extract: Extract | None, areas: Shapes, network: RoadTables, report: Report) -> dict[str, Shapes]:
    """The layers of the base map by name, as `pack_writer.py` describes them."""
    city = areas.geometry.iloc[0]
    if extract is None:
        land = gpd.GeoDataFrame({"class": ["city"]}, geometry=[city], crs=4326)
        return {"land": land, "streets": drawn_streets(network), "names": area_names(areas)}
    box = data_box(extract)
    wet = sea(coastline(extract.lines), box, report)
    layers = base_layers(extract, report)
    if wet:
        salt = gpd.GeoDataFrame({"class": "sea", "zh": "", "en": ""}, geometry=wet, crs=4326, index=range(len(wet)))
        layers["water"] = _below(salt, layers.get("water"))
    if "streets" not in layers:
        layers["streets"] = drawn_streets(network)
    return {"land": _land(city, box, wet), **layers, "names": names(extract, areas)}


def _land(city: BaseGeometry, box: Bounds, wet: list[shapely.Polygon]) -> Shapes:
    """What is no sea: the city, and what lies around it as far as the extract reaches."""
    around = shapely.box(box.west, box.south, box.east, box.north).difference(city)
    salt = shapely.union_all(wet)
    rows = [(kind, ground.difference(salt)) for kind, ground in (("city", city), ("outside", around))]
    land = gpd.GeoDataFrame(rows, columns=["class", "geometry"], geometry="geometry", crs=4326)
    shapes = shapely.buffer(land.geometry.to_numpy(), 0)
    return land.set_geometry(gpd.GeoSeries(shapes, crs=4326))[np.asarray(shapely.area(shapes)) > 0]


def _below(first: Shapes, second: Shapes | None) -> Shapes:
    """Two layers as one, the first drawn below the second."""
    if second is None:
        return first
    both = {name: [*first[name], *second[name]] for name in ("class", "zh", "en")}
    return gpd.GeoDataFrame(both, geometry=[*first.geometry, *second.geometry], crs=4326)
