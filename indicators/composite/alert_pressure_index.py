"""Alert pressure: how much stands on the duty room now, against the same hour of the week in the weeks before."""

from collections.abc import Mapping

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from city.readings import Floats
from city.views import CityTime, Clock, History, Rows, Series, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome
from indicators.contributors import ByRow, plain
from indicators.methods.gaps import filled
from indicators.methods.medians import medians

WEEK_H, DAY_H = 168, 24
FORGOTTEN_H = 72  # by then nothing is left of an alert
LEAST_WEEKS, LEAST_DAYS = 3, 7
NORMAL = 0.6745  # the median absolute deviation of a normal distribution, in deviations
LEAST_SPREAD = 1.0  # one alert of the lightest sort is no surprise


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


def usual(past: Floats, hours_ago: np.ndarray) -> tuple[Floats, Floats]:
    """Median and spread per area (n,) at this hour of the week, or of the day while too few weeks are known."""
    weeks, days = past[hours_ago % WEEK_H == 0], past[hours_ago % DAY_H == 0]
    middle, spread = _robust(weeks)
    by_day = _robust(days)
    few = (~np.isnan(weeks)).sum(axis=0) < LEAST_WEEKS
    middle, spread = np.where(few, by_day[0], middle), np.where(few, by_day[1], spread)
    unknown = few & ((~np.isnan(days)).sum(axis=0) < LEAST_DAYS)
    return np.where(unknown, np.nan, middle), np.where(unknown, np.nan, spread)


def _robust(rows: Floats) -> tuple[Floats, Floats]:
    middle = medians(rows)
    return middle, np.maximum(medians(np.abs(rows - middle)) / NORMAL, LEAST_SPREAD)


def compute(alerts: Table, past: Series, now: CityTime, parameters: Mapping[str, float]) -> Outcome:
    """How many spreads the pressure is above what is usual, per area."""
    tau_h = parameters["tau_h"]
    faded = filled(alerts.value) * np.exp(-alerts.age_s / 3600.0 / tau_h)
    pressure = alerts.summed(faded)
    hours_ago = np.round((now.at - past.at) / np.timedelta64(3600, "s")).astype(np.int64)
    same_hour = np.flatnonzero(hours_ago % DAY_H == 0)
    middle, spread = usual(pressure_of(past.values, tau_h, same_hour), hours_ago[same_hour])
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
        "past": History("alert.raised", 24 * 56, 60, "total"),
        "now": Clock(),
    },
    every_s=60,
    digits=1,
    formula={
        "zh": "Λ＝Σ权重（1、3、9）·exp(−时长/τ)，τ＝2小时；与近8周同一周内时刻的中位数之差÷稳健离差（MAD÷0.6745）；"
        "不足3周时用近日同一时刻，不足7天不发布。",
        "en": "Λ = Σ weight (1, 3, 9)·exp(−age/τ), τ = 2 h; its distance from the median of the same hour of the week "
        "over 8 weeks ÷ the robust spread (MAD ÷ 0.6745); the same hour of the day while fewer than 3 weeks are known, "
        "unknown below 7 days.",
    },
    source="Our own; cuts are our default",
    compute=compute,
    owner={"zh": "城市运行管理中心", "en": "City operations centre"},
    companions={
        "pressure": {"zh": "压力 Λ", "en": "Pressure Λ"},
        "expected": {"zh": "同期中位数", "en": "Usual at this hour"},
        "alerts_1h": {"zh": "近1小时预警", "en": "Alerts in the last hour"},
    },
    parameters={"tau_h": 2.0},
    parameter_ranges={"tau_h": (0.25, 6.0)},
    moves={"alerts": 1},
)
