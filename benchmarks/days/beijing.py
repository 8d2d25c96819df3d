"""Beijing's air of February 2017 at twelve stations, by the standard of 2026."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.days.air import NODES_2012, Air, air_of
from benchmarks.days.page import Section, table
from city.readings import Floats
from indicators.environment.aqi_cn import ITEMS, POLLUTED_ABOVE, iaqi

COLUMNS = {"pm25": "PM2.5", "pm10": "PM10", "so2": "SO2", "no2": "NO2", "co": "CO", "o3": "O3"}
NOON = 11  # the hour that ends at noon


@dataclass(frozen=True, slots=True)
class Month:
    """Per hour (k, areas) the index and NowCast's, per day (d, areas) the daily index and its particle part.

    `primary` (items, areas) is in how many hours each item was a primary pollutant.
    """

    air: Air
    hourly: Floats
    nowcast: Floats
    of_hour: Floats
    daily: Floats
    of_day: Floats
    primary: Floats


def month(folder: Path) -> Month:
    """What the models say of every hour, and after each day of that day."""
    raw = pd.read_csv(folder / "air" / "prsa_12sites_2017-02.csv", parse_dates=["time"])
    air = air_of(raw.assign(CO=raw["CO"] / 1000.0), "station", COLUMNS)
    said = [air.hour(step) for step in range(len(air.at))]
    # When its last hour is over, a day is yesterday.
    days = [one.companions for one in said[23::24]]
    return Month(
        air=air,
        hourly=np.stack([one.value for one in said]),
        nowcast=np.stack([air.nowcast(step).value for step in range(len(air.at))]),
        of_hour=np.stack([np.fmax(one.companions["iaqi_pm25"], one.companions["iaqi_pm10"]) for one in said]),
        daily=np.stack([one["daily"] for one in days]),
        of_day=np.stack([np.fmax(one["daily_pm25"], one["daily_pm10"]) for one in days]),
        primary=np.sum([one.contributors.amount > 0 for one in said if one.contributors], axis=0, dtype=np.float64),
    )


def beyond(index: Floats) -> Floats:
    """The share of the known that is polluted, in percent, per area."""
    return 100.0 * (index > POLLUTED_ABOVE).sum(axis=0) / (~np.isnan(index)).sum(axis=0)


def by_2012(found: Month) -> Floats:
    """The particles' index of each hour and station by the nodes of 2012 (k, stations)."""
    read = found.air.read
    pm25, pm10 = (iaqi(f"{one.upper()}_1H", read[one].ravel(), NODES_2012) for one in ("pm25", "pm10"))
    return np.fmax(pm25, pm10).reshape(read["pm25"].shape)


def section(folder: Path) -> Section:
    """The month, by station and by day."""
    found = month(folder)
    ours, theirs = found.of_hour[:, 1:], by_2012(found)
    both = ~np.isnan(ours) & ~np.isnan(theirs)
    newly = ((ours > POLLUTED_ABOVE) & (theirs <= POLLUTED_ABOVE) & both).sum() / both.sum()
    names = found.air.areas.codes
    # A NowCast at noon is a guess of the day that is running; so is the index of the hour.
    guess = [np.abs(one[NOON::24][: len(found.of_day)] - found.of_day) for one in (found.nowcast, found.of_hour)]
    primary = table(
        ("primary pollutant, hours", *ITEMS.values()),
        [(name, *found.primary[:, at].tolist()) for at, name in enumerate(names)],
    )
    unknown = int(np.isnan(found.hourly[:, 1:]).sum())
    return Section(
        title="Beijing, February 2017: `aqi_cn`, `aqi_nowcast`",
        data=f"hourly means of {len(names) - 1} stations, {len(found.hourly)} hours (CC BY 4.0). "
        "A row's hour is taken to begin then; CO is turned from µg/m³ into mg/m³.",
        tables=[(("The hourly index, the daily one, and the mean distance of two guesses at noon, of the particles' "
                 "index, from what the whole day came to:"), _stations(found, guess)),
                 ("In how many hours above 50 each item was the greatest; of equal ones, each:", primary)],
        surprising=[
            (f"The nodes of 2026 make {100 * newly:.1f} % of the station-hours polluted (above 100) by their particles "
            "that were not by those of 2012."),
            (f"{unknown} of {found.hourly[:, 1:].size} station-hours have no index: an item is missing and no other is "
            "above 100 (5.3.1). A polluted hour may have its index though an item is missing, a clean one may not: the "
            "share of polluted hours among the known is too high wherever hours are unknown."),
            (f"At noon NowCast is {np.nanmean(guess[0][:, 0]):.0f} points off the day's particle index for the city, "
            f"the plain hour {np.nanmean(guess[1][:, 0]):.0f}."),
            (f"The city has {int((found.daily[:, 0] > POLLUTED_ABOVE).sum())} polluted days, its stations between "
            f"{int((found.daily[:, 1:] > POLLUTED_ABOVE).sum(axis=0).min())} and "
            f"{int((found.daily[:, 1:] > POLLUTED_ABOVE).sum(axis=0).max())}: a city's value is of the mean "
            "concentration, not of its worst station."),
        ],
    )  # fmt: skip


def _stations(found: Month, guess: Sequence[Floats]) -> str:
    return table(
        ("area", "hours known", "index, median", "greatest", "hours above 100, %", "days known", "days above 100",
         "NowCast at noon off by", "the hour at noon off by"),
        [
            (name, float((~np.isnan(found.hourly[:, at])).sum()), float(np.nanmedian(found.hourly[:, at])),
             float(np.nanmax(found.hourly[:, at])), float(beyond(found.hourly)[at]),
             float((~np.isnan(found.daily[:, at])).sum()), float((found.daily[:, at] > POLLUTED_ABOVE).sum()),
             float(np.nanmean(guess[0][:, at])), float(np.nanmean(guess[1][:, at])))
            for at, name in enumerate(found.air.areas.codes)
        ],
    )  # fmt: skip
