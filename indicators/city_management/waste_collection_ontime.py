"""Waste collection: how many of the stops planned for the last day were served within two hours of the plan."""

from collections.abc import Mapping

import numpy as np

from city.readings import Floats, Mask
from city.views import Rows, Table
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter
from indicators.contributors import ByRow
from indicators.methods.wilson import FEW_EN, FEW_ZH, bandable, percent, wilson_pct

DAY_S = 86_400.0
WEEK_MIN = 7 * 24 * 60
BANDS = Bands(98, 95, 90)
NOTES = (
    {"zh": "无人到场", "en": "nobody came"},
    {"zh": "偏离计划 {delay:+.0f} 分钟", "en": "{delay:+.0f} min off the plan"},
)


def on_time(served: Floats, delay_min: Floats, tolerance_min: float) -> Floats:
    """1 where a stop (k,) was served within the tolerance, before or after the plan, 0 where not, NaN where unknown.

    >>> on_time(np.array([1.0, 1.0, 1.0, 0.0]), np.array([-120.0, 121.0, np.nan, np.nan]), 120.0)
    array([1., 0., 1., 0.])
    """
    with np.errstate(invalid="ignore"):
        kept = (served >= 0.5) & ~(np.abs(delay_min) > tolerance_min)
    return np.where(np.isnan(served), np.nan, kept)


def compute(pickups: Table, parameters: Mapping[str, float], bands: Bands = BANDS) -> Outcome:
    """The share of planned stops served on time in the last day, per area; beside it that of the last week."""
    delay = pickups.attributes["delay_min"]
    kept = on_time(pickups.value, delay, parameters["tolerance_min"])
    known, today = ~np.isnan(kept), pickups.age_s <= DAY_S
    planned, served = _counts(pickups, kept, known & today)
    week_planned, week_served = _counts(pickups, kept, known)
    low, high = wilson_pct(served, planned)
    missed = ByRow(
        areas=pickups.areas,
        leaf=pickups.leaf,
        thing=pickups.thing,
        amount=np.where(known & today, 1.0 - kept, 0.0),
        notes=NOTES,
        which=(~np.isnan(delay)).astype(np.intp),
        about={"delay": delay},
    )
    return Outcome(
        value=percent(served, planned),
        numerator=served,
        denominator=planned,
        low=low,
        high=high,
        banded=bandable(low, high, planned, bands),
        coverage=planned / np.maximum(pickups.summed(today.astype(np.float64)), 1.0),
        companions={"missed": missed.sums(), "week_pct": percent(week_served, week_planned), "week_n": week_planned},
        contributors=missed,
        adds_up_to="missed",
    )


def _counts(pickups: Table, kept: Floats, which: Mask) -> tuple[Floats, Floats]:
    """How many of these stops there were per area, and how many of them were served on time."""
    return pickups.summed(which.astype(np.float64)), pickups.summed(np.where(which, kept, 0.0))


INDICATOR = Indicator(
    name="waste_collection_ontime",
    title={"zh": "垃圾收运及时率", "en": "Waste collection on time"},
    domain=Domain.CITY_MANAGEMENT,
    unit="%",
    better=Better.HIGHER,
    bands=BANDS,
    wants_bands=True,
    inputs={"pickups": Rows("waste.pickup", WEEK_MIN)},
    every_s=3600,
    digits=1,
    version=2,
    formula={
        "zh": "近24小时按计划±{tolerance_min:g}分钟内收运的点数÷计划点数；威尔逊95%区间，按下限定级，不足30点不定级"
        f"{FEW_ZH}。另列近7天。",
        "en": "Stops served within {tolerance_min:g} min of the plan ÷ stops planned, last 24 hours; Wilson 95 % "
        f"interval, banded on its lower bound, without a band below 30 stops{FEW_EN}. Beside it the last 7 days.",
    },
    source="Practice of daily removal (日产日清); tolerance and cuts are our default",
    compute=compute,
    companions={
        "missed": {"zh": "未及时收运点数", "en": "Stops missed or late"},
        "week_pct": {"zh": "近7天及时率（%）", "en": "On time in 7 days, %"},
        "week_n": {"zh": "近7天计划点数", "en": "Planned in 7 days"},
    },
    settable={
        "tolerance_min": Parameter(
            120.0, (0.0, 1440.0), {"zh": "收运允许偏差（±分钟）", "en": "Allowed deviation, ± min"}
        )
    },
    owner={"zh": "环境卫生", "en": "Sanitation"},
    moves={"pickups": 1, "pickups.delay_min": -1},
)
