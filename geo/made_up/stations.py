"""The made-up city's stations, airport and bridges as places: where they are, and what their names tell of the town."""

from typing import Any

import numpy as np
import shapely

from geo.made_up.areas import Territory
from geo.made_up.graph import Net
from geo.made_up.ground import AIRPORT_KM, Ground
from geo.made_up.place_sorts import LANDMARKS
from geo.made_up.rails import STATIONS, Rails
from geo.place import Floats

NEAR_M = 750.0  # a station this near to a landmark is called after it
WIDE_M = 60.0  # water that a bridge with a name of its own crosses
Named = tuple[str, str, str, Floats]  # kind, zh, en, place on the board


def fixed_places(rails: Rails, net: Net, ground: Ground, land: Territory) -> list[Named]:
    """The places whose place is given: railway stations, airport, metro stations, bridges over the river."""
    railway = [
        ("railway_station", name["zh"], name["en"], xy) for name, xy in zip(STATIONS, rails.stations, strict=True)
    ]
    airport = ("airport", "云州机场", "Yunzhou Airport", np.array(AIRPORT_KM) * 1e3)
    return [*railway, airport, *_metro(rails, net, land), *_bridges(net, ground)]


def _metro(rails: Rails, net: Net, land: Territory) -> list[Named]:
    """Metro stations, those where lines meet first, so that they get the best names."""
    taken: set[str] = set()
    found: list[Named] = []
    marks = [
        ("云州火车站", "Yunzhou Railway Station", rails.stations[0]),
        ("云州东站", "Yunzhou East", rails.stations[1]),
    ]
    marks.append(("云州机场", "Yunzhou Airport", np.array(AIRPORT_KM) * 1e3))
    marks += [(zh, en, np.array([x, y]) * 1e3) for _, zh, en, x, y in LANDMARKS]
    roads = net.only(np.isin(net.rank, [3, 4]) & ~np.array([name.endswith("桥") for name in net.names("zh")]))
    tree = shapely.STRtree(roads.line)
    area = land.street_at(rails.stops)
    for at in sorted(range(len(rails.stops)), key=lambda i: -len(rails.lines[i])):
        xy = rails.stops[at]
        close = [mark for mark in marks if np.hypot(*(mark[2] - xy)) < NEAR_M]
        names = [(zh, en) for zh, en, _ in sorted(close, key=lambda mark: float(np.hypot(*(mark[2] - xy))))]
        title = land.titles[int(area[at])]
        short = title["zh"].removesuffix("街道").removesuffix("镇")
        names.append((short, title["en"].removesuffix(" Subdistrict").removesuffix(" Town")))
        # The greatest streets come first in a net.
        near = roads.only(np.sort(tree.query(shapely.Point(xy), predicate="dwithin", distance=2_500)))
        names += list(zip(near.names("zh"), near.names("en"), strict=True))
        zh, en = next((name for name in names if name[0] not in taken), (f"{short}{at}", f"{names[0][1]} {at}"))
        taken.add(zh)
        found.append(("metro_station", f"{zh}地铁站", f"{en} Metro Station", xy))
    return found


def _bridges(net: Net, ground: Ground) -> list[Named]:
    """The bridges over the river inside the city, each called as its road."""
    spans: Any = shapely.intersection(net.line, ground.river.intersection(ground.outline.buffer(-200)))
    wide = np.flatnonzero((net.rank <= 3) & (shapely.length(spans) > WIDE_M))
    middle = shapely.get_coordinates(shapely.line_interpolate_point(spans[wide], 0.5, normalized=True))
    long = net.only(wide)
    found: dict[str, Named] = {}
    for zh, en, xy, span in zip(long.names("zh"), long.names("en"), middle, spans[wide], strict=True):
        if span.geom_type == "LineString" and zh not in found:
            title = (zh, en) if zh.endswith("桥") else (f"{zh}桥", f"{en} Bridge")
            found[zh] = ("bridge", *title, xy)
    return list(found.values())
