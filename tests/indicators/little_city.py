"""A little city of four streets in two districts, and views of it made from rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from zlib import crc32
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from numpy.typing import ArrayLike

from city.kinds import KINDS
from city.readings import Floats
from city.views import CityTime, Judged, Peer, Series, Stretches, Sums, Table
from geo.areas import Area, Areas, Ints

NOON = np.datetime64("2026-03-02T12:00:00.000")


def area(code: str, level: int, parent: str | None, west: float, east: float) -> Area:
    words, shape = {"zh": code, "en": code}, shapely.box(west, 0, east, 1)
    return Area(code=code, title=words, level=level, parent=parent, shape=shape)


def little_city() -> Areas:
    """The city, districts north (streets a and b) and south (c and d); leaf 4 is elsewhere."""
    streets = [area(code, 2, parent, i, i + 1) for i, (code, parent) in enumerate(["an", "bn", "cs", "ds"])]
    return Areas((area("city", 0, None, 0, 4), area("n", 1, "city", 0, 2), area("s", 1, "city", 2, 4), *streets))


AREAS = little_city()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Rows of one kind, of which every view can be made."""

    kind: str
    thing: tuple[str, ...]
    value: Floats
    leaf: Ints
    age_s: Floats
    attributes: Mapping[str, Floats]
    lon: Floats | None = None
    lat: Floats | None = None
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])

    def only(self, keep: Ints) -> "Made":
        """Some of the rows, in this order."""
        return Made(
            kind=self.kind, thing=tuple(self.thing[i] for i in keep), value=self.value[keep], leaf=self.leaf[keep],
            age_s=self.age_s[keep], attributes={name: column[keep] for name, column in self.attributes.items()},
            lon=None if self.lon is None else self.lon[keep], lat=None if self.lat is None else self.lat[keep],
            texts={name: [column[i] for i in keep] for name, column in self.texts.items()},
        )  # fmt: skip

    def in_leaf(self, leaf: Ints) -> "Made":
        """The same rows, in other places."""
        return replace(self, leaf=leaf)

    def table(self) -> Table:
        nowhere = np.full(len(self.thing), np.nan)
        return Table(
            thing=self.thing,
            who=np.array([crc32(name.encode()) for name in self.thing], dtype=np.intp),
            value=self.value,
            at=NOON - (self.age_s * 1000).astype("timedelta64[ms]"),
            age_s=self.age_s,
            leaf=self.leaf,
            lon=nowhere if self.lon is None else self.lon,
            lat=nowhere if self.lat is None else self.lat,
            attributes=self.attributes,
            areas=AREAS,
            texts=self.texts,
        )

    def stretched(self, asked: Stretches) -> Table:
        """When each thing kept talking, thing by thing, word by word."""
        longest, last, since, heard = asked.minutes * 60.0, list[int](), list[int](), list[int]()
        words = np.flatnonzero(self.value > 0)
        for name in dict.fromkeys(self.thing[one] for one in words):
            mine = sorted((one for one in words if self.thing[one] == name), key=lambda one: -self.age_s[one])
            for before, one in zip([None, *mine], mine, strict=False):
                joins = before is not None and (
                    self.age_s[before] - self.age_s[one] <= asked.periods * self.value[before]
                )
                since.append(since.pop() if joins else one)
                last[len(last) - joins :] = [one]
            heard += [0] * (len(last) - len(heard))
            heard[-1] = sum(self.age_s[one] < asked.counted_min * 60 for one in mine)
        about = {"since_s": self.age_s[since], "first_period_s": self.value[since], "heard": np.array(heard, float)}
        fresh = np.flatnonzero(self.age_s[last] < longest)
        about["since_s"] = np.minimum(about["since_s"], longest)
        found = self.only(np.array(last, dtype=np.intp)[fresh]).table()
        return replace(found, attributes={name: column[fresh] for name, column in about.items()})

    def sums(self) -> Sums:
        edges, inside = KINDS[self.kind].edges, AREAS.membership[:, self.leaf] > 0
        bins = np.searchsorted(np.array(edges), self.value) if edges else np.zeros(len(self.thing), dtype=np.intp)
        return Sums(
            count=AREAS.summed(self.leaf),
            total=AREAS.summed(self.leaf, self.value),
            squares=AREAS.summed(self.leaf, self.value**2),
            low=np.min(np.where(inside, self.value, np.inf), axis=1, initial=np.inf),
            high=np.max(np.where(inside, self.value, -np.inf), axis=1, initial=-np.inf),
            histogram=np.stack(
                [AREAS.summed(self.leaf, (bins == one).astype(np.float64)) for one in range(len(edges) + 1)], axis=1
            ),
            newest=np.full(len(AREAS), NOON),
        )


def rows(
    kind: str,
    value: ArrayLike,
    *,
    thing: Iterable[object] | None = None,
    leaf: ArrayLike = 0,
    age_s: ArrayLike = 60.0,
    lon: ArrayLike | None = None,
    lat: ArrayLike | None = None,
    texts: Mapping[str, Sequence[str]] | None = None,
    **attributes: ArrayLike,
) -> Made:
    """Rows of a kind: their values, and where given things, leaves, ages, places, attributes and columns of words.

    One figure serves all rows.
    """
    values = np.atleast_1d(np.asarray(value, dtype=np.float64))

    def column(one: ArrayLike) -> Floats:
        return np.broadcast_to(np.asarray(one, dtype=np.float64), values.shape).copy()

    return Made(
        kind=kind, value=values, leaf=column(leaf).astype(np.intp), age_s=column(age_s),
        thing=tuple(str(one) for one in (range(values.size) if thing is None else thing)),
        attributes={name: column(one) for name, one in attributes.items()}, texts=texts or {},
        lon=None if lon is None else column(lon), lat=None if lat is None else column(lat),
    )  # fmt: skip


SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = CityTime(NOON, SHANGHAI)


def series(values: ArrayLike, step_min: int = 60, until: np.datetime64 = NOON) -> Series:
    """Regular values, (k,) for the city and every area alike or (k, areas), the newest step ending at `until`."""
    table = np.asarray(values, dtype=np.float64)
    table = np.repeat(table[:, None], len(AREAS), axis=1) if table.ndim == 1 else table
    steps = np.arange(len(table), 0, -1) * step_min
    return Series(at=until - steps.astype("timedelta64[m]"), values=table)


def peer(
    value: ArrayLike, *, domain: str = "traffic", cuts: tuple[float, float, float] = (4, 6, 8), **more: object
) -> Peer:
    """What another indicator says: one figure serves all areas; lower is better where nothing else is said."""
    said = np.broadcast_to(np.asarray(value, dtype=np.float64), (len(AREAS),)).copy()
    about = {
        "lower_is_better": True,
        "age_s": 30.0,
        "every_s": 60.0,
        "companions": {},
        "coverage": np.ones(len(AREAS)),
        "unit": "",
        "expected": np.ones(len(AREAS), dtype=np.bool_),
    }
    band = np.where(np.isnan(said), -1, 0).astype(np.intp)
    return Peer(**{"value": said, "judged": said, "band": band, "cuts": cuts, "domain": domain, **about, **more})


def judged(**peers: Peer) -> Judged:
    """What others say, by name."""
    return Judged(peers=peers, size=len(AREAS))
