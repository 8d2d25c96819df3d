"""The made-up city: Yunzhou, three million people on a river, made from a seed in seconds; no file is needed.

It pretends to lie at 114.2° E, 30.9° N, where nothing of it exists: water, land, streets, names and numbers are all
invented, and the pack says so (`provenance: made_up`). The same seed gives the same city, to the last byte.

    python -m geo.made_up.city PACKS_FOLDER

It is drawn in the order in which towns grow: ground, main roads, rails, blocks, local streets; then districts and
streets (街道), places, what the land is used for, houses; then crews, sensors and house numbers. All of it is drawn in
metres on a board and bent onto the earth at the end (`plane.py`).
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.made_up.addresses import addresses
from geo.made_up.areas import Territory, area_table
from geo.made_up.base import Drawn, base_map
from geo.made_up.blocks import Blocks
from geo.made_up.buildings import buildings
from geo.made_up.edition import is_made, made_up_folder
from geo.made_up.fleet import units
from geo.made_up.graph import Net, edge_id, road_net
from geo.made_up.ground import Ground
from geo.made_up.labels import labels
from geo.made_up.landmarks import great_buildings
from geo.made_up.names import CITY
from geo.made_up.oneways import with_oneways
from geo.made_up.places import places
from geo.made_up.plane import CENTRE, VERTEX_M, Bend
from geo.made_up.quarters import Quarters
from geo.made_up.rails import Rails
from geo.made_up.ramps import ramps
from geo.made_up.roads import bridges, main_roads
from geo.made_up.stations import fixed_places
from geo.made_up.things import things
from geo.made_up.turns import banned_turns
from geo.pack_writer import write_pack

SEED = 1
SPEED_KMH = (20, 80, 60, 50, 40, 30, 40)  # by class from 0
ABOUT: Mapping[str, Any] = MappingProxyType(
    {
        "name": "made_up",
        "title": dict(CITY),
        "time_zone": "Asia/Shanghai",
        "centre": [CENTRE.lon, CENTRE.lat],
        "zoom": 11.5,
        "provenance": "made_up",
        "note": {
            "zh": "虚构城市：云州并不存在，水系、道路、地名、人口、设备均由程序生成。",
            "en": "A made-up city: Yunzhou does not exist; its water, streets, names, people and devices are invented.",
        },
        "attribution": {"zh": "虚构数据，程序生成", "en": "Made-up data, generated"},
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpCity:
    """The tables of a city pack, as `write_pack` takes them."""

    areas: gpd.GeoDataFrame
    nodes: pd.DataFrame
    edges: gpd.GeoDataFrame
    base: dict[str, gpd.GeoDataFrame]
    units: pd.DataFrame
    things: pd.DataFrame
    places: pd.DataFrame
    addresses: pd.DataFrame
    banned: pd.DataFrame


def make_city(folder: Path, seed: int = SEED) -> Path:
    """The folder, now holding the made-up city's pack."""
    city = drawn_city(seed)
    write_pack(
        folder, city={**ABOUT, "seed": seed}, areas=city.areas, nodes=city.nodes, edges=city.edges, base=city.base,
        units=city.units, things=city.things, places=city.places, addresses=city.addresses,
        banned=city.banned,
    )  # fmt: skip
    return folder


def made_up_city(packs: Path, seed: int = SEED) -> Path:
    """The folder of this seed's city below `packs`; made now if it is not there, or was made by another edition."""
    folder = made_up_folder(packs, seed)
    return folder if is_made(folder) else make_city(folder, seed)


def drawn_city(seed: int = SEED) -> MadeUpCity:
    """The made-up city that belongs to a seed."""
    chance = [np.random.default_rng([seed, part]) for part in range(10, 20)]
    bend, ground = Bend.of(seed), Ground.of(seed)
    roads = main_roads(ground, seed)
    roads += ramps(roads, ground)
    rails = Rails.of(ground, roads)

    blocks = Blocks(ground, chance[0])
    blocks.divide(roads, bridges(ground, roads))
    blocks.choose_parks(rails.railways)
    blocks.add_local_streets([road.line for road in roads if road.rank == 1])

    net = road_net(roads + blocks.streets, rails.railways, chance[1])
    net = with_oneways(net, ground, chance[8])

    land = Territory.of(ground, net)
    homes = places(net, blocks.parks, ground, land, fixed_places(rails, net, ground, land), chance[2])
    quarters = Quarters.of(net, ground, rails, np.array(blocks.parks), homes, chance[6])
    houses = buildings(quarters, great_buildings(rails, quarters), chance[7])

    drawn = Drawn(
        ground=ground, net=net, rails=rails, quarters=quarters, houses=houses, parks=list(blocks.parks),
        labels=labels(ground, land, homes, ground.villages),
    )  # fmt: skip
    return MadeUpCity(
        areas=area_table(land, bend),
        nodes=_nodes(net, bend),
        edges=_edges(net, bend),
        base=base_map(drawn, bend, chance[3]),
        units=_placed(units(homes), bend),
        things=_placed(things(net, ground, homes, chance[4]), bend),
        places=_placed(homes, bend),
        addresses=_placed(addresses(net, ground), bend),
        banned=banned_turns(net, ground),
    )


def _nodes(net: Net, bend: Bend) -> pd.DataFrame:
    node, first = np.unique(np.concatenate([net.u, net.v]), return_index=True)
    lonlat = bend.degrees(net.ends[first])
    return pd.DataFrame({"id": node, "lon": lonlat[:, 0], "lat": lonlat[:, 1]})


def _edges(net: Net, bend: Bend) -> gpd.GeoDataFrame:
    bent = shapely.transform(shapely.segmentize(net.line, VERTEX_M), bend.bent)
    columns = {
        "id": [edge_id(i) for i in range(len(net))],
        "u": net.u,
        "v": net.v,
        "class": net.rank,
        "zh": net.names("zh"),
        "en": net.names("en"),
        "length_m": shapely.length(bent).round(1),
        "speed_kmh": np.array(SPEED_KMH)[net.rank],
        "oneway": net.oneway,
    }
    return gpd.GeoDataFrame(columns, geometry=bend.drawn(net.line), crs=4326)


def _placed(table: pd.DataFrame, bend: Bend) -> pd.DataFrame:
    """The table with longitudes and latitudes for its places on the board."""
    lonlat = bend.degrees(table[["x", "y"]].to_numpy())
    return table.drop(columns=["x", "y"]).assign(lon=lonlat[:, 0], lat=lonlat[:, 1])


if __name__ == "__main__":
    made_up_city(Path(sys.argv[1]))
