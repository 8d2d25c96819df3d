"""Shapes of what is asked about ground: how far one gets, and what lies inside; and of what is answered."""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from api.door import Shape
from api.place_shapes import Found, Lat, Lon, PlaceGiven, RoadsNow
from api.values import Flag, Number, Text, Whole, figures

MOST_BANDS, MOST_MINUTES = 5, 60
MOST_CORNERS = 1000
Minutes = Annotated[Number, Field(gt=0, le=MOST_MINUTES)]
Corner = Annotated[list[Number], Field(min_length=2, max_length=2)]


def _minutes(text: str) -> str:
    try:
        found = figures(text)
    except ValueError:
        raise ValueError(f"{text!r} are no minutes; give numbers joined by commas, e.g. 5,10,15") from None
    if len(found) > MOST_BANDS or not all(0 < one <= MOST_MINUTES for one in found):
        raise ValueError(f"give up to {MOST_BANDS} numbers of minutes, each above 0 and at most {MOST_MINUTES}")
    return text


class ReachQuery(Shape):
    """From where (or, with direction=to, to where) one gets in so many minutes, joined by commas."""

    lon: Lon
    lat: Lat
    minutes: Annotated[Text, AfterValidator(_minutes)] = Field(default="5,10,15", max_length=80)
    live: bool = True
    direction: Literal["from", "to"] = "from"


class ReachAsked(PlaceGiven):
    """The same, as JSON."""

    minutes: list[Minutes] = Field(default=[5.0, 10.0, 15.0], min_length=1, max_length=MOST_BANDS)
    live: Flag = True
    direction: Literal["from", "to"] = "from"


class People(Shape):
    """Residents, each area's people living among its houses (on dry ground where no houses are known).

    `low` counts the cells of a hundred metres that lie inside as a whole, `high` all that are touched; who is reached
    is told by the street nearest to the home. Null where an area's people are unknown.
    """

    estimate: int | None
    low: int
    high: int | None


class BandAbout(Shape):
    """One band: it holds the shorter ones."""

    minutes: float
    streets_km: float
    residents: People


class BandFeature(Shape):
    """A band as a GeoJSON feature."""

    type: Literal["Feature"]
    geometry: dict[str, Any]
    properties: BandAbout


class Reached(Shape):
    """GeoJSON (RFC 7946), the shortest time first; `off_m` is how far the street is from the place."""

    type: Literal["FeatureCollection"]
    features: list[BandFeature]
    off_m: float
    roads: RoadsNow | None


class Circle(PlaceGiven):
    """All ground no farther than the radius."""

    radius_m: Number = Field(gt=0, le=50_000)


class Outline(Shape):
    """A GeoJSON geometry."""

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list[Any] = Field(min_length=1)


class Along(Shape):
    """All ground no farther than so many metres from a line, or from a street by its name."""

    line: list[Corner] | None = Field(default=None, min_length=2, max_length=MOST_CORNERS)
    street: Text | None = Field(default=None, min_length=1, max_length=120)
    metres: Number = Field(gt=0, le=10_000)

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.line is None) == (self.street is None):
            raise ValueError("give either a line or the name of a street")
        return self


class InsideAsked(Shape):
    """One ground, the kinds that are asked for (all where left out), and how many of those found to list.

    `area` is the code of one of the city's areas.
    """

    area: Text | None = Field(default=None, min_length=1, max_length=80)
    circle: Circle | None = None
    polygon: Outline | None = None
    along: Along | None = None
    kinds: list[Text] = Field(default=[], max_length=100)
    limit: Whole = Field(default=100, ge=0, le=1000)

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(ground is not None for ground in (self.area, self.circle, self.polygon, self.along)) != 1:
            raise ValueError("give one of area, circle, polygon and along")
        return self


class Inside(Shape):
    """What lies inside: how many of each kind, the first ones, how many people live there, how large it is."""

    counts: dict[str, int]
    total: int
    found: list[Found]
    residents: People
    area_km2: float
