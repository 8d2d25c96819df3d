"""Emergency calls: whether more, or fewer, people call 110, 119 and 120 than at this hour they usually do."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from city.kinds.emergency import SERVICES
from city.readings import Floats
from city.views import History, Rows, Series, Table
from indicators.base import Bands, Better, Domain, Forecast, Indicator, Outcome, Parameter, Sureness
from indicators.called import SERVICE_TITLES
from indicators.contributors import ByItem
from indicators.methods.seasonal import decomposed, modified_z, without_holes

DAY, WEEK = 24, 168
HOUR_MS = 3_600_000
PARTS = ("z", "observed", "expected", "trend", "season", "rest")
BANDS = Bands(2.5, 3.5, 5.0, cut_is_good=False, sure=(Sureness.OURS, Sureness.KNOWN, Sureness.OURS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a course is judged: its period, the hours that must be known and are compared, the share that may miss."""

    period: int
    hours: int
    holes: float


def unusual(counts: Floats, asked: Asked) -> Floats:
    """What the newest of hourly counts (k,) is, by `PARTS`; all NaN where too little is known.

    z is the modified z-score of what STL leaves of log(1 + count), among the same hours of the days compared; trend
    and season are factors, the rest is in logarithms.
    """
    nothing = np.full(len(PARTS), np.nan)
    known = np.flatnonzero(~np.isnan(counts))
    if not known.size or known[-1] != len(counts) - 1:
        return nothing
    course = counts[known[0] :]
    if len(course) < asked.hours or np.isnan(course).mean() > asked.holes or not course[~np.isnan(course)].any():
        return nothing
    whole = without_holes(np.log1p(course), asked.period)
    if np.isnan(whole).any():
        return nothing
    parts = decomposed(whole, asked.period)
    same_hours = parts.rest[::-1][: asked.hours : DAY]
    usual = parts.trend[-1] + parts.season[-1]
    return np.array(
        [
            modified_z(float(parts.rest[-1]), same_hours),
            course[-1],
            max(np.expm1(usual), 0.0),
            np.exp(parts.trend[-1]),
            np.exp(parts.season[-1]),
            parts.rest[-1],
        ]
    )


def of_courses(counts: Floats, asked: Asked) -> Floats:
    """`unusual` of each area's hours (k, n), as (parts, n); areas of the same course are reckoned once."""
    courses, which = np.unique(counts, axis=1, return_inverse=True, equal_nan=True)
    found = np.stack([unusual(course, asked) for course in courses.T], axis=1)
    return found[:, which]


def at_least(observed: Floats, expected: Floats) -> Floats:
    """The chance that a Poisson count of this mean is as great as observed, or greater (n,).

    >>> at_least(np.array([0.0, 1.0]), np.array([3.0, 3.0])).round(4)
    array([1.    , 0.9502])
    """
    from scipy.special import gammainc  # noqa: PLC0415 - only the worker needs it

    return np.where(observed >= 1, gammainc(np.maximum(observed, 1.0), np.maximum(expected, 0.0)), 1.0 + 0.0 * observed)


def by_service(calls: Table, past: Series, service: int, hours: int) -> Floats:
    """How many calls to one service each area had in each of the newest hours (hours, n), NaN where nobody listened."""
    begins = past.at[-hours:].astype("datetime64[ms]").astype(np.int64)
    at = calls.at.astype("datetime64[ms]").astype(np.int64)
    hour = (at - begins[0]) // HOUR_MS
    use = (calls.attributes["service"] == service) & (hour >= 0) & (hour < len(begins))
    leaves = calls.areas.elsewhere + 1
    cell = calls.leaf[use] * len(begins) + hour[use]
    per_leaf = np.bincount(cell, minlength=leaves * len(begins)).astype(np.float64).reshape(leaves, len(begins))
    counted = calls.areas.merged(per_leaf).T
    return np.where(np.isnan(past.values[-hours:]), np.nan, counted)


def compute(past: Series, calls: Table, parameters: Mapping[str, float], bands: Bands = BANDS) -> Outcome:
    """How unusual the newest whole hour is per area, of all calls and of each service."""
    weeks, holes = int(parameters["weeks"]) * WEEK, parameters["holes"]
    whole = of_courses(past.values, Asked(period=WEEK, hours=weeks, holes=holes))
    found = dict(zip(PARTS, whole, strict=True))
    short = int(parameters["service_days"]) * DAY
    # Single calls are kept for four weeks, too few to learn each hour of the week from: the day's rhythm must do.
    asked = Asked(period=DAY, hours=short, holes=holes)
    each = np.stack([of_courses(by_service(calls, past, one, short), asked) for one in range(len(SERVICES))])
    z, count = np.abs(found["z"]), found["observed"]
    few = count < parameters["critical_calls"]
    return Outcome(
        value=found["z"],
        banded=np.where(few, bands.short_of_critical(z, Better.LOWER), z),
        coverage=(~np.isnan(past.values)).mean(axis=0),
        companions={
            **{name: found[name] for name in PARTS[1:]},
            "upper_p": at_least(count, found["expected"]),
            **{f"z_{name}": each[place, 0] for place, name in enumerate(SERVICES)},
        },
        contributors=ByItem(
            thing=SERVICES,
            titles=SERVICE_TITLES,
            amount=np.abs(each[:, 0]),
            note={
                "zh": "{observed:.0f}起，常态{expected:.1f}起，z {z:+.1f}",
                "en": "{observed:.0f} calls, {expected:.1f} usual, z {z:+.1f}",
            },
            about={name: each[:, PARTS.index(name)] for name in ("observed", "expected", "z")},
        ),
    )


INDICATOR = Indicator(
    name="police_call_anomaly",
    title={"zh": "警情异常指数", "en": "Emergency call anomaly"},
    domain=Domain.EMERGENCY,
    unit="z",
    better=Better.LOWER,
    bands=BANDS,
    wants_bands=True,
    inputs={"past": History("call.emergency", 12 * WEEK, 60, "count"), "calls": Rows("call.emergency", 28 * 1440)},
    every_s=3600,
    heavy=True,
    digits=1,
    version=2,
    formula={
        "zh": "y＝ln(1＋小时呼入数)，12周稳健STL（周期168小时），r为残差；z＝0.6745(r−中位数)÷MAD，与近{weeks:g}周每日"
        "同一小时比较；按|z|定级，不足{critical_calls:g}起不为特急；历史不足{weeks:g}周或缺失比例超过{holes:g}不发布。"
        "另列泊松上尾概率与110、119、120各自的z（近{service_days:g}天，周期24小时）。",
        "en": "y = ln(1 + calls in the hour), robust STL (period 168 hours) over 12 weeks, r is what is left; z = "
        "0.6745(r − median) ÷ MAD, among the same hour of the days of {weeks:g} weeks; banded on |z|, not critical "
        "below {critical_calls:g} calls; unknown with less than {weeks:g} weeks or where more than {holes:g} of it is "
        "missing. Beside it the upper Poisson tail, and z of 110, 119 and 120 each ({service_days:g} days, period 24 "
        "hours).",
    },
    source="Cleveland et al. 1990 (STL); Iglewicz & Hoaglin 1993 (3.5); other cuts are our default",
    compute=compute,
    settable={
        "weeks": Parameter(8.0, (2.0, 12.0), {"zh": "对比周数", "en": "Weeks compared"}),
        "service_days": Parameter(
            27.0, (7.0, 27.0), {"zh": "110、119、120各自的对比天数", "en": "Days compared for 110, 119, 120"}
        ),
        "holes": Parameter(0.1, (0.0, 0.5), {"zh": "缺失比例上限", "en": "Missing share, at most"}),
        "critical_calls": Parameter(5.0, (0.0, 1e6), {"zh": "特急最少呼入数", "en": "Fewest calls for Critical"}),
    },
    companions={
        "observed": {"zh": "本小时呼入", "en": "Calls in the hour"},
        "expected": {"zh": "常态呼入", "en": "Usual calls"},
        "trend": {"zh": "趋势（倍数）", "en": "Trend, factor"},
        "season": {"zh": "季节（倍数）", "en": "Season, factor"},
        "rest": {"zh": "残差（对数）", "en": "Rest, logarithm"},
        "upper_p": {"zh": "泊松上尾概率", "en": "Upper Poisson tail"},
        **{f"z_{name}": {"zh": f"{name} 的z", "en": f"z of {name}"} for name in SERVICES},
    },
    owner={"zh": "公安、消防、急救", "en": "Police, fire, ambulance"},
    forecast=Forecast(season="week"),
)
