"""Search entries: what of a city can be found, gathered from its areas, roads, places and addresses."""

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from geo.areas import Areas
from geo.importing.tables import Column, Table
from geo.place import EARTH_RADIUS_M, Floats
from geo.search.build import Entries, Junctions, Numbers, build
from geo.search.index import AREA, FREEWAY, PLACE, STREET, SearchIndex
from geo.ways.roads import Ints, Roads

SAME_STREET_M = 800.0  # of two streets of one name that lie farther apart, each is a street of its own
STREET_RANK = (7, 3, 4, 5, 6, 7, 8)  # by class of the edge: 0 alley, 1 freeway …, 6 ramp
WITHOUT_HOUSES = (1, 6)
FOREMOST = MappingProxyType(
    {
        "airport": 2, "railway_station": 2, "hospital": 3, "government": 3, "university": 3, "stadium": 3,
        "scenic_area": 3, "museum": 4, "park": 4, "square": 4, "metro_station": 4, "bus_terminal": 4, "library": 4,
        "theatre": 4, "fire_station": 4, "police_station": 4, "mall": 5, "market": 5, "hotel": 6, "school": 5,
        "bridge": 5, "camera": 9, "hydrant": 9, "ad_board": 9,
    }
)  # fmt: skip
USUAL_RANK = 6


class Entry(NamedTuple):
    """One thing to find."""

    kind: int
    zh: str
    en: str
    lon: float
    lat: float
    rank: int
    place_kind: str = ""


def search_index(areas: Areas, roads: Roads, places: Table, addresses: Table) -> SearchIndex:
    """The search index of a city; `places` and `addresses` are the tables of its pack."""
    street, streets = _streets(roads)
    lone = _lone_streets(addresses, {(one.zh, one.en) for one in streets} | {("", "")})
    found = [*streets, *lone, *_areas(areas), *_places(places)]
    columns = Entries(
        kind=np.array([one.kind for one in found], dtype=np.uint8), zh=[one.zh for one in found],
        en=[one.en for one in found], lon=np.array([one.lon for one in found], dtype=np.float64),
        lat=np.array([one.lat for one in found], dtype=np.float64),
        rank=np.array([one.rank for one in found], dtype=np.uint8), place_kind=[one.place_kind for one in found],
    )  # fmt: skip
    return build(columns, _junctions(roads, street), _numbers(addresses, [*streets, *lone]), areas)


def _streets(roads: Roads) -> tuple[Ints, list[Entry]]:
    """The street of each edge (m,), -1 where it has no name, and each street with a point on it."""
    names, name = np.unique(np.char.add(np.char.add(roads.zh, "\n"), roads.en), return_inverse=True)
    named = np.flatnonzero((roads.zh != "") | (roads.en != ""))
    street = np.full(len(roads), -1, dtype=np.intp)
    if not len(named):
        return street, []
    middle = roads.points[(roads.first[:-1] + roads.first[1:]) // 2]
    place_m = _plane_m(*middle[named].T)
    # A third axis keeps names apart: only edges of one name are ever near each other.
    tree = KDTree(np.column_stack([place_m, name[named] * 1e7]))
    near = np.concatenate([tree.query_pairs(SAME_STREET_M, output_type="ndarray"), _joined(roads, named, name)])
    net = coo_array((np.ones(len(near)), (near[:, 0], near[:, 1])), shape=(len(named), len(named)))
    _, street[named] = connected_components(net, directed=False)
    return street, [_street(roads, middle, rows, str(names[name[rows[0]]])) for rows in _groups(street)]


def _joined(roads: Roads, named: Ints, name: Ints) -> Ints:
    """Pairs (p, 2) of edges of one name that share a junction, by their rows in `named`."""
    end, row = np.concatenate([roads.tail[named], roads.head[named]]), np.tile(np.arange(len(named)), 2)
    order = np.lexsort((end, name[named[row]]))
    end, row, own = end[order], row[order], name[named[row]][order]
    same = (end[1:] == end[:-1]) & (own[1:] == own[:-1])
    return np.column_stack([row[:-1][same], row[1:][same]])


def _street(roads: Roads, middle: Floats, rows: Ints, name: str) -> Entry:
    """The street of these edges; its point is the middle of the edge nearest to the middle of all."""
    zh, en = name.split("\n")
    own = _plane_m(*middle[rows].T)
    lon, lat = middle[rows[np.argmin(((own - np.median(own, axis=0)) ** 2).sum(axis=1))]]
    mostly = int(np.bincount(roads.edge_class[rows]).argmax())
    kind, rank = FREEWAY if mostly in WITHOUT_HOUSES else STREET, STREET_RANK[mostly]
    # A long street is looked for more often than a short one of its class.
    return Entry(kind, zh, en, float(lon), float(lat), rank - (float(roads.length_m[rows].sum()) > 2_000))


def _groups(group: Ints) -> Iterator[Ints]:
    """The rows of each group from 0 on; -1 belongs to none."""
    order = np.argsort(group, kind="stable")
    size = np.bincount(group[group >= 0])
    yield from np.split(order[(group < 0).sum() :], np.cumsum(size)[:-1])


def _plane_m(lon: Floats, lat: Floats) -> Floats:
    """Positions (n, 2) in metres, true enough within a city."""
    per_deg_m = np.radians(EARTH_RADIUS_M)
    middle_lat = np.radians(lat.mean()) if len(lat) else 0.0
    return np.column_stack([lon * per_deg_m * np.cos(middle_lat), lat * per_deg_m])


def _lone_streets(addresses: Table, known: set[tuple[str, str]]) -> list[Entry]:
    """Streets that have addresses, but no road of their name."""
    place = addresses[["lon", "lat"]].astype(float).groupby(_names(addresses)).median()
    rows = zip(place.index.tolist(), place["lon"].tolist(), place["lat"].tolist(), strict=True)
    return [Entry(STREET, zh, en, lon, lat, 7) for (zh, en), lon, lat in rows if (zh, en) not in known]


def _names(addresses: Table) -> list[Column]:
    """The names of the street of each address, Chinese and English."""
    return [pd.Series(_texts(addresses[name]), index=addresses.index, dtype=object) for name in ("zh", "en")]


def _areas(areas: Areas) -> Iterator[Entry]:
    for area in areas.all:
        inside = area.shape.representative_point()
        yield Entry(AREA, area.title["zh"], area.title["en"], inside.x, inside.y, min(1 + area.level, 9))


def _places(places: Table) -> Iterator[Entry]:
    texts = (_texts(places[name]) for name in ("kind", "zh", "en"))
    for kind, zh, en, lon, lat in zip(*texts, places["lon"], places["lat"], strict=True):
        if zh or en:
            yield Entry(PLACE, zh, en, float(lon), float(lat), FOREMOST.get(kind, USUAL_RANK), kind)


def _junctions(roads: Roads, street: Ints) -> Junctions:
    """Which junctions each street has, each once."""
    ends, entry = np.concatenate([roads.tail, roads.head]), np.concatenate([street, street])
    named = entry >= 0
    pairs = np.unique(np.column_stack([entry[named], ends[named]]), axis=0)
    return Junctions(
        entry=pairs[:, 0].astype(np.int32), node=pairs[:, 1].astype(np.int32), lon=roads.lon[pairs[:, 1]],
        lat=roads.lat[pairs[:, 1]],
    )  # fmt: skip


def _numbers(addresses: Table, streets: Sequence[Entry]) -> Numbers:
    """The house numbers, each at the nearest street of its name; those without a figure are left out."""
    lon, lat = (addresses[name].to_numpy(float) for name in ("lon", "lat"))
    entry = _nearest(_names(addresses), lon, lat, streets)
    written = np.array(_texts(addresses["number"]), dtype=object)
    code, distinct = pd.factorize(written)  # a city has the same numbers in every street
    figures = [re.search(r"\d{1,6}", one) for one in distinct]
    number = np.array([int(figure[0]) if figure else -1 for figure in figures] or [-1], dtype=np.int32)[code]
    kept = (number >= 0) & (entry >= 0)
    return Numbers(
        entry=entry[kept].astype(np.int32), number=number[kept], text=written[kept].tolist(), lon=lon[kept],
        lat=lat[kept],
    )  # fmt: skip


def _nearest(names: list[Column], lon: Floats, lat: Floats, streets: Sequence[Entry]) -> Ints:
    """The nearest street of the name of each place (n,), as its row in `streets`; -1 where none has that name."""
    by_name: dict[tuple[str, str], list[int]] = {}
    for row, street in enumerate(streets):
        by_name.setdefault((street.zh, street.en), []).append(row)
    nearest = np.full(len(lon), -1, dtype=np.intp)
    places = pd.Series(np.arange(len(lon))).groupby([one.to_numpy() for one in names]).indices
    for name, own in by_name.items():
        if (rows := places.get(name)) is not None:
            far = [np.abs(streets[one].lon - lon[rows]) + np.abs(streets[one].lat - lat[rows]) for one in own]
            nearest[rows] = np.array(own)[np.argmin(far, axis=0)]
    return nearest


def _texts(column: Column) -> list[str]:
    """The texts of a column; "" where there is none."""
    return [str(one) for one in column.astype(object).where(column.notna(), "").tolist()]
