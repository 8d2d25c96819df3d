"""San Francisco's 311 cases, a sample of many years, moved by whole weeks into the days of the dispatch record.

Weekday and time of day stay, and so does the time it took to close a case. `hotline.csv` says category and
level by the kind of request: Ⅲ for what is dangerous (broken mains, flooding, fallen trees, missing covers), Ⅳ for the
rest. The sample has no time limits; it gets those of a hotline: 24 hours for Ⅲ, seven days for Ⅳ. Cases that took
longer than the recording, or were never closed, are left out: a loop of eight days cannot show a backlog of months.
"""

from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

from geo.importing.recorded import Span, notices
from geo.importing.tables import Column, Table, read_table

CASES = "sf311_cases_geo_4984.csv"
KINDS = Path(__file__).with_name("hotline.csv")
ORIGIN = "SF311"
OTHER, OTHER_LEVEL = "H8003", 4
LIMIT_H = MappingProxyType({3: 24, 4: 7 * 24})
COLUMNS = ("CaseID", "Opened", "Closed", "Responsible.Agency", "Category", "Request.Type", "Address", "Lat", "Long")


def cases(folder: Path) -> Table:
    """The cases with their local times; a case closed before it was opened has no closing time."""
    table = read_table(folder / CASES, COLUMNS)
    for column in ("Opened", "Closed"):
        table[column] = pd.to_datetime(table[column]).astype("datetime64[s]")
    table["Closed"] = table["Closed"].where(table["Closed"] >= table["Opened"])
    return table.astype({"Lat": float, "Long": float}).sort_values("Opened", kind="stable", ignore_index=True)


def case_notices(cases: Table, span: Span) -> Table:
    """What 311 would have told of these cases."""
    cases = cases[cases["Closed"] - cases["Opened"] <= pd.Timedelta(days=span.days)].reset_index(drop=True)
    shift = _whole_weeks(cases["Opened"], span)
    opened, closed = cases["Opened"] + shift, cases["Closed"] + shift
    kinds = _kinds(cases)
    told = pd.DataFrame({
        "what": "received", "at": opened, "reference": cases["CaseID"], "category": kinds["code"],
        "level": kinds["level"], "lon": cases["Long"], "lat": cases["Lat"],
        "address": cases["Address"].str.replace(r", SAN FRANCISCO.*$", "", regex=True).str.title(),
        "detail": cases[["Category", "Request.Type", "Responsible.Agency"]].fillna("–").agg(" · ".join, axis=1),
        "due_at": opened + pd.to_timedelta(kinds["level"].map(dict(LIMIT_H)), unit="h"),
    })  # fmt: skip
    moves = [told[["reference", "at"]].assign(what=what) for what in ("filed", "dispatched")]
    ends = [pd.DataFrame({"what": what, "at": closed, "reference": cases["CaseID"]}) for what in ("done", "closed")]
    return notices(pd.concat([told, *moves, *ends], ignore_index=True), ORIGIN, span)


def _whole_weeks(opened: Column, span: Span) -> Column:
    """How far each case moves so that it lies in the span; a weekday that the span has twice takes turns."""
    into_week = (opened.dt.normalize() - span.start).dt.days % 7
    choices = (span.days - 1 - into_week) // 7 + 1
    turn = opened.groupby(into_week).cumcount() % choices.clip(lower=1)
    day = span.start + pd.to_timedelta(into_week + 7 * turn, unit="D")
    return day - opened.dt.normalize()


def _kinds(cases: Table) -> Table:
    """Category and level of each case: the first line of the table that fits."""
    known: Table = pd.read_csv(KINDS, keep_default_na=False)
    request = cases["Request.Type"].fillna("")
    fits = [
        (cases["Category"] == line.category) & request.str.contains(line.request, case=False, regex=False)
        for line in known.itertuples()
    ]
    return pd.DataFrame({
        "code": np.select(fits, known["code"].tolist(), OTHER),
        "level": np.select(fits, known["level"].tolist(), OTHER_LEVEL),
    })  # fmt: skip
