"""Coordinates: other frames than our own WGS 84, turned into it at the walls of the house and nowhere else.

wgs84         degrees, as everywhere inside
gcj02         degrees as Chinese maps show them (Amap, Tencent, Google in China)
bd09          degrees as Baidu shows them
cgcs2000      degrees of China's own survey, EPSG:4490; like WGS 84 to within a metre, so taken as it is
web_mercator  metres of web maps, EPSG:3857
EPSG:4549     any frame of the EPSG register by its number, here CGCS2000 in a three-degree zone
local:114.2,30.9,12   metres east and north of this longitude and latitude, the axes turned 12° counter-clockwise

x is always the longitude or easting, and y the latitude or northing, whatever order a register names.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, Self, cast

import numpy as np

from geo import chinese_offsets
from geo.misplaced import NotDegrees, in_degrees, written
from geo.place import Floats, Mask, Point

DEGREES = ("wgs84", "gcj02", "bd09", "cgcs2000")
NAMES = (*DEGREES, "web_mercator")
TITLES = MappingProxyType(
    {"wgs84": "WGS 84", "gcj02": "GCJ-02", "bd09": "BD-09", "cgcs2000": "CGCS2000", "web_mercator": "Web Mercator"}
)
DISPLACED = MappingProxyType({"gcj02": chinese_offsets.gcj02, "bd09": chinese_offsets.bd09})
EPSG = re.compile(r"EPSG:(\d{4,6})", re.IGNORECASE)
Turn = Callable[[Floats, Floats], tuple[Floats, Floats]]


class Transforms(NamedTuple):
    """The way from a frame to WGS 84 and back, and whether the frame is in metres."""

    there: Turn
    back: Turn
    in_metres: bool


class NoSuchFrame(ValueError):
    """There is no frame of this name."""

    def __init__(self, name: str) -> None:
        close = get_close_matches(name.lower(), NAMES, n=1, cutoff=0.5)
        meant = f" Did you mean {close[0]}?" if close else ""
        super().__init__(
            f"There is no frame {name!r}. There are {', '.join(NAMES)}, EPSG:4549 by any number of that register, "
            f"and local:lon,lat,turn.{meant}"
        )


class NotMetres(ValueError):
    """Numbers that are no place in a frame of metres."""

    def __init__(self, frame: "Frame", x: float, y: float) -> None:
        super().__init__(
            f"{written(x, y)} is no easting and northing in {frame.title}. Are they a longitude and latitude already, "
            "or of another zone? Declare the frame that they are in."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A frame of coordinates by its name; a local one has an origin, and its x axis is turned from east."""

    name: str
    origin: Point | None = None
    turn_deg: float = 0.0

    @classmethod
    def of(cls, text: str) -> Self:
        """The frame that an operator or a sender names. Raises `NoSuchFrame`.

        >>> Frame.of("GCJ02").title
        'GCJ-02'
        """
        name = text.strip().lower()
        if name.startswith("local:"):
            return cls._local(text, name.removeprefix("local:"))
        if found := EPSG.fullmatch(name):
            frame = cls(name={"4326": "wgs84", "4490": "cgcs2000"}.get(found[1], f"EPSG:{found[1]}"))
            if frame.name not in DEGREES:
                _transforms(frame)
            return frame
        if name not in NAMES:
            raise NoSuchFrame(text)
        return cls(name=name)

    @classmethod
    def _local(cls, text: str, said: str) -> Self:
        try:
            lon, lat, *turn = (float(part) for part in said.split(","))
        except ValueError:
            raise NoSuchFrame(text) from None
        if len(turn) > 1 or not np.isfinite(turn).all():
            raise NoSuchFrame(text)
        _refuse(~in_degrees(np.array([lon]), np.array([lat])), lambda _: NotDegrees(lon, lat))
        return cls(name="local", origin=Point(lon, lat), turn_deg=sum(turn))

    @property
    def in_degrees(self) -> bool:
        """Whether x and y are a longitude and latitude."""
        return self.name in DEGREES

    @property
    def title(self) -> str:
        """Its name as people write it."""
        return TITLES.get(self.name, self.name)


WGS84 = Frame(name="wgs84")


def to_wgs84(frame: Frame, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Longitude and latitude (n,) in WGS 84 of positions in another frame.

    Raises `NotDegrees` or `NotMetres`, which name the first position that cannot be one of this frame.

    >>> lon, lat = to_wgs84(Frame.of("gcj02"), np.array([116.410244]), np.array([39.916404]))
    >>> lon.round(4).tolist(), lat.round(4).tolist()
    ([116.404], [39.915])
    """
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if frame.in_degrees:
        _refuse(~in_degrees(x, y), lambda i: NotDegrees(x[i], y[i]))
        return _restored(frame, x, y)
    lon, lat = _from_metres(frame, x, y)
    _refuse(~_believable(frame, x, y, lon, lat), lambda i: NotMetres(frame, x[i], y[i]))
    return lon, lat


def from_wgs84(frame: Frame, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Positions (n,) in another frame of a longitude and latitude in WGS 84; raises `NotDegrees`."""
    lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    _refuse(~in_degrees(lon, lat), lambda i: NotDegrees(lon[i], lat[i]))
    if frame.in_degrees:
        by = DISPLACED.get(frame.name)
        return (lon, lat) if by is None else chinese_offsets.displaced(by, lon, lat)
    east, north = _transforms(frame).back(lon, lat)
    return _turned(east, north, -frame.turn_deg)


def readable(frame: Frame, x: Floats, y: Floats) -> Mask:
    """Which of the positions (n,) `to_wgs84` can turn; for callers that refuse row by row."""
    return in_degrees(x, y) if frame.in_degrees else _believable(frame, x, y, *_from_metres(frame, x, y))


def _restored(frame: Frame, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    by = DISPLACED.get(frame.name)
    return (x, y) if by is None else chinese_offsets.restored(by, x, y)


def _from_metres(frame: Frame, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Longitude and latitude (n,), infinite or NaN where there is none."""
    return _transforms(frame).there(*_turned(x, y, frame.turn_deg))


def _turned(x: Floats, y: Floats, by_deg: float) -> tuple[Floats, Floats]:
    """Positions turned counter-clockwise about the origin."""
    if not by_deg:
        return x, y
    cos, sin = np.cos(np.radians(by_deg)), np.sin(np.radians(by_deg))
    return x * cos - y * sin, x * sin + y * cos


def _believable(frame: Frame, x: Floats, y: Floats, lon: Floats, lat: Floats) -> Mask:
    """Which positions can be of this frame; of frames in metres only a local one has places so near its origin."""
    already = in_degrees(x, y) & (frame.origin is None) & _transforms(frame).in_metres
    return in_degrees(lon, lat) & ~already


def _refuse(bad: Mask, why: Callable[[int], ValueError]) -> None:
    if bad.any():
        raise why(int(np.argmax(bad)))


@cache
def _transforms(frame: Frame) -> Transforms:
    """Raises `NoSuchFrame` for a number that is not in the register, or stands for no map (heights, say)."""
    from pyproj import CRS, Transformer  # noqa: PLC0415 - takes a tenth of a second, and most cities need none
    from pyproj.exceptions import ProjError  # noqa: PLC0415 - the same

    ours = CRS.from_epsg(4326)
    try:
        theirs = CRS.from_user_input(_definition(frame))
        there = Transformer.from_crs(theirs, ours, always_xy=True)
        back = Transformer.from_crs(ours, theirs, always_xy=True)
    except ProjError:
        raise NoSuchFrame(frame.name) from None
    if not (theirs.is_projected or theirs.is_geographic):
        raise NoSuchFrame(frame.name)
    return Transforms(cast("Turn", there.transform), cast("Turn", back.transform), bool(theirs.is_projected))


def _definition(frame: Frame) -> str:
    if frame.origin is not None:
        return f"+proj=tmerc +lon_0={frame.origin.lon!r} +lat_0={frame.origin.lat!r} +k=1 +ellps=WGS84 +units=m"
    return "EPSG:3857" if frame.name == "web_mercator" else frame.name
