"""The tables have no holes, and a table that is spoilt is noticed by name."""

from dataclasses import replace

import pytest

from incidents.guards import Guard
from incidents.incident import State
from incidents.lifecycle import ACTIONS, LOG_TITLES, TITLES, check
from incidents.machines.assignment import ASSIGNMENT
from incidents.machines.checking import check as checked
from incidents.machines.checking import check_clocks
from incidents.machines.incident import INCIDENT
from incidents.machines.request import REQUEST
from incidents.machines.row import Does, Machine, Row, Tick
from incidents.machines.task import TASK
from incidents.roles import ROLE_TITLES, Role
from incidents.timing.kinds import ClockKind

MACHINES = (INCIDENT, TASK, ASSIGNMENT, REQUEST)
SPECIFIED = {f"C{number}" for number in range(1, 34)} | {"CC19"}


def without(machine: Machine, *actions: str) -> Machine:
    return replace(machine, rows=tuple(row for row in machine.rows if row.action not in actions))


def row(**changes: object) -> Row[State, Guard]:
    """A row that is as it should be, but for what a test changes."""
    given = Row(
        id="X1", action="x", title={"zh": "x", "en": "x"}, comes_from=(State.FILED,), to=(State.FILED,),
        roles=(Role.CHIEF,),
    )  # fmt: skip
    return replace(given, **changes)  # type: ignore[arg-type] - by name


def test_every_state_can_be_reached_and_left_for_an_end():
    assert check() == ()


def test_every_row_of_the_specification_is_in_the_table():
    assert {one.id for one in INCIDENT.rows} == SPECIFIED


@pytest.mark.parametrize(
    ("actions", "missed"),
    [
        (("refuse",), ("incident: nothing leads to refused. Add a move that does.",)),
        (("assign_check",), ("incident: nothing leads to checking. Add a move that does.",)),
        (("evaluate",), ("incident: nothing leads to evaluated. Add a move that does.",)),
        (("approve_suspension",), ("incident: nothing leads to suspended. Add a move that does.",)),
        (("merge",), ("incident: nothing leads to merged. Add a move that does.",)),
        (("void", "approve_void"), ("incident: nothing leads to voided. Add a move that does.",)),
    ],
)  # fmt: skip
def test_a_row_that_is_taken_out_is_missed(actions: tuple[str, ...], missed: tuple[str, ...]):
    said = checked(without(INCIDENT, *actions))
    assert said == missed


def test_a_state_without_a_way_out_is_missed():
    kept = tuple(one for one in INCIDENT.rows if State.DEFERRED not in one.comes_from or not one.to)
    assert checked(replace(INCIDENT, rows=kept)) == (
        "incident: from deferred no end can be reached. Add a move that leads on.",
    )


def test_closing_what_was_not_checked_is_noticed():
    shortcut = row(comes_from=(State.PROCESSING,), to=(State.CLOSED,))
    assert checked(replace(INCIDENT, rows=(*INCIDENT.rows, shortcut))) == (
        "incident: from processing it is closed unchecked. Only what was checked may be closed.",
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": ""}, "incident  x: a row needs an id and an action."),
        ({"title": {"zh": "", "en": "x"}}, "incident X1 x: give it a title in both languages."),
        ({"roles": ()}, "incident X1 x: nobody may do it. Name a role."),
        ({"to": ("elsewhere",)}, "incident X1 x: elsewhere is no state of it."),
        ({"action": "file", "comes_from": (State.ACCEPTED,)}, "another row has this action already."),
        (
            {"guards": (Guard(code="odd", words={"zh": "", "en": "Odd."}, holds=lambda *_: True),)},
            "the guard odd needs a code, and a sentence in both languages.",
        ),
        ({"ticks": (Tick("lunch", Does.START),)}, "incident X1 x: lunch is no clock."),
    ],
    ids=lambda one: str(one)[:24],
)
def test_a_row_that_is_half_said_is_named(changes: dict[str, object], said: str):
    (fault,) = [one for one in checked(replace(INCIDENT, rows=(*INCIDENT.rows, row(**changes)))) if said in one]
    assert fault.endswith(".")


def test_a_clock_that_nobody_stops_is_named():
    rows = [one for machine in MACHINES for one in machine.rows]
    stopped = [
        one for one in rows if not any(tick.kind is ClockKind.CHECK and tick.does is Does.STOP for tick in one.ticks)
    ]
    assert check_clocks(rows) == ()
    assert check_clocks(stopped) == ("The clock check is started, but no row ends it.",)


def test_every_action_has_a_name_in_both_languages():
    assert all(title["zh"] and title["en"] for title in (*TITLES.values(), *LOG_TITLES.values()))
    assert TITLES.keys() == ACTIONS.keys()
    assert ROLE_TITLES.keys() == set(Role)


def test_who_looks_at_the_wall_or_keeps_the_settings_does_nothing():
    assert not [one for machine in MACHINES for one in machine.rows if {Role.WALL, Role.ADMIN} & set(one.roles)]
