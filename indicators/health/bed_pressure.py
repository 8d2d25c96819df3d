"""Hospital beds: how full they are, when they will be too full, and for small wards how likely nobody can be taken in.

Eighty-five per cent is right for hundreds of beds and says nothing of ten: a class of ward with few beds is judged by
the share of patients that would find all of them taken (Erlang B).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from city.kinds.base import DAY_MIN, DAY_S, HOUR_S
from city.kinds.health import WARDS
from city.readings import Floats, Mask
from city.views import Latest, Rows, Table
from indicators.base import Bands, Better, Domain, Forecast, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByRow
from indicators.methods.groups import grouped
from indicators.methods.queues import erlang_b
from indicators.methods.smoothing import holt
from indicators.methods.wilson import percent

PAST_DAYS, DAYS_NEEDED = 7, 4
STALE_MIN = 180
BANDS = Bands(85, 92, 97, cut_is_good=False, sure=(Sureness.READ, Sureness.READ, Sureness.OURS))
NOTES = ({"zh": "{taken:.0f}/{beds:.0f} 床（{share:.0f}%）", "en": "{taken:.0f}/{beds:.0f} beds ({share:.0f} %)"},)


@dataclass(frozen=True, slots=True)
class Wards:
    """Of each class of ward and area (wards, n): beds open and taken now, and the load in beds."""

    beds: Floats
    taken: Floats
    load: Floats


def usable(table: Table) -> Mask:
    """Which rows (k,) say how many of how many beds are taken, and in which class of ward."""
    with np.errstate(invalid="ignore"):
        return (table.value >= 0) & (table.attributes["open_beds"] > 0) & ~np.isnan(table.attributes["ward"])


def offered(taken: Floats, admitted: Floats, discharged: Floats) -> Floats:
    """The beds that arrivals would fill if there were enough: arrivals times mean stay, which is taken ÷ discharged.

    Without discharges the stay is not known; then those who are there are the load.

    >>> offered(np.array([20.0, 9.0]), np.array([5.0, 1.0]), np.array([4.0, 0.0]))
    array([25.,  9.])
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(discharged > 0, admitted * taken / discharged, taken)


def wards_of(beds: Table, past: Table) -> Wards:
    """The classes of ward as they stand, with the load of the last week."""
    use = usable(beds)
    ward = np.where(use, beds.attributes["ward"], 0.0).astype(np.intp)

    def now(figure: Floats) -> Floats:
        return grouped(ward, len(WARDS), beds.leaf, beds.areas, np.where(use, figure, 0.0))

    known = np.flatnonzero(usable(past))
    who, which = np.unique(past.who[known], return_inverse=True)
    first = np.zeros(len(who), dtype=np.intp)
    first[which] = known
    hours = np.maximum(np.bincount(which, minlength=len(who)), 1)

    def mean(figure: Floats) -> Floats:
        per_unit = np.bincount(which, weights=np.nan_to_num(figure[known]), minlength=len(who)) / hours
        kind = past.attributes["ward"][first].astype(np.intp)
        return grouped(kind, len(WARDS), past.leaf[first], past.areas, per_unit)

    ask = past.attributes
    load = offered(mean(past.value), mean(ask["admitted_24h"]), mean(ask["discharged_24h"]))
    return Wards(beds=now(beds.attributes["open_beds"]), taken=now(beds.value), load=load)


def blocked_of(wards: Wards, small_below: float) -> Floats:
    """The share of patients that find no bed, of small classes of ward (wards, n); NaN for others."""
    small = (wards.beds > 0) & (wards.beds < small_below)
    found = np.full(wards.beds.shape, np.nan)
    found[small] = erlang_b(wards.load[small], wards.beds[small])
    return found


def pressure(wards: Wards, blocked: Floats, parameters: Mapping[str, float], bands: Bands = BANDS) -> Floats:
    """How full each class of ward is as the bands see it (wards, n): its occupancy, or what weighs as much."""
    cuts = [parameters[f"blocked_{band}"] for band in ("attention", "warning", "critical")]
    # Being turned away weighs as much, cut by cut, as being so full.
    as_much = np.interp(blocked, [0.0, *cuts, 1.0], [0.0, *bands.cuts, 100.0])
    return np.where(np.isnan(blocked), percent(wards.taken, wards.beds), as_much)


def days_until(limit_pct: float, past: Table, parameters: Mapping[str, float]) -> Floats:
    """After how many days each area's occupancy reaches a limit as it goes on now (n,), by Holt's trend of daily means.

    NaN where it does not within the horizon, or fewer than four days in a row are known.
    """
    use, day = usable(past), (past.age_s // DAY_S).astype(np.intp)
    taken, beds = (
        grouped(day[use], PAST_DAYS, past.leaf[use], past.areas, figure[use])
        for figure in (past.value, past.attributes["open_beds"])
    )
    course = percent(taken, beds)[::-1]
    found = np.full(course.shape[1], np.nan)
    for area in range(course.shape[1]):
        gaps = np.flatnonzero(np.isnan(course[:, area]))
        known = course[gaps[-1] + 1 if gaps.size else 0 :, area]
        if len(known) >= DAYS_NEEDED:
            level, trend = holt(known, parameters["alpha"], parameters["beta"], first=1)
            if level >= limit_pct:
                found[area] = 0.0
            elif trend * parameters["horizon_d"] >= limit_pct - level:
                found[area] = (limit_pct - level) / trend
    return found


def compute(beds: Table, past: Table, parameters: Mapping[str, float], bands: Bands = BANDS) -> Outcome:
    """The occupancy of an area's beds, judged by its class of ward that is under the greatest pressure."""
    wards, use = wards_of(beds, past), usable(beds)
    blocked = blocked_of(wards, parameters["small_below_beds"])
    taken, many = wards.taken.sum(axis=0), wards.beds.sum(axis=0)
    of_ward = percent(wards.taken, wards.beds)
    over = _over(beds, use, bands.attention)
    return Outcome(
        value=percent(taken, many),
        numerator=taken,
        denominator=many,
        banded=np.fmax.reduce(pressure(wards, blocked, parameters, bands), axis=0),
        coverage=beds.summed(use.astype(np.float64)) / np.maximum(beds.summed(), 1.0),
        companions={
            **{f"{name}_pct": of_ward[at] for at, name in enumerate(WARDS)},
            **{f"{name}_blocked_pct": 100.0 * blocked[at] for at, name in enumerate(WARDS)},
            "days_to_warning": days_until(bands.warning, past, parameters),
            "beds_over": over.sums(),
        },
        contributors=over,
        adds_up_to="beds_over",
    )


def _over(beds: Table, use: Mask, limit_pct: float) -> ByRow:
    """The wards by the beds taken beyond a share of those open."""
    open_beds = np.where(use, beds.attributes["open_beds"], np.nan)
    share = percent(beds.value, open_beds)
    return ByRow(
        areas=beds.areas,
        leaf=beds.leaf,
        thing=beds.thing,
        amount=np.maximum(np.nan_to_num(beds.value - limit_pct / 100.0 * open_beds), 0.0),
        notes=NOTES,
        about={"taken": beds.value, "beds": open_beds, "share": share},
    )


TITLES = MappingProxyType(
    {
        "general": ("普通病房", "General wards"),
        "icu": ("重症监护", "Intensive care"),
        "fever": ("发热病房", "Fever wards"),
    }
)

INDICATOR = Indicator(
    name="bed_pressure",
    title={"zh": "医院床位压力", "en": "Hospital bed pressure"},
    domain=Domain.HEALTH,
    unit="%",
    better=Better.LOWER,
    bands=BANDS,
    wants_bands=True,
    inputs={"beds": Latest("hospital.beds", STALE_MIN), "past": Rows("hospital.beds", PAST_DAYS * DAY_MIN)},
    every_s=HOUR_S,
    digits=1,
    version=2,
    formula={
        "zh": "占用率＝占用床位÷开放床位。按压力最大的病房类别定级：{small_below_beds:g}张及以上按占用率，其下按"
        "ErlangB(床位, 日入院×平均住院日)的拒收率，{blocked_attention:g}、{blocked_warning:g}、{blocked_critical:g}相"
        "当于{attention:g}、{warning:g}、{critical:g}%；平均住院日＝近7天平均占用÷平均日出院。达到{warning:g}%的天数由"
        "日均值的Holt趋势外推。",
        "en": "Occupancy = beds taken ÷ beds open. Banded by the class of ward under the greatest pressure: by its "
        "occupancy from {small_below_beds:g} beds on, below by ErlangB(beds, daily admissions × mean stay), of which "
        "{blocked_attention:g}, {blocked_warning:g}, {blocked_critical:g} weigh as {attention:g}, {warning:g}, "
        "{critical:g} %; mean stay = beds taken ÷ daily discharges, of 7 days. Days to {warning:g} % by Holt's trend "
        "of daily means.",
    },
    source="NHS England (92 %), Bagust et al. 1999 (85 %); 97 % and the weight of blocking are our default",
    compute=compute,
    companions={
        **{f"{name}_pct": {"zh": f"{zh}占用率（%）", "en": f"{en}, %"} for name, (zh, en) in TITLES.items()},
        **{
            f"{name}_blocked_pct": {"zh": f"{zh}拒收率（%）", "en": f"{en}, blocked %"}
            for name, (zh, en) in TITLES.items()
        },
        "days_to_warning": {"zh": "达到紧急界值的天数", "en": "Days to the Urgent limit"},
        "beds_over": {"zh": "超出较急界值的床位", "en": "Beds beyond the Elevated limit"},
    },
    owner={"zh": "卫生健康", "en": "Health"},
    settable={
        "small_below_beds": Parameter(
            50.0, (0.0, 1000.0), {"zh": "按拒收率定级的床位数（少于）", "en": "Judged by blocking below, beds"}
        ),
        "blocked_attention": Parameter(
            0.01, (0.0001, 0.9999), {"zh": "拒收率较急界值（比例）", "en": "Share blocked, Elevated"}
        ),
        "blocked_warning": Parameter(
            0.05, (0.0001, 0.9999), {"zh": "拒收率紧急界值（比例）", "en": "Share blocked, Urgent"}
        ),
        "blocked_critical": Parameter(
            0.10, (0.0001, 0.9999), {"zh": "拒收率特急界值（比例）", "en": "Share blocked, Critical"}
        ),
        "alpha": Parameter(0.5, (0.01, 1.0), {"zh": "Holt水平平滑系数α", "en": "Holt's smoothing of the level α"}),
        "beta": Parameter(0.3, (0.0, 1.0), {"zh": "Holt趋势平滑系数β", "en": "Holt's smoothing of the trend β"}),
        "horizon_d": Parameter(14.0, (1.0, 90.0), {"zh": "外推天数上限", "en": "Days looked ahead, at most"}),
    },
    heavy=True,
    moves={"beds": 1, "beds.open_beds": -1},
    forecast=Forecast(),
)
