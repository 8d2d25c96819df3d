"""Kinds: every sort of reading that there is, what is believable in each of its columns, and who sends it now."""

from pydantic import Field

from api.answers import Words
from api.door import Asked, Door, Shape
from api.guard import READ
from api.ports import House
from api.refusals import Plain
from city.kinds import KINDS, Kind


class Column(Shape):
    """A further column of a kind."""

    name: str
    unit: str
    low: float
    high: float
    whole: bool = Field(description="whether only whole numbers are believable")
    optional: bool = Field(description="whether it may be left out or null; a row without another one is refused")
    words: list[str] = Field(
        description="what 0, 1, … stand for, where they stand for words; the word may be sent, too"
    )


class ToldKind(Shape):
    """A sort of reading: its value is a number from `low` to `high` in `unit`."""

    name: str
    title: Words
    unit: str
    low: float
    high: float
    columns: list[Column]
    texts: list[str] = Field(description="its columns of words")
    every_s: float | None = Field(description="how often a thing is expected to be heard of; null: when it happens")
    standing: bool = Field(description="whether its things stay, like a sensor, or pass by once, like a call")
    on_change: bool = Field(description="whether a word holds until the next, however long that takes")
    own: bool = Field(description="whether OneScreen learns it by itself, so that nobody may send it")
    sent_by: list[str] = Field(description="the sources that have brought it")


class ToldKinds(Shape):
    """Every sort of reading."""

    kinds: list[ToldKind]


def doors(house: House) -> tuple[Door, ...]:
    """`GET /kinds`."""

    def kinds(_: Asked) -> Plain:
        sources = house.picture.sources.values()
        return {
            "kinds": [_told(one, [each.name for each in sources if one.name in each.kinds]) for one in KINDS.values()]
        }

    return (
        Door(
            method="GET", path="/kinds", name="kinds", right=READ, answer=ToldKinds, handle=kinds, tags=("readings",),
            summary="Every kind of reading: its columns with units and believable ranges, and which sources send it",
        ),
    )  # fmt: skip


def _told(one: Kind, sent_by: list[str]) -> Plain:
    return {
        "name": one.name,
        "title": dict(one.title),
        "unit": one.unit,
        "low": one.low,
        "high": one.high,
        "columns": [
            {
                "name": name, "unit": each.unit, "low": each.low, "high": each.high, "whole": each.whole,
                "optional": each.optional, "words": list(each.words),
            }
            for name, each in one.attributes.items()
        ],
        "texts": list(one.texts),
        "every_s": one.every_s,
        "standing": one.standing,
        "on_change": one.on_change,
        "own": bool(one.own),
        "sent_by": sorted(sent_by),
    }  # fmt: skip
