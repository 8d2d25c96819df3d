"""Whatever the order of moves, with time passing between them, the clocks of an incident make sense."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.details import Details
from incidents.incident import Incident
from incidents.parts import Fault
from incidents.refusals import Refused
from incidents.roles import Role
from incidents.timing.clock import ClockState
from tests.incidents.builders import Room
from tests.incidents.examples import ALLOWED, BEFORE
from tests.incidents.hands import ASK_DEFERRAL, ASK_RETURN, Act, sign
from tests.incidents.ticks import tick

FAIL = Act(action="check_fail", role=Role.COLLECTOR, note="still dark")
RESUME = Act(action="resume", role=Role.CHIEF)
EVERY = (
    *ALLOWED.values(), *(act for some in BEFORE.values() for act in some), FAIL, RESUME, ASK_DEFERRAL, ASK_RETURN,
    replace(sign("return"), details=Details(fault=Fault.DEPARTMENT)), Act(action="clear", role=Role.UNIT, unit="E01"),
    Act(action="en_route", role=Role.UNIT, unit="E01"), Act(action="on_scene", role=Role.UNIT, unit="E01"),
)  # fmt: skip
ONWARD = ("file", "dispatch", "acknowledge", "report_done", "assign_check", "check_pass", "close")


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(
    category=st.sampled_from(("U0452", "M0102", "E2001", "H8003")),
    moves=st.lists(
        st.tuples(st.one_of(st.sampled_from(ONWARD), st.integers(0, len(EVERY) - 1)), st.integers(1, 400)), max_size=25
    ),
)
def test_whatever_the_order_of_moves_clocks_make_sense(category: str, moves: list[tuple[str | int, int]]):
    room = Room()
    incident = room.incident(category=category)
    for move, minutes in moves:
        act = ALLOWED[move] if isinstance(move, str) else EVERY[move]
        before = incident
        department = next((one.department for one in reversed(incident.tasks)), "")
        try:
            incident = replace(act, minutes=minutes, department=department).done(room, incident)
        except Refused:
            continue
        _consistent(before, incident)
        tick(room)
        before, incident = incident, room.desk.find(incident.number)
        _consistent(before, incident)
        turns = {one.id for one in room.record.turns.values()}
        assert turns >= {one.id for one in incident.clocks if not one.over}


def _consistent(before: Incident, after: Incident) -> None:
    open_now = [one for one in after.clocks if not one.over]
    assert len({one.kind for one in open_now}) == len(open_now), "one of a kind runs or stands"
    assert len({one.id for one in after.clocks}) == len(after.clocks)
    nearest = min((one.due_at for one in open_now if one.due_at), default=None)
    assert after.due_at == nearest
    assert after.open or not open_now
    was = {one.id: one for one in before.clocks}
    for one in after.clocks:
        earlier = was.get(one.id, one)
        assert one.consumed >= earlier.consumed
        assert one.generation >= earlier.generation
        assert earlier.breached_at is None or one.breached_at == earlier.breached_at, "a breach is never taken back"
        if one.state is ClockState.PAUSED and earlier.state is ClockState.PAUSED:
            assert one.breached_at == earlier.breached_at
