"""San Francisco's 311 cases: how long they take when those still open are not forgotten."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from benchmarks.days.page import Section, table
from benchmarks.days.views import city, rows, utc
from indicators.base import Outcome
from indicators.city_management.case_time_survival import compute

ZONE = ZoneInfo("America/Los_Angeles")
LIMIT_S, DAY_H = 7 * 86_400.0, 24.0
MOST = 9
KEPT_D = 90


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases (a row each) as of the last moment of the file."""

    table: pd.DataFrame
    now: np.datetime64

    def by(self, column: str, level: str) -> Outcome:
        """What `case_time_survival` says, an area for each word of a column, tested between the words of another."""
        names, leaf = np.unique(self.table[column], return_inverse=True)
        areas, serial = city(names.tolist()), np.arange(len(self.table))
        groups = np.unique(self.table[level], return_inverse=True)[1]
        opened, closed = utc(self.table["Opened"], ZONE), utc(self.table["Closed"], ZONE)
        thing, over = self.table["CaseID"].astype(str).to_numpy(), ~np.isnat(closed)
        received = rows(
            areas, self.now, thing=thing.tolist(), value=LIMIT_S, at=opened, leaf=leaf, serial=serial, level=groups
        )
        took = (closed[over] - opened[over]) / np.timedelta64(1, "s")
        ended = rows(
            areas, self.now, thing=thing[over].tolist(), value=took, at=closed[over], leaf=leaf[over],
            serial=serial[over], limit_s=LIMIT_S,
        )  # fmt: skip
        return compute(received, ended)


def cases(folder: Path, newest_d: int | None = None) -> Cases:
    """All cases with a moment of opening, or those of the newest days; the rare agencies and categories are one."""
    raw = pd.read_csv(
        folder / "san_francisco" / "sf311_cases_geo_4984.csv", parse_dates=["Opened", "Closed"],
        usecols=["CaseID", "Opened", "Closed", "Responsible.Agency", "Category"],
    )  # fmt: skip
    last = raw[["Opened", "Closed"]].max().max()
    if newest_d is not None:
        raw = raw[raw["Opened"] > last - pd.Timedelta(days=newest_d)]
    for column in ("Responsible.Agency", "Category"):
        often = raw[column].value_counts().index[:MOST]
        raw[column] = raw[column].where(raw[column].isin(often), "all others")
    return Cases(raw, utc([last.to_numpy()], ZONE)[0])


def closed_mean_d(found: Cases, column: str) -> pd.Series:
    """The mean days of the closed ones alone, by the words of a column and of all: what must not be shown."""
    took = (found.table["Closed"] - found.table["Opened"]).dt.total_seconds() / 86_400.0
    means = took.groupby(found.table[column]).mean()
    return pd.concat([pd.Series({"the whole city": took.mean()}), means])


def section(folder: Path) -> Section:
    """The cases by category and by agency."""
    found, newest = cases(folder), cases(folder, KEPT_D)
    category, agency = (found.by("Category", "Responsible.Agency"), found.by("Responsible.Agency", "Category"))
    recent = newest.by("Category", "Responsible.Agency")
    span = f"{found.table['Opened'].min():%Y}-{found.table['Opened'].max():%Y}"
    means = closed_mean_d(found, "Category")
    median_d = float(category.companions["median_h"][0]) / DAY_H
    open_for = (pd.Timestamp(found.now) - pd.to_datetime(found.table["Opened"][found.table["Closed"].isna()])).dt.days
    return Section(
        title=f"San Francisco's 311 cases, {span}: `case_time_survival`",
        data=f"a random sample of {len(found.table)} cases (DataSF), {int(found.table['Closed'].isna().sum())} of them "
        "open at the file's last moment, which is *now* here. The file has no limits: seven days stand in for every "
        f"case's. The model looks back {KEPT_D} days; all years are asked here, as the sample is thin.",
        tables=[("By category:", _rows(found, "Category", category)),
                ("By agency:", _rows(found, "Responsible.Agency", agency)),
                (f"The city by the newest {KEPT_D} days alone:", _rows(newest, "Category", recent, only=1))],
        surprising=[
            (f"Half of all cases are closed within {median_d:.1f} days, while the mean of the closed ones is "
            f"{means.iloc[0]:.1f}: a few that took years make the mean, and those still open, which would make it "
            "greater, are not in it."),
            (f"Half of the open ones are older than {open_for.median():.0f} days. Some were perhaps "
            "done and never closed; for the model they are open, and its list of the latest begins with them."),
            (f"By the newest {KEPT_D} days {recent.value[0]:.1f} % are open after seven days, by all years "
            f"{category.value[0]:.1f} %."),
            ("Categories differ within an agency and agencies within a category (p of the log-rank test in the last "
            "column, a dash where one has them all)."),
        ],
    )  # fmt: skip


def _rows(found: Cases, column: str, said: Outcome, only: int | None = None) -> str:
    contributors = said.contributors
    assert contributors is not None
    means = closed_mean_d(found, column)
    names = ["the whole city", *np.unique(found.table[column]).tolist()]
    order = sorted(range(len(names)), key=lambda at: -float(said.companions["n"][at]))
    return table(
        ("area", "cases", "open", "median, days", "mean of the closed, days", "open after 7 days, %", "from", "to",
         "open after 14 days, %", "p"),
        [(names[at], float(said.companions["n"][at]), float(said.companions["open"][at]),
          float(said.companions["median_h"][at]) / DAY_H, float(means[names[at]]), float(said.value[at]),
          float((said.value if said.low is None else said.low)[at]),
          float((said.value if said.high is None else said.high)[at]), float(said.companions["double_pct"][at]),
          _p(float(said.companions["levels_p"][at]))) for at in order[:only]],
    )  # fmt: skip


def _p(p: float) -> str:
    return "—" if np.isnan(p) else f"{p:.2g}" if p >= 1e-4 else "< 0.0001"
