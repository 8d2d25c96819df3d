"""Views of a file: what a model asks for, made from columns that were read elsewhere."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike
from shapely.geometry.base import BaseGeometry

from city.readings import Floats, Times
from city.views import Series, Sums, Table
from geo.areas import Area, Areas, Ints


def city(leaves: Sequence[str]) -> Areas:
    """A city of so many parts; where they lie means nothing, so they are boxes in a row."""
    return city_of({name: shapely.box(0.1 * at, 0, 0.1 * (at + 1), 0.1) for at, name in enumerate(leaves)})


def city_of(shapes: Mapping[str, BaseGeometry]) -> Areas:
    """A city of parts with their outlines, WGS 84."""
    whole = shapely.union_all(list(shapes.values()))
    parts = tuple(_area(name, 1, shape) for name, shape in shapes.items())
    return Areas((_area("the whole city", 0, whole), *parts))


def _area(name: str, level: int, shape: BaseGeometry) -> Area:
    parent = "the whole city" if level else None
    return Area(code=name, title={"zh": name, "en": name}, level=level, parent=parent, shape=shape)


def utc(local: ArrayLike, zone: ZoneInfo) -> Times:
    """Times of the file's own clocks (k,) as UTC."""
    times = pd.DatetimeIndex(np.asarray(local, dtype="datetime64[ms]")).tz_localize(zone)
    return times.tz_convert("UTC").tz_localize(None).to_numpy().astype("datetime64[ms]")


def rows(
    areas: Areas, now: np.datetime64, *, thing: Sequence[str], value: ArrayLike, at: Times, leaf: ArrayLike,
    lon: ArrayLike = np.nan, lat: ArrayLike = np.nan, **attributes: ArrayLike,
) -> Table:  # fmt: skip
    """The rows of a kind as seen at a moment; one figure serves all rows."""

    def column(one: ArrayLike) -> Floats:
        return np.broadcast_to(np.asarray(one, dtype=np.float64), (len(thing),)).copy()

    return Table(
        thing=thing,
        who=np.unique(np.asarray(thing, dtype=np.str_), return_inverse=True)[1].astype(np.intp),
        value=column(value),
        at=at,
        age_s=(now - at) / np.timedelta64(1, "s"),
        leaf=column(leaf).astype(np.intp),
        lon=column(lon),
        lat=column(lat),
        attributes={name: column(one) for name, one in attributes.items()},
        areas=areas,
    )


def sums(areas: Areas, value: Floats, now: np.datetime64) -> Sums:
    """The tally of one value a leaf (leaves,), NaN where nothing was read."""
    leaf: Ints = np.flatnonzero(~np.isnan(value))
    told, inside = value[leaf], areas.membership[:, leaf] > 0
    return Sums(
        count=areas.summed(leaf),
        total=areas.summed(leaf, told),
        squares=areas.summed(leaf, told**2),
        low=np.min(np.where(inside, told, np.inf), axis=1, initial=np.inf),
        high=np.max(np.where(inside, told, -np.inf), axis=1, initial=-np.inf),
        histogram=areas.summed(leaf)[:, np.newaxis],
        newest=np.full(len(areas), now),
    )


def means(areas: Areas, at: Times, value: Floats) -> Series:
    """The means per area of one value a step and leaf (k, leaves), NaN where nothing was read."""
    some = np.pad(~np.isnan(value), ((0, 0), (0, 1))).astype(np.float64)
    many = areas.merged(some.T).T
    total = areas.merged(np.pad(np.nan_to_num(value), ((0, 0), (0, 1))).T).T
    return Series(at=at, values=np.where(many > 0, total / np.maximum(many, 1.0), np.nan))


def counts(areas: Areas, at: Times, leaf: Ints, first: np.datetime64, hours: int) -> Series:
    """How many rows (k,) fell into each hour from `first` on, per area."""
    hour = ((at - first) // np.timedelta64(1, "h")).astype(np.intp)
    use = (hour >= 0) & (hour < hours)
    width = areas.elsewhere + 1
    cells = np.bincount(hour[use] * width + leaf[use], minlength=hours * width).astype(np.float64)
    begins = first + np.arange(hours) * np.timedelta64(1, "h")
    return Series(at=begins, values=areas.merged(cells.reshape(hours, width).T).T)
