"""Search words: how names and what people type are made alike before they are compared."""

import re
import unicodedata
from types import MappingProxyType

ABBREVIATED = MappingProxyType(
    {
        "st": "street", "str": "street", "rd": "road", "ave": "avenue", "av": "avenue", "blvd": "boulevard",
        "dr": "drive", "ln": "lane", "ct": "court", "pl": "place", "sq": "square", "hwy": "highway", "pkwy": "parkway",
        "ter": "terrace", "stn": "station", "hosp": "hospital", "univ": "university",
    }
)  # fmt: skip
HAN = "\u3400-\u9fff"
PART = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")  # a Chinese sign is a word of its own


def words(text: str) -> list[str]:
    """The words of a text without case, accents, width and marks; each Chinese sign is one.

    >>> words("Ｃafé Rd., 中山路")
    ['cafe', 'road', '中', '山', '路']
    """
    flat = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(sign for sign in flat if not unicodedata.combining(sign)).replace("'", "").replace("’", "")
    return [ABBREVIATED.get(part, part) for part in PART.findall(bare)]


def is_chinese(text: str) -> bool:
    """Whether a text holds Chinese signs."""
    return re.search(f"[{HAN}]", text) is not None


def joined(parts: list[str]) -> tuple[str, tuple[int, ...]]:
    """The words without gaps, and where in that each begins.

    >>> joined(["mission", "street"])
    ('missionstreet', (0, 7))
    """
    starts, length = [], 0
    for part in parts:
        starts.append(length)
        length += len(part)
    return "".join(parts), tuple(starts)
