"""San Francisco's dispatch record: the fire department's units and stations, and every notice of eight days.

*Level*, by what is known when the units are sent: Ⅰ where the run card sends ten units or more; Ⅱ where somebody may be
dying (priorities 1, A and E; collisions that may threaten life) and where a building is known to burn (group Fire); Ⅲ
where a life may be at risk; else as `calls.csv` says for the type of call.
"""

from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

from geo.importing.recorded import Span, notices
from geo.importing.tables import Column, Missing, Table, read_table
from geo.pack_writer import COLUMNS as PACK_COLUMNS

CALLS = "sffd_calls_20161231_20170107.csv"
KINDS = Path(__file__).with_name("calls.csv")
ORIGIN = "SFFD"
STEPS = MappingProxyType({
    "Dispatch DtTm": "dispatched", "Response DtTm": "en_route", "On Scene DtTm": "on_scene",
    "Transport DtTm": "transporting", "Hospital DtTm": "at_hospital", "Available DtTm": "cleared",
})  # fmt: skip
TIMES = ("Received DtTm", "Entry DtTm", *STEPS)
COLUMNS = (
    "Incident Number", "Unit ID", "Unit Type", "Call Type", "Call Type Group", "Original Priority", "Address",
    "Station Area", "Location", *TIMES,
)  # fmt: skip
UNIT_KINDS = MappingProxyType(
    {
        "ENGINE": ("engine", "消防车", "Engine"),
        "TRUCK": ("truck", "云梯车", "Truck"),
        "MEDIC": ("medic", "救护车", "Medic"),
        "PRIVATE": ("ambulance", "社会救护车", "Private ambulance"),
        "CHIEF": ("chief", "指挥车", "Chief"),
        "RESCUE CAPTAIN": ("chief", "急救督导车", "Rescue captain"),
        "RESCUE SQUAD": ("rescue", "抢险救援车", "Rescue squad"),
        "SUPPORT": ("support", "保障车", "Support"),
        "AIRPORT": ("support", "机场单位", "Airport"),
        "INVESTIGATION": ("support", "火调车", "Investigation"),
    }
)
FULL_RUN_CARD, RUN_CARD_S = 10, 120  # units sent within two minutes of the first


def calls(folder: Path) -> Table:
    """The unit responses, with local times, `lon` and `lat`, and the steps of each in order."""
    table = read_table(folder / CALLS, COLUMNS)
    for column in TIMES:
        table[column] = pd.to_datetime(table[column], format="%m/%d/%Y %I:%M:%S %p").astype("datetime64[s]")
    place = table["Location"].str.extract(r"\((?P<lat>[-\d.]+), (?P<lon>[-\d.]+)\)").astype(float)
    return _in_order(table.join(place))


def stations(calls: Table) -> Table:
    """The fire stations; the record has no addresses, so each stands in the middle of its area's calls."""
    middle = calls.drop_duplicates("Incident Number").groupby("Station Area")[["lon", "lat"]].median().reset_index()
    area = middle["Station Area"]
    return middle.assign(
        name=_station(area),
        kind="fire_station",
        zh=area + "消防站（位置按其辖区警情中点推算）",
        en="Station " + area + " (placed in the middle of its calls)",
    )[["name", "kind", "zh", "en", "lon", "lat"]].round({"lon": 6, "lat": 6})


def units(calls: Table, stations: Table) -> Table:
    """The units with their homes.

    Engines and trucks are at home in the station whose number they bear. The others are said to be at home where they
    answered most often beyond their share: counted plainly, all ambulances would live in the busiest area.
    """
    answered = pd.crosstab(calls["Unit ID"], calls["Station Area"])
    beyond = answered - np.outer(answered.sum(axis=1), answered.sum() / answered.to_numpy().sum())
    unit = calls.drop_duplicates("Unit ID").set_index("Unit ID").sort_index()
    bears = unit.index.to_series().str.extract(r"^[ET](\d\d)$")[0]
    home = _station(bears.where(bears.isin(answered.columns), beyond.idxmax(axis=1).reindex(unit.index)))
    table: Table = pd.DataFrame(
        [_kind(one) for one in unit["Unit Type"]], columns=["kind", "zh", "en"], index=unit.index
    )
    at = stations.set_index("name").loc[home, ["lon", "lat"]].to_numpy()
    return table.assign(
        name=unit.index, zh=table["zh"] + " " + unit.index, en=table["en"] + " " + unit.index, home=home,
        lon=at[:, 0], lat=at[:, 1], command=ORIGIN,
    )[list(PACK_COLUMNS["units"])]  # fmt: skip


def call_notices(calls: Table, span: Span) -> Table:
    """What the fire department told of its incidents and units; the last ones end some hours after the days are over.

    A unit that never said it was available is so after the last thing it said.
    """
    calls = calls.assign(reference=calls["Incident Number"], unit=calls["Unit ID"])
    calls["Available DtTm"] = calls["Available DtTm"].fillna(calls[list(STEPS)].max(axis=1))
    moves = (
        calls.melt(["reference", "unit"], list(STEPS), "what", "at").dropna(subset="at").replace({"what": dict(STEPS)})
    )
    incident = calls.sort_values("Dispatch DtTm", kind="stable").groupby("reference", as_index=False)
    first, over = incident.first(), incident["Available DtTm"].max().rename(columns={"Available DtTm": "at"})
    kinds = pd.read_csv(KINDS, index_col="call_type")
    told = first.join(kinds.reindex(first["Call Type"]).fillna(kinds.loc["Other"]).reset_index(drop=True))
    told = told.assign(
        what="received", at=told["Received DtTm"], unit=None, level=_level(told, calls), address=told["Address"],
        detail=told["Call Type"],
    )  # fmt: skip
    filed = told[["reference"]].assign(what="filed", at=told["Entry DtTm"])
    ends = [over.assign(what=what) for what in ("done", "closed")]
    return notices(pd.concat([told, filed, moves, *ends], ignore_index=True), ORIGIN, span)


def _level(incidents: Table, calls: Table) -> Column:
    first = calls.groupby("reference")["Dispatch DtTm"].transform("min")
    at_once = calls[calls["Dispatch DtTm"] - first <= pd.Timedelta(seconds=RUN_CARD_S)]
    sent = incidents["reference"].map(at_once.groupby("reference").size())
    kind, group = incidents["Call Type"], incidents["Call Type Group"]
    threat = group == "Potentially Life-Threatening"
    dire = incidents["Original Priority"].isin(["1", "A", "E"])
    grave = dire | (threat & (kind == "Traffic Collision")) | ((group == "Fire") & (kind == "Structure Fire"))
    return incidents["level"].mask(threat, 3).mask(grave, 2).mask(sent >= FULL_RUN_CARD, 1)


def _in_order(table: Table) -> Table:
    """The steps of each response one after the other; a unit sent to the next call is free of the last.

    Some were pressed too late. The arrival is the time that counts: what comes before it is moved ahead of it, what
    comes after it behind.
    """
    table = table.sort_values(["Unit ID", "Dispatch DtTm"], kind="stable")
    taken = table.groupby("Unit ID")["Dispatch DtTm"].shift(-1) - pd.Timedelta(seconds=1)
    table["Available DtTm"] = table["Available DtTm"].fillna(taken).where(~(table["Available DtTm"] > taken), taken)
    steps = table[list(STEPS)].to_numpy()
    steps[steps > steps[:, -1:]] = np.datetime64("NaT")
    arrival = list(STEPS).index("On Scene DtTm")
    early, late = steps[:, :arrival], steps[:, arrival:]
    early = np.where(np.isnat(early), early, np.fmin(early, steps[:, [arrival]]))
    steps = np.hstack([early, np.where(np.isnat(late), late, np.fmax.accumulate(late, axis=1))])
    table[list(STEPS)] = np.where(np.isnat(steps), steps, np.fmax.accumulate(steps, axis=1))
    return table


def _station(area: Column) -> Column:
    return "Station " + area


def _kind(unit_type: str) -> tuple[str, str, str]:
    try:
        return UNIT_KINDS[unit_type]
    except KeyError:
        message = f"{CALLS} has a Unit Type {unit_type}; known are {', '.join(UNIT_KINDS)}. Add it to UNIT_KINDS."
        raise Missing(message) from None
