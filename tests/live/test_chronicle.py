"""The chronicle: the first arrival, and whether a limit was kept, each said once."""

from datetime import timedelta

import numpy as np

from city.events import Event, Moved, Read
from incidents.incident import State, UnitState
from live.bus import MemoryBus
from live.chronicle import Chronicle
from tests.live.builders import NOON, incident, sent


def chronicle(*kinds: str) -> tuple[Chronicle, list[Event]]:
    """A chronicle, and what it says of these kinds; of arrivals and limits where none is named."""
    bus, heard, wanted = MemoryBus(), list[Event](), kinds or ("incident.response", "incident.due")

    def listening(event: Event) -> None:
        if isinstance(event, Read) and event.readings.kind in wanted:
            heard.append(event)

    bus.subscribe(listening)
    return Chronicle(bus, lambda _: True, began=NOON), heard


def test_the_first_arrival_gives_every_part_of_the_response() -> None:
    told, heard = chronicle()
    slow = sent("E2", UnitState.EN_ROUTE, UnitState.ON_SCENE, start=NOON + timedelta(minutes=10))
    fast = sent("E1", UnitState.EN_ROUTE, UnitState.ON_SCENE, start=NOON + timedelta(minutes=1))
    told.hear(Moved((incident(assignments=(slow, fast)),)))
    [read] = heard
    assert isinstance(read, Read)
    assert read.readings.value.tolist() == [180.0]
    assert {name: column[0] for name, column in read.readings.attributes.items()} == {
        "call_handling_s": 60.0,
        "turnout_s": 60.0,
        "travel_s": 60.0,
    }


def test_an_arrival_is_said_once() -> None:
    told, heard = chronicle()
    there = sent("E1", UnitState.EN_ROUTE, UnitState.ON_SCENE)
    told.hear(Moved((incident(assignments=(there,)),)))
    told.hear(Moved((incident(version=2, assignments=(there, sent("E2", UnitState.ON_SCENE))),)))
    assert len(heard) == 1


def test_a_part_nobody_reported_is_unknown() -> None:
    told, heard = chronicle()
    told.hear(Moved((incident(assignments=(sent("E1", UnitState.ON_SCENE),)),)))
    [read] = heard
    assert isinstance(read, Read)
    assert np.isnan(read.readings.attributes["travel_s"][0])


def test_a_limit_is_decided_when_it_passes_not_before() -> None:
    told, heard = chronicle()
    limit = NOON + timedelta(hours=2)
    told.hear(Moved((incident("1", close_by=limit), incident("2", close_by=limit))))
    told.hear(
        Moved((incident("1", version=2, state=State.CLOSED, close_by=limit, changed_at=NOON + timedelta(hours=1)),))
    )
    told.turn_to(NOON + timedelta(hours=1, minutes=59))
    assert heard == []
    told.turn_to(limit)
    told.turn_to(limit + timedelta(minutes=1))
    [read] = heard
    assert isinstance(read, Read)
    assert dict(zip(read.readings.thing, read.readings.value.tolist(), strict=True)) == {"1": 1.0, "2": 0.0}


def said_limits(heard: list[Event]) -> list[tuple[str, float]]:
    rows = [event.readings for event in heard if isinstance(event, Read)]
    return [pair for one in rows for pair in zip(one.thing, one.value.tolist(), strict=True)]


def test_a_limit_that_passed_is_not_missed_again_when_the_incident_moves_on() -> None:
    told, heard = chronicle()
    limit = NOON + timedelta(hours=2)
    told.hear(Moved((incident("1", close_by=limit),)))
    told.turn_to(limit)
    for version in (2, 3):
        told.hear(Moved((incident("1", version=version, close_by=limit, changed_at=limit + timedelta(hours=1)),)))
        told.turn_to(limit + timedelta(hours=version))
    assert said_limits(heard) == [("1", 0.0)]


def test_a_limit_that_was_put_off_counts_when_the_new_one_passes_and_one_taken_back_never() -> None:
    told, heard = chronicle()
    limit, later = NOON + timedelta(hours=2), NOON + timedelta(hours=4)
    told.hear(Moved((incident("1", close_by=limit), incident("2", close_by=limit))))
    told.hear(Moved((incident("1", version=2, close_by=later), incident("2", version=2, close_by=None))))
    told.turn_to(limit)
    assert heard == []
    told.turn_to(later)
    assert said_limits(heard) == [("1", 0.0)]


def test_a_unit_that_reports_back_after_the_closing_neither_misses_the_limit_nor_lengthens_the_case() -> None:
    limit, closed = NOON + timedelta(hours=2), NOON + timedelta(hours=1)
    late = incident(
        state=State.CLOSED, close_by=limit, times={State.CLOSED: closed}, changed_at=limit + timedelta(hours=1)
    )
    after_a_restart, heard = chronicle("incident.due", "incident.closed")
    after_a_restart.take((late,))
    after_a_restart.turn_to(limit)
    assert [value for _, value in said_limits(heard)] == [3600.0, 1.0]


def test_what_was_over_long_ago_is_forgotten_and_what_still_has_a_limit_is_not() -> None:
    told, heard = chronicle("incident.closed", "incident.due")
    far = NOON + timedelta(days=200)
    over = {"state": State.CLOSED, "changed_at": NOON}
    told.hear(Moved((incident("1", **over), incident("2", close_by=far, **over))))
    told.turn_to(NOON + timedelta(days=100))
    assert len(told) == 1
    told.hear(Moved((incident("2", version=2, close_by=far, **over),)))
    told.turn_to(far)
    assert said_limits(heard) == [("1", 0.0), ("2", 0.0), ("2", 1.0)]


def test_an_incident_from_before_the_record_began_decides_nothing() -> None:
    told, heard = chronicle()
    limit = NOON + timedelta(hours=2)
    told.hear(Moved((incident(received_at=NOON - timedelta(days=3), close_by=limit),)))
    told.turn_to(limit)
    assert heard == []


def test_an_incident_is_said_when_it_comes_in_and_when_it_is_over_under_one_serial() -> None:
    told, heard = chronicle("incident.received", "incident.closed")
    limit = NOON + timedelta(hours=2)
    told.hear(Moved((incident("1", close_by=limit),)))
    told.hear(Moved((incident("1", version=2, close_by=limit),)))
    done = {"state": State.CLOSED, "close_by": limit, "changed_at": NOON + timedelta(hours=1)}
    told.hear(Moved((incident("1", version=3, **done),)))
    told.hear(Moved((incident("1", version=4, **done),)))
    received, closed = [event.readings for event in heard if isinstance(event, Read)]
    assert (received.kind, received.value.tolist()) == ("incident.received", [7200.0])
    assert (closed.kind, closed.value.tolist()) == ("incident.closed", [3600.0])
    assert received.attributes["serial"][0] == closed.attributes["serial"][0]
    assert closed.attributes["limit_s"].tolist() == [7200.0]


def test_an_incident_without_a_limit_has_an_unknown_one_and_its_own_serial() -> None:
    told, heard = chronicle("incident.received")
    told.hear(Moved((incident("1"), incident("2"))))
    [event] = heard
    assert isinstance(event, Read)
    assert np.isnan(event.readings.value).all()
    assert len(set(event.readings.attributes["serial"].tolist())) == 2


def test_an_incident_weighs_by_its_level_as_an_alert() -> None:
    told, heard = chronicle("alert.raised")
    told.hear(Moved(tuple(incident(str(level), level=level) for level in (1, 2, 3, 4))))
    [event] = heard
    assert isinstance(event, Read)
    assert event.readings.value.tolist() == [9.0, 3.0, 1.0, 1.0]
