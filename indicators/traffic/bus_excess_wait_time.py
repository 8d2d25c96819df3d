"""Buses: how much longer than by the timetable people wait where buses should come often."""

from collections.abc import Mapping

import numpy as np

from city.readings import Floats
from city.views import Rows, Table
from indicators.base import Bands, Better, Domain, Forecast, Indicator, Outcome, Parameter
from indicators.contributors import ByRow
from indicators.methods.wilson import percent

NOTES = ({"zh": "间隔{took:.1f}分钟，计划{planned:.1f}分钟", "en": "a gap of {took:.1f} min, {planned:.1f} planned"},)


def average_wait(squares: Floats, sums: Floats) -> Floats:
    """The mean wait of people who come at any time: Σh² ÷ 2Σh of headways, in their unit; NaN where there are none.

    >>> average_wait(np.array([5.0**2 + 15.0**2]), np.array([5.0 + 15.0]))
    array([6.25])
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(sums > 0, squares / (2.0 * sums), np.nan)


def compute(headways: Table, parameters: Mapping[str, float]) -> Outcome:
    """The excess wait of the frequent routes per area, minutes; sums before it divides, so that time counts alike."""
    took, planned = headways.value / 60.0, headways.attributes["planned_s"] / 60.0
    known = (took > 0) & (planned > 0)
    frequent = known & (headways.attributes["planned_s"] <= parameters["frequent_s"])
    rare = known & ~frequent
    observed, meant = np.where(frequent, took, 0.0), np.where(frequent, planned, 0.0)
    awt = average_wait(headways.summed(observed**2), headways.summed(observed))
    swt = average_wait(headways.summed(meant**2), headways.summed(meant))
    gaps = _gaps(headways, observed, meant)
    late_s = headways.value - headways.attributes["planned_s"]
    kept = rare & (late_s >= -parameters["early_s"]) & (late_s <= parameters["late_s"])
    return Outcome(
        value=np.round(awt - swt, 9),  # an excess that is on a cut stays there
        coverage=headways.summed(known.astype(np.float64)) / np.maximum(headways.summed(), 1.0),
        companions={
            "awt_min": awt,
            "swt_min": swt,
            "headways": headways.summed(frequent.astype(np.float64)),
            "rare_on_time_pct": percent(
                headways.summed(kept.astype(np.float64)), headways.summed(rare.astype(np.float64))
            ),
            "gap_min": gaps.sums(),
        },
        contributors=gaps,
        adds_up_to="gap_min",
    )


def _gaps(headways: Table, observed: Floats, meant: Floats) -> ByRow:
    """The headways of frequent routes by how much longer than planned each was; early buses make good for none."""
    return ByRow(
        areas=headways.areas,
        leaf=headways.leaf,
        thing=headways.thing,
        amount=np.maximum(observed - meant, 0.0),
        notes=NOTES,
        about={"took": observed, "planned": meant},
    )


INDICATOR = Indicator(
    name="bus_excess_wait_time",
    title={"zh": "公交超额候车时间", "en": "Bus excess waiting time"},
    domain=Domain.TRAFFIC,
    unit="min",
    better=Better.LOWER,
    bands=Bands(1, 2, 3, cut_is_good=False),
    inputs={"headways": Rows("bus.headway", 120)},
    every_s=600,
    digits=1,
    formula={
        "zh": "EWT＝AWT−SWT；AWT＝Σh²÷(2Σh)，h为近2小时各站实际到站间隔，SWT同式用计划间隔；缺班使前后间隔合并。仅计计"
        "划间隔不超过{frequent_s:g}秒的线路；其余线路另列间隔偏差在−{early_s:g}至+{late_s:g}秒内的比例。",
        "en": "EWT = AWT − SWT; AWT = Σh² ÷ (2Σh) of the headways observed at all stops in 2 hours, SWT the same of "
        "the planned ones; a missing bus makes one gap of two. Only routes planned every {frequent_s:g} s or oftener; "
        "beside it, for the others, the share of headways from {early_s:g} s less to {late_s:g} s more than planned.",
    },
    source="TfL, London Buses quality of service: excess wait time; bands are our default",
    compute=compute,
    settable={
        "frequent_s": Parameter(
            720.0,
            (60.0, 7200.0),
            {"zh": "高频线路计划间隔上限（秒）", "en": "Planned headway of frequent routes, at most, s"},
        ),
        "early_s": Parameter(
            60.0, (0.0, 3600.0), {"zh": "间隔允许偏短（秒）", "en": "Headway too short by, at most, s"}
        ),
        "late_s": Parameter(
            300.0, (0.0, 7200.0), {"zh": "间隔允许偏长（秒）", "en": "Headway too long by, at most, s"}
        ),
    },
    companions={
        "awt_min": {"zh": "实际平均候车（分钟）", "en": "Average wait, min"},
        "swt_min": {"zh": "计划平均候车（分钟）", "en": "Scheduled wait, min"},
        "headways": {"zh": "高频线路间隔数", "en": "Headways of frequent routes"},
        "rare_on_time_pct": {"zh": "低频线路准点率（%）", "en": "Other routes on time, %"},
        "gap_min": {"zh": "超计划间隔（分钟）", "en": "Gaps beyond the plan, min"},
    },
    owner={"zh": "交通运输", "en": "Transport"},
    moves={"headways": 1, "headways.planned_s": -1},
    forecast=Forecast(step_min=15),
)
