"""Air: the hourly and the daily index and the NowCast of stations that read six pollutants an hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from benchmarks.days.views import city, means, sums, utc
from city.readings import Floats, Times
from city.views import CityTime
from geo.areas import Areas
from indicators.base import Outcome
from indicators.environment import aqi_cn, aqi_nowcast

ZONE = ZoneInfo("Asia/Shanghai")
HOUR = np.timedelta64(1, "h")
KEPT_H = 48
# HJ 633-2012, table 1, where it differs from 2026: the node of 100 of both particles.
NODES_2012 = MappingProxyType(
    {
        **aqi_cn.NODES,
        **dict.fromkeys(("PM25_24H", "PM25_1H"), (0, 35, 75, 115, 150, 250, 350, 500)),
        **dict.fromkeys(("PM10_24H", "PM10_1H"), (0, 50, 150, 250, 350, 420, 500, 600)),
    }
)


@dataclass(frozen=True, slots=True)
class Air:
    """Hourly means by item (k, stations), and when each hour begins by UTC (k,); a station is an area of its own."""

    at: Times
    read: Mapping[str, Floats]
    areas: Areas

    def hour(self, step: int) -> Outcome:
        """What `aqi_cn` says when this hour is over."""
        now, past = self.at[step] + HOUR, slice(max(step + 1 - KEPT_H, 0), step + 1)
        tallies = {item: sums(self.areas, one[step], now) for item, one in self.read.items()}
        hours = {f"{item}_hours": means(self.areas, self.at[past], one[past]) for item, one in self.read.items()}
        return aqi_cn.compute(**tallies, **hours, clock=CityTime(now, ZONE))

    def nowcast(self, step: int) -> Outcome:
        """What `aqi_nowcast` says when this hour is over."""
        past = slice(max(step + 1 - aqi_nowcast.HOURS, 0), step + 1)
        series = {item: means(self.areas, self.at[past], self.read[item][past]) for item in ("pm25", "pm10")}
        return aqi_nowcast.compute(**series)


def air_of(table: pd.DataFrame, station: str, columns: Mapping[str, str], time: str = "time") -> Air:
    """A table of a row per station and hour, its columns by item, as air; CO in mg/m³, all others in µg/m³."""
    wide = {item: table.pivot_table(index=time, columns=station, values=name, dropna=False, sort=True)
            for item, name in columns.items()}  # fmt: skip
    first = next(iter(wide.values()))
    every = pd.date_range(first.index[0], first.index[-1], freq="h")
    values = {item: one.reindex(every).to_numpy(dtype=np.float64) for item, one in wide.items()}
    return Air(utc(every.to_numpy(), ZONE), values, city(list(first.columns)))
