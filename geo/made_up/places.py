"""The made-up city's places: where they are, how many of which sort, and what they are called."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely import Polygon

from geo.areas import Ints
from geo.made_up.areas import Territory
from geo.made_up.graph import Net
from geo.made_up.ground import Ground
from geo.made_up.names import DISTRICTS, ordinal
from geo.made_up.place_sorts import LANDMARKS, SORTS, By, Sort
from geo.made_up.plane import beside
from geo.made_up.stations import Named
from geo.place import Floats

ASIDE_M = 32.0  # from the middle of the street to the door
EDGE_M = 80.0  # no doors nearer to the city's border
ALONG = (0.3, 0.7)  # where along a street between two crossings doors are


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Doors:
    """Where a house may stand (n, 2), how dense it is there, in which streets, of which class, in which area."""

    xy: Floats
    density: Floats
    rank: Ints
    area: Ints
    zh: list[str]
    en: list[str]


def places(
    net: Net, parks: list[Polygon], ground: Ground, land: Territory, fixed: list[Named], rng: np.random.Generator
) -> pd.DataFrame:
    """All places as rows name, kind, zh, en, x, y (metres on the board)."""
    doors = _doors(net, ground, land, rng)
    rows: list[dict[str, Any]] = []
    for kind, zh, en, xy in fixed:
        rows.append(_row(kind, kind, 1 + sum(row["kind"] == kind for row in rows), (zh, en), xy))
    taken: set[int] = set()
    for kind, zh, en, x_km, y_km in LANDMARKS:
        at = int(np.hypot(*(doors.xy - np.array([x_km, y_km]) * 1e3).T).argmin())
        taken.add(at)
        number = 1 + sum(row["kind"] == kind for row in rows)
        rows.append(_row(kind, kind, number, (zh, en), doors.xy[at]))
    for sort in SORTS:
        first = 1 + sum(row["name"].rpartition("_")[0] == (sort.key or sort.kind) for row in rows)
        chosen = _chosen(sort, doors, land, taken, rng)
        taken.update(chosen)
        rows += _named(sort, first, doors, chosen, land)
    rows += _parks(parks)
    hill = shapely.get_coordinates(ground.hill.point_on_surface())[0]
    number = 1 + sum(row["kind"] == "scenic_area" for row in rows)
    rows.append(_row("scenic_area", "scenic_area", number, ("松岭风景区", "Songling Scenic Area"), hill))
    return pd.DataFrame(rows)


def spread(xy: Floats, weight: Floats, count: int, taken: set[int], rng: np.random.Generator) -> list[int]:
    """So many positions, each far from those before; distance counts by weight, and a little by chance."""
    weight = weight * rng.uniform(0.6, 1, len(xy))
    off = np.full(len(xy), np.inf)
    off[sorted(taken)] = 0
    at = int((weight * rng.random(len(xy)) * np.isinf(off)).argmax())
    chosen = [at]
    while len(chosen) < count:
        off = np.minimum(off, np.hypot(*(xy - xy[at]).T))
        at = int((off * weight).argmax())
        chosen.append(at)
    return chosen


def _doors(net: Net, ground: Ground, land: Territory, rng: np.random.Generator) -> Doors:
    """The doors beside arterials, collectors and local streets in the city."""
    net = net.only(np.isin(net.rank, [3, 4, 5]) & (net.length_m > 3 * ASIDE_M))
    net = net.only(np.repeat(np.arange(len(net)), len(ALONG)))
    xy = beside(net.line, np.resize(ALONG, len(net)), ASIDE_M * rng.choice([-1, 1], len(net)))
    city = ground.outline.buffer(-EDGE_M)
    shapely.prepare([city, ground.closed])
    inside = shapely.contains_xy(city, xy) & ~shapely.contains_xy(ground.closed, xy)
    net, xy = net.only(inside), xy[inside]
    return Doors(
        xy=xy, density=ground.density(xy), rank=net.rank, area=land.street_at(xy), zh=net.names("zh"),
        en=net.names("en"),
    )  # fmt: skip


def _chosen(sort: Sort, doors: Doors, land: Territory, taken: set[int], rng: np.random.Generator) -> list[int]:
    """Which doors the places of a sort get: one in each area, or so many, far from one another."""
    weight = doors.density**sort.urban * np.isin(doors.rank, sort.ranks)
    if sort.by is not By.AREA:
        return spread(doors.xy, weight, sort.count, taken, rng)
    chosen: list[int] = []
    weight[sorted(taken)] = 0
    middle = shapely.get_coordinates(shapely.centroid(land.shape))[doors.area]
    score = weight * rng.uniform(0.3, 1, len(weight)) / (400 + np.hypot(*(doors.xy - middle).T))
    for area in range(len(land.shape)):
        own = np.where(doors.area == area, score, -1)
        chosen += np.argsort(-own, kind="stable")[: sort.count].tolist()
    return chosen


def _named(sort: Sort, first: int, doors: Doors, chosen: list[int], land: Territory) -> list[dict[str, Any]]:
    """Rows named after their streets or areas, or counted; a second one of a name says so."""
    rows: list[dict[str, Any]] = []
    seen: Counter[str] = Counter()
    for number, at in enumerate(chosen, start=first):
        if sort.by is By.NUMBER:
            which = ordinal(number)
            title = (f"云州市第{which['zh']}{sort.zh}", f"Yunzhou {which['en']} {sort.en}")
            rows.append(_row(sort.key or sort.kind, sort.kind, number, title, doors.xy[at]))
            continue
        zh, en = _after(sort, doors, at, land)
        seen[zh] += 1
        if seen[zh] > 1:
            which = ordinal(seen[zh])
            zh, en = f"{zh}第{which['zh']}", f"{en} {which['en']}"
        rows.append(_row(sort.key or sort.kind, sort.kind, number, (zh + sort.zh, f"{en} {sort.en}"), doors.xy[at]))
    return rows


def _after(sort: Sort, doors: Doors, at: int, land: Territory) -> tuple[str, str]:
    """What a place is named after: the road, the area, or the district where it stands."""
    if sort.by is By.ROAD:
        return doors.zh[at], doors.en[at]
    area = int(doors.area[at])
    title = DISTRICTS[int(land.district[area])] if sort.by is By.DISTRICT else land.titles[area]
    zh, en = title["zh"], title["en"]
    if sort.short:
        zh, en = zh.removesuffix("街道").removesuffix("镇"), en.removesuffix(" Subdistrict").removesuffix(" Town")
    return zh, en


def _parks(parks: list[Polygon]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for i, park in enumerate(parks, start=1):
        nth = ordinal(i)
        title = (f"云州第{nth['zh']}公园", f"Yunzhou {nth['en']} Park") if i > 1 else ("人民公园", "People's Park")
        rows.append(_row("park", "park", i, title, shapely.get_coordinates(park.point_on_surface())[0]))
    return rows


def _row(key: str, kind: str, number: int, title: tuple[str, str], xy: Floats) -> dict[str, Any]:
    return {"name": f"{key}_{number:02d}", "kind": kind, "zh": title[0], "en": title[1], "x": xy[0], "y": xy[1]}
