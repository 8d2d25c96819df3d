"""The levels of a city: districts in the city, streets in the districts, each within what holds most of its ground."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import coverage_clean  # pyright: ignore[reportAttributeAccessIssue] - newer than its stubs
from shapely.geometry.base import BaseGeometry

from geo.importing.report import Report
from geo.importing.tables import Column, Missing, Shapes, Table
from geo.osm.base import area_m2, solid
from geo.pack_writer import COLUMNS, DECIMALS

GRID_DEG = 10.0**-DECIMALS  # what the pack writes; on this grid outlines stay valid
HALF = 0.5
OVERLAP_M2 = 100.0  # less than this is the rounding of corners
LARGEST_KM2 = 600_000  # Hulunbuir, one of the largest cities by its border, has 253,000
GAP_DEG = 2e-5  # cracks between districts narrower than two metres are none


@dataclass(frozen=True, slots=True, kw_only=True)
class CityWords:
    """How the whole city is called: the name of its pack, its names on screen, and those that a map has for it.

    The map's count where neither the caller nor the city's own boundary names it.
    """

    code: str
    zh: str
    en: str
    map_zh: str = ""
    map_en: str = ""


def city_areas(levels: Sequence[Shapes], words: CityWords, report: Report) -> Shapes:
    """The areas of a city pack, of levels from coarse to fine; a first level of one area is the city itself.

    Raises `Missing` where two levels do not lie in one another at all.
    """
    levels = [mended(level, report) for level in levels]
    for number, level in enumerate(levels, start=1):
        _check(level, number)
    if not levels:
        raise Missing("Nothing bounds the city. Name boundaries (AREAS=), or an extract with administrative ones.")
    whole = _city(levels[0], words)
    if whole["zh"].iloc[0] == words.code:
        report.remark("Nothing says what the city is called: it has the name of its pack. Say ZH= and EN=.")
    if len(levels[0]) == 1:
        levels = levels[1:]
    tables = [whole]
    for number, level in enumerate(levels, start=1):
        tables.append(_placed(_coded(level, number, tables), tables[-1], number, report))
    tables = _closed(tables, report)
    areas = pd.concat([table[list(COLUMNS["areas"])] for table in tables], ignore_index=True)
    return gpd.GeoDataFrame(areas, geometry="geometry", crs=4326)


def _check(level: Shapes, number: int) -> None:
    """Raises `Missing` where nothing is left of a level, or where an area is larger than any city."""
    if not len(level):
        raise Missing(f"No area is left of level {number}: all lie under others, or hold no ground. Look at its file.")
    size = np.array([area_m2(shape) for shape in level.geometry]) / 1e6
    if size.max() > LARGEST_KM2:
        name = level["zh"].iloc[int(size.argmax())] or f"area {int(size.argmax()) + 1}"
        raise Missing(
            f"{name} of level {number} covers {size.max():,.0f} km²; no city has more than {LARGEST_KM2:,}. "
            "Leave out what is larger than the city, such as a country or a frame around the map."
        )


def mended(level: Shapes, report: Report) -> Shapes:
    """The areas of one level without overlaps, valid on the grid of degrees that a pack writes."""
    shapes = solid(shapely.force_2d(level.geometry.to_numpy()))
    before = sum(area_m2(shape) for shape in shapes)
    twice = before - area_m2(shapely.union_all(shapes))
    if twice > OVERLAP_M2 * len(shapes) or not shapely.coverage_is_valid(shapes):
        shapes = solid(coverage_clean(shapes, gap_width=GAP_DEG))
    if twice > OVERLAP_M2:
        report.mend(f"overlaps between areas ({twice / 1e6:,.3f} km²), given to the neighbour with more border")
    shapes = np.asarray(shapely.set_precision(shapes, GRID_DEG))
    shapes = np.array([_polygons(shape) for shape in shapes], dtype=object)
    empty = shapely.is_empty(shapes)
    first = str(level["zh"].iloc[int(np.argmax(empty))]) if empty.any() else ""
    report.leave_out("areas that lie under others, or hold no ground", first, int(empty.sum()))
    return level.set_geometry(gpd.GeoSeries(shapes, crs=4326, index=level.index))[~empty].reset_index(drop=True)


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """What of a shape is ground."""
    parts = [part for part in shapely.get_parts(shape).tolist() if part.geom_type == "Polygon" and part.area > 0]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _city(first: Shapes, words: CityWords) -> Shapes:
    """The whole city: the one area of the first level, or all of them together."""
    one = first.iloc[0] if len(first) == 1 else None
    ground = first.geometry.iloc[0] if one is not None else shapely.union_all(first.geometry.to_numpy())
    people = first["population"].sum(min_count=len(first)) if len(first) else pd.NA
    own_zh, own_en = ("", "") if one is None else (one["zh"], one["en"])
    row = {
        "code": words.code, "zh": words.zh or own_zh or words.map_zh or words.en or words.code,
        "en": words.en or own_en or words.map_en or words.zh or words.code, "level": 0, "parent": None,
        "population": people, "geometry": _polygons(ground),
    }  # fmt: skip
    return gpd.GeoDataFrame([row], geometry="geometry", crs=4326)


def _coded(level: Shapes, number: int, above: Sequence[Table]) -> Shapes:
    """Each area with a code of its own, and with a name, be it only the code."""
    taken = {code for table in above for code in table["code"]}
    given: Column = level["code"]
    if (given == "").any() or given.duplicated().any():
        code = pd.Series([f"{number}-{i:03d}" for i in range(1, len(level) + 1)], index=level.index)
    else:
        code = given if not taken & set(given) else given.map(lambda one: f"{number}-{one}")
    shown = given.where(given != "", code)
    bare = {name: level[name].str.fullmatch(r"[\d.-]*") for name in ("zh", "en")}  # a number alone is no name
    said = {name: level[name].where(level[name] != "", shown) for name in ("zh", "en")}
    return level.assign(code=code, zh=said["zh"].mask(bare["zh"], said["zh"] + "号片区"),
                        en=said["en"].mask(bare["en"], "Area " + said["en"]))  # fmt: skip


def _placed(level: Shapes, above: Shapes, number: int, report: Report) -> Shapes:
    """The areas with the code of what holds most of their ground; those that lie nowhere are left out."""
    parent, share = held_by(level.geometry.to_numpy(), above.geometry.to_numpy())
    lost = parent < 0
    if lost.all():
        raise Missing(
            f"None of the {len(level):,} areas of level {number} lies in the level above it. "
            "Name the files from coarse to fine, of one city, each in its own frame."
        )
    first = str(level["zh"].iloc[int(np.argmax(lost))])
    report.leave_out("areas that lie in no area of the level above", first, int(lost.sum()))
    astride = ~lost & (share < HALF)
    if astride.any():
        report.remark(f"{int(astride.sum())} areas of level {number} lie less than half in the area that holds most of "
                      f"them, such as {level['zh'].iloc[int(np.argmax(astride))]}.")  # fmt: skip
    kept = level[~lost].reset_index(drop=True)
    return kept.assign(level=number, parent=above["code"].to_numpy()[parent[~lost]])


def held_by(
    inner: np.ndarray[tuple[int], np.dtype[np.object_]], outer: np.ndarray[tuple[int], np.dtype[np.object_]]
) -> tuple[np.ndarray[tuple[int], np.dtype[np.intp]], np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """For each inner shape (n,) the outer one that holds most of its ground (-1 for none), and which share of it."""
    i, j = shapely.STRtree(outer).query(inner, predicate="intersects")
    ground = shapely.area(shapely.intersection(inner[i], outer[j]))
    table = np.zeros((len(inner), len(outer)))
    table[i, j] = ground / shapely.area(inner[i])
    best = table.argmax(axis=1)
    share = table[np.arange(len(inner)), best]
    return np.where(share > 0, best, -1), share


def _closed(tables: Sequence[Shapes], report: Report) -> list[Shapes]:
    """The levels, in which an area without parts is its own only part, so that what happens there is counted in it."""
    closed = [tables[0]]
    for level in tables[1:]:
        above = closed[-1]
        bare = above[~above["code"].isin(level["parent"])] if len(closed) > 1 else above.iloc[:0]
        if len(bare):
            report.remark(f"{len(bare)} areas of level {int(above['level'].iloc[0])} have no parts in the level below, "
                          f"such as {bare['zh'].iloc[0]}; there they stand for themselves.")  # fmt: skip
            own = bare.assign(parent=bare["code"], code=bare["code"] + "-all", level=int(level["level"].iloc[0]))
            level = gpd.GeoDataFrame(pd.concat([level, own], ignore_index=True), crs=4326)  # noqa: PLW2901 - completed
        closed.append(level)
    _tell_bare_ground(closed, report)
    return closed


def _tell_bare_ground(levels: Sequence[Shapes], report: Report) -> None:
    city, leaves = levels[0].geometry.iloc[0], levels[-1].geometry.to_numpy()
    bare = 1 - area_m2(shapely.intersection(shapely.union_all(leaves), city)) / area_m2(city)
    if bare > 0.001:
        report.remark(f"{bare:.1%} of the city's ground lies in no area of the finest level; "
                      "what happens there counts for the city alone.")  # fmt: skip
