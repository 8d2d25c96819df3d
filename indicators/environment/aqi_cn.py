"""Air quality index: the worst of six pollutants over the last hour, on the national scale of 1 to 500."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from city.readings import Floats
from city.views import CityTime, Clock, History, Series, Sums, Tally
from indicators.base import Bands, Better, Domain, Forecast, Indicator, Outcome, Sureness
from indicators.contributors import ByItem, plain
from indicators.methods.air_day import greatest_8h, hours_of_yesterday, mean, yesterday

# HJ 633-2026, table 3. A shorter row has no further nodes: whatever is above its last one stays at the last index.
IAQI_NODES = np.array([0, 50, 100, 150, 200, 300, 400, 500])
NODES = MappingProxyType(
    {
        "SO2_24H": (0, 50, 150, 475, 800, 1600, 2100, 2620),
        "SO2_1H": (0, 150, 500, 650, 800),
        "NO2_24H": (0, 40, 80, 180, 280, 565, 750, 940),
        "NO2_1H": (0, 100, 200, 700, 1200, 2340, 3090, 3840),
        "CO_24H": (0, 2, 4, 14, 24, 36, 48, 60),
        "CO_1H": (0, 5, 10, 35, 60, 90, 120, 150),
        "O3_8H": (0, 100, 160, 215, 265, 800),
        "O3_1H": (0, 160, 200, 300, 400, 800, 1000, 1200),
        "PM10_24H": (0, 50, 120, 250, 350, 420, 500, 600),
        "PM10_1H": (0, 50, 120, 250, 350, 420, 500, 600),
        "PM25_24H": (0, 35, 60, 115, 150, 250, 350, 500),
        "PM25_1H": (0, 35, 60, 115, 150, 250, 350, 500),
    }
)
TENTHS = frozenset({"CO_24H", "CO_1H"})  # mg/m³ to one decimal; all others are whole µg/m³

ITEMS = MappingProxyType({"pm25": "PM2.5", "pm10": "PM10", "so2": "SO2", "no2": "NO2", "co": "CO", "o3": "O3"})
STANDARD = 2026.0  # HJ 633 of this year: an index by another is another number
LEVEL_CUTS = (50, 100, 150, 200, 300)  # table 2
LEVELS = (
    {"zh": "优", "en": "Excellent"},
    {"zh": "良", "en": "Good"},
    {"zh": "轻度污染", "en": "Lightly polluted"},
    {"zh": "中度污染", "en": "Moderately polluted"},
    {"zh": "重度污染", "en": "Heavily polluted"},
    {"zh": "严重污染", "en": "Severely polluted"},
)
POLLUTED_ABOVE = 100
PRIMARY_ABOVE = 50


def iaqi(item: str, concentration: Floats, table: Mapping[str, tuple[int, ...]] = NODES) -> Floats:
    """The sub-index of an item ("PM25_24H", "O3_1H", …) at concentrations (n,), whole numbers, NaN where unknown.

    The table of nodes may be that of another year, to compare with what was published then.

    Concentrations are rounded half to even (GB/T 8170) and reckoned as integers, so that a node gives exactly its
    index; the result is rounded up (4.2.6). PM over one hour uses the daily nodes (4.2.4).

    >>> iaqi("PM25_24H", np.array([35.0, 75.0, 900.0])), iaqi("SO2_1H", np.array([1600.0]))
    (array([ 50., 114., 500.]), array([200.]))
    """
    scale = 10 if item in TENTHS else 1
    nodes = np.array(table[item], dtype=np.int64) * scale
    known = ~np.isnan(concentration)
    # The inner rounding takes back what binary floats add to a decimal half.
    exact = np.rint(np.round(concentration[known] * scale, 6)).astype(np.int64)
    exact = np.clip(exact, 0, nodes[-1])
    upper = np.clip(np.searchsorted(nodes, exact), 1, nodes.size - 1)
    rise, run = IAQI_NODES[upper] - IAQI_NODES[upper - 1], nodes[upper] - nodes[upper - 1]
    found = np.full(concentration.shape, np.nan)
    found[known] = -(-rise * (exact - nodes[upper - 1]) // run) + IAQI_NODES[upper - 1]
    return found


def aqi(sub_indices: Floats) -> Floats:
    """The index of sub-indices (items, n): their greatest; NaN where an item is missing and it is not above 100.

    >>> aqi(np.array([[80.0, 80.0, 120.0], [60.0, np.nan, np.nan]]))
    array([ 80.,  nan, 120.])
    """
    missing = np.isnan(sub_indices)
    greatest = np.max(np.where(missing, -np.inf, sub_indices), axis=0)
    return np.where(missing.any(axis=0) & (greatest <= POLLUTED_ABOVE), np.nan, greatest)


def level(index: Floats) -> Floats:
    """The place of an index (n,) among the six classes, 0 excellent to 5 severely polluted; NaN where unknown.

    >>> level(np.array([50.0, 51.0, 301.0, np.nan]))
    array([ 0.,  1.,  5., nan])
    """
    return np.where(np.isnan(index), np.nan, np.searchsorted(LEVEL_CUTS, index).astype(np.float64))


def daily(hours: Mapping[str, Series], clock: CityTime) -> dict[str, Floats]:
    """Yesterday's sub-indices by item (n,) from hourly means: of the day, but ozone's greatest eight hours (4.3)."""
    distinct = {series.at.tobytes(): series.at for series in hours.values()}  # the same for all of them, mostly
    hour = {times: hours_of_yesterday(at, clock) for times, at in distinct.items()}
    day = {item: yesterday(series, hour[series.at.tobytes()]) for item, series in hours.items()}
    ozone = {"o3": iaqi("O3_8H", greatest_8h(day["o3"]))}
    return {item: iaqi(f"{item.upper()}_24H", mean(day[item])) for item in day if item != "o3"} | ozone


def compute(  # noqa: PLR0913, PLR0917 - six items, each for the hour and for the day
    pm25: Sums, pm10: Sums, so2: Sums, no2: Sums, co: Sums, o3: Sums,
    pm25_hours: Series, pm10_hours: Series, so2_hours: Series, no2_hours: Series, co_hours: Series, o3_hours: Series,
    clock: CityTime,
) -> Outcome:  # fmt: skip
    """The hourly index per area, of the mean of all that its stations measured in the last hour, and yesterday's."""
    read = {"pm25": pm25, "pm10": pm10, "so2": so2, "no2": no2, "co": co, "o3": o3}
    hours = {
        "pm25": pm25_hours, "pm10": pm10_hours, "so2": so2_hours, "no2": no2_hours, "co": co_hours, "o3": o3_hours,
    }  # fmt: skip
    means = {item: sums.mean for item, sums in read.items()}
    each = {item: iaqi(f"{item.upper()}_1H", means[item]) for item in read}
    stacked, of_day = np.stack(list(each.values())), daily(hours, clock)
    value = aqi(stacked)
    primary = (stacked == value) & (value > PRIMARY_ABOVE)
    return Outcome(
        value=value,
        coverage=np.mean(~np.isnan(stacked), axis=0),
        companions={
            **{f"iaqi_{item}": found for item, found in each.items()},
            "daily": aqi(np.stack(list(of_day.values()))),
            **{f"daily_{item}": found for item, found in of_day.items()},
            "standard": np.where(np.isnan(value), np.nan, STANDARD),
        },
        contributors=ByItem(
            thing=list(ITEMS.values()),
            amount=np.where(primary, stacked, 0.0),
            note=plain("{mean:g}"),
            about={"mean": np.stack([np.round(means[item], 1 if item == "co" else 0) for item in read])},
        ),
        level=level(value),
    )


INDICATOR = Indicator(
    name="aqi_cn",
    title={"zh": "空气质量指数", "en": "Air quality index"},
    domain=Domain.ENVIRONMENT,
    unit="",
    better=Better.LOWER,
    bands=Bands(100, 150, 200, sure=(Sureness.READ, Sureness.READ, Sureness.READ)),
    inputs={
        **{item: Tally(f"air.{item}", 60) for item in ITEMS},
        **{f"{item}_hours": History(f"air.{item}", 48, 60, "mean") for item in ITEMS},
        "clock": Clock(),
    },
    every_s=60,
    digits=0,
    formula={
        "zh": "IAQI＝(IAQI高−IAQI低)(C−BP低)÷(BP高−BP低)＋IAQI低，向上取整；AQI＝max IAQI；大于50时最大者为首要污染物。"
        "C为近1小时全部测值的平均，PM用日均限值；缺项时仅当其余各项之最大值大于100才发布。另列昨日AQI：24小时平均（不少于20小时）与O3日最大8小时平均。",
        "en": "IAQI = (IAQI_hi − IAQI_lo)(C − BP_lo) ÷ (BP_hi − BP_lo) + IAQI_lo, rounded up; AQI = max IAQI; above 50 "
        "the greatest is the primary pollutant. C is the mean of all readings of the last hour, PM by the daily nodes; "
        "with an item missing the AQI is given only if the others exceed 100. Beside it yesterday's, of means over "
        "24 hours (20 at least) and ozone's greatest mean over 8.",
    },
    source="HJ 633-2026, 4.2.3-4.2.6, 4.3.1, 5.3.1 and table 3 (in force since 2026-03-01)",
    compute=compute,
    companions={
        **{f"iaqi_{item}": {"zh": f"{name} 分指数", "en": f"{name} sub-index"} for item, name in ITEMS.items()},
        "daily": {"zh": "昨日AQI", "en": "Yesterday's index"},
        **{
            f"daily_{item}": {"zh": f"昨日 {name} 分指数", "en": f"{name} sub-index, yesterday"}
            for item, name in ITEMS.items()
        },
        "standard": {"zh": "标准版本（HJ 633）", "en": "Version of the standard (HJ 633)"},
    },
    levels=LEVELS,
    forecast=Forecast(),
    owner={"zh": "生态环境", "en": "Environment"},
)
