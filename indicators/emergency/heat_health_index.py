"""Heat: how hot it feels outdoors, and whether the heat warning of the weather service stands."""

import numpy as np

from city.readings import Floats
from city.views import History, Latest, Series, Sums, Table, Tally
from indicators.base import Bands, Better, Domain, Forecast, Indicator, Outcome, Sureness
from indicators.contributors import ByRow
from indicators.methods.per_thing import greatest, names_of, newest_of_each, of_the_worst

# 80, 103 and 125 °F
BANDS = Bands(26.7, 39.4, 51.7, cut_is_good=False, sure=(Sureness.READ, Sureness.READ, Sureness.READ))
DANGER_C = BANDS.warning
CLASSES_F = (80.0, 90.0, 103.0, 125.0)
WARNING_C = (35.0, 37.0, 40.0)  # yellow, orange, red: the day's greatest temperature
HOTTEST_C = 60.0  # air was never hotter, nor as far below nought
DEW_POINT_C = 36.0  # air more humid than this was never measured: its sensor is wrong
NOTES = ({"zh": "气温{temp:.1f}°C，湿度{rh:.0f}%", "en": "{temp:.1f} °C, {rh:.0f} % humidity"},)


def rothfusz(temp_f: Floats, rh_pct: Floats) -> Floats:
    """The bare regression of Rothfusz, °F, as the chart of the National Weather Service prints it from 80 °F on.

    >>> rothfusz(np.array([96.0]), np.array([65.0])).round()
    array([121.])
    """
    t, rh = temp_f, rh_pct
    return (
        -42.379 + 2.04901523 * t + 10.14333127 * rh - 0.22475541 * t * rh - 0.00683783 * t * t
        - 0.05481717 * rh * rh + 0.00122874 * t * t * rh + 0.00085282 * t * rh * rh - 0.00000199 * t * t * rh * rh
    )  # fmt: skip


def heat_index_f(temp_f: Floats, rh_pct: Floats) -> Floats:
    """The heat index as the weather service reckons it, °F: simple below 80 °F, from there the adjusted regression."""
    steadman = 0.5 * (temp_f + 61.0 + (temp_f - 68.0) * 1.2 + rh_pct * 0.094)
    simple = (steadman + temp_f) / 2.0
    dry = (rh_pct < 13.0) & (temp_f >= 80.0) & (temp_f <= 112.0)
    less = (13.0 - rh_pct) / 4.0 * np.sqrt(np.maximum(17.0 - np.abs(temp_f - 95.0), 0.0) / 17.0)
    humid = (rh_pct > 85.0) & (temp_f >= 80.0) & (temp_f <= 87.0)
    more = (rh_pct - 85.0) / 10.0 * (87.0 - temp_f) / 5.0
    full = rothfusz(temp_f, rh_pct) - np.where(dry, less, 0.0) + np.where(humid, more, 0.0)
    return np.where(simple >= 80.0, full, simple)


def heat_index_c(temp_c: Floats, rh_pct: Floats) -> Floats:
    """The heat index in degrees Celsius.

    >>> heat_index_c(np.array([35.0]), np.array([60.0])).round(1)
    array([45.1])
    """
    return (heat_index_f(temp_c * 1.8 + 32.0, rh_pct) - 32.0) / 1.8


def dew_point_c(temp_c: Floats, rh_pct: Floats) -> Floats:
    """The dew point by Magnus's formula (Sonntag 1990), °C; minus infinity for air without any moisture.

    >>> dew_point_c(np.array([30.0, 42.0]), np.array([50.0, 90.0])).round(1)
    array([18.4, 40. ])
    """
    with np.errstate(divide="ignore"):
        moist = np.log(rh_pct / 100.0) + 17.62 * temp_c / (243.12 + temp_c)
        return np.where(rh_pct > 0, 243.12 * moist / (17.62 - moist), -np.inf)


def warned(hottest_c: Floats) -> Floats:
    """The statutory heat warning by the day's greatest temperature: 0 none, 1 yellow, 2 orange, 3 red; NaN unknown."""
    return np.where(np.isnan(hottest_c), np.nan, np.searchsorted(np.array(WARNING_C), hottest_c, side="right"))


def compute(air: Table, day: Sums, past: Series, bands: Bands = BANDS) -> Outcome:
    """The heat index of the hottest station per area, banded no lower than the statutory warning."""
    rh, temp = air.value, air.attributes["temp_c"]
    with np.errstate(invalid="ignore"):
        sound = ~np.isnan(temp) & (rh >= 0) & (rh <= 100) & (np.abs(temp) <= HOTTEST_C)
        use = np.flatnonzero(sound)
        use = use[dew_point_c(temp[use], rh[use]) <= DEW_POINT_C]
    row = use[newest_of_each(air.who[use], air.age_s[use])]
    index, leaf, areas = heat_index_c(temp[row], rh[row]), air.leaf[row], air.areas
    value = greatest(index, leaf, areas)
    hottest = np.where(day.count > 0, day.high, np.nan)
    warning = warned(hottest)
    at_least = np.array([-np.inf, *bands.cuts])[np.nan_to_num(warning).astype(np.intp)]
    fahrenheit = value * 1.8 + 32.0
    stations = areas.summed(air.leaf[newest_of_each(air.who, air.age_s)])
    known_hours = ~np.isnan(past.values)
    danger = np.where(known_hours.any(axis=0), (past.values >= DANGER_C).sum(axis=0), np.nan)
    return Outcome(
        value=value,
        banded=np.where(np.isnan(value), np.nan, np.maximum(value, at_least)),
        level=np.where(np.isnan(value), np.nan, np.searchsorted(np.array(CLASSES_F), fahrenheit, side="right")),
        coverage=areas.summed(leaf) / np.maximum(stations, 1.0),
        companions={
            "temp_c": of_the_worst(index, temp[row], leaf, areas),
            "rh_pct": of_the_worst(index, rh[row], leaf, areas),
            "hottest_c": hottest,
            "warning": warning,
            "danger_h": danger,
        },
        contributors=ByRow(
            areas=areas,
            leaf=leaf,
            thing=names_of(air.thing, row),
            amount=index,
            notes=NOTES,
            about={"temp": temp[row], "rh": rh[row]},
        ),
    )


INDICATOR = Indicator(
    name="heat_health_index",
    title={"zh": "高温健康指数", "en": "Heat index"},
    domain=Domain.EMERGENCY,
    unit="°C",
    better=Better.LOWER,
    bands=BANDS,
    wants_bands=True,
    inputs={
        "air": Latest("weather.humidity", 60),
        "day": Tally("weather.temperature", 1440),
        "past": History("heat_health_index", 24),
    },
    every_s=3600,
    digits=1,
    version=2,
    formula={
        "zh": "先以Steadman简式与气温取平均（°F）；不小于80 °F时用Rothfusz回归，湿度低于13%减、高于85%加修正；"
        "换算为°C。气温超过60 °C或露点超过36 °C的读数不予采信。区域取最高的站。"
        "定级不低于高温预警：近24小时最高气温35、37、40 °C分别对应黄、橙、红。另列近24小时指数不小于39.4 °C的小时数。",
        "en": "First Steadman's simple form averaged with the temperature (°F); from 80 °F on the Rothfusz "
        "regression, less below 13 % humidity and more above 85 %; in °C. Air beyond 60 °C or with a dew point beyond "
        "36 °C is not believed. An area by its hottest station. Banded no lower than the heat warning: yellow, orange "
        "and red from 35, 37 and 40 °C in 24 hours. Beside it the hours of 24 at 39.4 °C or more.",
    },
    source="NWS WPC heat index equation; NWS chart (80/103/125 °F); CMA 高温预警信号 (35/37/40 °C)",
    compute=compute,
    companions={
        "temp_c": {"zh": "该站气温（°C）", "en": "Temperature there, °C"},
        "rh_pct": {"zh": "该站湿度（%）", "en": "Humidity there, %"},
        "hottest_c": {"zh": "近24小时最高气温（°C）", "en": "Hottest in 24 hours, °C"},
        "warning": {"zh": "高温预警", "en": "Heat warning"},
        "danger_h": {"zh": "近24小时危险小时数", "en": "Hours of danger in 24"},
    },
    codes={
        "warning": {
            0: {"zh": "无", "en": "none"},
            1: {"zh": "黄色", "en": "yellow"},
            2: {"zh": "橙色", "en": "orange"},
            3: {"zh": "红色", "en": "red"},
        }
    },
    levels=(
        {"zh": "无", "en": "None"},
        {"zh": "注意", "en": "Caution"},
        {"zh": "特别注意", "en": "Extreme caution"},
        {"zh": "危险", "en": "Danger"},
        {"zh": "极度危险", "en": "Extreme danger"},
    ),
    owner={"zh": "气象", "en": "Weather service"},
    moves={"air.temp_c": 1},
    forecast=Forecast(ahead_h=24),
)
