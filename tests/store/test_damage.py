"""A row of an incident that cannot be understood is named and left out; it costs no other, and stays as it is."""

import sqlite3
from pathlib import Path

import pytest

from incidents.desk import Desk
from incidents.incident import Signal
from incidents.notice import Notice, What
from incidents.refusals import NoSuchIncident
from store.opening import open_record
from tests.store.builders import NOON, changes, incident

AGAIN = Signal(origin="119", key="2", command="119", at=NOON, category="E2001", level=1, lon=None, lat=None)


@pytest.fixture(params=['{"number": "2", "vers', "null", "[7]", '{"number": "2"}'])
def damaged(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The file of a record with three incidents, of which the second is damaged."""
    file = tmp_path / "city.db"
    record = open_record(f"sqlite:///{file}")
    with record.transaction() as work:
        work.write(changes(*((None, incident(number, f"E{number}")) for number in "123")))
    record.close()
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("UPDATE incidents SET body = ? WHERE number = '2'", (request.param,))
    connection.close()
    return file


def body_of_the_second(file: Path) -> str:
    connection = sqlite3.connect(file)
    [[body]] = connection.execute("SELECT body FROM incidents WHERE number = '2'").fetchall()
    connection.close()
    return body


def test_a_damaged_incident_is_named_once_and_left_out(damaged: Path, caplog: pytest.LogCaptureFixture):
    record = open_record(f"sqlite:///{damaged}")
    assert record.problem == ""
    for _ in range(2):
        assert [one.number for one in record.open_incidents()] == ["1", "3"]
    assert record.find("2") is None
    [said] = caplog.messages
    assert said.startswith("Incident 2 lies damaged")
    assert "left out: 2. Restore" in record.problem
    record.close()


def test_nothing_is_written_over_a_damaged_incident(damaged: Path):
    before = body_of_the_second(damaged)
    record = open_record(f"sqlite:///{damaged}")
    desk = Desk(record, lambda: NOON, lambda _: None, lambda _, __: None)
    received = Notice(at=NOON, origin="119", what=What.RECEIVED, reference="2", category="E2001", level=1)
    [skipped] = desk.mirror([received]).skipped
    assert "is here already, as 2" in skipped.why
    with pytest.raises(NoSuchIncident):
        desk.receive(AGAIN, "119")
    with pytest.raises(NoSuchIncident):
        desk.act("2", "file", by="Li")
    record.close()
    assert body_of_the_second(damaged) == before
