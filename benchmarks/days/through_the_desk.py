"""Real incidents through a real desk: every step at its recorded time, on SQLite, from the call to the closing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd

from geo.importing.tables import Table
from geo.san_francisco.calls import KINDS
from incidents.desk import Desk
from incidents.details import NOTHING, Details
from incidents.incident import Incident, Signal, State
from incidents.roles import Actor, Role
from store.opening import open_record
from store.verify_log import verified

ZONE = ZoneInfo("America/Los_Angeles")
# What a crew reports, in the order of its steps, and the column that says when.
REPORTS = (
    ("assign", "Dispatch DtTm", Role.DISPATCHER), ("en_route", "Response DtTm", Role.UNIT),
    ("on_scene", "On Scene DtTm", Role.UNIT), ("transport", "Transport DtTm", Role.UNIT),
    ("at_hospital", "Hospital DtTm", Role.UNIT), ("clear", "Available DtTm", Role.UNIT),
)  # fmt: skip
# What people do once the last unit is free; three of them, since who did it checks nothing, and who checked closes not.
ENDING = (("report_done", Role.DEPARTMENT), ("assign_check", Role.CALL_TAKER), ("check_pass", Role.COLLECTOR),
          ("close", Role.CHIEF))  # fmt: skip


class Step(NamedTuple):
    """One step of one incident; sorts by time, and by the order in which steps of one second are made."""

    at: datetime
    rank: int
    incident: str
    action: str
    role: Role
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """What became of the days: the incidents as they were read back, how many actions, and what verify-log says."""

    incidents: tuple[Incident, ...]
    actions: int
    log: str


class _Clock:
    """The time of the step that is being made."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def lived(calls: Table, folder: Path) -> Lived:
    """What becomes of these responses, whose steps are in order, at a desk whose record is made in `folder`."""
    address = f"sqlite:///{folder}/city.db"
    record, steps = open_record(address), sorted(_steps(calls))
    clock = _Clock(steps[0].at)
    desk = Desk(record, clock, lambda _: None, lambda *_: "san_francisco")
    signals, numbers = _signals(calls), dict[str, str]()
    for one in steps:
        clock.at = one.at
        if one.action == "receive":
            came = desk.receive(signals[one.incident], "call taker").incident
            assert came is not None
            numbers[one.incident] = came.number
        else:
            _act(desk, numbers[one.incident], one)
    found = record.recent(steps[0].at)
    record.checkpoint(clock.at)
    record.close()
    return Lived(incidents=found, actions=len(steps), log=verified(address, folder))


def _act(desk: Desk, number: str, step: Step) -> None:
    """Make a step; a department takes over before it reports done what no unit ever drove to."""
    department = ""
    if step.role is Role.DEPARTMENT:
        stands = desk.find(number)
        department = "" if stands.lead is None else stands.lead.department
        if stands.state is State.DISPATCHED:
            desk.act(number, "acknowledge", actor=_hand(step, department))
    key = f"{number}/{step.action}/{step.unit}"
    checker = Details(checker=Role.COLLECTOR.value) if step.action == "assign_check" else NOTHING
    desk.act(
        number, step.action, actor=_hand(step, department), unit=step.unit or None, at=step.at, operation=key,
        details=checker,
    )  # fmt: skip


def _hand(step: Step, department: str) -> Actor:
    return Actor(by=step.unit or step.role.value, roles=frozenset({step.role}), department=department, unit=step.unit)


def _steps(calls: Table) -> Iterator[Step]:
    incidents = calls.groupby("Incident Number", sort=False).agg(
        received=("Received DtTm", "min"), entry=("Entry DtTm", "min"), over=("Available DtTm", "max")
    )
    for number, received, entry, over in incidents.itertuples(name=None):
        yield Step(_utc(received), 0, number, "receive", Role.CALL_TAKER)
        yield Step(_utc(entry), 1, number, "file", Role.CALL_TAKER)
        for rank, (action, role) in enumerate(ENDING, start=len(REPORTS) + 2):
            yield Step(_utc(over), rank, number, action, role)
    for rank, (action, column, role) in enumerate(REPORTS, start=2):
        told = calls.loc[calls[column].notna(), ["Incident Number", "Unit ID", column]]
        for number, unit, at in told.itertuples(index=False, name=None):
            yield Step(_utc(at), rank, number, action, role, unit)


def _signals(calls: Table) -> dict[str, Signal]:
    """The call of each incident, by its number in the file."""
    kinds = pd.read_csv(KINDS, index_col="call_type")
    first: Any = calls.drop_duplicates("Incident Number")
    meant = kinds.reindex(first["Call Type"]).fillna(kinds.loc["Other"])
    return {
        number: Signal(
            origin="desk", key=number, at=_utc(at), category=category, level=int(level), lon=lon, lat=lat,
            address=address, detail=kind, reference=number,
        )
        for number, at, category, level, lon, lat, address, kind in zip(
            first["Incident Number"], first["Received DtTm"], meant["category"], meant["level"], first["lon"],
            first["lat"], first["Address"], first["Call Type"], strict=True,
        )
    }  # fmt: skip


def _utc(local: pd.Timestamp) -> datetime:
    return local.to_pydatetime().replace(tzinfo=ZONE).astimezone(UTC)
