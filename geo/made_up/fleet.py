"""The made-up city's crews: how many of which kind, where they are at home, and who sends them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True)
class Crew:
    """One sort of unit: kind, how its names begin, where it is at home, how many, names on screen, who sends it."""

    kind: str
    code: str
    home: str
    count: int
    zh: str
    en: str
    command: str


CREWS = (
    Crew("engine", "E", "fire_station", 60, "水罐消防车", "Engine", "119"),
    Crew("truck", "T", "fire_station", 15, "云梯消防车", "Ladder", "119"),
    Crew("rescue", "R", "fire_station", 12, "抢险救援车", "Rescue", "119"),
    Crew("chief", "C", "fire_station", 8, "消防指挥车", "Chief", "119"),
    Crew("support", "SU", "fire_station", 6, "消防保障车", "Support", "119"),
    Crew("rescue_team", "RT", "fire_station", 8, "应急救援队", "Rescue Team", "119"),
    Crew("forest_ranger", "FR", "scenic_area", 8, "护林巡查车", "Forest Ranger", "119"),
    Crew("medic", "M", "ambulance_station", 66, "救护车", "Medic", "120"),
    Crew("police", "P", "police_station", 120, "巡逻警车", "Patrol", "110"),
    Crew("traffic_police", "TP", "police_station", 60, "交警巡逻车", "Traffic Patrol", "110"),
    Crew("sanitation", "S", "sanitation_depot", 48, "环卫作业车", "Sanitation", "12319"),
    Crew("sweeper", "SW", "sanitation_depot", 70, "道路清扫车", "Sweeper", "12319"),
    Crew("waste_truck", "WT", "sanitation_depot", 90, "垃圾清运车", "Waste Truck", "12319"),
    Crew("grid_officer", "G", "community_centre", 120, "网格员", "Grid Officer", "12319"),
    Crew("urban", "U", "warden_station", 80, "城管执法车", "City Warden", "12319"),
    Crew("gas_repair", "GR", "gas_depot", 24, "燃气抢修车", "Gas Repair", "12319"),
    Crew("water_repair", "WR", "water_works", 24, "供水抢修车", "Water Repair", "12319"),
    Crew("power_repair", "PR", "power_station", 28, "电力抢修车", "Power Repair", "12319"),
    Crew("water", "D", "sewage_works", 24, "排水抢险车", "Drainage", "12319"),
    Crew("road_repair", "RR", "road_depot", 29, "道路抢修车", "Road Repair", "12319"),
)


def units(places: pd.DataFrame) -> pd.DataFrame:
    """All units as rows name, kind, zh, en, home, x, y, command; each stands at its home."""
    key = places["name"].str.rpartition("_")[0]
    return pd.DataFrame([row for crew in CREWS for row in _rows(crew, places.iloc[np.flatnonzero(key == crew.home)])])


def _rows(crew: Crew, homes: pd.DataFrame) -> list[dict[str, Any]]:
    """The units of one sort; where there are fewer than homes they are strewn evenly over them."""
    width = max(len(str(crew.count)), 2)
    number = [f"{i:0{width}d}" for i in range(1, crew.count + 1)]
    step = max(len(homes) / crew.count, 1)
    home = homes.iloc[[int(i * step) % len(homes) for i in range(crew.count)]]
    return [
        {
            "name": crew.code + n, "kind": crew.kind, "zh": f"{crew.zh} {n}", "en": f"{crew.en} {n}",
            "home": one.name, "x": one.x, "y": one.y, "command": crew.command,
        }
        for n, one in zip(number, home.itertuples(), strict=True)
    ]  # fmt: skip
