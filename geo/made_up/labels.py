"""The made-up city's names on the map: what is named where, and how important it is (1 most, 9 least)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.areas import Words
from geo.made_up.areas import Territory
from geo.made_up.ground import Ground
from geo.made_up.names import BROOK, CITY, DISTRICTS, VILLAGE_NAMES, WATERS
from geo.made_up.plane import Shapes
from geo.place import Floats

# The kind of name and the rank that places of a kind get; places of other kinds have no name on the map.
OF_PLACES: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "railway_station": ("station", 3), "airport": ("landmark", 3), "metro_station": ("metro_station", 6),
        "university": ("university", 5), "stadium": ("landmark", 5), "museum": ("landmark", 6),
        "library": ("landmark", 7), "theatre": ("landmark", 7), "scenic_area": ("landmark", 5),
        "square": ("square", 6), "park": ("park", 6), "hospital": ("hospital", 6), "mall": ("landmark", 7),
        "school": ("school", 8), "chemical_plant": ("industrial", 5), "power_station": ("industrial", 8),
        "water_works": ("industrial", 7), "sewage_works": ("industrial", 8), "market": ("landmark", 8),
        "service_hall": ("landmark", 7), "bridge": ("bridge", 6), "bus_terminal": ("landmark", 8),
    }
)  # fmt: skip
RIVER_EVERY_M = 4_500.0
WORKS_KM = ((9.8, -8.2, "临港工业园", "Lingang Industrial Park"), (-9.6, 5.2, "鹤洲物流园", "Hezhou Logistics Park"))


def labels(ground: Ground, land: Territory, places: pd.DataFrame, villages: Floats) -> pd.DataFrame:
    """All names as rows kind, zh, en, rank, x, y (metres on the board), the important ones first."""
    rows = [_row("city", dict(CITY), 1, np.array([0.0, 900.0])), *_areas(land), *_waters(ground)]
    hill, island = (shapely.get_coordinates(shape.centroid)[0] for shape in (ground.hill, ground.island))
    rows.append(_row("hill", {"zh": "松岭", "en": "Songling Hill"}, 4, hill))
    rows.append(_row("island", {"zh": "鹤洲岛", "en": "Hezhou Island"}, 5, island))
    rows += [_row("industrial", {"zh": zh, "en": en}, 5, np.array([x, y]) * 1e3) for x, y, zh, en in WORKS_KM]
    rows += [_row("village", name, 6, xy) for name, xy in zip(VILLAGE_NAMES, villages, strict=False)]
    for place in places.to_dict("records"):
        if place["kind"] in OF_PLACES:
            kind, rank = OF_PLACES[place["kind"]]
            rows.append(_row(kind, _title(place), rank, np.array([place["x"], place["y"]])))
    return pd.DataFrame(rows).sort_values("rank", kind="stable", ignore_index=True)


def _title(place: Mapping[str, Any]) -> Words:
    """What stands on the map: of a metro station that it is a station, as its sign says which."""
    zh, en = place["zh"].removesuffix("地铁站"), place["en"].removesuffix(" Metro Station")
    if zh == place["zh"]:
        return {"zh": zh, "en": en}
    return {"zh": zh.removesuffix("站") + "站", "en": en.removesuffix(" Station") + " Station"}


def _areas(land: Territory) -> list[dict[str, Any]]:
    """Districts and streets, each in the middle of its land."""
    rows = [_row("street_area", title, 5, xy) for title, xy in zip(land.titles, _middles(land.shape), strict=True)]
    wholes = np.array([shapely.coverage_union_all(land.shape[land.district == i]) for i in range(len(DISTRICTS))])
    return [*rows, *(_row("district", title, 2, xy) for title, xy in zip(DISTRICTS, _middles(wholes), strict=True))]


def _waters(ground: Ground) -> list[dict[str, Any]]:
    """The river every few kilometres, the brook, and the lakes in their middles."""
    course: Any = ground.river_line.intersection(ground.outline)
    along = shapely.line_interpolate_point(course, np.arange(RIVER_EVERY_M / 2, course.length, RIVER_EVERY_M))
    rows = [_row("river", WATERS["river"], 2, xy) for xy in shapely.get_coordinates(along)]
    brook = shapely.get_coordinates(ground.brook_line.interpolate(0.6, normalized=True))[0]
    rows.append(_row("river", dict(BROOK), 5, brook))
    middles = _middles(np.array(ground.lakes))
    return rows + [_row("lake", WATERS[f"lake_{i}"], 3 if i == 0 else 4, xy) for i, xy in enumerate(middles)]


def _middles(shapes: Shapes) -> Floats:
    """A place well inside each shape (n, 2)."""
    circles = shapely.maximum_inscribed_circle(shapes, tolerance=40)
    return shapely.get_coordinates(shapely.get_point(circles, 0))


def _row(kind: str, title: Words, rank: int, xy: Floats) -> dict[str, Any]:
    return {"kind": kind, "zh": title["zh"], "en": title["en"], "rank": rank, "x": xy[0], "y": xy[1]}
