"""Areas from OpenStreetMap's administrative boundaries: the city's outline, and one or two levels within.

The city is the boundary that bears its name, else the largest that holds at least half of the streets; where there is
none, the box of the extract. A level below counts where its areas cover most of the city.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.importing.boundary_levels import CityWords
from geo.importing.cells import as_counts
from geo.importing.report import Report
from geo.importing.tables import Missing, Shapes
from geo.osm.base import area_m2, solid
from geo.osm.borders import Border, cut_areas
from geo.osm.records import Extract, Line, Rule
from geo.osm.words import has_chinese, named
from geo.place import Bounds, Floats

FROM_LEVEL = 4  # states and countries (2, 3) hold a city, they are none
ENOUGH = 0.5  # of the streets, or of the city's ground
DEEPEST = 2  # levels below the city
Found = tuple[int, Mapping[str, str], BaseGeometry]
LinesOf = Callable[[Sequence[int]], Mapping[int, Sequence[shapely.LineString]]]


def osm_levels(extract: Extract, words: CityWords, lines_of: LinesOf, report: Report) -> list[Shapes]:
    """The levels of the city from coarse to fine, as `city_areas` takes them; `lines_of` reads the lines of ways."""
    box = data_box(extract)
    whole = [(int(one.tags["admin_level"]), one.tags, one.shape) for one in extract.grounds if _is_area(one.tags)]
    city = _city(whole, words, _street_points(extract.lines))
    cut = _cut(extract, city, box, lines_of, report)
    level, ground = (city[0], city[2]) if city else (0, shapely.box(box.west, box.south, box.east, box.north))
    if city is None:
        report.remark("No whole administrative boundary holds most of the streets: the city is the box of the extract.")
    first = gpd.GeoDataFrame(
        {"code": [words.code], "zh": [words.zh or _names(city)[0]], "en": [words.en or _names(city)[1]],
         "population": [pd.NA]}, geometry=[ground], crs=4326,
    )  # fmt: skip
    return [first, *_below([*whole, *cut], level, ground, report)]


def with_map_names(words: CityWords, extract: Extract) -> CityWords:
    """The words with the names that the extract has for the city: of a boundary, whole or cut, or a place so called."""
    tags = [one.tags for one in extract.borders if _is_area(one.tags)]
    tags += [one.tags for one in extract.grounds if _is_area(one.tags)]
    tags += [one.tags for one in extract.spots if one.tags.get("place") in ("city", "town")]
    called = [one for one in tags if _bears(one, words)]
    zh, en = (next((name for one in called if (name := named(one)[at])), "") for at in (0, 1))
    chinese = next((name for one in called if has_chinese(name := named(one)[0])), zh)
    return replace(words, map_zh=chinese, map_en=en)


def data_box(extract: Extract) -> Bounds:
    """The box of an extract: what the file says, else around its streets. Raises `Missing` where it has neither."""
    if extract.box is not None:
        return extract.box
    points = _street_points(extract.lines)
    if len(points) < 2:
        raise Missing("The OpenStreetMap file has no streets and names no box. Make the extract again, with both.")
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    return Bounds(float(west), float(south), float(east), float(north))


def _is_area(tags: Mapping[str, str]) -> bool:
    level = tags.get("admin_level", "")
    return tags.get("boundary") == "administrative" and level.isdecimal() and int(level) >= FROM_LEVEL


def _street_points(lines: Sequence[Line]) -> Floats:
    """Every known node of a street (n, 2)."""
    xy = [line.xy for line in lines if "highway" in line.tags]
    points = np.concatenate(xy) if xy else np.empty((0, 2))
    return points[~np.isnan(points[:, 0])]


def _city(areas: Sequence[Found], words: CityWords, streets: Floats) -> Found | None:
    bearing = [one for one in areas if _bears(one[1], words)]
    holding = [one for one in areas if _share(one[2], streets) >= ENOUGH]
    fitting = [one for one in bearing if _share(one[2], streets) > 0] or holding
    return max(fitting, key=lambda one: one[2].area, default=None)


def _bears(tags: Mapping[str, str], words: CityWords) -> bool:
    """Whether something is called as the city is, whatever the case."""
    called = {one.casefold() for one in (words.code, words.zh, words.en) if one}
    return bool(called & {name.casefold() for name in (*named(tags), tags.get("name", ""))})


def _share(ground: BaseGeometry, points: Floats) -> float:
    shapely.prepare(ground)
    return float(shapely.contains_xy(ground, points).mean()) if len(points) else 0.0


def _names(city: Found | None) -> tuple[str, str]:
    return named(city[1]) if city else ("", "")


def _cut(extract: Extract, city: Found | None, box: Bounds, lines_of: LinesOf, report: Report) -> list[Found]:
    """Areas that the box cuts, as far as they can be told; not above or beside a city that is whole."""
    lost = [one for one in extract.borders if one.number in extract.unfinished and _is_area(one.tags)]
    if city is not None or not lost:
        return []
    ways = sorted({ref for one in lost for kind, ref, _ in one.members if kind == "w"})
    lines = lines_of(ways)
    borders = [_border(one, lines, extract) for one in lost]
    known: dict[int, list[BaseGeometry]] = defaultdict(list)
    for ground in extract.grounds:
        if _is_area(ground.tags):
            known[int(ground.tags["admin_level"])].append(ground.shape)
    found = cut_areas(borders, known, box)
    tags = {one.number: one.tags for one in lost}
    some = next(iter(found), None)
    report.mend("areas that the extract cuts, kept up to its box", named(tags[some])[1] if some else "", len(found))
    missing = [named(one.tags)[1] for one in lost if one.number not in found]
    report.leave_out("areas whose border the extract cuts", next(iter(missing), ""), len(missing))
    return [(int(tags[number]["admin_level"]), tags[number], ground) for number, ground in found.items()]


def _border(one: Rule, lines: Mapping[int, Sequence[shapely.LineString]], extract: Extract) -> Border:
    name = one.tags.get("name", "")
    labels = {ref for kind, ref, role in one.members if kind == "n" and role in ("label", "admin_centre")}
    points = [
        shapely.Point(spot.lon, spot.lat) for spot in extract.spots
        if int(spot.number[1:]) in labels or ("place" in spot.tags and name and spot.tags.get("name") == name)
    ]  # fmt: skip
    known = [line for kind, ref, _ in one.members if kind == "w" for line in lines.get(ref, ())]
    return Border(number=one.number, level=int(one.tags["admin_level"]), tags=one.tags, lines=known, points=points)


def _below(areas: Sequence[Found], level: int, city: BaseGeometry, report: Report) -> list[Shapes]:
    """The levels within the city that cover most of it, as far as they lie in it."""
    levels: list[Shapes] = []
    for below in sorted({one[0] for one in areas if one[0] > level}):
        parts = [(tags, shape, shape.intersection(city)) for its, tags, shape in areas if its == below]
        inside = [(tags, part) for tags, whole, part in parts if _belongs(part, whole, city)]
        covered = area_m2(shapely.union_all([ground for _, ground in inside])) / area_m2(city) if inside else 0.0
        if covered < ENOUGH or len(levels) == DEEPEST or len(inside) < 2:
            report.leave_out(f"areas of admin_level {below}, which cover {covered:.0%} of the city",
                             named(inside[0][0])[1] if inside else "", len(inside))  # fmt: skip
            continue
        levels.append(_table(inside))
    return levels


def _belongs(part: BaseGeometry, whole: BaseGeometry, city: BaseGeometry) -> bool:
    """Whether an area lies in the city for its most part, or fills a hundredth of it."""
    return part.area > ENOUGH * whole.area or part.area > 0.01 * city.area


def _table(areas: Sequence[tuple[Mapping[str, str], BaseGeometry]]) -> Shapes:
    words = [named(tags) for tags, _ in areas]
    people = as_counts(pd.Series([tags.get("population", "") for tags, _ in areas]))
    columns = {"code": [tags.get("ref", "") for tags, _ in areas], "zh": [one[0] for one in words],
               "en": [one[1] for one in words], "population": people}  # fmt: skip
    return gpd.GeoDataFrame(columns, geometry=solid(np.array([one for _, one in areas], dtype=object)), crs=4326)
