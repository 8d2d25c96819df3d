"""Known places: all that stands somewhere in the city, places, things and units, as columns that can be searched."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from api.door import Asked
from api.ports import House
from api.refusals import NotServed, Plain
from api.units import shown
from geo.near import Nearby
from geo.pack import CityPack
from geo.place import Floats, Mask, Point

Words = dict[str, str]


class Known(NamedTuple):
    """One of them; `sort` is "place", "thing" or "unit"."""

    sort: str
    kind: str
    name: str
    title: Words
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, eq=False)
class KnownPlaces:
    """Some of them (n,), with a tree that finds the nearest; `kind` is that of each as an array."""

    rows: Sequence[Known]
    kind: npt.NDArray[np.str_]
    kinds: frozenset[str]
    nearby: Nearby

    @classmethod
    def of(cls, rows: Iterable[Known]) -> "KnownPlaces":
        """These, ready to be searched."""
        kept = tuple(rows)
        lon, lat = (np.array([getattr(one, axis) for one in kept], dtype=np.float64) for axis in ("lon", "lat"))
        kind = np.array([one.kind for one in kept], dtype=np.str_)
        return cls(kept, kind, frozenset(kind.tolist()), Nearby.of(lon, lat))

    @property
    def lon(self) -> Floats:
        """Where each is (n,)."""
        return self.nearby.lon

    @property
    def lat(self) -> Floats:
        """Where each is (n,)."""
        return self.nearby.lat

    def of_kinds(self, kinds: Collection[str]) -> Mask:
        """Which of them (n,) are of these kinds."""
        return np.isin(self.kind, list(kinds))

    def some(self, which: Mask) -> list[Known]:
        """Those that are marked (n,)."""
        return [self.rows[row] for row in np.flatnonzero(which).tolist()]


def nearest(
    tables: Sequence[KnownPlaces], place: Point, radius_m: float, kinds: Collection[str], most: int
) -> tuple[list[tuple[Known, float]], dict[str, int]]:
    """The nearest of these kinds with their distances in metres, and how many there are of each within the radius."""
    found: list[tuple[Known, float]] = []
    counts = Counter[str]()
    for table in tables:
        rows, metres = table.nearby.within(place, radius_m)
        asked = np.isin(table.kind[rows], list(kinds))
        rows, metres = rows[asked], metres[asked]
        names, times = np.unique(table.kind[rows], return_counts=True)
        counts.update(dict(zip(names.tolist(), times.tolist(), strict=True)))
        found += [(table.rows[row], far) for row, far in zip(rows[:most].tolist(), metres[:most].tolist(), strict=True)]
    return sorted(found, key=lambda each: each[1])[:most], dict(counts.most_common())


def standing_still(pack: CityPack) -> KnownPlaces:
    """The city's places and things."""
    things = pack.things
    devices = things.more.get("device", ("thing",) * len(things))
    columns = (devices, things.thing, things.title, things.lon.tolist(), things.lat.tolist())
    return KnownPlaces.of(
        [
            *(Known("place", one.kind, one.name, one.title, one.lon, one.lat) for one in pack.places),
            *(Known("thing", *row) for row in zip(*columns, strict=True)),
        ]
    )


def moving(house: House, asked: Asked) -> KnownPlaces:
    """The units, where whoever asks may know them last seen, else at home."""
    units = ((one["kind"], one["name"], one["title"], one["lon"], one["lat"]) for one in shown(house, asked))
    return KnownPlaces.of(
        Known("unit", kind, name, title, np.nan if lon is None else lon, np.nan if lat is None else lat)
        for kind, name, title, lon, lat in units
    )


def kinds_asked(text: str, known: Collection[str]) -> frozenset[str]:
    """The kinds in a text like "hospital,engine"; all where it is empty. Raises `NotServed` for one unheard of."""
    asked = frozenset(part.strip() for part in text.split(",") if part.strip())
    if strange := sorted(asked - set(known)):
        message = f"There is no kind {', '.join(strange)}. There are {', '.join(sorted(known))}."
        raise NotServed(HTTPStatus.UNPROCESSABLE_ENTITY, "unknown_kind", message)
    return asked or frozenset(known)


def counted(found: Iterable[Known]) -> dict[str, int]:
    """How many there are of each kind, the most frequent first."""
    return dict(Counter(one.kind for one in found).most_common())


def card(one: Known, metres: float | None = None) -> Plain:
    """What the API says of one of them."""
    said: Plain = {
        "sort": one.sort, "kind": one.kind, "name": one.name, "title": one.title,
        "lon": round(one.lon, 6), "lat": round(one.lat, 6),
    }  # fmt: skip
    return said if metres is None else said | {"distance_m": round(metres, 1)}
