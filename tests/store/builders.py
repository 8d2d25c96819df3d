"""Incidents, their changes and lines of the log, for tests of records."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from incidents.incident import Assignment, Incident, State, UnitState
from incidents.ports import Change, Changes, Entry

NOON = datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=UTC)


def incident(number: str = "20261120-0001", *units: str, **changes: object) -> Incident:
    """An incident at noon, with these units on their way."""
    sent = {UnitState.DISPATCHED: NOON, UnitState.EN_ROUTE: NOON + timedelta(seconds=50)}
    given = Incident(
        number=number, version=1, state=State.FILED, category="E2001", level=1, origin="119", reference=number,
        command="119", address="Market St / 5th “北”", address_en="Market St / 5th", detail="烟", detail_en="smoke",
        lon=-122.4194155, lat=37.7749295, area="mission", received_at=NOON, changed_at=NOON, times={State.FILED: NOON},
        due="dispatch", due_at=NOON, close_by=None,
        assignments=tuple(Assignment(unit=one, state=UnitState.EN_ROUTE, times=sent, by="119") for one in units),
        made_up=True, by="119", entered_by={State.FILED: "119"},
    )  # fmt: skip
    return replace(given, **changes)  # type: ignore[arg-type] - by name


def cleared(before: Incident) -> Incident:
    """The next version, with every unit gone."""
    done = tuple(
        replace(one, state=UnitState.CLEARED, times={**one.times, UnitState.CLEARED: NOON + timedelta(hours=1)})
        for one in before.assignments
    )
    return replace(before, version=before.version + 1, assignments=done)


def entry(after: Incident, **changes: object) -> Entry:
    """A line of the log for this version."""
    given = Entry(
        number=after.number, version=after.version, move="C4", action="dispatch", came_from=None, to=after.state,
        at=NOON, recorded_at=NOON, by="119", note="见", note_en="seen",
    )  # fmt: skip
    return replace(given, **changes)  # type: ignore[arg-type] - by name


def changes(*pairs: tuple[Incident | None, Incident], **more: object) -> Changes:
    """What a transaction writes when incidents go from the one to the other."""
    given = Changes(
        incidents=tuple(Change(before=before, after=after) for before, after in pairs),
        entries=tuple(entry(after) for _, after in pairs),
        serials={},
    )
    return replace(given, **more)  # type: ignore[arg-type] - by name
