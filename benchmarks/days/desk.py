"""San Francisco's days at the desk: what OneScreen says each interval was, beside what the file says."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.days.page import Section, table
from benchmarks.days.through_the_desk import Lived, lived
from city.events import Event, Read
from city.readings import Readings
from geo.importing.tables import Table
from geo.san_francisco.calls import CALLS, TIMES, calls
from incidents.incident import Assignment, Incident, State, UnitState
from live.bus import MemoryBus
from live.chronicle import Chronicle

OF_FIRST = ("call_handling_s", "turnout_s", "travel_s")  # the parts of the first arrival
SENT, LEFT, THERE = UnitState.DISPATCHED, UnitState.EN_ROUTE, UnitState.ON_SCENE


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The intervals in seconds by name, ours and the file's, one row a response or incident; NaN where there is none.

    `in_order` are the file's once the steps of every row stand one after the other, which changes the `repaired`
    incidents. `open` is how many were not closed.
    """

    lived: Lived
    ours: Mapping[str, pd.Series]
    file: Mapping[str, pd.Series]
    in_order: Mapping[str, pd.Series]
    repaired: frozenset[str]
    open: int

    def differing(self, name: str, theirs: Mapping[str, pd.Series]) -> frozenset[str]:
        """The incidents one of whose intervals of this name is another than theirs, or is there only once."""
        ours, other = self.ours[name].align(theirs[name])
        wrong = ~((ours == other) | (ours.isna() & other.isna()))
        return frozenset(wrong[wrong].index.get_level_values(0))


def compared(folder: Path, most: int | None = None) -> Compared:
    """The days of San Francisco's file, or its first `most` incidents, at the desk and in the file."""
    every, raw = calls(folder), _raw(folder / CALLS)
    every["Available DtTm"] = every["Available DtTm"].fillna(every[list(TIMES)].max(axis=1))
    firsts = raw.sort_values(["Received DtTm", "Incident Number"]).drop_duplicates("Incident Number")
    chosen = firsts["Incident Number"].iloc[:most]
    every, raw = (one[one["Incident Number"].isin(chosen)] for one in (every, raw))
    with tempfile.TemporaryDirectory() as held:
        found = lived(every, Path(held))
    other = raw.loc[every.index, list(TIMES)] != every[list(TIMES)]
    other &= raw.loc[every.index, list(TIMES)].notna() | every[list(TIMES)].notna()
    return Compared(
        lived=found, ours=_ours(found.incidents), file=_theirs(raw), in_order=_theirs(every),
        repaired=frozenset(every.loc[other.any(axis=1), "Incident Number"]),
        open=sum(one.state is not State.CLOSED for one in found.incidents),
    )  # fmt: skip


def section(folder: Path) -> Section:
    """All 3 560 incidents, and how many of each interval differ."""
    found = compared(folder / "san_francisco")
    names = list(found.ours)
    raw = {name: found.differing(name, found.file) for name in names}
    assert all(one <= found.repaired for one in raw.values()), "A row that is in order differs."
    return Section(
        title="San Francisco, the same days through the desk: every step at its recorded time",
        data=f"The same file. {len(found.lived.incidents)} signals went the whole way at a desk on SQLite, each "
        "accepted, filed, dispatched with the units of the file, reported done, checked and closed by people in their "
        f"roles: {found.lived.actions} actions. The file is read twice, once for the desk and once by pandas alone.",
        tables=[
            ("OneScreen's intervals beside the file's, to the second:", _table(found, names)),
        ],
        surprising=_remarks(found, raw),
    )  # fmt: skip


def _table(found: Compared, names: Sequence[str]) -> str:
    return table(
        ("interval, s", "known", "median", "P90", "mean", "incidents off the file", "off the file in order"),
        [
            (name, float(ours.count()), float(ours.median()), float(ours.quantile(0.9)), float(ours.mean()),
             float(len(found.differing(name, found.file))), float(len(found.differing(name, found.in_order))))
            for name, ours in ((name, found.ours[name]) for name in names)
        ],
    )  # fmt: skip


def _remarks(found: Compared, raw: Mapping[str, frozenset[str]]) -> list[str]:
    off, whole = frozenset().union(*raw.values()), len(found.lived.incidents)
    return [
        f"{whole - found.open} of {whole} incidents are closed. {found.lived.log.partition(';')[0]}.",
        (
            f"Every interval of {whole - len(off)} incidents equals the file's. The other {len(off)} are among the "
            f"{len(found.repaired)} in which the file itself runs backwards, leaves out when a unit was free, or has "
            "one unit in two places. A desk refuses that, so their steps were put in order first; beside the file in "
            f"order {sum(len(found.differing(one, found.in_order)) for one in raw)} incidents differ."
        ),
    ]


def _raw(file: Path) -> Table:
    """The rows as they stand, by pandas alone."""
    rows = pd.read_csv(file, dtype=str)
    for column in TIMES:
        rows[column] = pd.to_datetime(rows[column], format="%m/%d/%Y %I:%M:%S %p").astype("datetime64[s]")
    return rows


def _theirs(rows: Table) -> dict[str, pd.Series]:
    each = rows.set_index(["Incident Number", "Unit ID"]).sort_index()
    one = rows.groupby("Incident Number")[list(TIMES)]
    first, last = one.min(), one.max()
    arrived = rows.dropna(subset="On Scene DtTm").sort_values(["On Scene DtTm", "Dispatch DtTm", "Unit ID"])
    there = arrived.drop_duplicates("Incident Number").set_index("Incident Number")
    received = first["Received DtTm"]
    return {
        "call to dispatch": _s(received, first["Dispatch DtTm"]),
        "dispatch to en route": _s(each["Dispatch DtTm"], each["Response DtTm"]),
        "travel": _s(each["Response DtTm"], each["On Scene DtTm"]),
        "first arrival": _s(received, first["On Scene DtTm"]),
        "total": _s(received, last["Available DtTm"]),
        "call_handling_s": _s(there["Received DtTm"], there["Dispatch DtTm"]).reindex(first.index),
        "turnout_s": _s(there["Dispatch DtTm"], there["Response DtTm"]).reindex(first.index),
        "travel_s": _s(there["Response DtTm"], there["On Scene DtTm"]).reindex(first.index),
    }


def _s(since: pd.Series, until: pd.Series) -> pd.Series:
    return (until - since).dt.total_seconds()


def _ours(incidents: Sequence[Incident]) -> dict[str, pd.Series]:
    """What the record says of every unit, and what the chronicle tells the indicators of every incident."""
    told, called = _told(incidents), {one.number: one.reference for one in incidents}
    nothing = pd.Series(np.nan, index=pd.Index(list(called.values()), name="Incident Number"))

    def of_incidents(rows: Readings, values: np.ndarray) -> pd.Series:
        return (
            pd.Series(values, index=[called[one] for one in rows.thing])
            .rename_axis("Incident Number")
            .reindex(nothing.index)
        )

    sent = [(one.reference, unit) for one in incidents for unit in one.assignments]
    arrived, closed = told["incident.response"], told["incident.closed"]
    return {
        "call to dispatch": nothing.fillna({one.reference: _between(one.received_at, one.times.get(State.DISPATCHED))
                                            for one in incidents}),
        "dispatch to en route": _of_units(sent, SENT, LEFT),
        "travel": _of_units(sent, LEFT, THERE),
        "first arrival": of_incidents(arrived, arrived.value),
        "total": of_incidents(closed, closed.value),
        **{name: of_incidents(arrived, arrived.attributes[name]) for name in OF_FIRST},
    }  # fmt: skip


def _of_units(sent: Sequence[tuple[str, Assignment]], since: UnitState, until: UnitState) -> pd.Series:
    index = pd.MultiIndex.from_tuples(
        [(number, one.unit) for number, one in sent], names=["Incident Number", "Unit ID"]
    )
    return pd.Series([_between(one.times.get(since), one.times.get(until)) for _, one in sent], index=index)


def _between(since: datetime | None, until: datetime | None) -> float:
    return np.nan if since is None or until is None else (until - since).total_seconds()


def _told(incidents: Sequence[Incident]) -> dict[str, Readings]:
    """What a chronicle says of these incidents, by the kind of its readings."""
    told: dict[str, Readings] = {}

    def heard(event: Event) -> None:
        if isinstance(event, Read):
            told[event.readings.kind] = event.readings

    bus = MemoryBus()
    bus.subscribe(heard)
    Chronicle(bus, lambda _: True, datetime(2016, 1, 1, tzinfo=UTC)).take(incidents)
    return told
