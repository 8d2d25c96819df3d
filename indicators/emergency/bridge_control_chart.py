"""Bridges: whether a sensor has left its usual level, once the temperature is taken out (EWMA and CUSUM)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from city.readings import Floats, Mask
from city.views import Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByRow
from indicators.methods.control_charts import cusum, ewma, ewma_limit, range_sigma
from indicators.methods.courses import newest_first, told
from indicators.methods.per_thing import greatest, names_of, of_the_worst

DAYS = 120
DAY_S, HOUR_S = 86_400.0, 3600.0
FRESH_S = 6 * HOUR_S  # who was last heard longer ago is not judged
SIGNAL = 1.0
# One signal, however far beyond its limit, is a warning, and weighs no more than the critical cut, which is good.
BANDS = Bands(2 / 3, SIGNAL, 1.5, sure=(Sureness.OURS, Sureness.KNOWN, Sureness.OURS))
GRAVE = 4 / 3  # of the critical cut: what is critical by rule weighs at least so much
STILL = 1e-9  # a sensor whose noise is less than this share of its values is stuck
NOTES = (
    {
        "zh": "EWMA为限值的{ewma:.2f}倍，CUSUM为{cusum:.2f}倍",
        "en": "EWMA {ewma:.2f} and CUSUM {cusum:.2f} of their limits",
    },
    {
        "zh": "EWMA为限值的{ewma:.2f}倍，CUSUM为{cusum:.2f}倍，偏移始于{since:.1f}天前",
        "en": "EWMA {ewma:.2f} and CUSUM {cusum:.2f} of their limits, shifted {since:.1f} days ago",
    },
    {
        "zh": "{value:.0f}超过设计限值{design:.0f}；EWMA为限值的{ewma:.2f}倍，CUSUM为{cusum:.2f}倍",
        "en": "{value:.0f} is beyond the design limit {design:.0f}; EWMA {ewma:.2f} and CUSUM {cusum:.2f} of their "
        "limits",
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """Both charts of sensors (m,) now, as shares of their limits; `since` is days since the shift began."""

    ewma: Floats
    cusum: Floats
    since: Floats

    @property
    def ratio(self) -> Floats:
        """The greater of the two."""
        return np.maximum(self.ewma, self.cusum)


def without_temperature(value: Floats, temp: Floats, baseline: Mask) -> Floats:
    """What is left of courses (m, k) when b0 + b1·T + b2·T² of their baselines is taken out; NaN where unknown."""
    left = np.full(value.shape, np.nan)
    for row in range(len(value)):
        known = ~np.isnan(value[row])
        learnt = known & baseline[row]
        if not learnt.any():
            continue
        middle, spread = temp[row][learnt].mean(), temp[row][learnt].std()
        warm = (temp[row] - middle) / (spread if spread > 0 else 1.0)
        powers = np.stack([np.ones(warm.shape), warm, warm**2], axis=1)
        factors = np.linalg.lstsq(powers[learnt], value[row][learnt])[0]
        left[row][known] = value[row][known] - powers[known] @ factors
    return left


def charts_of(value: Floats, temp: Floats, age_s: Floats, parameters: Mapping[str, float]) -> Charts:
    """The charts of courses (m, k), the oldest first; unknown without 90 days of baseline, or where nothing stirs."""
    watched = age_s < parameters["watch_days"] * DAY_S
    baseline = ~np.isnan(value) & ~watched
    left = without_temperature(value, temp, baseline)
    learnt = np.where(baseline, left, np.nan)
    sigma = range_sigma(learnt)
    scale = np.max(np.abs(np.nan_to_num(value)), axis=1, initial=0.0)
    base_age = np.where(baseline, age_s, np.nan)
    span_s = np.array([np.ptp(one[~np.isnan(one)]) if (~np.isnan(one)).any() else 0.0 for one in base_age])
    needed_s = parameters["baseline_days"] * DAY_S
    sound = (span_s >= needed_s) & (baseline.sum(axis=1) >= needed_s / HOUR_S / 2.0) & (sigma > STILL * scale)
    sigma = np.where(sound, sigma, np.nan)
    shown = watched.any(axis=0)
    return _charts(np.where(watched, left, np.nan)[:, shown], age_s[:, shown], sigma, parameters)


def _charts(now: Floats, age_s: Floats, sigma: Floats, parameters: Mapping[str, float]) -> Charts:
    """The state of the charts after the newest of what is watched (m, k); all is unknown where nothing is."""
    if not now.size:
        nothing = np.full(len(now), np.nan)
        return Charts(ewma=nothing, cusum=nothing, since=nothing)
    count, last, sensors = (~np.isnan(now)).sum(axis=1), now.shape[1] - 1, np.arange(len(now))
    mean = ewma(now, parameters["weight"])[:, -1]
    limit = ewma_limit(sigma, parameters["weight"], parameters["width"], count.astype(np.float64))
    sums = cusum(now, parameters["slack"] * np.nan_to_num(sigma))
    upper, lower = sums.upper[:, -1], sums.lower[:, -1]
    run = np.where(upper >= lower, sums.upper_run[:, -1], sums.lower_run[:, -1])
    begun = age_s[sensors, np.clip(last - run + 1, 0, last)] / DAY_S
    seen = np.where(count > 0, 1.0, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        return Charts(
            ewma=seen * np.abs(mean) / limit,
            cusum=seen * np.maximum(upper, lower) / (parameters["reach"] * sigma),
            since=np.where(run > 0, begun, 0.0) + 0.0 * sigma,
        )


def members(things: Sequence[str]) -> Ints:
    """Which member of a bridge each sensor (m,) sits on: what stands before the last slash of its name."""
    return np.unique([name.rpartition("/")[0] or name for name in things], return_inverse=True)[1].astype(np.intp)


def judged(ratio: Floats, beyond_design: Mask, member: Ints, bands: Bands = BANDS) -> Floats:
    """What the bands look at (m,): two signals on a member or a design limit passed are critical, one is a warning."""
    signals = np.bincount(member, weights=ratio > SIGNAL)[member] if len(member) else np.zeros(0)
    critical = beyond_design | ((ratio > SIGNAL) & (signals >= 2))
    return np.where(critical, np.fmax(ratio, GRAVE * bands.critical), bands.short_of_critical(ratio, Better.LOWER))


def towards_limit(ratio: Floats, value: Floats, design: Floats, beyond: Mask) -> Floats:
    """How far each sensor (m,) has come towards its limit: that of its charts, or its design where these are unknown.

    A stuck sensor has no charts, and yet it may stand beyond what its bridge was built for.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(np.isnan(ratio) & beyond, np.abs(value) / design, ratio)


def compute(hours: Table, parameters: Mapping[str, float], bands: Bands = BANDS) -> Outcome:
    """The chart farthest towards its limit, or beyond, among an area's sensors."""
    temp, areas = hours.attributes["temp_c"], hours.areas
    use = np.flatnonzero(~np.isnan(hours.value) & ~np.isnan(temp))
    course = newest_first(hours.who[use], hours.age_s[use])
    row = use[course[:, 0]]
    oldest_first = course[:, ::-1]
    value, warm, age_s = (told(column[use], oldest_first) for column in (hours.value, temp, hours.age_s))
    fresh = np.where(hours.age_s[row] <= FRESH_S, 1.0, np.nan)
    charts = charts_of(value, warm, age_s, parameters)
    ratio, design = charts.ratio * fresh, hours.attributes["design_limit"][row]
    beyond = (np.abs(hours.value[row]) > design) & (design > 0) & ~np.isnan(fresh)
    leaf, thing = hours.leaf[row], names_of(hours.thing, row)
    alarm = judged(ratio, beyond, members(thing), bands)
    ratio = towards_limit(ratio, hours.value[row], design, beyond)
    shifted = (ratio > SIGNAL) & (charts.since > 0)
    of_charts = {"ewma": charts.ewma, "cusum": charts.cusum, "since": charts.since}
    shown = dict(zip(("ewma_ratio", "cusum_ratio", "shift_days"), of_charts.values(), strict=True))
    known = (~np.isnan(ratio)).astype(np.float64)
    return Outcome(
        value=greatest(ratio, leaf, areas),
        banded=greatest(alarm, leaf, areas),
        coverage=areas.summed(leaf, known) / np.maximum(areas.summed(leaf), 1.0),
        companions={
            **{name: of_the_worst(ratio, column, leaf, areas) for name, column in shown.items()},
            "signals": areas.summed(leaf, (ratio > SIGNAL).astype(np.float64)),
            "beyond_design": areas.summed(leaf, beyond.astype(np.float64)),
        },
        contributors=ByRow(
            areas=areas,
            leaf=leaf,
            thing=thing,
            amount=np.fmax(ratio, alarm),
            notes=NOTES,
            which=np.where(beyond, 2, shifted).astype(np.intp),
            about={**of_charts, "value": hours.value[row], "design": design},
        ),
    )


INDICATOR = Indicator(
    name="bridge_control_chart",
    title={"zh": "桥梁结构监测控制图", "en": "Bridge control chart"},
    domain=Domain.EMERGENCY,
    unit="",
    better=Better.LOWER,
    bands=BANDS,
    wants_bands=True,
    judged_on={"zh": "与限值之比", "en": "ratio to its limit"},
    inputs={"hours": Rows("bridge.hourly", DAYS * 1440)},
    every_s=3600,
    heavy=True,
    digits=2,
    version=2,
    formula={
        "zh": "y＝b0＋b1·T＋b2·T²由{watch_days:g}天前至120天前（不少于{baseline_days:g}天）的小时中位数拟合，e＝y−ŷ，σ"
        "＝移动极差÷1.128。近{watch_days:g}天：EWMA（λ {weight:g}，L {width:g}）与CUSUM（K {slack:g}σ，H {reach:g}σ）"
        "各除以限值，取大者；区域取最大的传感器。大于1为信号；同一构件不少于2个信号或超过设计限值为特急，单一信号至多"
        "计{critical:g}；无控制图时取实测÷设计限值。偏移自CUSUM末次为零起算。",
        "en": "y = b0 + b1·T + b2·T² fitted to the hourly medians from 120 to {watch_days:g} days ago (at least "
        "{baseline_days:g} days), e = y − ŷ, σ = moving range ÷ 1.128. Over the last {watch_days:g} days EWMA (λ "
        "{weight:g}, L {width:g}) and CUSUM (K {slack:g}σ, H {reach:g}σ), each by its limit, the greater; an area by "
        "its worst sensor. Above 1 is a signal; two on one member, or a design limit passed, are critical, one alone "
        "counts {critical:g} at most; without charts the value is by its design limit. A shift is dated by the last "
        "zero of the CUSUM.",
    },
    source="NIST/SEMATECH 6.3.2.4; Montgomery, chapter 9 (L 3, H 5); GB 50982, JT/T 1037; 2/3 and 2 of a member ours",
    compute=compute,
    settable={
        "weight": Parameter(0.2, (0.01, 1.0), {"zh": "EWMA平滑系数λ", "en": "EWMA weight λ"}),
        "width": Parameter(3.0, (0.5, 10.0), {"zh": "EWMA控制限宽度L（σ）", "en": "EWMA limit L, σ"}),
        "slack": Parameter(0.5, (0.0, 5.0), {"zh": "CUSUM参考值K（σ）", "en": "CUSUM reference value K, σ"}),
        "reach": Parameter(5.0, (0.5, 50.0), {"zh": "CUSUM判定距H（σ）", "en": "CUSUM decision interval H, σ"}),
        "watch_days": Parameter(28.0, (1.0, 60.0), {"zh": "监测天数", "en": "Days watched"}),
        "baseline_days": Parameter(90.0, (7.0, DAYS - 1.0), {"zh": "基线最少天数", "en": "Fewest days of baseline"}),
    },
    companions={
        "ewma_ratio": {"zh": "EWMA与限值之比", "en": "EWMA by its limit"},
        "cusum_ratio": {"zh": "CUSUM与限值之比", "en": "CUSUM by its limit"},
        "shift_days": {"zh": "偏移天数", "en": "Days since the shift"},
        "signals": {"zh": "发出信号的传感器", "en": "Sensors that signal"},
        "beyond_design": {"zh": "超设计限值的传感器", "en": "Sensors beyond the design limit"},
    },
    owner={"zh": "交通运输（桥梁）", "en": "Transport (bridges)"},
    moves={"hours": 0, "hours.temp_c": 0},
)
