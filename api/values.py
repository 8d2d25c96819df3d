"""Values: the texts, times and numbers that are taken from outside; each must be what it says it is."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

# No honest clock shows another century, and beyond the first and the last year there is no UTC.
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
NUL = "\x00"


def _without_nul(text: str) -> str:
    """PostgreSQL cannot keep NUL in a text, and half a sign (a lone surrogate) nobody can write."""
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("the text holds half a sign (a lone surrogate); leave it out")
    if NUL in text:
        raise ValueError("the text holds the sign NUL (\\u0000); leave it out")
    return text


def _written_out(value: object) -> object:
    """A bare number, also in quotes, may be seconds, milliseconds or a mistake."""
    if not isinstance(value, str) or value[4:5] != "-":
        raise ValueError("a time is a text in ISO 8601; write it as 2026-11-20T12:00:00Z")
    return value


Text = Annotated[str, AfterValidator(_without_nul)]
Moment = Annotated[AwareDatetime, Field(ge=EARLIEST, lt=LATEST), BeforeValidator(_written_out)]
Whole = Annotated[int, Field(strict=True)]
Number = Annotated[float, Field(strict=True)]
Framed = Annotated[
    Literal["wgs84", "gcj02", "bd09", "cgcs2000"],
    Field(description="what lon and lat are in; gcj02 is what Chinese maps show, bd09 what Baidu shows"),
]
