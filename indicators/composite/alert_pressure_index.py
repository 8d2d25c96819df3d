"""Alert pressure: how much stands on the duty room now, against the same hour of the week in the weeks before."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from city.readings import Floats
from city.views import CityTime, Clock, History, Rows, Series, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter
from indicators.contributors import ByRow, plain
from indicators.methods.gaps import filled
from indicators.methods.medians import medians

WEEK_H, DAY_H = 168, 24
FORGOTTEN_H = 72  # by then nothing is left of an alert
LEAST_WEEKS, LEAST_DAYS = 3, 7
NORMAL = 0.6745  # the median absolute deviation of a normal distribution, in deviations
LIGHTEST = 1.0  # what one alert of the lightest sort weighs; that many is no surprise


def pressure_of(totals: Floats, tau_h: float, rows: Ints | None = None) -> Floats:
    """The pressure at the end of hours (rows, or all) of hourly sums of weights (k, n), which fade with `tau_h`.

    >>> pressure_of(np.array([[3.0], [0.0], [0.0]]), 2.0).ravel().round(3)
    array([2.336, 1.417, 0.86 ])
    """
    fade, within = np.exp(-1.0 / tau_h), np.exp(-0.5 / tau_h)  # those of an hour are half an hour old at its end
    kernel = within * fade ** np.arange(FORGOTTEN_H)[::-1]
    before = np.zeros((FORGOTTEN_H - 1, totals.shape[1]))
    each = sliding_window_view(np.concatenate([before, filled(totals)]), FORGOTTEN_H, axis=0)
    some = slice(None) if rows is None else rows
    return np.where(np.isnan(totals[some]), np.nan, each[some] @ kernel)


@dataclass(frozen=True, slots=True, kw_only=True)
class SameTime:
    """What the pressure was per area (k, n) at this very time of earlier days, so many hours ago (k,)."""

    pressure: Floats
    hours_ago: Ints


def at_same_time(past: Series, now: CityTime, tau_h: float) -> SameTime:
    """The pressure at this time of every earlier day, by the two hour ends around it, or by the one that is known.

    Hours are counted from where they end: it is there that their pressure is known.
    """
    since_end = (now.at - past.at) / np.timedelta64(3600, "s") - 1.0
    whole = np.floor(since_end + 1e-9).astype(np.intp)
    rows = np.flatnonzero((whole % DAY_H == 0) & (whole > 0))
    later = since_end[rows] - whole[rows]  # the share of the hour that has begun since
    first, second = pressure_of(past.values, tau_h, rows), pressure_of(past.values, tau_h, rows + 1)
    between = (1.0 - later[:, np.newaxis]) * first + later[:, np.newaxis] * second
    known = np.where(np.isnan(second), first, np.where(np.isnan(first), second, between))
    return SameTime(pressure=known, hours_ago=whole[rows])


def shot_noise(mean: Floats, heaviness: Floats) -> Floats:
    """The standard deviation (n,) of a pressure with this mean, where alerts come by chance alone (Campbell's theorem).

    Alerts of weight w that come at a rate λ and fade with τ press with λ·w·τ on the mean and vary by λ·w²·τ/2: by half
    the mean times what they weigh, which is Σw² ÷ Σw where they differ.

    >>> shot_noise(np.array([170.0]), np.array([5.0])).round(1)
    array([20.6])
    """
    return np.sqrt(heaviness * mean / 2.0)


def heaviness_of(alerts: Table) -> Floats:
    """What the alerts of each area (n,) weigh, as far as their noise goes: Σw² ÷ Σw; the lightest where none came."""
    weight = filled(alerts.value)
    total = alerts.summed(weight)
    return np.where(total > 0, alerts.summed(weight**2) / np.maximum(total, 1e-12), LIGHTEST)


def usual(same: SameTime, heaviness: Floats) -> tuple[Floats, Floats]:
    """Median and spread per area (n,) at this hour of the week, or of the day while too few weeks are known."""
    past, hours_ago = same.pressure, same.hours_ago
    weeks, days = past[hours_ago % WEEK_H == 0], past[hours_ago % DAY_H == 0]
    middle, spread = _robust(weeks)
    by_day = _robust(days)
    few = (~np.isnan(weeks)).sum(axis=0) < LEAST_WEEKS
    middle, spread = np.where(few, by_day[0], middle), np.where(few, by_day[1], spread)
    known = (~np.isnan(days)).sum(axis=0)
    mean = filled(days).sum(axis=0) / np.maximum(known, 1)
    spread = np.maximum(spread, np.maximum(shot_noise(mean, heaviness), LIGHTEST))
    unknown = few & (known < LEAST_DAYS)
    return np.where(unknown, np.nan, middle), np.where(unknown, np.nan, spread)


def _robust(rows: Floats) -> tuple[Floats, Floats]:
    middle = medians(rows)
    return middle, medians(np.abs(rows - middle)) / NORMAL


def compute(alerts: Table, past: Series, now: CityTime, parameters: Mapping[str, float]) -> Outcome:
    """How many spreads the pressure is above what is usual, per area."""
    tau_h = parameters["tau_h"]
    faded = filled(alerts.value) * np.exp(-alerts.age_s / 3600.0 / tau_h)
    pressure = alerts.summed(faded)
    middle, spread = usual(at_same_time(past, now, tau_h), heaviness_of(alerts))
    fresh = alerts.summed(((alerts.age_s < 3600) & (alerts.value > 0)).astype(np.float64))
    return Outcome(
        value=(pressure - middle) / spread,
        companions={"pressure": pressure, "expected": middle, "alerts_1h": fresh},
        contributors=ByRow(
            areas=alerts.areas, leaf=alerts.leaf, thing=alerts.thing, amount=faded,
            notes=(plain("{weight:.0f} · {age:.0f} min"),),
            about={"weight": alerts.value, "age": alerts.age_s / 60.0},
        ),
        adds_up_to="pressure",
    )  # fmt: skip


INDICATOR = Indicator(
    name="alert_pressure_index",
    title={"zh": "预警压力指数", "en": "Alert pressure index"},
    domain=Domain.COMPOSITE,
    unit="σ",
    better=Better.LOWER,
    bands=Bands(2, 3, 5, cut_is_good=False),
    inputs={
        "alerts": Rows("alert.raised", 24 * 60),
        "past": History("alert.raised", 24 * 56 + FORGOTTEN_H + 1, 60, "total"),
        "now": Clock(),
    },
    every_s=60,
    digits=1,
    version=2,
    formula={
        "zh": "Λ＝Σ权重（1、3、9）·exp(−时长/τ)，τ＝{tau_h:g}小时；与近8周同一周内时刻（前后两整点间内插）的中位数之差"
        "÷离差；离差＝稳健离差（MAD÷0.6745），不小于1及随机到达的散粒噪声√(Λ同期均值·Σw²÷Σw÷2)；不足3周时用近日同一时"
        "刻，不足7天不发布。",
        "en": "Λ = Σ weight (1, 3, 9)·exp(−age/τ), τ = {tau_h:g} h; its distance from the median of the same time of "
        "the week over 8 weeks (between the two hour ends around it) ÷ the robust spread (MAD ÷ 0.6745), but no less "
        "than 1 or than the shot noise of chance arrivals, √(mean Λ of this time of day · Σw² ÷ Σw ÷ 2), w of the "
        "last day; the same time of the day while fewer than 3 weeks are known, unknown below 7 days.",
    },
    source="Our own, Campbell 1909 (shot noise); cuts are our default",
    compute=compute,
    owner={"zh": "城市运行管理中心", "en": "City operations centre"},
    companions={
        "pressure": {"zh": "压力 Λ", "en": "Pressure Λ"},
        "expected": {"zh": "同期中位数", "en": "Usual at this hour"},
        "alerts_1h": {"zh": "近1小时预警", "en": "Alerts in the last hour"},
    },
    settable={"tau_h": Parameter(2.0, (0.25, 6.0), {"zh": "衰减时间τ（小时）", "en": "Decay time τ, h"})},
    moves={"alerts": 1},
)
