"""Wording: what residents ask for, in their own words, and how often; the table is `wording.csv`.

`share` is how often a type is asked for, `hours` the curve of its day (`rhythm.py`), `wet`, `cold` and `heat` how many
times more often in a cloudburst, in the depth of winter, in the height of summer, `limit_min` within how many minutes
somebody should answer. A request is an opening, a place, what is wrong, what makes it worse, and an ending.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import starmap
from pathlib import Path

import numpy as np
import numpy.typing as npt

from city.kinds.livelihood import REQUEST_TYPES
from city.readings import Floats
from geo.areas import Ints
from sources.made_up.rhythm import usual
from sources.made_up.town import Town, season

TABLE = Path(__file__).with_name("wording.csv")
OPENINGS = (
    "您好，",
    "来电反映：",
    "我想投诉，",
    "市民反映",
    "请帮忙看看，",
    "",
    "打扰了，",
    "咨询一下，",
    "紧急！",
    "我是附近居民，",
)
ENDINGS = (
    "请尽快处理",
    "希望给个说法",
    "请相关部门核实",
    "望回复",
    "麻烦派人来看看",
    "请帮助协调",
    "急盼解决",
    "谢谢",
    "能不能管一管",
    "请安排人上门",
)
AGAIN = ("上次反映过，", "再次来电：", "前几天打过电话，", "还是那件事，", "一直没有解决，")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One row of the table."""

    share: float
    hours: str
    wet: float
    cold: float
    heat: float
    limit_min: float
    places: tuple[str, ...]
    cores: tuple[str, ...]
    details: tuple[str, ...]


@cache
def subjects() -> tuple[Subject, ...]:
    """What is asked for, in the order of the types of requests."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = {row["type"]: row for row in csv.DictReader(file, strict=True)}
    return tuple(_subject(rows[name]) for name in REQUEST_TYPES)


def asked(town: Town, local: Ints) -> Floats:
    """How much of each type is asked for at local times (n, types), all of them together 1 in the mean."""
    wet, year = town.wet(local), season(local)
    shares = np.stack(
        [
            one.share * usual(one.hours, local)
            * np.maximum(1 + one.wet * wet + one.cold * np.clip(-year - 0.5, 0, 1) + one.heat * np.clip(year, 0, 1), 0)
            for one in subjects()
        ],
        axis=1,
    )  # fmt: skip
    return shares / sum(one.share for one in subjects())


def corners_said(town: Town) -> npt.NDArray[np.object_]:
    """The area's and a street's name at each of the town's junctions (nodes,), as citizens say where they are."""
    areas, roads = town.pack.areas, town.pack.roads
    titles = np.array([*(areas.all[leaf].title["zh"] for leaf in areas.leaves), ""], dtype=object)
    streets = np.full(len(roads.lon), "", dtype=object)
    named = np.flatnonzero(roads.zh != "")
    streets[roads.tail[named]] = streets[roads.head[named]] = roads.zh[named]
    return titles[town.node_leaf] + streets[town.nodes]


def worded(where: Sequence[str], kind: Ints, rng: np.random.Generator) -> list[str]:
    """What is written down of requests of types (n,) at places (n,)."""
    draws = rng.random((len(where), 6)).tolist()
    return list(starmap(_sentence, zip(where, kind.tolist(), draws, strict=True)))


def said_again(words: Sequence[str], rng: np.random.Generator) -> list[str]:
    """The same requests (n,) made once more, in nearly the same words."""
    return [
        _of(AGAIN, draw) + one.removeprefix("您好，") for one, draw in zip(words, rng.random(len(words)), strict=True)
    ]


def _sentence(where: str, kind: int, draw: list[float]) -> str:
    one = subjects()[kind]
    place = _of(one.places, draw[0]).format(n=1 + int(40 * draw[1]))
    # A middle digit of the first draw decides whether it is made short.
    detail = "" if draw[0] * 10 % 1 < 0.15 else f"，{_of(one.details, draw[3])}"
    return f"{_of(OPENINGS, draw[4])}{where}{place}{_of(one.cores, draw[2])}{detail}，{_of(ENDINGS, draw[5])}。"


def _of(words: Sequence[str], draw: float) -> str:
    return words[int(draw * len(words))]


def _subject(row: dict[str, str]) -> Subject:
    share, wet, cold, heat, limit_min = (float(row[name]) for name in ("share", "wet", "cold", "heat", "limit_min"))
    places, cores, details = (tuple(row[name].split("|")) for name in ("places", "cores", "details"))
    return Subject(
        share=share, hours=row["hours"], wet=wet, cold=cold, heat=heat, limit_min=limit_min, places=places,
        cores=cores, details=details,
    )  # fmt: skip
