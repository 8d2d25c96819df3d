"""Scenic areas: how full the fullest of them is, and when it will be full."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from city.readings import Floats, Mask, Times
from city.views import CityTime, Clock, Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Forecast, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByRow
from indicators.methods.per_thing import greatest, of_the_worst
from indicators.methods.theil_sen import theil_sen

RISING_S = 1800.0
NOTES = (
    {"zh": "{inside:.0f}人，承载量{capacity:.0f}人", "en": "{inside:.0f} of {capacity:.0f} persons"},
    {
        "zh": "{inside:.0f}人，承载量{capacity:.0f}人，约{full:.0f}分钟后满载",
        "en": "{inside:.0f} of {capacity:.0f} persons, full in {full:.0f} min",
    },
)


@dataclass(frozen=True, slots=True)
class Filling:
    """One scenic area: a row of it, how many are inside, how many may be, and the minutes until it is full."""

    row: int
    inside: float
    capacity: float
    full_min: float


def inside(entered: Floats, left: Floats, counted: Floats) -> Floats:
    """How many are inside after each report (k,), oldest first, from nobody; a camera's count corrects the gates.

    >>> inside(np.array([10.0, 10.0, 5.0]), np.array([0.0, 5.0, 1.0]), np.array([np.nan, 20.0, np.nan]))
    array([10., 20., 24.])
    """
    sums = np.cumsum(entered - left)
    corrected = np.where(np.isnan(counted), -1, np.arange(len(sums)))
    last = np.maximum.accumulate(corrected) if len(sums) else corrected.astype(np.intp)
    offset = np.where(last >= 0, counted[last] - sums[last], 0.0)
    return np.maximum(sums + offset, 0.0)


def opened_at(clock: CityTime, reset_hour: float) -> np.datetime64:
    """When counting began anew, by the clocks of the city: the last time they showed this hour."""
    hour = np.timedelta64(round(reset_hour * 60), "m")
    return (clock.now - hour).astype("datetime64[D]").astype("datetime64[ms]") + hour


def filling(gates: Table, rows: Ints) -> Filling | None:
    """How full one scenic area is by its reports of today; None where its capacity is unknown."""
    rows = rows[np.argsort(-gates.age_s[rows], kind="stable")]
    capacities = gates.attributes["capacity"][rows]
    capacities = capacities[capacities > 0]
    if not len(capacities):
        return None
    capacity, minute = float(capacities[-1]), -gates.age_s[rows] / 60.0
    people = inside(gates.value[rows], gates.attributes["left"][rows], gates.attributes["counted"][rows])
    recent = gates.age_s[rows] <= RISING_S
    per_min = theil_sen(minute[recent], people[recent])
    room = capacity - people[-1]
    full_min = 0.0 if room <= 0 else float(room) / per_min if per_min > 0 else np.nan
    return Filling(int(rows[-1]), float(people[-1]), capacity, full_min)


def _counted(gates: Table, clock: CityTime, reset_hour: float) -> Mask:
    """Which reports (k,) count: those of today whose gates told both who came and who left."""
    local: Times = clock.local(gates.at)
    return (local >= opened_at(clock, reset_hour)) & ~np.isnan(gates.value) & ~np.isnan(gates.attributes["left"])


def compute(gates: Table, clock: CityTime, parameters: Mapping[str, float]) -> Outcome:
    """The visitors of the fullest scenic area, per cent of what it may hold, per area."""
    use = _counted(gates, clock, parameters["reset_hour"])
    names, which = gates.wholes()
    each = [filling(gates, np.flatnonzero(use & (which == place))) for place in range(len(names))]
    known = [one for one in each if one is not None]
    leaf = gates.leaf[np.array([one.row for one in known], dtype=np.intp)]
    people, capacity, full = np.array([(one.inside, one.capacity, one.full_min) for one in known]).reshape(-1, 3).T
    load = 100.0 * people / capacity
    return Outcome(
        value=greatest(load, leaf, gates.areas),
        coverage=gates.summed(use.astype(np.float64)) / np.maximum(gates.summed(), 1.0),
        companions={
            "inside": of_the_worst(load, people, leaf, gates.areas),
            "capacity": of_the_worst(load, capacity, leaf, gates.areas),
            "full_min": -greatest(-full, leaf, gates.areas),
            "visitors": gates.areas.summed(leaf, people),
        },
        contributors=ByRow(
            areas=gates.areas,
            leaf=leaf,
            thing=[name for name, one in zip(names, each, strict=True) if one is not None],
            amount=load,
            notes=NOTES,
            which=(full > 0).astype(np.intp),
            about={"inside": people, "capacity": capacity, "full": full},
        ),
    )


INDICATOR = Indicator(
    name="scenic_capacity",
    title={"zh": "景区承载压力", "en": "Scenic areas, how full"},
    domain=Domain.ECONOMY,
    unit="%",
    better=Better.LOWER,
    bands=Bands(60, 80, 100, cut_is_good=False, sure=(Sureness.OURS, Sureness.KNOWN, Sureness.KNOWN)),
    inputs={"gates": Rows("scenic.gate", 26 * 60), "clock": Clock()},
    every_s=300,
    digits=0,
    formula={
        "zh": "在园人数÷核定瞬时承载量，取最满的景区。在园人数＝自当日{reset_hour:g}时起Σ入园−Σ出园，有视频计数时以视"
        "频计数校正；满载时间按近30分钟Theil–Sen斜率推算。",
        "en": "Visitors inside ÷ approved instant capacity, of the fullest area. Inside = Σ in − Σ out since "
        "{reset_hour:g} o'clock, corrected wherever a camera counted; when it will be full by the Theil-Sen slope of "
        "30 min.",
    },
    source="LB/T 034-2014 (capacity; 80 % and 100 %); the cut of 60 % is our default",
    compute=compute,
    companions={
        "inside": {"zh": "最满景区在园人数", "en": "Inside the fullest"},
        "capacity": {"zh": "其核定承载量", "en": "Its capacity"},
        "full_min": {"zh": "最早满载（分钟）", "en": "Soonest full, min"},
        "visitors": {"zh": "各景区在园总人数", "en": "Visitors in all"},
    },
    settable={"reset_hour": Parameter(4.0, (0.0, 23.0), {"zh": "每日起算时刻（时）", "en": "Day begins, o'clock"})},
    owner={"zh": "文化和旅游", "en": "Culture and tourism"},
    heavy=True,
    moves={"gates": 1, "gates.left": -1, "gates.counted": 1, "gates.capacity": -1},
    forecast=Forecast(step_min=15),
)
