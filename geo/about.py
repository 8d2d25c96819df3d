"""What a city says of itself: the words and figures of `city.yaml` and `recording.yaml`, checked and frozen."""

import reprlib
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo

import yaml
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from pydantic import model_validator as checks_itself

from geo.areas import Words

LONGEST = 1_000_000  # letters; a city that says more of itself is no city
PLAINER = MappingProxyType(
    {
        "model_type": "it should hold names with their values",
        "string_type": "it should be text",
        "float_type": "it should be a number",
        "tuple_type": "it should be a list of numbers",
        "too_long": "it should hold fewer numbers",
        "dict_type": "it should hold words in zh and en",
        "string_pattern_mismatch": "it should be 1 to 40 of the letters a-z, 0-9, _ and -",
    }
)


def _in_both(words: Words) -> Words:
    if not {"zh", "en"} <= words.keys():
        raise ValueError("it should hold words in zh and en")
    return words


def _known(zone: str) -> str:
    try:
        return ZoneInfo(zone).key
    except (OSError, KeyError, ValueError):  # OSError: a folder of zones, KeyError: no zone, ValueError: a way out
        raise ValueError("it should be a time zone such as Asia/Shanghai") from None


Said = Annotated[Words, AfterValidator(_in_both)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]  # folders are called by it
Lon = Annotated[float, Field(strict=True, ge=-180, le=180)]
Lat = Annotated[float, Field(strict=True, ge=-90, le=90)]


class Written(BaseModel):
    """Something that stands in a pack; what else stands beside it is left alone."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)


class CityWritten(Written):
    """What `city.yaml` says; centre and bounds in degrees, bounds from west and south to east and north."""

    name: Name
    title: Said
    time_zone: Annotated[str, AfterValidator(_known)]
    centre: tuple[Lon, Lat]
    bounds: tuple[Lon, Lat, Lon, Lat]
    zoom: Annotated[float, Field(strict=True, ge=0, le=24)]
    provenance: Literal["real", "made_up"]
    note: Said
    attribution: Said

    @checks_itself(mode="after")
    def _a_box(self) -> "CityWritten":
        west, south, east, north = self.bounds
        if west >= east or south >= north:
            raise ValueError("its bounds should be west, south, east, north, and hold some ground")
        return self


class RecordingWritten(Written):
    """What `recording.yaml` says; its times carry their zone."""

    start: AwareDatetime
    end: AwareDatetime
    days: Annotated[int, Field(ge=1, le=36_525)]  # a century; the replay counts in milliseconds
    note: Said

    @checks_itself(mode="after")
    def _forward(self) -> "RecordingWritten":
        if self.start >= self.end:
            raise ValueError("its end should lie behind its start")
        return self


Kind = TypeVar("Kind", bound=Written)


def written(kind: type[Kind], path: Path) -> Kind:
    """What this YAML file says; raises OSError, YAMLError, KeyError where something is missing, or ValueError."""
    with path.open(encoding="utf-8") as file:
        text = file.read(LONGEST + 1)
    if len(text) > LONGEST:
        raise ValueError(f"it has more than {LONGEST:,} letters")
    # Not CSafeLoader: libyaml takes the whole process down where lists lie too deep in lists.
    return checked(kind, yaml.safe_load(text))


def checked(kind: type[Kind], said: object) -> Kind:
    """What was said, as a record; raises KeyError where something is missing, or ValueError for the first fault."""
    try:
        return kind.model_validate(said)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_context=False)[0]
    place = ".".join(str(one) for one in first["loc"])
    if first["type"] == "missing":
        raise KeyError(place)
    message = first["msg"].removeprefix("Value error, ").replace("Input should", "it should")
    reason = PLAINER.get(first["type"], message)
    # Short and shallow: an alias of YAML may go on for ever.
    raise ValueError(f"{place} is {reprlib.repr(first['input'])}: {reason}" if place else reason)
