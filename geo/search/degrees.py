"""Degrees: a place that somebody typed as two coordinates, in whichever order and manner."""

import re
import unicodedata
from types import MappingProxyType
from typing import NamedTuple

from geo.place import Point

FIGURE = r"\d{1,3}(?:\.\d+)?"
HALF = (
    r"(?P<before>[NSEW]|北纬|南纬|东经|西经)?\s*(?P<sign>[+-]?)(?P<degrees>" + FIGURE + r")"
    r"(?:\s*[°度]\s*(?:(?P<minutes>\d{1,2}(?:\.\d+)?)\s*['′分]\s*(?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s*(?:\"|″|''|秒)\s*)?)?)?"
    r"\s*(?(before)|(?P<after>[NSEW])?)"
)
HALVES = re.compile(HALF, re.IGNORECASE)
BETWEEN = re.compile(r"[,;、/]?\s*")
LETTERS = MappingProxyType({"北纬": "N", "南纬": "S", "东经": "E", "西经": "W"})
LAT, LON = "NS", "EW"


class Half(NamedTuple):
    """One coordinate: its degrees with their sign, and N, S, E or W where that was said."""

    degrees: float
    letter: str


def places_typed(text: str) -> tuple[Point, ...]:
    """The places that two typed coordinates may mean, both orders where it is not said; none where it is no such text.

    >>> places_typed("22°32.4'N 114°3'E"), places_typed("114.05,22.54"), places_typed("16 24")
    ((Point(lon=114.05, lat=22.54),), (Point(lon=114.05, lat=22.54),), ())
    """
    flat = unicodedata.normalize("NFKC", text.replace("’", "'").replace("”", '"').replace("″", '"')).strip()
    one = HALVES.match(flat)
    gap = one and BETWEEN.match(flat, one.end())
    other = gap and HALVES.fullmatch(flat, gap.end())
    # Whole numbers are a house and a street, or anything; and 22.5414.05 is nothing.
    if not one or not gap or not other or not all(re.search("[.°度纬经]", half[0]) for half in (one, other)):
        return ()
    if not (gap[0] or re.search(r"\D$", one[0]) or other["before"]):
        return ()
    return _in_either_order(_half(one), _half(other))


def _half(found: re.Match[str]) -> Half:
    minutes, seconds = float(found["minutes"] or 0), float(found["seconds"] or 0)
    before = found["before"] or ""
    letter = LETTERS.get(before, before.upper()) or (found["after"] or "").upper()
    degrees = float(found["degrees"]) + minutes / 60 + seconds / 3600
    return Half(-degrees if (found["sign"] == "-") != (letter in ("S", "W")) else degrees, letter)


def _in_either_order(one: Half, other: Half) -> tuple[Point, ...]:
    lat_first = (one.letter in LAT or not one.letter) and (other.letter in LON or not other.letter)
    lon_first = (one.letter in LON or not one.letter) and (other.letter in LAT or not other.letter)
    orders = [(other.degrees, one.degrees)] * lat_first + [(one.degrees, other.degrees)] * lon_first
    return tuple(Point(round(lon, 6), round(lat, 6)) for lon, lat in orders if abs(lon) <= 180 and abs(lat) <= 90)
