"""Names for the base map from OpenStreetMap: quarters, waters, parks, stations, with how important each is."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import geopandas as gpd
import pandas as pd
import shapely

from geo.importing.tables import Shapes
from geo.osm.base import area_m2, water_class
from geo.osm.places import sort_of
from geo.osm.records import Extract, Ground
from geo.osm.words import named

Tags = Mapping[str, str]
Named = tuple[str, int]  # the kind of name, and its rank: 1 is seen first, 9 last
BY_PLACE = MappingProxyType({
    "city": ("city", 1), "town": ("district", 2), "borough": ("district", 2), "suburb": ("district", 3),
    "quarter": ("street_area", 5), "neighbourhood": ("street_area", 6), "city_block": ("street_area", 8),
    "village": ("village", 4), "hamlet": ("village", 6), "isolated_dwelling": ("village", 8), "island": ("island", 4),
    "islet": ("island", 7), "square": ("square", 6),
})  # fmt: skip
BY_KIND = MappingProxyType({
    "railway_station": ("station", 3), "airport": ("landmark", 3), "metro_station": ("metro_station", 4),
    "hospital": ("hospital", 5), "university": ("university", 5), "bridge": ("bridge", 6), "square": ("square", 6),
    "stadium": ("landmark", 5), "museum": ("landmark", 7), "government": ("landmark", 7), "theatre": ("landmark", 8),
    "scenic_area": ("landmark", 6), "school": ("school", 8), "chemical_plant": ("industrial", 6),
    "power_station": ("industrial", 8), "water_works": ("industrial", 7), "sewage_works": ("industrial", 8),
})  # fmt: skip
BY_SIZE_M2 = ((5e6, 0), (5e5, 1), (5e4, 2), (5e3, 3))  # from this size on, ranks after the first of its kind
SMALLEST = 4
SAME_DEG = 0.005  # two of one kind and name within half a kilometre are one
COLUMNS = ("kind", "zh", "en", "rank", "geometry")


def names(extract: Extract, areas: Shapes) -> Shapes:
    """The layer of names: points with kind, zh, en and rank, the most important first; its own areas too."""
    rows = [row for one in extract.grounds if (row := _of_ground(one))]
    rows += [
        (sort[0], *named(one.tags), sort[1], shapely.Point(one.lon, one.lat))
        for one in extract.spots
        if (sort := _of_tags(one.tags)) is not None
    ]
    own = area_names(areas)
    table = pd.DataFrame([row for row in rows if row[1]], columns=list(COLUMNS))
    table = pd.concat([own, table[~table["zh"].isin(own["zh"]) | ~table["kind"].isin(own["kind"])]])
    spot = shapely.get_coordinates([*table["geometry"]]) // SAME_DEG
    once = table.assign(x=spot[:, 0], y=spot[:, 1]).sort_values("rank", kind="stable")
    once = once.drop_duplicates(["kind", "zh", "x", "y"], ignore_index=True)
    return gpd.GeoDataFrame(once[list(COLUMNS)], geometry="geometry", crs=4326)


def area_names(areas: Shapes) -> Shapes:
    """The names of the city's own areas, one inside each."""
    kinds = {0: ("city", 1), 1: ("district", 2)}
    rows = [
        (*kinds.get(level, ("street_area", 3 + level)), zh, en, shape.representative_point())
        for level, zh, en, shape in zip(areas["level"], areas["zh"], areas["en"], areas.geometry, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["kind", "rank", "zh", "en", "geometry"])[list(COLUMNS)]
    return gpd.GeoDataFrame(table[table["zh"] != ""], geometry="geometry", crs=4326)


def _of_ground(one: Ground) -> tuple[str, str, str, int, shapely.Point] | None:
    zh, en = named(one.tags)
    sort = _sized(one) or _of_tags(one.tags)
    if not zh or sort is None or "boundary" in one.tags:
        return None
    return (sort[0], zh, en, sort[1], shapely.point_on_surface(one.shape))


def _sized(one: Ground) -> Named | None:
    """What grows in importance with its size."""
    tags = one.tags
    water = water_class(one)
    first: Iterable[tuple[bool, Named]] = (
        (water in ("river", "canal"), ("river", 3)),
        (water != "", ("lake", 3)),
        (tags.get("leisure") in ("park", "nature_reserve"), ("park", 4)),
        (tags.get("landuse") == "industrial", ("industrial", 5)),
    )
    sort = next((named_as for fits, named_as in first if fits), None)
    if sort is None:
        return None
    size = area_m2(one.shape)
    return sort[0], sort[1] + next((later for least, later in BY_SIZE_M2 if size >= least), SMALLEST)


def _of_tags(tags: Tags) -> Named | None:
    if tags.get("natural") == "peak":
        return "hill", 6
    if (by_place := BY_PLACE.get(tags.get("place", ""))) is not None:
        return by_place
    sort = sort_of(tags)
    return BY_KIND.get(sort.kind) if sort else None
