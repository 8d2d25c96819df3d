"""Los Angeles' motorways in the first week of March 2012: loop sensors that tell a speed every five minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from benchmarks.days.page import Section, table
from benchmarks.days.views import city, rows, utc
from city.readings import Floats, Times
from city.views import CityTime, Table
from geo.areas import Areas, Ints
from indicators.base import Outcome
from indicators.traffic import traffic_tpi, travel_time_reliability

ZONE = ZoneInfo("America/Los_Angeles")
KMH = 1.609344
SAMPLES = 3  # five minutes each: a quarter of an hour
NIGHT_H, FREE_SHARE = (22, 5), 0.85
CELL, LEAST = 0.05, 5  # degrees, and how many sensors make a corridor
LENGTH_M = 1000.0
ENOUGH_DAYS = 5.0
ATTENTION, CRITICAL = traffic_tpi.INDICATOR.bands.attention, traffic_tpi.INDICATOR.bands.critical


@dataclass(frozen=True, slots=True)
class Loops:
    """Speeds (k, sensors) in km/h at times by the city's clocks, the free ones (sensors,), and each one's corridor."""

    local: Times
    speed: Floats
    free: Floats
    names: tuple[str, ...]
    leaf: Ints
    areas: Areas

    def quarter(self, step: int) -> Outcome:
        """What `traffic_tpi` says of the quarter of an hour that begins at this step."""
        at = utc(self.local[step : step + SAMPLES], ZONE)
        now = at[-1] + np.timedelta64(5, "m")
        links = rows(
            self.areas, now, thing=self.names, value=self.speed[step : step + SAMPLES].mean(axis=0),
            at=np.repeat(at[-1:], len(self.names)), leaf=self.leaf, length_m=LENGTH_M, lanes=1.0,
            free_flow_kmh=self.free, samples=float(SAMPLES),
        )  # fmt: skip
        return traffic_tpi.compute(links, links)

    def travel_times(self) -> tuple[Table, CityTime]:
        """Every corridor's travel time every five minutes: the sum over its sensors, a kilometre each."""
        at, per = utc(self.local, ZONE), 3.6 * LENGTH_M
        names = self.areas.codes[1:]
        each = np.stack([(per / self.speed[:, self.leaf == one]).sum(axis=1) for one in range(len(names))], axis=1)
        free = np.array([(per / self.free[self.leaf == one]).sum() for one in range(len(names))])
        now = at[-1] + np.timedelta64(5, "m")
        made = rows(
            self.areas, now, thing=list(names) * len(at), value=each.ravel(), at=np.repeat(at, len(names)),
            leaf=np.tile(np.arange(len(names)), len(at)), free_flow_s=np.tile(free, len(at)),
        )  # fmt: skip
        return made, CityTime(now, ZONE)


def loops(folder: Path) -> Loops:
    """The sensors of the cells that hold enough of them."""
    speed = pd.read_csv(folder / "traffic" / "metr_la_speed_2012-03-01_07.csv.gz", index_col="time", parse_dates=True)
    place = pd.read_csv(folder / "traffic" / "sensor_locations.csv", dtype={"sensor_id": str}).set_index("sensor_id")
    place = place.loc[list(speed.columns)]
    # From whole cells south and west of all sensors, so that a corridor is named by a corner.
    cell = np.floor(place[["latitude", "longitude"]] / CELL) * CELL
    name = np.array([f"{south:.2f} N {-west:.2f} W" for south, west in cell.to_numpy()])
    corridors, which, many = np.unique(name, return_inverse=True, return_counts=True)
    kept = many[which] >= LEAST
    corridors, leaf = np.unique(corridors[which[kept]], return_inverse=True)
    kmh = KMH * speed.to_numpy(dtype=np.float64)[:, kept]
    hour = pd.DatetimeIndex(speed.index).hour
    night = (hour >= NIGHT_H[0]) | (hour < NIGHT_H[1])
    return Loops(
        local=speed.index.to_numpy().astype("datetime64[ms]"), speed=kmh,
        free=np.quantile(kmh[night], FREE_SHARE, axis=0), names=tuple(speed.columns[kept]),
        leaf=leaf.astype(np.intp), areas=city(corridors.tolist()),
    )  # fmt: skip


def reliability(found: Loops, **parameters: float) -> Outcome:
    """What `travel_time_reliability` says of the whole week."""
    times, clock = found.travel_times()
    every: Mapping[str, float] = {**travel_time_reliability.INDICATOR.parameters, **parameters}
    return travel_time_reliability.compute(times, clock, every)


def week(found: Loops) -> tuple[Times, Floats]:
    """When every quarter of an hour begins, and the index in it (q, areas)."""
    steps = range(0, len(found.local) - SAMPLES + 1, SAMPLES)
    return found.local[::SAMPLES][: len(steps)], np.stack([found.quarter(one).value for one in steps])


def section(folder: Path) -> Section:
    """The week, by day and by corridor."""
    found = loops(folder)
    begins, index = week(found)
    unknown, shown = reliability(found), reliability(found, days_needed=ENOUGH_DAYS)
    return Section(
        title="Los Angeles, 1 to 7 March 2012: `traffic_tpi`, `travel_time_reliability`",
        data=f"METR-LA, {found.speed.shape[0]} steps of five minutes (licence unclear at its source); "
        f"{found.speed.shape[1]} loop sensors in cells of {CELL} degrees with {LEAST} or more: a cell stands for a "
        "corridor, both directions of it, and is named by its south-west corner. Miles are turned into kilometres. "
        "The file has no lengths and no lanes: every sensor counts as a kilometre of "
        f"one lane. Free flow is P{100 * FREE_SHARE:.0f} of {NIGHT_H[0]}:00-0{NIGHT_H[1]}:00 over the week.",
        tables=[("The city's index by day:", _by_day(found, begins, index)),
                ("Planning time by corridor (`days_needed` as it is, then lowered):",
                 _corridors(found.areas.codes, unknown, shown))],
        surprising=[*_remarks(begins, index, unknown, shown)],
    )  # fmt: skip


def _by_day(found: Loops, begins: Times, index: Floats) -> str:
    day, whole = begins.astype("datetime64[D]"), index[:, 0]
    worst = [np.flatnonzero(day == one)[whole[day == one].argmax()] for one in np.unique(day)]
    hot = [int(np.nanargmax(index[at, 1:])) + 1 for at in worst]
    return table(
        ("day", "greatest index", "at", "median", "worst corridor then", "its index"),
        [(pd.Timestamp(begins[at]).strftime("%a %d"), float(whole[at]), pd.Timestamp(begins[at]).strftime("%H:%M"),
          float(np.median(whole[day == day[at]])), found.areas.codes[area], float(index[at, area]))
         for at, area in zip(worst, hot, strict=True)],
        digits=2,
    )  # fmt: skip


def _corridors(codes: tuple[str, ...], unknown: Outcome, shown: Outcome) -> str:
    order = np.argsort(-np.nan_to_num(shown.value[1:])) + 1
    names = {one.thing: one.note["en"] for one in shown.greatest(0, len(codes))}
    return table(
        ("corridor", "PTI as it is", "PTI lowered", "buffer index", "TTI", "note"),
        [(codes[at], float(unknown.value[at]), float(shown.value[at]), float(shown.companions["buffer_index"][at]),
          float(shown.companions["tti"][at]), names[codes[at]]) for at in order],
        digits=2,
    )  # fmt: skip


def _remarks(begins: Times, index: Floats, unknown: Outcome, shown: Outcome) -> list[str]:
    whole, weekday = index[:, 0], (begins.astype("datetime64[D]").astype(np.int64) + 3) % 7 < 5
    needed = travel_time_reliability.INDICATOR.parameters["days_needed"]
    days = float(np.nanmax(shown.companions["days"]))
    return [
        (
            f"The reliability is unknown everywhere ({int((~np.isnan(unknown.value)).sum())} of {len(unknown.value)} "
            f"areas "
            f"known): {needed:.0f} workdays are asked for, {days:.0f} are there. Of {days:.0f} days P95 is nearly the "
            "worst one, so the lowered figures tell of that day and of no habit."
        ),
        (
            f"The city's index is at least {ATTENTION:g} in {100 * (whole >= ATTENTION).mean():.1f} % of the "
            f"quarters of "
            f"an hour and at most {whole.max():.2f}; on workdays at most {whole[weekday].max():.2f}, at the weekend "
            f"{whole[~weekday].max():.2f}. Single corridors are at {CRITICAL:g} or above in "
            f"{100 * (index[:, 1:] >= CRITICAL).any(axis=1).mean():.1f} % of them: one jam drowns in a city's sum."
        ),
        (
            "Both directions of a motorway lie in one cell, so a corridor that stands in one direction is shown half "
            "as "
            "bad as its drivers find it. A real installation names its links by direction."
        ),
    ]
