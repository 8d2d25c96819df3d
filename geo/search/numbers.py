"""House numbers: where a house of a street stands, or as near to it as the known numbers tell."""

import re
import unicodedata
from typing import NamedTuple

import numpy as np

from geo.search.index import FREEWAY, SearchIndex
from geo.search.numerals import with_figures

MAIN = r"\d{1,6}"
LATIN = rf"{MAIN}(?:[-\u2013]{MAIN})?[A-Za-z]?"
SPACED = rf"{MAIN}\s[A-Za-z]"
# All of them say where house 100 is divided; 6号大街 is the name of a street.
CHINESE = "|".join(
    (
        rf"{MAIN}\s*[号號]?院\s*{MAIN}[号號]?[楼栋幢]",  # 100号院2号楼
        rf"{MAIN}\s*[号號][之附]{MAIN}[A-Za-z]?",  # 100号之1, 100号附1号
        rf"{MAIN}弄(?=\s*$)",
        # 100-1号, 100弄1号
        rf"{MAIN}(?:\s*[-\u2013~之附弄]\s*{MAIN})?[A-Za-z]?(?=\s*(?:[号號](?!大街|[路街道巷线桥])|院))",
    )
)
ASKED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 人民路88号: the first number counts, what follows it is within the house.
        rf"(?P<street>.*?[^\W\d]\W*?)(?P<number>{CHINESE})\s*[号號]?(?P<rest>.*)",
        rf"(?P<number>{CHINESE})\s*[号號]\s*(?P<street>.+)",  # 88号人民路
        rf"(?P<number>{LATIN})[\s,]+(?P<street>.*[^\W\d].*)",  # 88 Renmin Road
        # Renmin Road 88, Mannerheimintie 3 B 12: staircase B, flat 12
        rf"(?P<street>.*?[^\W\d].*?)[\s,]+(?:no\.?\s*|#\s*)?(?P<number>{LATIN}|{SPACED})(?:(?<=[A-Za-z])\s+\d{{1,4}})?",
        rf"(?P<street>.*[\u3400-\u9fff])(?P<number>{LATIN}|{SPACED})",  # 人民路88
        rf"(?P<street>[A-Za-z]{{2,}})(?P<number>{LATIN})",  # rml88, renminlu88
    )
)
FARTHEST_APART = 60  # farther than this from the known numbers nothing is guessed


class HouseAsked(NamedTuple):
    """A house that somebody asks for: its street as typed, its number as written and as a figure."""

    street: str
    text: str
    number: int


class House(NamedTuple):
    """Where a house stands: "exact", "near" (at or between known numbers), or "street" (no number is known)."""

    exactness: str
    lon: float
    lat: float


def house_asked(text: str) -> HouseAsked | None:
    """The house that is asked for; None where no number stands there.

    >>> house_asked("88号人民路")
    HouseAsked(street='人民路', text='88', number=88)
    >>> house_asked("中山大道100号之1"), house_asked("16th Street")
    (HouseAsked(street='中山大道', text='100-1', number=100), None)
    """
    flat = with_figures(unicodedata.normalize("NFKC", text).strip())
    for pattern in ASKED:
        if (found := pattern.fullmatch(flat)) and (street := found["street"].strip(" ,").removesuffix("第")):
            return HouseAsked(street, _plainly(found["number"]), int(re.split(r"\D", found["number"], maxsplit=1)[0]))
    return None


def house_at(index: SearchIndex, street: int, asked: HouseAsked) -> House | None:
    """Where the house stands, as exactly as it is known; None where no house of the street can have it.

    That is where its known numbers never come near to this one, and at a freeway.
    """
    rows = slice(int(index.number_first[street]), int(index.number_first[street + 1]))
    number, lon, lat = index.number[rows], index.number_lon[rows], index.number_lat[rows]
    if not len(number):
        if index.kind[street] == FREEWAY:
            return None
        return House("street", float(index.lon[street]), float(index.lat[street]))
    same = np.flatnonzero(number == asked.number)
    wanted = _as_written(asked.text)
    for row in same.tolist():
        if _as_written(str(index.number_text[rows.start + row])) == wanted:
            return House("exact", float(lon[row]), float(lat[row]))
    if np.abs(number - asked.number).min() > FARTHEST_APART:
        return None
    return House("near", *_between(number, lon, lat, asked.number))


def numbers_of(index: SearchIndex, street: int) -> tuple[int, int] | None:
    """The lowest and the highest known number of a street; None where none is known."""
    first, end = int(index.number_first[street]), int(index.number_first[street + 1])
    return None if first == end else (int(index.number[first]), int(index.number[end - 1]))


def _between(number: np.ndarray, lon: np.ndarray, lat: np.ndarray, asked: int) -> tuple[float, float]:
    """Between the known numbers on the same side of the street, odd or even; else at the nearest number of all."""
    side = np.flatnonzero(number % 2 == asked % 2)
    below, above = side[number[side] <= asked][-1:], side[number[side] >= asked][:1]
    if len(below) and len(above) and number[above[0]] - number[below[0]] <= FARTHEST_APART:
        low, high = below[0], above[0]
        share = (asked - number[low]) / max(number[high] - number[low], 1)
        return float(lon[low] + share * (lon[high] - lon[low])), float(lat[low] + share * (lat[high] - lat[low]))
    nearest = int(np.argmin(np.abs(number - asked)))
    return float(lon[nearest]), float(lat[nearest])


def _plainly(number: str) -> str:
    """A number with its parts as it is usually written: 100号之1 is 100-1."""
    return re.sub(r"\s*(?:[\u2013~]|[号號]?之)\s*", "-", number).replace(" ", "").upper()


def _as_written(number: str) -> str:
    """What is the same for all ways to write this number."""
    return re.sub(r"[号號\s]", "", _plainly(unicodedata.normalize("NFKC", number)))
