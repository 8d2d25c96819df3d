"""The picture: the common operating picture of one beat, numbered and immutable.

One writer makes the next picture by replacing what changed; what did not change is the very same object, so that a
comparison by identity tells what is new. Readers never lock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import numpy.typing as npt

from city.readings import Floats, Times
from geo.areas import Ints
from incidents.incident import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a figure of the city went at the steps of a measure's trend, and what is usual at this hour."""

    trend: Floats
    normal_low: float | None = None
    normal_high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An indicator's value at a time, per area (n,), and how it came about; see `indicators.base.Outcome`.

    `band` is 0 normal to 3 critical, -1 unknown; `judged` is what it was found by, where that is not the value, and
    `level` the standard's own grade. `coverage` and `newest_input_at` speak of the input, `quality` (0 to 1) of the
    worst of its kinds. `normal_low` and `normal_high` bound the city's usual value at this hour, None when too little
    is known. `trend` is the city's value at `trend_step_min` steps, the newest last, NaN where unknown. `since` (n,) is
    when each area was seen to enter its present band, NaT where nobody saw it. `version` says with which formula, cuts
    and parameters it was made. `courses` are those of the companions that are followed. `contributors` are the city's
    greatest: thing, share of the whole, note by language. `error` says why there is no value.
    """

    indicator: str
    at: datetime
    value: Floats
    band: npt.NDArray[np.int8]
    numerator: Floats | None = None
    denominator: Floats | None = None
    low: Floats | None = None
    high: Floats | None = None
    coverage: Floats | None = None
    companions: Mapping[str, Floats] = field(default_factory=dict[str, Floats])
    contributors: Sequence[tuple[str, float, Mapping[str, str]]] = ()
    judged: Floats | None = None
    level: Floats | None = None
    quality: float | None = None
    version: str = "1"
    courses: Mapping[str, Course] = field(default_factory=dict[str, Course])
    newest_input_at: datetime | None = None
    since: Times | None = None
    normal_low: float | None = None
    normal_high: float | None = None
    trend: Floats | None = None
    trend_step_min: int = 15
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """The newest row of every thing of one kind, as columns (k,), each with its leaf area."""

    thing: Sequence[str]
    value: Floats
    at: Times
    lon: Floats
    lat: Floats
    leaf: Ints
    attributes: Mapping[str, Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusals:
    """How many rows of a source were refused for one reason, with the newest example."""

    reason: str
    count: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How a source does: when its newest fact was true, when it was last read, what was refused, whether it is silent.

    `promise_s` is how old `newest_at` may be; None where it tells only what changes: then it is judged by `read_at`,
    which may be `patience_s` old, and not at all where that is None too, because nobody reads what is sent to us.
    `status` is "live", "late" (up to three promises), "stale" (beyond) or "no_data" (never). `kinds` are the kinds of
    readings that it has brought.
    """

    name: str
    title: Mapping[str, str]
    provenance: str
    note: Mapping[str, str]
    standard: str
    promise_s: float | None
    patience_s: float | None = None
    newest_at: datetime | None = None
    read_at: datetime | None = None
    facts: int = 0
    kinds: tuple[str, ...] = ()
    refused: tuple[Refusals, ...] = ()
    status: str = "no_data"
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNow:
    """A unit as it stands: its registered kind and home, the incident it is on if any, and its state there.

    `state` is "available" or a state of `incidents.incident.UnitState`.
    """

    name: str
    kind: str
    state: str = "available"
    incident: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """How many incidents came in and were closed in each of the last steps of `step_min` minutes, the newest last.

    `received` is (steps, 4), a column per level; `closed` is (steps,). The newest step, not yet full, ends at `until`.
    """

    until: datetime
    step_min: int
    received: npt.NDArray[np.int64]
    closed: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything that is known at beat `version`; `at` is the city's time.

    `incidents` holds the open ones and those closed in the last minutes; `flow` counts those that left.
    """

    version: int
    at: datetime
    measures: Mapping[str, Measure] = field(default_factory=dict[str, Measure])
    incidents: Mapping[str, Incident] = field(default_factory=dict[str, Incident])
    units: Mapping[str, UnitNow] = field(default_factory=dict[str, UnitNow])
    newest: Mapping[str, Newest] = field(default_factory=dict[str, Newest])
    sources: Mapping[str, SourceState] = field(default_factory=dict[str, SourceState])
    flow: Flow | None = None
