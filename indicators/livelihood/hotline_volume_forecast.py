"""Volume of requests: whether more come than their rhythm foretells, and how many will come next hour and next day.

How fast level, trend and weekly rhythm are relearned is found on the whole city's days; every area then has a level, a
trend and a rhythm of its own. Hours are foretold area by area.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from types import MappingProxyType

import numpy as np

from city.kinds.base import HOUR_S
from city.readings import Floats
from city.views import History, Series
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome
from indicators.contributors import ByItem
from indicators.methods.smoothing import Foretold, decomposed, fitted, foretold, holt_winters, without_gaps
from indicators.methods.wilson import Z_95

WEEK_D, WEEK_H = 7, 168
DAYS, HOURS = 56, 672
JUDGED_D, JUDGED_H = 28, 336
KNOWN_SHARE = 0.8  # of the steps; what is filled in teaches nothing
LEAST_SD = 0.5
PARTS = ("day", "hour")
PART_TITLES = ({"zh": "全天", "en": "The day"}, {"zh": "本时段", "en": "The hour"})
# What is shown of the newest step of each part.
TITLES = MappingProxyType(
    {
        "z": {"zh": "激增z", "en": "surge z"},
        "next": {"zh": "下期预测", "en": "next expected"},
        "low": {"zh": "下期预测下限", "en": "next, lower bound"},
        "high": {"zh": "下期预测上限", "en": "next, upper bound"},
        "mase": {"zh": "滚动MASE", "en": "rolling MASE"},
        "covered": {"zh": "95%区间实际覆盖率", "en": "share inside the 95 % interval"},
        "naive": {"zh": "采用上周同期", "en": "last week's value taken"},
    }
)
NOTES = (
    {"zh": "实际 {was:.0f}，预测 {expected:.1f}±{sd:.1f}", "en": "{was:.0f} came, {expected:.1f} ± {sd:.1f} expected"},
)


@dataclass(frozen=True, slots=True)
class Step:
    """The newest whole step of each area (n,): what came, what had been expected, how unusual that is, what is next.

    `low` and `high` are the 95 % interval of the next step; `mase` and `covered` say how good such expectations were,
    `naive` is 1 where last week's value is what is expected.
    """

    was: Floats
    expected: Floats
    sd: Floats
    z: Floats
    next: Floats
    low: Floats
    high: Floats
    mase: Floats
    covered: Floats
    naive: Floats


def enough(course: Floats, season: int) -> Ints:
    """The areas (m,) whose course (k, n) has its newest step, most of all steps, and most of the last season."""
    known = ~np.isnan(course)
    most = (known.mean(axis=0) >= KNOWN_SHARE) & (known[-season:].mean(axis=0) >= KNOWN_SHARE)
    return np.flatnonzero(known[-1] & most)


def judged(course: Floats, found: Foretold) -> Step:
    """The newest step of a course (k, n) against what had been expected of it; nothing is expected below nothing."""
    half = Z_95 * found.sd
    following = found.expected[-1]
    return Step(
        was=course[-1],
        expected=found.expected[-2],
        sd=found.sd,
        z=(course[-1] - found.expected[-2]) / np.maximum(found.sd, LEAST_SD),
        next=np.maximum(following, 0.0),
        low=np.maximum(following - half, 0.0),
        high=np.maximum(following + half, 0.0),
        mase=found.mase,
        covered=found.covered,
        naive=found.naive.astype(np.float64),
    )


def days_of(course: Floats) -> Step:
    """The newest day by Holt-Winters (k, n); the first course is the city's, which the weights are found on."""
    weights = fitted(course[:-1, 0], WEEK_D)
    return judged(course, foretold(course, holt_winters(course, WEEK_D, weights), WEEK_D, JUDGED_D))


def hours_of(course: Floats) -> Step:
    """The newest hour by the rhythm of the week and a smoothed level (k, n)."""
    return judged(course, foretold(course, decomposed(course, WEEK_H), WEEK_H, JUDGED_H))


def newest(series: Series, season: int, steps: int, how: Callable[[Floats], Step]) -> Step:
    """The newest step of all areas, NaN for those that too little is known of, and for all when the city is of them."""
    size = series.values.shape[1]
    course = series.values[-steps:]
    which = enough(course, season) if len(course) == steps else np.zeros(0, dtype=np.intp)
    found = how(without_gaps(course[:, which], season)) if which.size and which[0] == 0 else None

    def everywhere(name: str) -> Floats:
        whole = np.full(size, np.nan)
        if found is not None:
            whole[which] = getattr(found, name)
        return whole

    return Step(*(everywhere(one.name) for one in fields(Step)))


def compute(days: Series, hours: Series) -> Outcome:
    """The greater of the surges of the newest day and the newest hour, per area."""
    day, hour = newest(days, WEEK_D, DAYS, days_of), newest(hours, WEEK_H, HOURS, hours_of)
    both = (day, hour)
    known = [(~np.isnan(one.values)).mean(axis=0) if len(one.values) else np.zeros(len(day.z)) for one in (days, hours)]
    return Outcome(
        value=np.fmax(day.z, hour.z),
        coverage=np.mean(known, axis=0),
        companions={
            f"{part}_{name}": getattr(step, name) for part, step in zip(PARTS, both, strict=True) for name in TITLES
        },
        contributors=ByItem(
            thing=PARTS,
            titles=PART_TITLES,
            amount=np.maximum(np.nan_to_num(np.stack([one.z for one in both])), 0.0),
            note=NOTES[0],
            about={name: np.stack([getattr(one, name) for one in both]) for name in ("was", "expected", "sd")},
        ),
    )


INDICATOR = Indicator(
    name="hotline_volume_forecast",
    title={"zh": "诉求量预测与激增", "en": "Volume of requests"},
    domain=Domain.LIVELIHOOD,
    unit="σ",
    better=Better.LOWER,
    bands=Bands(2, 3, 4, cut_is_good=False),
    inputs={
        "days": History("ticket.opened", DAYS * 24, 1440, "count"),
        "hours": History("ticket.opened", HOURS, 60, "count"),
    },
    every_s=HOUR_S,
    digits=1,
    formula={
        "zh": "z＝（实际−预测）÷max(单步误差标准差, 0.5)，取最近一日与最近一小时之大者。日：8周，阻尼加法Holt-Winters（"
        "周期7，平滑系数由全市估计）；小时：4周，STL(168)上周季节项＋简单指数平滑。近28天（小时为14天）MASE≥1时改用上周"
        "同期。95%区间由单步误差得出。",
        "en": "z = (came − expected) ÷ max(sd of one-step errors, 0.5), the greater of the newest day's and the newest "
        "hour's. Days: 8 weeks, additive damped Holt-Winters of season 7, its weights found on the city; hours: 4 "
        "weeks, last week's rhythm by STL(168) and a smoothed level. Where MASE ≥ 1 over 28 days (14 for hours) last "
        "week's value is expected. The 95 % interval comes from one-step errors.",
    },
    source="Hyndman and Athanasopoulos, Forecasting: principles and practice, 8; cuts are our default",
    compute=compute,
    companions={
        f"{part}_{name}": {"zh": f"{zh}{words['zh']}", "en": f"{en}: {words['en']}"}
        for part, zh, en in (("day", "日", "Day"), ("hour", "小时", "Hour"))
        for name, words in TITLES.items()
    },
    codes={f"{part}_naive": {0: {"zh": "否", "en": "no"}, 1: {"zh": "是", "en": "yes"}} for part in PARTS},
    owner={"zh": "12345热线", "en": "12345 hotline"},
    heavy=True,
    compares_areas=True,
)
