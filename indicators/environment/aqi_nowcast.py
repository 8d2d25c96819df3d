"""NowCast of particles: what the mean of the day is coming to, the faster air changes the more by its newest hours."""

import numpy as np

from city.readings import Floats
from city.views import History, Series
from indicators.base import Bands, Better, Domain, Forecast, Indicator, Outcome, Sureness
from indicators.contributors import ByItem, plain
from indicators.environment.aqi_cn import LEVELS, PRIMARY_ABOVE, iaqi, level
from indicators.methods.gaps import filled

HOURS, NEWEST, NEWEST_NEEDED = 12, 3, 2
LEAST_WEIGHT = 0.5
ITEMS = ("PM2.5", "PM10")


def weight_factor(hours: Floats) -> Floats:
    """How little twelve hourly means (12, n) changed: least by greatest, 0.5 at least; NaN where none is known.

    >>> weight_factor(np.array([[10.0, 10.0, 0.0], [8.0, 2.0, 0.0]]))
    array([0.8, 0.5, 1. ])
    """
    known = ~np.isnan(hours)
    high = np.max(np.where(known, hours, -np.inf), axis=0)
    low = np.min(np.where(known, hours, np.inf), axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        steady = np.where(high > 0, 1.0 - (high - low) / high, 1.0)
    return np.where(known.any(axis=0), np.maximum(steady, LEAST_WEIGHT), np.nan)


def nowcast(hours: Floats) -> Floats:
    """The weighted mean of twelve hourly means (12, n), oldest first; NaN where two of the newest three are unknown."""
    known, weight = ~np.isnan(hours), weight_factor(hours)
    ago = np.arange(len(hours))[::-1, np.newaxis]
    weights = np.where(known, filled(weight, 1.0) ** ago, 0.0)
    enough = known[-NEWEST:].sum(axis=0) >= NEWEST_NEEDED
    found = (weights * filled(hours)).sum(axis=0) / np.where(enough, weights.sum(axis=0), 1.0)
    return np.where(enough, found, np.nan)


def compute(pm25: Series, pm10: Series) -> Outcome:
    """The daily index of the two NowCasts per area, the greater of those that are known."""
    values = np.stack([nowcast(series.values[-HOURS:]) for series in (pm25, pm10)])
    indices = np.stack([iaqi("PM25_24H", values[0]), iaqi("PM10_24H", values[1])])
    value = np.fmax(indices[0], indices[1])
    known = [np.mean(~np.isnan(series.values[-HOURS:]), axis=0) for series in (pm25, pm10)]
    return Outcome(
        value=value,
        coverage=(known[0] + known[1]) / 2.0,
        companions={
            "pm25": values[0],
            "pm10": values[1],
            "iaqi_pm25": indices[0],
            "iaqi_pm10": indices[1],
            "w_pm25": weight_factor(pm25.values[-HOURS:]),
            "w_pm10": weight_factor(pm10.values[-HOURS:]),
        },
        contributors=ByItem(
            thing=ITEMS,
            amount=np.where((indices == value) & (value > PRIMARY_ABOVE), indices, 0.0),
            note=plain("{figure:.0f} µg/m³"),
            about={"figure": values},
        ),
        level=level(value),
    )


INDICATOR = Indicator(
    name="aqi_nowcast",
    title={"zh": "颗粒物即时指数", "en": "Particle NowCast index"},
    domain=Domain.ENVIRONMENT,
    unit="",
    better=Better.LOWER,
    bands=Bands(100, 150, 200, sure=(Sureness.READ, Sureness.READ, Sureness.READ)),
    inputs={"pm25": History("air.pm25", HOURS, 60, "mean"), "pm10": History("air.pm10", HOURS, 60, "mean")},
    every_s=3600,
    digits=0,
    formula={
        "zh": "近12个整点小时：w＝max(1−(max−min)/max, 0.5)；NowCast＝Σ wⁱcᵢ÷Σ wⁱ，i为距今小时数；最近3小时须有2小时。"
        "按日均限值换算IAQI，取PM2.5与PM10之较大者。",
        "en": "Last 12 whole hours: w = max(1 − (max − min)/max, 0.5); NowCast = Σ wⁱcᵢ ÷ Σ wⁱ, i hours ago; two of "
        "the last three hours must be known. Sub-indices by the daily nodes, of PM2.5 and PM10 the greater.",
    },
    source="EPA-454/B-24-002 (May 2024), p. 16 (NowCast); HJ 633-2026, table 3 (sub-index)",
    compute=compute,
    companions={
        "pm25": {"zh": "PM2.5 即时浓度（µg/m³）", "en": "PM2.5 NowCast, µg/m³"},
        "pm10": {"zh": "PM10 即时浓度（µg/m³）", "en": "PM10 NowCast, µg/m³"},
        "iaqi_pm25": {"zh": "PM2.5 分指数", "en": "PM2.5 sub-index"},
        "iaqi_pm10": {"zh": "PM10 分指数", "en": "PM10 sub-index"},
        "w_pm25": {"zh": "PM2.5 权重因子（0.5为骤变）", "en": "PM2.5 weight factor (0.5 is fast change)"},
        "w_pm10": {"zh": "PM10 权重因子（0.5为骤变）", "en": "PM10 weight factor (0.5 is fast change)"},
    },
    levels=LEVELS,
    owner={"zh": "生态环境", "en": "Environment"},
    moves={"pm25": 1, "pm10": 1},
    forecast=Forecast(),
)
