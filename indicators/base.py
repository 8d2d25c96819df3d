"""What every indicator says of itself, and what its formula gives."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from city.readings import Floats
from city.views import View

Words = dict[str, str]
Codes = npt.NDArray[np.int8]
UNKNOWN = -1


class Domain(StrEnum):
    """The eight domains of the vital signs, in their fixed order."""

    EMERGENCY = "emergency"
    SENSING = "sensing"
    WATER = "water"
    TRAFFIC = "traffic"
    LIVELIHOOD = "livelihood"
    CITY_MANAGEMENT = "city_management"
    ENVIRONMENT = "environment"
    ENERGY = "energy"


class Better(StrEnum):
    """Which way is good."""

    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Bands:
    """Three cuts between normal, attention, warning and critical, from good to bad.

    A value *on* a cut belongs to the better side when `cut_is_good` (as in "normal >= 90 %"), to the worse side
    otherwise (as in "critical >= 8").
    """

    attention: float
    warning: float
    critical: float
    cut_is_good: bool = True

    def of(self, value: Floats, better: Better) -> Codes:
        """0 normal, 1 attention, 2 warning, 3 critical, -1 unknown; the shape of `value`."""
        band = np.zeros(value.shape, dtype=np.int8)
        for cut in (self.attention, self.warning, self.critical):
            beyond = value > cut if better is Better.LOWER else value < cut
            band += (beyond | (value == cut) & (not self.cut_is_good)).astype(np.int8)
        band[np.isnan(value)] = UNKNOWN
        return band


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """One thing that made the value what it is: what, how much of it, in the indicator's own terms."""

    thing: str
    share: float
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a formula gives, per area (n,): the value (NaN is unknown) and how it came about.

    `banded` is what the bands look at when that is not the value itself (the lower bound of a rate, say).
    `coverage` is how much of the expected input was there, 0 to 1. `companions` are further figures by name, each (n,).
    `contributors` belong to the city as a whole.
    """

    value: Floats
    numerator: Floats | None = None
    denominator: Floats | None = None
    low: Floats | None = None
    high: Floats | None = None
    banded: Floats | None = None
    coverage: Floats | None = None
    companions: Mapping[str, Floats] = field(default_factory=dict[str, Floats])
    contributors: Sequence[Contributor] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One model: what it is called, what it looks at, how it is computed and judged, and who says so.

    `compute` is pure: it takes what each of `inputs` asks for, by name, and gives an `Outcome` over all areas.
    `formula` is for people; `source` names the standard with its section.
    """

    name: str
    title: Words
    domain: Domain
    unit: str
    better: Better
    bands: Bands
    inputs: Mapping[str, View]
    every_s: float
    digits: int
    formula: Words
    source: str
    compute: Callable[..., Outcome]
    companions: Mapping[str, Words] = field(default_factory=dict[str, Words])
