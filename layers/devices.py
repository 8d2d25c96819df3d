"""Devices: layers of the registered things of one sort, by what they measure or whether they still speak.

Each is a row of the table of its group, `LAYERS`, such as `layers/infrastructure/devices.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from city.picture import Picture
from city.readings import Floats
from geo.areas import Ints
from geo.pack import CityPack
from layers.base import Drawing, Layer, Shape, Style
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

MUTE = Style(name="mute", title={"zh": "仅登记位置", "en": "place only"})
STATES_OR_MUTE = (*STATES, MUTE)


SILENCE = Style(name="silent", title={"zh": "无数据", "en": "no data"})
EVERY_S = 10.0  # a device speaks once a minute or less often


def device_layer(  # noqa: PLR0913 - a layer says so much of itself
    name: str,
    *,
    zh: str,
    en: str,
    group: str,
    order: int,
    min_zoom: int,
    styles: tuple[Style, ...],
    draw: Callable[[Picture, CityPack], Drawing],
    limits: tuple[float, ...] = (),
) -> Layer:
    """A layer of points that show the newest word of devices; hidden until somebody asks for it."""
    return Layer(
        name=name, title={"zh": zh, "en": en}, group=group, shape=Shape.POINT, order=order, styles=styles, draw=draw,
        min_zoom=min_zoom, shown=False, watches=("newest",), every_s=EVERY_S, limits=limits,
    )  # fmt: skip


def steps(*styles: tuple[str, str, str]) -> tuple[Style, ...]:
    """The styles of values between cuts, each with its words in Chinese and English, and that of silence."""
    return (*(Style(name=name, title={"zh": zh, "en": en}) for name, zh, en in styles), SILENCE)


def by_state(*devices: str) -> Callable[[Picture, CityPack], Drawing]:
    """Draws devices of these sorts by whether they still speak; their styles are `STATES_OR_MUTE`.

    A city that knows no such devices may know their places, as from a map: those are drawn, and are mute.
    """

    def draw(picture: Picture, pack: CityPack) -> Drawing:
        number = of_sort(pack, devices)
        if not len(number):
            return _mute(pack, devices)
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
def _mute(pack: CityPack, kinds: tuple[str, ...]) -> Drawing:
    """The city's places of these kinds, from which nothing is ever heard."""
    places = [place for place in pack.places if place.kind in kinds]
    return Drawing(
        ids=[place.name for place in places],
        style=[STATES_OR_MUTE.index(MUTE)] * len(places),
        lon=np.array([place.lon for place in places], dtype=np.float64),
        lat=np.array([place.lat for place in places], dtype=np.float64),
        more={language: [place.title[language] for place in places] for language in ("zh", "en")},
    )


@cache
def _titles(pack: CityPack, number: tuple[int, ...]) -> Mapping[str, Sequence[str]]:
    titles = [pack.things.title[i] for i in number]
    return {language: [title[language] for title in titles] for language in ("zh", "en")}
