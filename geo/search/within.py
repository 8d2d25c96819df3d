"""Within: the names of areas that an address begins or ends with, and whether what was found lies in them."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geo.areas import Areas
from geo.search.found import chain
from geo.search.index import FREEWAY, STREET, SearchIndex
from geo.search.words import HAN

SUFFIX = re.compile("(?:自治州|自治县|街道|新区|[市区县镇乡旗盟])$")
PROVINCE = re.compile(
    rf"(?:中国)?(?:[{HAN}]{{2,3}}省|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|"
    "江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆)"
)
STRANGE = re.compile(rf"(?:[{HAN}]{{2,5}}?(?:自治[州县]|街道|[省市区县镇]))+")
# What goes on like this is the rest of a name: 青湖大道 is no 大道 in 青湖.
GOES_ON = re.compile(r"大?[路街道巷桥]|[区县市镇乡站]|里弄")
SHORTEST, MOST_READINGS = 2, 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text: what is looked for, and the areas it should lie in, each as the rows it may mean.

    `guessed` is how many of them stand without the word for what they are; `strange` is an area that the city lacks.
    """

    rest: str
    areas: tuple[frozenset[int], ...] = ()
    guessed: int = 0
    strange: str = ""


class Within:
    """The areas of a city by all their names."""

    def __init__(self, index: SearchIndex, areas: Areas) -> None:
        self._index, self._areas = index, areas
        self._leaf = np.array([*areas.leaves, 0], dtype=np.int32)
        whole, bare = dict[str, set[int]](), dict[str, set[int]]()
        for row, name in enumerate(index.area_zh.tolist()):
            stem = SUFFIX.sub("", name)
            city = [f"{stem}市"] if index.area_parent[row] < 0 else []
            for one in filter(None, (name, *city)):
                whole.setdefault(one, set()).add(row)
            if len(stem) >= SHORTEST and stem != name:
                bare.setdefault(stem, set()).add(row)
        self._whole = {name: frozenset(rows) for name, rows in whole.items()}
        self._bare = {name: frozenset(rows) for name, rows in bare.items() if name not in whole}
        self._longest = max(map(len, self._whole), default=0)
        self._english = {name.casefold(): row for row, name in enumerate(index.area_en.tolist())}

    def __contains__(self, name: str) -> bool:
        return name in self._whole

    def behind(self, text: str) -> Reading:
        """What an English address says before the names of the areas that it lies in."""
        first, *behind = [part.strip() for part in text.split(",")]
        rows = list[frozenset[int]]()
        while behind and (row := self._english.get(behind[-1].casefold())) is not None:
            rows.append(frozenset([row]))
            behind.pop()
        return Reading(", ".join([first, *behind]), tuple(rows))

    def before(self, text: str) -> list[Reading]:
        """The ways to read a text that begins with names of areas, the surest first."""
        province = PROVINCE.match(text)
        readings = [
            *self._goes_on(Reading(text)),
            *(self._goes_on(Reading(text[province.end() :])) if province else ()),
        ]
        return sorted(readings, key=lambda one: (one.guessed, len(one.rest)))[:MOST_READINGS]

    def strange(self, text: str) -> list[Reading]:
        """The text without an area in front that this city does not have."""
        found = STRANGE.match(text)
        rest = text[found.end() :].strip() if found else ""
        if not found or GOES_ON.match(rest) or not re.search(r"[^\W\d]{2}", rest):
            return []
        return [Reading(rest, strange=found[0])]

    def _goes_on(self, begun: Reading) -> list[Reading]:
        """All readings that take one more name of an area away, and then others."""
        found = list[Reading]()
        for length in range(SHORTEST, min(self._longest, len(begun.rest)) + 1):
            name, rest = begun.rest[:length], begun.rest[length:]
            rows, guessed = self._whole.get(name), begun.guessed
            if rows is None and (rows := self._bare.get(name)) is not None:
                guessed += 1
            if rows is None or GOES_ON.match(rest) or (name[-1].isascii() and rest[:1].isalnum()):
                continue
            one = Reading(rest.strip(" ,，、"), (*begun.areas, rows), guessed)
            found += [one, *self._goes_on(one)]
        return found

    def missed(self, reading: Reading, area: int) -> str:
        """The name of the first area of a reading in which this area does not lie; empty where it lies in all."""
        own = set(chain(self._index, area))
        outside = [rows for rows in reading.areas if own.isdisjoint(rows)]
        return reading.strange or self._name(outside[0], "zh") if outside or reading.strange else ""

    def holds(self, reading: Reading) -> npt.NDArray[np.bool_]:
        """Whether each area (a,) lies in all that a reading names."""
        return np.array([not self.missed(reading, row) for row in range(len(self._index.area_code))])

    def english(self, zh: str) -> str:
        """The English name of the area of this name; the same where the city has none."""
        rows = self._whole.get(zh)
        return self._name(rows, "en") if rows else zh

    def _name(self, rows: frozenset[int], language: str) -> str:
        names = self._index.area_en if language == "en" else self._index.area_zh
        return str(names[min(rows)])

    def missed_by(self, reading: Reading, row: int) -> str:
        """The same of an entry; a street lies wherever one of its junctions lies."""
        index = self._index
        nodes = slice(int(index.node_first[row]), int(index.node_first[row + 1]))
        if index.kind[row] not in (STREET, FREEWAY) or nodes.start == nodes.stop or not reading.areas:
            return self.missed(reading, int(index.area[row]))
        leaves = np.unique(self._areas.leaf_of(index.node_lon[nodes], index.node_lat[nodes]))
        missed = [self.missed(reading, int(self._leaf[leaf])) for leaf in leaves]
        return min(missed, key=len)

    def meant(self, reading: Reading) -> list[int]:
        """The areas (rows) that a reading without a rest names, those in all others it names."""
        if reading.rest or not reading.areas:
            return []
        rows = [row for row in reading.areas[-1] if not self.missed(reading, row)]
        return sorted(rows)
