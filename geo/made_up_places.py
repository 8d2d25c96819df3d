"""The made-up city's places and the crews that are at home there."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely import Polygon

from geo.made_up_graph import Net
from geo.made_up_ground import Ground
from geo.made_up_names import ordinal
from geo.made_up_plane import beside
from geo.place import Floats

ASIDE_M = 32.0  # from the middle of the street to the door


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of place: its kind, how many there are, and what stands after the street's name."""

    kind: str
    count: int
    zh: str
    en: str


SORTS = (
    Sort("fire_station", 26, "消防救援站", "Fire Station"),
    Sort("police_station", 24, "派出所", "Police Station"),
    Sort("ambulance_station", 18, "急救站", "Ambulance Station"),
    Sort("hospital", 16, "医院", "Hospital"),
    Sort("sanitation_depot", 12, "环卫所", "Sanitation Depot"),
    Sort("school", 64, "学校", "School"),
    Sort("shelter", 10, "应急避难场所", "Emergency Shelter"),
)
# Kind, names, and about where, km from the centre.
LANDMARKS = (
    ("city_hall", "云州市人民政府", "Yunzhou City Hall", 1.2, 2.9),
    ("stadium", "云州体育中心", "Yunzhou Stadium", 6.2, -3.6),
    ("chemical_plant", "临港化工厂", "Lingang Chemical Plant", 11.0, -7.6),
    ("railway_station", "云州站", "Yunzhou Railway Station", -2.6, 4.6),
    ("railway_station", "云州东站", "Yunzhou East Railway Station", 9.4, 1.0),
    ("water_works", "云江水厂", "Yun River Water Works", -9.4, -0.6),
    ("power_station", "鹤洲变电站", "Hezhou Substation", -8.4, 5.2),
)


@dataclass(frozen=True, slots=True)
class Crew:
    """One sort of unit: kind, where it is at home, how many per home, names, who sends it."""

    kind: str
    home: str
    per_home: float
    zh: str
    en: str
    command: str


@dataclass(frozen=True, slots=True)
class Doors:
    """Where a house may stand (n, 2), how dense it is there, and in which streets."""

    xy: Floats
    density: Floats
    zh: list[str]
    en: list[str]


CREWS = (
    Crew("engine", "fire_station", 2, "水罐消防车", "Engine", "119"),
    Crew("truck", "fire_station", 0.5, "云梯消防车", "Ladder", "119"),
    Crew("rescue", "fire_station", 0.3, "抢险救援车", "Rescue", "119"),
    Crew("chief", "fire_station", 0.2, "消防指挥车", "Chief", "119"),
    Crew("medic", "ambulance_station", 2, "救护车", "Medic", "120"),
    Crew("police", "police_station", 2, "巡逻警车", "Patrol", "110"),
    Crew("sanitation", "sanitation_depot", 3, "环卫作业车", "Sanitation", "12319"),
)


def places(net: Net, parks: list[Polygon], ground: Ground, rng: np.random.Generator) -> pd.DataFrame:
    """All places as rows name, kind, zh, en, x, y (metres on the board)."""
    doors = _doors(net, ground, rng)
    rows: list[dict[str, Any]] = []
    taken: set[int] = set()
    for kind, zh, en, x_km, y_km in LANDMARKS:
        at = int(np.hypot(*(doors.xy - np.array([x_km, y_km]) * 1e3).T).argmin())
        taken.add(at)
        number = 1 + sum(row["kind"] == kind for row in rows)
        rows.append(_row(kind, number, zh, en, doors.xy[at]))
    for sort in SORTS:
        chosen = spread(doors.xy, doors.density**0.8, sort.count, taken, rng)
        taken.update(chosen)
        rows += _named(sort, doors, chosen)
    for i, park in enumerate(parks, start=1):
        zh, en = (
            ("人民公园", "People's Park")
            if i == 1
            else (f"云州第{ordinal(i)['zh']}公园", f"Yunzhou {ordinal(i)['en']} Park")
        )
        rows.append(_row("park", i, zh, en, shapely.get_coordinates(park.point_on_surface())[0]))
    hill = shapely.get_coordinates(ground.hill.point_on_surface())[0]
    return pd.DataFrame([*rows, _row("scenic_area", 1, "松岭风景区", "Songling Scenic Area", hill)])


def units(homes: pd.DataFrame) -> pd.DataFrame:
    """All units as rows name, kind, zh, en, home, x, y, command; each stands at its home."""
    rows: list[dict[str, Any]] = []
    for crew in CREWS:
        at_home = homes[homes["kind"] == crew.home]
        count = round(len(at_home) * crew.per_home)
        for i in range(count):
            # Where there are fewer crews than homes they are strewn evenly over them.
            home = at_home.iloc[i % len(at_home) if crew.per_home >= 1 else i * len(at_home) // count]
            rows.append(
                {
                    "name": f"{crew.en[0]}{i + 1:02d}", "kind": crew.kind,
                    "zh": f"{crew.zh} {i + 1:02d}", "en": f"{crew.en} {i + 1:02d}", "home": home["name"],
                    "x": home["x"], "y": home["y"], "command": crew.command,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def _doors(net: Net, ground: Ground, rng: np.random.Generator) -> Doors:
    """The doors beside the middles of arterials and collectors in the city."""
    net = net.only(np.isin(net.rank, [3, 4]) & (net.length_m > 3 * ASIDE_M))
    xy = beside(net.line, np.full(len(net), 0.5), ASIDE_M * rng.choice([-1, 1], len(net)))
    shapely.prepare([ground.outline, ground.closed])
    inside = shapely.contains_xy(ground.outline, xy) & ~shapely.contains_xy(ground.closed, xy)
    net, xy = net.only(inside), xy[inside]
    return Doors(xy, ground.density(xy), net.names("zh"), net.names("en"))


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


def _named(sort: Sort, doors: Doors, chosen: list[int]) -> list[dict[str, Any]]:
    """Rows named after their streets; a second one in a street says so."""
    rows: list[dict[str, Any]] = []
    seen: Counter[str] = Counter()
    for number, at in enumerate(chosen, start=1):
        zh, en = doors.zh[at], doors.en[at]
        seen[zh] += 1
        if seen[zh] > 1:
            which = ordinal(seen[zh])
            zh, en = f"{zh}第{which['zh']}", f"{en} {which['en']}"
        rows.append(_row(sort.kind, number, zh + sort.zh, f"{en} {sort.en}", doors.xy[at]))
    return rows


def _row(kind: str, number: int, zh: str, en: str, xy: Floats) -> dict[str, Any]:
    return {"name": f"{kind}_{number:02d}", "kind": kind, "zh": zh, "en": en, "x": xy[0], "y": xy[1]}
