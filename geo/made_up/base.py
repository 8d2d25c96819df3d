"""The made-up city's base map: land, its use, green, water, rails, buildings, streets and names, as layers on earth."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.areas import Words
from geo.made_up.buildings import Built
from geo.made_up.graph import Net
from geo.made_up.green import Green, green
from geo.made_up.ground import Ground
from geo.made_up.names import BROOK, WATERS
from geo.made_up.plane import FRAME, Bend
from geo.made_up.quarters import Quarters, Use
from geo.made_up.rails import LINES, RAILWAYS, Rails
from geo.made_up.street_layer import street_layer

URBAN = (
    ("residential", (Use.OLD, Use.SLABS, Use.TOWERS, Use.VILLAGE)),
    ("commercial", (Use.CENTRE, Use.TRADE)),
    ("industrial", (Use.WORKS, Use.TANKS)),
    ("institution", (Use.CAMPUS, Use.STADIUM)),
)
NEAT_M = 9.0  # corners of built-up land are rounded


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """What the base map shows, on the board; `labels` are rows kind, zh, en, rank, x, y."""

    ground: Ground
    net: Net
    rails: Rails
    quarters: Quarters
    houses: Built
    parks: list[BaseGeometry]
    labels: pd.DataFrame


def base_map(drawn: Drawn, bend: Bend, rng: np.random.Generator) -> dict[str, gpd.GeoDataFrame]:
    """All layers of the base map by name; names are empty where a shape has none."""
    ground, rails = drawn.ground, drawn.rails
    grown = green(ground, drawn.quarters, drawn.parks, drawn.net.line, rng)
    outline, height = drawn.houses
    labels = drawn.labels
    lonlat = bend.degrees(labels[["x", "y"]].to_numpy())
    return {
        "land": _land(ground, grown, bend),
        "urban": _urban(drawn, bend),
        "green": _layer(bend, grown.shape, grown.sort, ()),
        "water": _water(ground, grown, bend),
        "waterways": _layer(
            bend, [ground.river_line.intersection(FRAME), ground.brook_line.intersection(FRAME)], ["river", "stream"],
            [WATERS["river"], dict(BROOK)],
        ),
        "buildings": gpd.GeoDataFrame(
            {"height": height}, geometry=shapely.transform(outline, bend.degrees), crs=4326
        ),
        "rail": _layer(
            bend, [*rails.railways, *rails.metro], ["rail"] * len(rails.railways) + ["metro"] * len(rails.metro),
            [*RAILWAYS, *LINES],
        ),
        "streets": street_layer(drawn.net, ground, rails.railways, grown.paths, bend),
        "names": gpd.GeoDataFrame(labels[["kind", "zh", "en", "rank"]], geometry=shapely.points(lonlat), crs=4326),
    }  # fmt: skip


def _land(ground: Ground, grown: Green, bend: Bend) -> gpd.GeoDataFrame:
    dry = shapely.union_all([ground.water, *grown.ponds])
    shapes = [ground.outline.difference(dry), FRAME.difference(ground.outline).difference(dry)]
    return _layer(bend, shapes, ["city", "outside"], ())


def _urban(drawn: Drawn, bend: Bend) -> gpd.GeoDataFrame:
    """What built-up land is used for; neighbouring quarters of one use are one shape."""
    shapes: list[BaseGeometry] = []
    sort: list[str] = []
    for name, uses in URBAN:
        whole = shapely.coverage_union_all(drawn.quarters.outline[drawn.quarters.of_use(*uses)])
        parts = shapely.get_parts(whole.buffer(-NEAT_M).buffer(NEAT_M, quad_segs=3))
        shapes += parts.tolist()
        sort += [name] * len(parts)
    yards = [*drawn.rails.yards(), *drawn.ground.tarmac()]
    return _layer(bend, [*shapes, *yards], [*sort, *["industrial"] * len(yards)], ())


def _water(ground: Ground, grown: Green, bend: Bend) -> gpd.GeoDataFrame:
    lakes, ponds = list(ground.lakes), grown.ponds
    names = [WATERS["river"], *(WATERS[f"lake_{i}"] for i in range(len(lakes))), *({} for _ in ponds)]
    sort = ["river"] + ["lake"] * len(lakes) + ["pond"] * len(ponds)
    return _layer(bend, [ground.river, *lakes, *ponds], sort, names)


def _layer(bend: Bend, shapes: list[BaseGeometry], sort: list[str], names: Sequence[Words]) -> gpd.GeoDataFrame:
    titles = list(names) or [{}] * len(shapes)
    columns = {"class": sort, "zh": [t.get("zh", "") for t in titles], "en": [t.get("en", "") for t in titles]}
    return gpd.GeoDataFrame(columns, geometry=bend.drawn(np.array(shapes, dtype=object)), crs=4326)
