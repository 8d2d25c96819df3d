"""The made-up city: Yunzhou, three million people on a river, made from a seed in seconds; no file is needed.

It pretends to lie at 114.2° E, 30.9° N, where nothing of it exists: water, land, streets, names and numbers are all
invented, and the pack says so (`provenance: made_up`). The same seed gives the same city, to the last byte.

    python -m geo.made_up.city PACKS_FOLDER

It is drawn in the order in which towns grow: ground, main roads, rails, blocks, local streets; then districts and
streets (街道), places, what the land is used for, houses; then crews, sensors and house numbers. All of it is drawn in
metres on a board and bent onto the earth at the end (`plane.py`).
"""

import gc
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

from geo.importing.tables import Table
from geo.made_up.addresses import addresses
from geo.made_up.areas import Territory, area_table
from geo.made_up.base import Drawn, base_map
from geo.made_up.blocks import Blocks
from geo.made_up.buildings import buildings
from geo.made_up.duties import duties, handbook
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
from geo.own_files import HANDBOOK, RESPONSIBILITY
from geo.pack_writer import fill, write_around

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
    """The city on its board: `base` gives its map, `tables` all else of its pack, in either order."""

    seed: int
    bend: Bend
    drawn: Drawn
    land: Territory
    homes: pd.DataFrame

    def base(self) -> dict[str, gpd.GeoDataFrame]:
        """The layers of the base map."""
        return base_map(self.drawn, self.bend, _chance(self.seed, 3))

    def tables(self) -> dict[str, Table]:
        """The tables of a city pack, as `pack_writer.fill` takes them."""
        net, ground, homes, bend = self.drawn.net, self.drawn.ground, self.homes, self.bend
        return {
            "areas": area_table(self.land, bend),
            "nodes": _nodes(net, bend),
            "edges": _edges(net, bend),
            "units": _placed(units(homes), bend),
            "things": _placed(things(net, ground, homes, _chance(self.seed, 4)), bend),
            "places": _placed(homes, bend),
            "addresses": _placed(addresses(net, ground), bend),
            "banned": banned_turns(net, ground),
        }


def make_city(folder: Path, seed: int = SEED) -> Path:
    """The folder, now holding the made-up city's pack; while its map is cut the rest is made."""
    city = drawn_city(seed)
    base, about = city.base(), {**ABOUT, "seed": seed}

    def write(half: Path) -> None:
        tables = city.tables()
        fill(half, about, tables, base, {}, None)
        duties(tables["areas"]).to_csv(half / RESPONSIBILITY, index=False)
        handbook().to_csv(half / HANDBOOK, index=False)

    write_around(folder, base, write)
    return folder


def made_up_city(packs: Path, seed: int = SEED) -> Path:
    """The folder of this seed's city below `packs`; made now if it is not there, or was made by another edition."""
    folder = made_up_folder(packs, seed)
    return folder if is_made(folder) else make_city(folder, seed)


def drawn_city(seed: int = SEED) -> MadeUpCity:
    """The made-up city that belongs to a seed."""
    bend, ground = Bend.of(seed), Ground.of(seed)
    roads = main_roads(ground, seed)
    roads += ramps(roads, ground)
    rails = Rails.of(ground, roads)

    blocks = Blocks(ground, _chance(seed, 0))
    blocks.divide(roads, bridges(ground, roads))
    blocks.choose_parks(rails.railways)
    blocks.add_local_streets([road.line for road in roads if road.rank == 1])

    net = road_net(roads + blocks.streets, rails.railways, _chance(seed, 1))
    net = with_oneways(net, ground, _chance(seed, 8))

    land = Territory.of(ground, net)
    homes = places(net, blocks.parks, ground, land, fixed_places(rails, net, ground, land), _chance(seed, 2))
    quarters = Quarters.of(net, ground, rails, np.array(blocks.parks), homes, _chance(seed, 6))
    houses = buildings(quarters, great_buildings(rails, quarters), _chance(seed, 7))

    drawn = Drawn(
        ground=ground, net=net, rails=rails, quarters=quarters, houses=houses, parks=list(blocks.parks),
        labels=labels(ground, land, homes, ground.villages),
    )  # fmt: skip
    return MadeUpCity(seed=seed, bend=bend, drawn=drawn, land=land, homes=homes)


def _chance(seed: int, part: int) -> np.random.Generator:
    """The chance of one part of the city: what one part draws changes no other."""
    return np.random.default_rng([seed, 10 + part])


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
    gc.disable()  # hardly anything made before the end is garbage, and looking for it takes a second
    made_up_city(Path(sys.argv[1]))
