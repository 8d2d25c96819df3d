"""Values: the texts, times and numbers that are taken from outside; each must be what it says it is."""

import math
import re
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

from geo.misplaced import NotDegrees
from geo.place import Point

# No honest clock shows another century, and beyond the first and the last year there is no UTC.
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
NUL = "\x00"
# Signs that nobody sees, and that turn others round or hide them: a name with one reads as another's (for patterns).
UNSEEN = r"\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
BREAKS, NOT_SHOWN = re.compile("\r\n?|[\u2028\u2029]"), re.compile(rf"(?![\n\t])[{UNSEEN}]")
FIGURE = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
COUNT = re.compile(r"\+?\d{1,15}", re.ASCII)
LONGEST_SAID = 40  # signs of a wrong text that are repeated


def _without_nul(text: str) -> str:
    """PostgreSQL cannot keep NUL in a text, and half a sign (a lone surrogate) nobody can write."""
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("the text holds half a sign (a lone surrogate); leave it out")
    if NUL in text:
        raise ValueError("the text holds the sign NUL (\\u0000); leave it out")
    return text


def _shown(text: str) -> str:
    r"""The text without signs that nobody sees; whoever telephones in an emergency is not refused for one.

    >>> _shown("two\r\nlines, \u202eturned\x1b[0m")
    'two\nlines, turned[0m'
    """
    return NOT_SHOWN.sub("", BREAKS.sub("\n", _without_nul(text)))


def _in_a_line(text: str) -> str:
    """The same, where a second line would read as somebody else's."""
    return _shown(text).replace("\n", " ").replace("\t", " ")


def _written_out(value: object) -> object:
    """A bare number, also in quotes, may be seconds, milliseconds or a mistake."""
    if not isinstance(value, str) or value[4:5] != "-":
        raise ValueError("a time is a text in ISO 8601; write it as 2026-11-20T12:00:00Z")
    return value


def figure(text: str) -> float:
    """The number that a text of an address is. Raises `ValueError`: Python itself takes other digits, 1_000 and nan.

    >>> figure("-122.42"), figure("1e3")
    (-122.42, 1000.0)
    """
    number = float(text) if FIGURE.fullmatch(text.strip(" ")) else math.nan
    if not math.isfinite(number):
        raise ValueError(f"{text[:LONGEST_SAID]!r} is no number; write it with the digits 0 to 9, as 12 or 114.05")
    return number


def figures(text: str) -> list[float]:
    """The numbers that stand in a text, joined by commas. Raises `ValueError`."""
    return [figure(part) for part in text.split(",")]


def point(text: str) -> Point:
    """The place that a text of an address is. Raises `ValueError`."""
    try:
        lon, lat = figures(text)
    except ValueError:
        said = text[:LONGEST_SAID]
        raise ValueError(f"{said!r} is not a place; give lon,lat in degrees, e.g. -122.42,37.77") from None
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise NotDegrees(lon, lat)
    return Point(lon, lat)


def _figure(value: object) -> object:
    return figure(value) if isinstance(value, str) else value


def _count(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not COUNT.fullmatch(value.strip(" ")):
        raise ValueError(f"{value[:LONGEST_SAID]!r} is no whole number; write it with the digits 0 to 9, as 12")
    return int(value)


def _place(text: str) -> str:
    point(text)
    return text


Text = Annotated[str, AfterValidator(_in_a_line)]
LongText = Annotated[str, AfterValidator(_shown)]  # with lines and tabs
Moment = Annotated[AwareDatetime, Field(ge=EARLIEST, lt=LATEST), BeforeValidator(_written_out)]
Whole = Annotated[int, Field(strict=True)]
Number = Annotated[float, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True)]
Figure = Annotated[float, BeforeValidator(_figure)]  # a number in an address, where all is text
Count = Annotated[int, BeforeValidator(_count)]
PlaceText = Annotated[Text, AfterValidator(_place)]
Framed = Annotated[
    Literal["wgs84", "gcj02", "bd09", "cgcs2000"],
    Field(description="what lon and lat are in; gcj02 is what Chinese maps show, bd09 what Baidu shows"),
]
