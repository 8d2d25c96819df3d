"""The file of areas: `areas.geojson`, each area with its words and a shape that holds ground."""

import json
from pathlib import Path
from typing import Annotated, Any

import shapely
from pydantic import Field
from shapely.geometry.base import BaseGeometry

from geo.about import Written, checked
from geo.areas import Area, Areas


class AreaWritten(Written):
    """What the file says of an area beside its shape."""

    code: Annotated[str, Field(min_length=1)]
    zh: str
    en: str
    level: Annotated[int, Field(ge=0)]
    parent: str | None
    population: Annotated[int, Field(ge=0)] | None


def read_areas(path: Path) -> Areas:
    """The areas in this file; raises OSError, KeyError, TypeError or ValueError where they are none."""
    areas = [_area(feature) for feature in json.loads(path.read_text("utf-8"))["features"]]
    return Areas(tuple(sorted(areas, key=lambda area: area.level)))


def _area(feature: dict[str, Any]) -> Area:
    about = checked(AreaWritten, feature["properties"])
    return Area(
        code=about.code, title={"zh": about.zh, "en": about.en}, level=about.level, parent=about.parent,
        shape=_ground(feature["geometry"], about.code), population=about.population,
    )  # fmt: skip


def _ground(geometry: object, code: str) -> BaseGeometry:
    """The shape of an area: one polygon or several, valid, with ground inside, in degrees."""
    try:
        shape = shapely.from_geojson(json.dumps(geometry, allow_nan=False))
    except (ValueError, shapely.errors.GEOSException):
        shape = None
    if shape is None or shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty:
        raise ValueError(f"the shape of {code} should be a polygon, or several")
    if not shape.is_valid:
        raise ValueError(f"the shape of {code} is no ground: {shapely.is_valid_reason(shape)}")
    west, south, east, north = shape.bounds
    if west < -180 or south < -90 or east > 180 or north > 90:
        raise ValueError(f"the shape of {code} should be longitudes and latitudes in degrees")
    return shape
