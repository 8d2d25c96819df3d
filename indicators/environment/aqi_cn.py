"""Air quality index: the worst of six pollutants over the last hour, on the national scale of 1 to 500."""

from types import MappingProxyType

import numpy as np

from city.readings import Floats
from city.views import Sums, Tally
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Sureness
from indicators.contributors import ByItem, plain

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
POLLUTED_ABOVE = 100
PRIMARY_ABOVE = 50


def iaqi(item: str, concentration: Floats) -> Floats:
    """The sub-index of an item ("PM25_24H", "O3_1H", …) at concentrations (n,), whole numbers, NaN where unknown.

    Concentrations are rounded half to even (GB/T 8170) and reckoned as integers, so that a node gives exactly its
    index; the result is rounded up (4.2.6). PM over one hour uses the daily nodes (4.2.4).

    >>> iaqi("PM25_24H", np.array([35.0, 75.0, 900.0])), iaqi("SO2_1H", np.array([1600.0]))
    (array([ 50., 114., 500.]), array([200.]))
    """
    scale = 10 if item in TENTHS else 1
    nodes = np.array(NODES[item], dtype=np.int64) * scale
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


def compute(pm25: Sums, pm10: Sums, so2: Sums, no2: Sums, co: Sums, o3: Sums) -> Outcome:
    """The hourly index per area, from the mean of all that its stations measured in the last hour."""
    read = {"pm25": pm25, "pm10": pm10, "so2": so2, "no2": no2, "co": co, "o3": o3}
    mean = {item: sums.mean for item, sums in read.items()}
    each = {item: iaqi(f"{item.upper()}_1H", mean[item]) for item in read}
    stacked = np.stack(list(each.values()))
    value = aqi(stacked)
    primary = (stacked == value) & (value > PRIMARY_ABOVE)
    return Outcome(
        value=value,
        coverage=np.mean(~np.isnan(stacked), axis=0),
        companions={f"iaqi_{item}": found for item, found in each.items()},
        contributors=ByItem(
            thing=list(ITEMS.values()),
            amount=np.where(primary, stacked, 0.0),
            note=plain("{mean:g}"),
            about={"mean": np.stack([np.round(mean[item], 1 if item == "co" else 0) for item in read])},
        ),
    )


INDICATOR = Indicator(
    name="aqi_cn",
    title={"zh": "空气质量指数", "en": "Air quality index"},
    domain=Domain.ENVIRONMENT,
    unit="",
    better=Better.LOWER,
    bands=Bands(100, 150, 200, sure=(Sureness.READ, Sureness.READ, Sureness.READ)),
    inputs={item: Tally(f"air.{item}", 60) for item in ITEMS},
    every_s=60,
    digits=0,
    formula={
        "zh": "IAQI＝(IAQI高−IAQI低)(C−BP低)÷(BP高−BP低)＋IAQI低，向上取整；AQI＝max IAQI；大于50时最大者为首要污染物。"
        "C为近1小时全部测值的平均，PM用日均限值；缺项时仅当其余各项之最大值大于100才发布。",
        "en": "IAQI = (IAQI_hi − IAQI_lo)(C − BP_lo) ÷ (BP_hi − BP_lo) + IAQI_lo, rounded up; AQI = max IAQI; above 50 "
        "the greatest is the primary pollutant. C is the mean of all readings of the last hour, PM by the daily nodes; "
        "with an item missing the AQI is given only if the others exceed 100.",
    },
    source="HJ 633-2026, 4.2.3-4.2.6, 4.3.1, 5.3.1 and table 3 (in force since 2026-03-01)",
    compute=compute,
    companions={f"iaqi_{item}": {"zh": f"{name} 分指数", "en": f"{name} sub-index"} for item, name in ITEMS.items()},
    owner={"zh": "生态环境", "en": "Environment"},
)
