"""Shenzhen's air of April 2020: the index that was published then, and what the standard of 2026 makes of it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.days.air import NODES_2012, ZONE, Air, air_of
from benchmarks.days.page import Section, table
from city.readings import Floats
from indicators.environment.aqi_cn import ITEMS, POLLUTED_ABOVE, aqi, iaqi
from indicators.methods.air_day import WINDOWS_NEEDED

LAST_HOUR = 23
COLUMNS = {"pm25": "PM2.5", "pm10": "PM10", "so2": "SO2", "no2": "NO2", "co": "CO", "o3": "O3_1h"}


@dataclass(frozen=True, slots=True)
class Published:
    """Station-hours (k, stations): as published, by the nodes of 2012 with every item and with those known, by 2026.

    `daily` (d, stations) is the index of whole days, by 2026; `silent` are the hours that no day has.
    """

    air: Air
    theirs: Floats
    strict_2012: Floats
    greatest_2012: Floats
    ours: Floats
    daily: Floats
    silent: tuple[int, ...]

    @property
    def told(self) -> Floats:
        """Whether an index was published (k, stations)."""
        return ~np.isnan(self.theirs)


def published(folder: Path) -> Published:
    """The published column beside our own."""
    raw = pd.read_csv(folder / "shenzhen" / "shenzhen_air_hourly_2020.csv", parse_dates=["time"])
    air = air_of(raw, "WatchPoint", COLUMNS)
    theirs = air_of(raw, "WatchPoint", {"index": "AQI"}).read["index"]
    shape = theirs.shape
    each = np.stack([iaqi(f"{item.upper()}_1H", air.read[item].ravel(), NODES_2012) for item in ITEMS])
    known = np.where(np.isnan(each), -np.inf, each).max(axis=0)
    said = [air.hour(step) for step in range(len(air.at))]
    hour = pd.DatetimeIndex(air.at).tz_localize("UTC").tz_convert(ZONE).hour
    last = np.flatnonzero(hour == LAST_HOUR)  # when it is over, its day is yesterday
    return Published(
        air=air,
        theirs=theirs,
        strict_2012=aqi(each).reshape(shape),
        greatest_2012=np.where(known == -np.inf, np.nan, known).reshape(shape),
        ours=np.stack([one.value[1:] for one in said]),
        daily=np.stack([said[step].companions["daily"][1:] for step in last]),
        silent=tuple(sorted({*range(24)} - set(raw["Hour"]))),
    )


def section(folder: Path) -> Section:
    """What was published, beside ours."""
    found = published(folder)
    many = int(found.told.sum())
    missing = np.stack([np.isnan(found.air.read[item]) & found.told for item in ITEMS])
    unknown = found.told & np.isnan(found.ours)
    items = table(("item", "missing hours"), zip(ITEMS.values(), missing.sum(axis=(1, 2)).astype(float), strict=True))
    wrong = found.told & (found.greatest_2012 != found.theirs)
    return Section(
        title="Shenzhen, April 2020: `aqi_cn`, `aqi_nowcast` beside what was published",
        data=f"{int(found.told.any(axis=1).sum())} hours of {found.theirs.shape[1]} stations with the AQI "
        "of those days (CNEMC; MIT). "
        f"The column follows HJ 633-2012; {many} station-hours have one, "
        f"{int((found.theirs > POLLUTED_ABOVE).sum())} of them above 100.",
        tables=[("Our arithmetic beside the published column:", _compared(found)),
                ("Items that are missing where an index was published all the same:", items)],
        surprising=[
            (
                f"The daily index is known of {int((~np.isnan(found.daily)).sum())} of {found.daily.size} "
                f"station-days. The file has no hour {', '.join(str(one) for one in found.silent)} on any day: at most "
                f"{24 - len(found.silent)} hours are left, and of ozone's windows of eight hours fewer than the "
                f"{WINDOWS_NEEDED} that are asked for. The hourly index hides that."
            ),
            (f"With the nodes of 2012 {many - int(wrong.sum())} of {many} hours are the published number exactly: "
            "rounding, tables and the rounding up are those of the network."),
            (f"{int(unknown.sum())} published hours are unknown by the rule of 2026: an item is missing and the others "
            "are not above 100. Those days published the greatest of what was known."),
            ("A NowCast looks back twelve hours and at the particles alone, so it is not expected to agree; it is "
            "shown to say by how much two numbers on one screen may differ."),
        ],
    )  # fmt: skip


def _compared(found: Published) -> str:
    nowcast = np.stack([found.air.nowcast(step).value[1:] for step in range(len(found.air.at))])

    def row(name: str, one: Floats) -> tuple[str | float, ...]:
        both = found.told & ~np.isnan(one)
        return (name, float(both.sum()), 100.0 * float((one == found.theirs)[both].mean()),
                100.0 * float((one == found.theirs)[found.told].mean()), float(np.median((one - found.theirs)[both])),
                float((one - found.theirs)[both].max()), float((one > POLLUTED_ABOVE).sum()))  # fmt: skip

    return table(
        ("by", "hours known", "equal of those, %", "equal of all published, %", "median of the difference",
         "greatest difference", "hours above 100"),
        [row("nodes of 2012, greatest of the items known", found.greatest_2012),
         row("nodes of 2012, rule of 2026 for a missing item", found.strict_2012),
         row("`aqi_cn` (HJ 633-2026)", found.ours), row("`aqi_nowcast`", nowcast)],
    )  # fmt: skip
