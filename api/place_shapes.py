"""Shapes of what is asked about places, and of what is answered."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from api.answers import Words
from api.door import Shape
from api.values import Count, Figure, Flag, Number, PlaceText, Text

Lon = Annotated[Figure, Field(ge=-180, le=180)]
Lat = Annotated[Figure, Field(ge=-90, le=90)]
Radius = Annotated[Figure, Field(gt=0, le=50_000, description="metres")]


class NearQuery(Shape):
    """What is near a place: kinds of places, things and units, joined by commas; all where left out."""

    lon: Lon
    lat: Lat
    radius_m: Radius = 1000.0
    kinds: Text = Field(default="", max_length=1000)
    limit: Count = Field(default=50, ge=1, le=500)


class AreasQuery(Shape):
    """All areas, or with lon and lat those that hold this place, the city first; `geometry` brings their shapes."""

    lon: Lon | None = None
    lat: Lat | None = None
    geometry: bool = False


class RouteQuery(Shape):
    """From where to where, each lon,lat in degrees; `live` uses the streets' present speeds and closures."""

    start: PlaceText = Field(alias="from", max_length=80)
    end: PlaceText = Field(alias="to", max_length=80)
    live: bool = True


class PlaceGiven(Shape):
    """A place in degrees."""

    lon: Number = Field(ge=-180, le=180)
    lat: Number = Field(ge=-90, le=90)


class MatrixAsked(Shape):
    """How long to one place: from these units, or from these points; from all units where neither is given."""

    to: PlaceGiven
    units: list[Text] | None = Field(default=None, max_length=1000)
    points: list[PlaceGiven] | None = Field(default=None, min_length=1, max_length=1000)
    live: Flag = True

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.units is not None and self.points is not None:
            raise ValueError("give either units or points; ask twice for both")
        return self


class Found(Shape):
    """A place, a thing or a unit; `distance_m` is as the crow flies."""

    sort: Literal["place", "thing", "unit"]
    kind: str
    name: str
    title: Words
    lon: float
    lat: float
    distance_m: float | None = None


class FoundNear(Shape):
    """The nearest first, `limit` at most; `counts` and `total` speak of all within the radius."""

    found: list[Found]
    counts: dict[str, int]
    total: int


class AreaCard(Shape):
    """An area: level 0 is the city; residents null is unknown; the geometry only where asked for."""

    code: str
    title: Words
    level: int
    parent: str | None
    residents: int | None
    geometry: dict[str, Any] | None = None


class AreaCards(Shape):
    """Areas, the city first; `cell` is the code of the management grid cell at the place, null where there is none."""

    areas: list[AreaCard]
    cell: str | None


class Street(Shape):
    """A stretch of a route along one street, and how one turns into it."""

    title: Words
    turn: Literal["start", "straight", "left", "right", "back"]
    length_m: float
    travel_s: float
    lon: float
    lat: float


class RoadsNow(Shape):
    """What was known of the streets: how many have a fresh speed, how many are closed; null without `live`."""

    measured: int
    closed: int


class RouteFound(Shape):
    """The quickest way: `seconds` says when each corner of the line is passed; `off_m` how far the street is away."""

    travel_s: float
    length_m: float
    geometry: dict[str, Any]
    seconds: list[float]
    streets: list[Street]
    start_off_m: float
    end_off_m: float
    roads: RoadsNow | None


class Origin(Shape):
    """How long from here: null where no road leads there. `position` counts from 0 in what was asked."""

    position: int
    unit: str | None
    lon: float
    lat: float
    travel_s: float | None
    off_m: float


class Matrix(Shape):
    """The quickest first; `off_m` is how far each place is from the street that the journey begins on."""

    origins: list[Origin]
    roads: RoadsNow | None
