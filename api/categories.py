"""Categories: every sort of incident as this city has it, whose it is, how long it may take, and the city's codes."""

from pydantic import Field

from api.answers import Words
from api.door import Asked, Door, Shape
from api.guard import READ
from api.ports import House
from api.refusals import Plain
from incidents.categories import Category
from incidents.handbook import Handbook


class ToldCategory(Shape):
    """A sort of incident; signals name it by `code`, or by one of `codes`."""

    code: str = Field(description="the same in every city")
    codes: list[str] = Field(description="what this city's own handbook calls it; none where it says nothing")
    title: Words
    track: str = Field(description="E seconds, U minutes and hours day and night, R working time, H an answer owed")
    level: int = Field(description="1 most urgent, to 4: without a level of its own, a signal has this one")
    department: str = Field(description="who usually deals with it, where the responsibility matrix is silent")
    limit: str = Field(description="how long it may take, in the words of the handbook")
    units: list[str] = Field(description="the kinds of units that are sent")


class ToldCategories(Shape):
    """Every sort of incident; `handbook` is the version of the city's own handbook, empty where it has none."""

    handbook: str
    categories: list[ToldCategory]


def doors(house: House) -> tuple[Door, ...]:
    """`GET /categories`."""

    def categories(_: Asked) -> Plain:
        book = house.duties.handbook
        told = [_told(one, book) for one in book.categories.values()]
        return {"handbook": book.version, "categories": told}

    return (
        Door(
            method="GET", path="/categories", name="categories", right=READ, answer=ToldCategories, handle=categories,
            tags=("signals",), summary="Every category: its codes, who deals with it, and how long it may take",
        ),
    )  # fmt: skip


def _told(one: Category, book: Handbook) -> Plain:
    return {
        "code": one.code, "codes": list(book.codes(one.code)), "title": dict(one.title), "track": str(one.track),
        "level": one.level, "department": one.department, "limit": one.limit, "units": list(one.units),
    }  # fmt: skip
