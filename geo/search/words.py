"""Search words: how names and what people type are made alike before they are compared."""

import re
import unicodedata
from itertools import accumulate
from types import MappingProxyType

ABBREVIATED = MappingProxyType(
    {
        "st": "street", "str": "street", "rd": "road", "ave": "avenue", "av": "avenue", "blvd": "boulevard",
        "dr": "drive", "ln": "lane", "ct": "court", "pl": "place", "sq": "square", "hwy": "highway", "pkwy": "parkway",
        "ter": "terrace", "stn": "station", "hosp": "hospital", "univ": "university",
    }
)  # fmt: skip
HAN = "\u3400-\u9fff"
PLAIN = re.compile("[\x00-\x7f\u3400-\u4dbf\u4e00-\u9fff]*")  # has neither accents nor width
U_UMLAUT = re.compile("(?<=[ln])v")  # keyboards for Chinese write ü as v: 绿岛路 is lvdaolu
PART = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")  # a Chinese sign is a word of its own


def words(text: str) -> list[str]:
    """The words of a text without case, accents, width and marks; each Chinese sign is one.

    >>> words("Ｃafé Rd., 中山路"), words("lvdao")
    (['cafe', 'road', '中', '山', '路'], ['ludao'])
    """
    flat = text.casefold() if PLAIN.fullmatch(text) else _without_accents(text)
    return [ABBREVIATED.get(part, U_UMLAUT.sub("u", part)) for part in PART.findall(flat.replace("'", ""))]


def _without_accents(text: str) -> str:
    flat = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(sign for sign in flat if not unicodedata.combining(sign)).replace("’", "")


def is_chinese(text: str) -> bool:
    """Whether a text holds Chinese signs."""
    return re.search(f"[{HAN}]", text) is not None


def side_by_side(*names: str) -> str:
    """Names as Chinese writes them, one after the other; those in Latin letters with a gap around them.

    >>> side_by_side("云州", "文科路"), side_by_side("赫尔辛基", "Kluuvi", "Mikonkatu")
    ('云州文科路', '赫尔辛基 Kluuvi Mikonkatu')
    """
    told = [name for name in names if name]
    return "".join(
        one if i == 0 or (is_chinese(one[0]) and is_chinese(told[i - 1][-1])) else f" {one}"
        for i, one in enumerate(told)
    )


def joined(parts: list[str]) -> tuple[str, tuple[int, ...]]:
    """The words without gaps, and where in that each begins.

    >>> joined(["mission", "street"])
    ('missionstreet', (0, 7))
    """
    return "".join(parts), tuple(accumulate(map(len, parts[:-1]), initial=0)) if parts else ()
