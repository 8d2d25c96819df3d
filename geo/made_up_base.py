"""The made-up city's base map: land, water, green, built-up land and streets, as layers on the earth."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from geo.areas import Words
from geo.made_up_blocks import Blocks
from geo.made_up_graph import Net
from geo.made_up_ground import BANK_M, TOWN
from geo.made_up_names import WATERS
from geo.made_up_plane import FRAME, Bend, blob

WOODS = 0.4  # this share of the blocks in the country has a wood
POND_M2 = 1.2e6  # larger blocks in the country have a pond, where there is no wood
ROUND_M = 40.0  # corners of built-up land are rounded


def base_map(blocks: Blocks, net: Net, bend: Bend, rng: np.random.Generator) -> dict[str, gpd.GeoDataFrame]:
    """All layers of the base map by name; a row has a class and names, empty where it has none."""
    ground = blocks.ground
    country, town = _sorted_blocks(blocks)
    woods, ponds = _woods_and_ponds(country, rng)
    water = [ground.river, *ground.lakes, *ponds]
    names = [WATERS["river"], *(WATERS[f"lake_{i}"] for i in range(len(ground.lakes))), *({} for _ in ponds)]
    dry = shapely.union_all(water)
    built = shapely.union_all(shapely.buffer(town, 12)).buffer(-ROUND_M).buffer(ROUND_M)
    shapes: dict[str, tuple[list[BaseGeometry], list[str], Sequence[Words]]] = {
        "land": (
            [ground.outline.difference(dry), FRAME.difference(ground.outline).difference(dry)], ["city", "outside"], ()
        ),
        "urban": ([built], ["urban"], ()),
        "green": _green(blocks, built, woods),
        "water": (water, ["river"] + ["lake"] * (len(water) - 1), names),
    }  # fmt: skip
    return {name: _layer(bend, *of) for name, of in shapes.items()} | {"streets": _streets(net, bend)}


def _layer(bend: Bend, shapes: list[BaseGeometry], sort: list[str], names: Sequence[Words]) -> gpd.GeoDataFrame:
    titles = list(names) or [{}] * len(shapes)
    columns = {"class": sort, "zh": [t.get("zh", "") for t in titles], "en": [t.get("en", "") for t in titles]}
    return gpd.GeoDataFrame(columns, geometry=bend.drawn(np.array(shapes, dtype=object)), crs=4326)


def _streets(net: Net, bend: Bend) -> gpd.GeoDataFrame:
    """Whole streets, not their pieces: fewer shapes to draw, and room for the name."""
    order = np.argsort(net.street, kind="stable")
    net = net.only(order)
    _, first, street = np.unique(net.street, return_index=True, return_inverse=True)
    lines = bend.drawn(np.asarray(shapely.line_merge(shapely.multilinestrings(net.line, indices=street))))
    net = net.only(first)
    return gpd.GeoDataFrame({"class": net.rank, "zh": net.names("zh"), "en": net.names("en")}, geometry=lines, crs=4326)


def _sorted_blocks(blocks: Blocks) -> tuple[list[Polygon], list[Polygon]]:
    """The blocks in the country and those in town."""
    middle = shapely.get_coordinates(shapely.centroid(np.array(blocks.blocks)))
    town = blocks.ground.density(middle) >= TOWN
    pairs = list(zip(blocks.blocks, town.tolist(), strict=True))
    return [block for block, built in pairs if not built], [block for block, built in pairs if built]


def _woods_and_ponds(country: list[Polygon], rng: np.random.Generator) -> tuple[list[BaseGeometry], list[BaseGeometry]]:
    woods: list[BaseGeometry] = []
    ponds: list[BaseGeometry] = []
    for block in country:
        x, y = shapely.get_coordinates(block.point_on_surface())[0]
        side = float(np.sqrt(block.area))
        if rng.random() < WOODS:
            wood = blob(rng, x, y, (side * 0.42, side * 0.3), rng.uniform(0, 180), 0.3)
            woods.append(wood.intersection(block.buffer(-30)))
        elif block.area > POND_M2:
            pond = blob(rng, x, y, (side * 0.13, side * 0.07), rng.uniform(0, 180), 0.35)
            ponds.append(pond.intersection(block.buffer(-60)))
    return woods, [pond for pond in ponds if pond.area > 5_000]


def _green(
    blocks: Blocks, built: BaseGeometry, woods: list[BaseGeometry]
) -> tuple[list[BaseGeometry], list[str], Sequence[Words]]:
    """Parks, the hill, the river's island, woods, and the strips of green along the water in town."""
    ground = blocks.ground
    strips = shapely.union_all([ground.river.buffer(BANK_M - 25), *shapely.buffer(ground.lakes, BANK_M * 0.6)])
    strips = strips.difference(ground.water).difference(ground.island)
    near = shapely.union_all([built, *blocks.parks]).buffer(BANK_M)
    parks = shapely.buffer(blocks.parks, -14).tolist()
    return (
        [*parks, ground.hill, ground.island, strips.intersection(near), *woods],
        ["park"] * len(parks) + ["hill", "park", "park"] + ["wood"] * len(woods),
        (),
    )
