"""Boundary files: the areas of one level of a city, from GeoJSON, GeoPackage or Shapefile."""

from collections.abc import Mapping

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from geo.importing.cells import as_counts, as_text
from geo.importing.column_names import found_columns
from geo.importing.frame import in_wgs84, moved
from geo.importing.given import Given
from geo.importing.letters import with_letters
from geo.importing.report import Report
from geo.importing.tables import Column, Missing, Shapes, Table
from geo.osm.base import solid
from geo.osm.words import has_chinese

ENDINGS = (".geojson", ".json", ".gpkg", ".shp", ".fgb", ".kml", ".gml", ".zip")
OPTIONS = ("code", "name", "zh", "en", "population", "layer", "frame", "encoding")
LEVEL = ("code", "zh", "en", "population", "geometry")


def read_level(given: Given, report: Report) -> Shapes:
    """The areas of this file: code, zh, en ("" where unknown), population, geometry, valid polygons in WGS 84."""
    table = read_geographic(given, report)
    path = given.path
    areal = table.geometry.geom_type.isin(["Polygon", "MultiPolygon"])
    report.leave_out(f"rows of {path.name} without a polygon", count=int((~areal).sum()))
    table = table[areal].reset_index(drop=True)
    if not len(table):
        raise Missing(f"{path} has no polygons. Areas are polygons; name lines as ROADS, points as PLACES.")
    found = found_columns(path, list(table.columns), ("code", "zh", "en", "name", "population"), given.said)
    shapes = table.geometry.to_numpy()
    broken = ~shapely.is_valid(shapes)
    report.mend(f"outlines of {path.name} that crossed themselves", "", int(broken.sum()))
    zh, en = titles(table, found)
    report.read[str(given)] = f"{len(table):,} areas ({_told(found)})"
    if not {"zh", "en", "name"} & set(found):
        there = ", ".join(str(column) for column in table.columns if column != table.geometry.name)
        report.remark(f"{path.name} has no column that is known to hold names. It has {there}: say name=column.")
    level = {"code": _codes(table, found), "zh": zh, "en": en, "population": _people(table, found)}
    return gpd.GeoDataFrame(level, geometry=solid(shapes), crs=4326)


def read_geographic(given: Given, report: Report) -> Shapes:
    """The rows of a geographic file, in WGS 84, of whichever frame it is said or says itself to be in."""
    path = given.there().path
    if not path.name.lower().endswith(ENDINGS):
        raise Missing(f"{path} is no geographic file by its name. It should end in {', '.join(ENDINGS)}.")
    try:
        layers = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
        layer = given.said.get("layer", layers[0] if layers else "")
        if layer not in layers:
            raise Missing(f"{path} has no layer {layer!r}. It has {', '.join(layers) or 'none'}. Name one of them.")
        if len(layers) > 1 and "layer" not in given.said:
            others = ", ".join(layers[1:])
            report.remark(f"{path.name} has more layers than {layer}, which was read: name {others} with layer=.")
        table: Shapes = with_letters(gpd.read_file(path, layer=layer), given, layer, report)
    except (DataSourceError, DataLayerError, OSError, ValueError, TypeError, shapely.errors.GEOSException) as error:
        raise Missing(f"{path} cannot be read ({error}). Download it again, whole.") from error
    if not isinstance(table, gpd.GeoDataFrame) or not table.geometry.notna().any():
        raise Missing(f"{path} holds no geometry. Name a file with outlines, or this one as PLACES.")
    return _placed(table[table.geometry.notna()], given)


def _placed(table: Shapes, given: Given) -> Shapes:
    if "frame" not in given.said and table.crs is not None:
        table = table.to_crs(4326)
    shapes = shapely.force_2d(table.geometry.to_numpy())
    xy = shapely.get_coordinates(shapes)
    lon, lat = in_wgs84(given.said.get("frame", "wgs84"), xy[:, 0], xy[:, 1], str(given.path))
    placed = gpd.GeoSeries(moved(shapes, lon, lat), crs=4326, index=table.index)
    return gpd.GeoDataFrame(table.drop(columns=table.geometry.name), geometry=placed).reset_index(drop=True)


def titles(table: Table, found: Mapping[str, str]) -> tuple[Column, Column]:
    """The Chinese and the English names (n,), "" where there are none; a name in one language stands for both."""
    name = _texts(table, found.get("name"))
    zh, en = _texts(table, found.get("zh")), _texts(table, found.get("en"))
    zh = zh.where(zh != "", name.where(name.map(has_chinese) | (en == ""), en))
    return zh.where(zh != "", en), en.where(en != "", name.where(name != "", zh))


def _texts(table: Table, column: str | None) -> Column:
    if column is None:
        return pd.Series("", index=table.index, dtype=object)
    return table[column].map(as_text)


def _codes(table: Table, found: Mapping[str, str]) -> Column:
    return _texts(table, found.get("code"))


def _people(table: Table, found: Mapping[str, str]) -> Column:
    if "population" not in found:
        return pd.Series(pd.NA, index=table.index, dtype="Int64")
    return as_counts(table[found["population"]])


def _told(found: Mapping[str, str]) -> str:
    return ", ".join(f"{what} from {column}" for what, column in found.items()) or "no names, no codes"
