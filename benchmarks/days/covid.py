"""The first wave of Covid-19 in six Chinese cities, by the day on which cases were reported."""

from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from benchmarks.days.page import Section, table
from benchmarks.days.views import city, rows, utc
from city.kinds.health import DISEASES
from city.readings import Floats
from city.views import CityTime
from indicators.base import Outcome
from indicators.health import rt_cori

ZONE = ZoneInfo("Asia/Shanghai")
CITIES = MappingProxyType(
    {
        "武汉市": "Wuhan",
        "孝感市": "Xiaogan",
        "黄冈市": "Huanggang",
        "深圳市": "Shenzhen",
        "广州市": "Guangzhou",
        "合肥市": "Hefei",
    }
)
FIRST, LAST = "2020-01-20", "2020-03-31"
SHOWN = ("2020-01-31", "2020-02-05", "2020-02-10", "2020-02-14", "2020-02-20", "2020-02-29", "2020-03-10")
LONGER = MappingProxyType({"covid_interval_d": 7.5, "covid_interval_sd_d": 3.4})  # Li et al. 2020, the first in Wuhan
DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True)
class Wave:
    """New cases a day (d, cities), NaN where none can be told; how many days were negative and how many missing."""

    days: pd.DatetimeIndex
    told: Floats
    negative: Floats
    missing: Floats

    def said(self, day: str, **parameters: float) -> Outcome:
        """What `rt_cori` says at the end of this day."""
        many = int(self.days.searchsorted(pd.Timestamp(day))) + 1
        row, leaf = np.nonzero(~np.isnan(self.told[:many]))
        at = utc(self.days[:many].to_numpy(), ZONE)[row] + DAY - np.timedelta64(10, "m")
        now = utc([np.datetime64(day, "ms")], ZONE)[0] + DAY - np.timedelta64(5, "m")
        names = list(CITIES.values())
        areas = city(names)
        kept = now - at < rt_cori.DAYS * DAY
        made = rows(
            areas, now, thing=[f"{names[one]}/covid" for one in leaf[kept]], value=self.told[row[kept], leaf[kept]],
            at=at[kept], leaf=leaf[kept], imported=0.0, disease=DISEASES.index("covid"),
        )  # fmt: skip
        return rt_cori.compute(made, CityTime(now, ZONE), {**rt_cori.INDICATOR.parameters, **parameters})


def wave(folder: Path) -> Wave:
    """New cases from the cumulative counts: a day without a count lies on a line, a falling count tells nothing."""
    raw = pd.read_csv(folder / "health" / "covid_daily_hubei_anhui_guangdong.csv", parse_dates=["date"])
    wide = raw[raw["city"].isin(CITIES)].pivot_table(index="date", columns="city", values="confirmed")
    wide = wide[list(CITIES)].reindex(pd.date_range(wide.index[0], LAST))
    # Nothing was counted before the first count.
    whole = wide.interpolate(limit_area="inside").fillna({})
    new = whole.diff().where(whole.shift().notna(), whole)
    inside = wide.ffill().notna()
    return Wave(
        days=pd.DatetimeIndex(wide.index), told=new.where(new >= 0).to_numpy(dtype=np.float64),
        negative=(new < 0).sum().to_numpy(np.float64), missing=(wide.isna() & inside).sum().to_numpy(np.float64),
    )  # fmt: skip


def course(found: Wave, **parameters: float) -> tuple[pd.DatetimeIndex, Floats, Floats]:
    """R and the chance that it is above one, at the end of every day (d, areas)."""
    days = pd.date_range(FIRST, LAST)
    said = [found.said(f"{day:%Y-%m-%d}", **parameters) for day in days]
    return days, np.stack([one.value for one in said]), np.stack([one.companions["p_growing"] for one in said])


def greatest_day(found: Wave) -> int:
    """The place of Wuhan's greatest day."""
    return int(np.nanargmax(found.told[:, 0]))


def without(found: Wave) -> Wave:
    """The same as if Wuhan's greatest day had not been told."""
    told = found.told.copy()
    told[greatest_day(found), 0] = np.nan
    return replace(found, told=told)


def falls(r: Floats) -> int | None:
    """The first of the days (d,) on which R is below one, having been above; None if there is none."""
    above = np.flatnonzero(r >= 1.0)
    below = np.flatnonzero(r < 1.0)
    after = below[below > above[0]] if above.size else below
    return int(after[0]) if after.size else None


def returns(r: Floats) -> Floats:
    """On which of the days (d,) after it first fell below one R is at one or above again, as places."""
    first = falls(r)
    return np.zeros(0) if first is None else first + np.flatnonzero(r[first:] >= 1.0).astype(np.float64)


def section(folder: Path) -> Section:
    """The wave, city by city."""
    found = wave(folder)
    days, r, growing = course(found)
    longer = course(found, **LONGER)[1]
    at = [int(days.searchsorted(pd.Timestamp(day))) for day in SHOWN]
    names = list(CITIES.values())
    usual = rt_cori.INDICATOR.parameters
    return Section(
        title="Covid-19 in six cities, January to March 2020: `rt_cori`",
        data="cumulative confirmed cases by city and day (MIT). Days without a count lie on a line "
        "between their neighbours; where a cumulative count falls the day is told as unknown, and the model draws its "
        "own line there. Imported cases are not in the file, so all count as infected in the city. The serial interval "
        f"is the model's, {usual['covid_interval_d']:g} ± {usual['covid_interval_sd_d']:g} "
        f"days; the longer one is {LONGER['covid_interval_d']:g} ± {LONGER['covid_interval_sd_d']:g}.",
        tables=[
            (("When R, of the seven days that end then, first fell below one, when P(R > 1) fell below 0.05, and on "
              "how "
             "many later days R was at one or above again:"), _falling(found, days, (r, longer, growing))),
            ("R on some days (— where fewer than twelve cases in a week):",
             table(("city", *(f"{pd.Timestamp(day):%d %b}" for day in SHOWN)),
                   [(name, *(float(r[one, place]) for one in at)) for place, name in enumerate(names, 1)], digits=2)),
        ],
        surprising=_remarks(found, days, r, course(without(found))[1]),
    )  # fmt: skip


def _falling(found: Wave, days: pd.DatetimeIndex, figures: tuple[Floats, Floats, Floats]) -> str:
    r, longer, growing = figures

    def date(which: int | None) -> str:
        return "—" if which is None else f"{days[which]:%d %b}"

    def sure(place: int) -> int | None:
        below = np.flatnonzero(growing[:, place] < 0.05)
        return int(below[0]) if below.size else None

    return table(
        ("city", "cases to the end", "days without a count", "days falling", "greatest R", "first below 1",
         "surely below 1", "days at 1 again", "the last of them", "longer interval: greatest R", "first below 1"),
        [(name, float(np.nansum(found.told[:, at - 1])), float(found.missing[at - 1]), float(found.negative[at - 1]),
          float(np.nanmax(r[:, at])), date(falls(r[:, at])), date(sure(at)), float(len(returns(r[:, at]))),
          date(int(returns(r[:, at])[-1]) if len(returns(r[:, at])) else None), float(np.nanmax(longer[:, at])),
          date(falls(longer[:, at]))) for at, name in enumerate(CITIES.values(), 1)],
        digits=2,
    )  # fmt: skip


def _remarks(found: Wave, days: pd.DatetimeIndex, r: Floats, smooth: Floats) -> list[str]:
    jump = greatest_day(found)
    on = int(days.searchsorted(found.days[jump]))
    first, again = falls(r[:, 1]), returns(r[:, 1])
    below = "on no day" if first is None else f"on {days[first]:%d %B}"
    for_good = f", for good after {days[int(again[-1])]:%d %B}" if len(again) else ", for good"
    untold = falls(smooth[:, 1])
    left_out = "on no day" if untold is None else f"on {days[untold]:%d %B}"
    return [
        (
            f"Wuhan's greatest day is {found.days[jump]:%d %b} with {found.told[jump, 0]:.0f} cases: those diagnosed "
            f"by "
            f"clinic alone were counted from then on, at once. R goes from {r[on - 1, 1]:.2f} to {r[on, 1]:.2f} on "
            f"that "
            "day, and a week later the same jump makes it small. No model sees this from counts; a desk must be told."
        ),
        (
            f"By the model and by report date Wuhan's R first falls below one {below}{for_good}; with the greatest "
            f"day left out {left_out}. What is commonly "
            "reported, by the day of falling ill (Pan et al., JAMA 2020; known, not read again), is about 6 "
            "February. A "
            "report comes days after the illness, and the window is of seven days more: a later date was to be "
            "expected."
        ),
        (
            "Where R comes back to one in March, outside Hubei, the cases came from abroad: the file does not say "
            "so, and "
            "the model takes all for local. The kind asks for imported ones apart, and this is why. For the same "
            "reason "
            "the early R of those cities is too high."
        ),
        (
            "The longer interval of the first studies moves the size of R far more than the day on which it falls "
            "below "
            "one, where infection neither grows nor wanes whatever the interval is."
        ),
    ]
