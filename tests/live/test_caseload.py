"""The caseload: what is shown, which units are bound, how many came and went."""

from datetime import timedelta

from city.picture import UnitNow
from incidents.incident import State, UnitState
from live.caseload import Caseload
from tests.live.builders import NOON, incident, sent


def caseload() -> Caseload:
    return Caseload({"E1": UnitNow(name="E1", kind="engine")})


def test_a_bound_unit_shows_its_incident_and_is_free_again_after() -> None:
    load = caseload()
    load.moved([incident(assignments=(sent("E1", UnitState.EN_ROUTE),))])
    load.turn_to(NOON)
    assert load.units()["E1"] == UnitNow(name="E1", kind="engine", state="en_route", incident="1")
    load.moved([incident(version=2, assignments=(sent("E1", UnitState.EN_ROUTE, UnitState.CLEARED),))])
    load.turn_to(NOON)
    assert load.units()["E1"].state == "available"


def test_03_a_unit_on_two_incidents_is_one_unit() -> None:
    load = caseload()
    load.moved([incident(one, assignments=(sent("E1", UnitState.EN_ROUTE),)) for one in ("1", "2")])
    load.turn_to(NOON)
    assert [one.state for one in load.units().values()] == ["en_route"]


def test_an_old_version_never_replaces_a_newer_one() -> None:
    load = caseload()
    load.moved([incident(version=3, state=State.PROCESSING)])
    load.moved([incident(version=2, state=State.FILED)])
    load.turn_to(NOON)
    assert load.incidents()["1"].state is State.PROCESSING


def test_a_closed_incident_is_shown_for_ten_minutes_and_counted_for_a_day() -> None:
    load = caseload()
    load.moved([incident()])
    load.moved([incident(version=2, state=State.CLOSED, changed_at=NOON + timedelta(minutes=20))])
    load.turn_to(NOON + timedelta(minutes=25))
    assert "1" in load.incidents()
    load.turn_to(NOON + timedelta(minutes=31))
    assert "1" not in load.incidents()
    flow = load.flow()
    assert flow is not None
    assert flow.received.sum() == flow.received[:, 1].sum() == 1
    assert flow.closed.sum() == 1


def test_what_did_not_change_is_the_same_object() -> None:
    load = caseload()
    load.moved([incident()])
    load.turn_to(NOON)
    before = load.incidents(), load.units(), load.flow()
    load.turn_to(NOON + timedelta(seconds=1))
    assert all(old is new for old, new in zip(before, (load.incidents(), load.units(), load.flow()), strict=True))


def test_counts_older_than_a_day_are_let_go() -> None:
    load = caseload()
    load.moved([incident()])
    load.turn_to(NOON + timedelta(hours=25))
    flow = load.flow()
    assert flow is not None
    assert flow.received.sum() == 0


def test_a_drill_is_no_incident_of_the_city_in_any_count():
    load = Caseload({})
    load.moved([incident("1"), incident("2", exercise=True)])
    load.turn_to(NOON)
    flow = load.flow()
    assert flow is not None
    assert (flow.received.sum(), set(load.incidents())) == (1, {"1", "2"})
