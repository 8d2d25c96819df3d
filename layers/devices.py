"""Devices: layers of the registered things of one sort, by what they measure or whether they still speak."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from city.picture import Picture
from city.readings import Floats
from geo.areas import Ints
from geo.pack import CityPack
from layers.base import Drawing, Style
from layers.freshness import age_s, moments, plain, rows_of, taken, times_taken

# In periods of the thing itself: one message lost is no news, three are (as in the availability indicator).
LATE, SILENT = 1.5, 3.0
HEARTBEAT = "device.heartbeat"
LIVE = Style(name="live", title={"zh": "在线", "en": "live"})
STATES = (
    LIVE,
    Style(name="late", title={"zh": "迟到", "en": "late"}),
    Style(name="silent", title={"zh": "无声", "en": "silent"}),
)


def by_state(*devices: str) -> Callable[[Picture, CityPack], Drawing]:
    """Draws devices of these sorts by whether they still speak; their styles are `STATES`."""

    def draw(picture: Picture, pack: CityPack) -> Drawing:
        number = of_sort(pack, devices)
        periods = quiet_periods(picture, pack, number, HEARTBEAT)
        style = (periods > LATE).astype(np.intp) + (periods > SILENT)
        return drawing(pack, number, style)

    return draw


def by_value(*devices: str, kind: str, unit: str, cuts: Sequence[float] = ()) -> Callable[[Picture, CityPack], Drawing]:
    """Draws devices of these sorts by how many of the `cuts` their newest value reaches; the last style is silence."""

    def draw(picture: Picture, pack: CityPack) -> Drawing:
        number, newest = of_sort(pack, devices), picture.newest.get(kind)
        value, heard = np.full(len(number), np.nan), np.full(len(number), np.datetime64("NaT", "ms"))
        if newest is not None:
            rows = rows_of(pack.things.thing, newest)[number]
            spoke = quiet_periods(picture, pack, number, kind) <= SILENT
            value, heard = np.where(spoke, taken(newest.value, rows), np.nan), times_taken(newest.at, rows)
        reached = np.searchsorted(np.asarray(cuts, dtype=np.float64), value, side="right")
        style = np.where(np.isnan(value), len(cuts) + 1, reached)
        told = {"value": plain(value, 2), "heard_at": moments(heard), "unit": [unit] * len(number)}
        return drawing(pack, number, style, **told)

    return draw


def drawing(pack: CityPack, number: Ints, style: Ints, **more: Sequence[Any]) -> Drawing:
    """These things of the pack where they stand, with their names."""
    things = pack.things
    return Drawing(
        ids=[things.thing[i] for i in number.tolist()],
        style=style.tolist(),
        lon=things.lon[number],
        lat=things.lat[number],
        more={**_titles(pack, tuple(number.tolist())), **more},
    )


def quiet_periods(picture: Picture, pack: CityPack, number: Ints, kind: str) -> Floats:
    """For how many of their own periods these things (n,) told nothing of a kind, infinite if they never did."""
    newest = picture.newest.get(kind)
    if newest is None:
        return np.full(len(number), np.inf)
    rows = rows_of(pack.things.thing, newest)[number]
    age = age_s(picture.at, times_taken(newest.at, rows))
    return np.where(np.isnan(age), np.inf, age / np.maximum(pack.things.period_s[number], 1.0))


@cache
def of_sort(pack: CityPack, devices: tuple[str, ...]) -> Ints:
    """Which of the city's things (n,) are devices of these sorts; none where the pack does not tell."""
    told = pack.things.more.get("device", ())
    return np.array([i for i, device in enumerate(told) if device in devices], dtype=np.intp)


@cache
def _titles(pack: CityPack, number: tuple[int, ...]) -> Mapping[str, Sequence[str]]:
    titles = [pack.things.title[i] for i in number]
    return {language: [title[language] for title in titles] for language in ("zh", "en")}
