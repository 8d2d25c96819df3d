"""What may be only once is refused by the database itself; what was written before there were tasks still reads."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.exc import IntegrityError

from incidents.incident import Assignment, Expected, Incident, Merged, State, UnitState
from incidents.parts import (
    Casualties,
    Closing,
    Disposition,
    Evidence,
    Extension,
    Link,
    MadeSafe,
    Relation,
    Response,
    Stage,
    Supervision,
)
from incidents.refusals import UnitBusy
from incidents.requests import Asked, Request, RequestState
from incidents.tasks import Part, Task, TaskState
from incidents.timing.clock import Clock, ClockState
from incidents.timing.kinds import ClockKind
from store import documents, migrating, tables
from store.engines import postgresql_engines, sqlite_engines
from store.memory import MemoryRecord
from store.opening import open_record
from store.sql import SqlRecord
from tests.store.builders import NOON, changes, cleared, incident

Kept = MemoryRecord | SqlRecord
LEAD = Task(
    serial=1, department="环卫", part=Part.LEAD, state=TaskState.DISPATCHED, times={TaskState.DISPATCHED: NOON}, by="li"
)
HELP = replace(LEAD, serial=2, part=Part.ASSIST, mandatory=False)
ASKED = Request(
    serial=1, kind=Asked.EXTENSION, task=1, reason="weather", note="雨", by="zhou", requested_at=NOON, add_s=600
)
CLOCK = Clock(
    id="1/dispose/1", number="1", kind=ClockKind.DISPOSE, calendar="CC24", calendar_version="x",
    budget=timedelta(hours=2, microseconds=7), consumed=timedelta(seconds=0.5), started_at=NOON, segment_start=NOON,
    due_at=NOON, provisional=True, generation=3,
)  # fmt: skip
FULL = {
    "tasks": (LEAD, HELP),
    "requests": (ASKED, replace(ASKED, serial=2, kind=Asked.DEFERRAL, state=RequestState.APPROVED, until=NOON,
                                signed=("li", "wang"), decided_at=NOON, decided_by="wang")),
    "supervisions": (Supervision(serial=1, level=2, by="sun", at=NOON, until=NOON, released_at=NOON),),
    "extensions": (Extension(add_s=600, at=NOON, by="chen"),),
    "responses": (Response(plan="flood", level=3, by="wu", activated_at=NOON, ended_at=NOON, reported=True,
                           phoned_at=NOON, written_at=NOON, further_at=(NOON, NOON + timedelta(hours=2))),),
    "evidence": (Evidence(name="a1", stage=Stage.AFTER, at=NOON, by="zhao"),),
    "links": (Link(relation=Relation.RECURRENCE, number="7"),),
    "closings": (Closing(at=NOON, by="li", disposition=Disposition.FIXED, close_by=None),),
    "merged": Merged(parent="9", at=NOON, by="li", came_from=State.FILED, again_at=NOON, clocks=(CLOCK,)),
    "clocks": (CLOCK, replace(CLOCK, id="1/dispose/2", state=ClockState.MET_LATE, breached_at=NOON)),
    "children": ("3", "4"),
    "made_safe": MadeSafe(how="fenced", at=NOON, by="zhou"),
    "casualties": Casualties(injured=2, dead=0),
    "disposition": Disposition.UNRESOLVED,
    "checker": "zhao",
    "own_promise": True,
    "paused_from": NOON,
    "rework_count": 2,
    "reopen_count": 1,
    "misdirected": 3,
    "sensitivity": 3,
    "exercise": True,
    "ticked": (1, 2),
}  # fmt: skip


def write(record: Kept, *pairs: tuple[Incident | None, Incident]) -> None:
    with record.transaction() as work:
        work.write(changes(*pairs))


def test_everything_that_an_incident_may_hold_comes_back_exactly(record: Kept):
    crew = Assignment(
        unit="E01", state=UnitState.DISPATCHED, times={UnitState.DISPATCHED: NOON},
        expected=(Expected(at=NOON + timedelta(minutes=5), told_at=NOON),),
    )  # fmt: skip
    full = replace(incident("1", **FULL), assignments=(crew,))
    plain = incident("1")
    assert all(getattr(full, name) != getattr(plain, name) for name in FULL)
    write(record, (None, full))
    assert record.find("1") == full
    after = replace(full, version=2, tasks=(replace(LEAD, state=TaskState.ACKNOWLEDGED), HELP))
    write(record, (full, after))
    assert record.find("1") == after


@pytest.mark.parametrize(
    ("twice", "said"),
    [
        ({"tasks": (LEAD, replace(LEAD, serial=2))}, "tasks that lead"),
        ({"requests": (ASKED, replace(ASKED, serial=2))}, "pending requests"),
    ],
)
def test_no_record_takes_twice_what_may_be_only_once(record: Kept, twice: dict[str, object], said: str):
    with pytest.raises(ValueError, match=said):
        write(record, (None, incident("1", **twice)))
    assert record.find("1") is None


@pytest.mark.parametrize(
    "twice",
    [
        "INSERT INTO tasks (number, serial, department, part, state, live) VALUES ('1', 9, 'x', 'lead', 'doing', true)",
        "INSERT INTO requests (number, serial, task, kind, state) VALUES ('1', 9, 1, 'extension', 'pending')",
        "INSERT INTO bound_units (unit, number, exclusive) VALUES ('E01', '2', true)",
        "INSERT INTO bound_units (unit, number, exclusive) VALUES ('E01', '1', false)",
    ],
)
def test_the_database_refuses_a_second_lead_request_or_binding(kept: str, twice: str):
    record = open_record(kept)
    write(record, (None, incident("1", "E01", tasks=(LEAD,), requests=(ASKED,))), (None, incident("2")))
    with pytest.raises(IntegrityError), record._engines.writer.begin() as connection:
        connection.exec_driver_sql(twice)
    record.close()


def test_another_department_leads_when_the_first_gave_it_back(record: Kept):
    before = incident("1", tasks=(LEAD,))
    write(record, (None, before))
    back = replace(LEAD, state=TaskState.RETURNED)
    after = replace(before, version=2, tasks=(back, replace(LEAD, serial=2, department="市政")))
    write(record, (before, after))
    assert record.find("1") == after


def test_a_shared_unit_is_on_two_incidents_but_no_other_may_have_it_alone(record: Kept):
    first, second = (_shared(incident(number, "G1")) for number in ("1", "2"))
    write(record, (None, first), (None, second))
    with record.transaction() as work:
        assert work.bound(["G1"]) == {}
    write(record, (None, incident("3", "G1")))
    with pytest.raises(UnitBusy, match="G1 is still on incident 3"):
        write(record, (None, incident("4", "G1")))
    write(record, (first, cleared(first)))
    with record.transaction() as work:
        assert work.bound(["G1"]) == {"G1": "3"}


def _shared(one: Incident) -> Incident:
    return replace(one, assignments=tuple(replace(each, exclusive=False) for each in one.assignments))


def test_what_was_written_before_there_were_tasks_still_reads(bare: str):
    old, url = incident("1", "E01", close_by=NOON + timedelta(hours=1)), sa.make_url(bare)
    engines = postgresql_engines(bare) if url.get_backend_name() == "postgresql" else sqlite_engines(bare, _file(url))
    body = documents.from_json(documents.to_json(old))
    for name in (*FULL, "merged"):
        body.pop(name, None)
    for one in body["assignments"]:
        for name in ("exclusive", "moved_to", "moved_from", "expected"):
            del one[name]
    with engines.writer.begin() as connection:
        config = migrating._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        row = documents.incident_row(old, body)
        connection.execute(sa.insert(_before("incidents", row)), row)
        connection.exec_driver_sql("INSERT INTO bound_units (unit, number) VALUES ('E01', '1')")
        line: dict[str, object] = {
            "number": "1", "version": old.version, "move": "SG2", "action": "receive", "to": old.state.value,
            "at": NOON, "recorded_at": NOON, "by": "li", "unit": "", "note": "",
        }  # fmt: skip
        connection.execute(sa.insert(_before("incident_log", line)), line)
    engines.close()
    record = open_record(bare)
    assert record.find("1") == old
    with record.transaction() as work:
        assert work.bound(["E01"]) == {"E01": "1"}
    write(record, (old, replace(cleared(old), tasks=(LEAD,))))
    record.close()


def _file(url: sa.URL) -> Path:
    return Path(str(url.database))


def _before(name: str, row: dict[str, object]) -> sa.TableClause:
    types = {one.name: one.type for one in tables.incidents.columns} | {
        "at": tables.Instant,
        "recorded_at": tables.Instant,
    }
    return sa.table(name, *(sa.column(one, types.get(one, sa.Text)) for one in row))
