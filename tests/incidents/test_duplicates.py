"""Duplicates: which incidents a signal may be about, and which a machine may link by itself."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from incidents.incident import Incident, State
from incidents.intake.duplicates import Parts, alike, bigrams, scores, window_of
from incidents.intake.reception import SignalState
from incidents.intake.refusals import SignalNotPossible
from incidents.intake.shelf import MOST, Shelf
from tests.incidents.builders import CHIEF, NOON, Room, act, hotline

METRE = 1 / 111_195  # degrees of latitude
LINKED, NEW = SignalState.LINKED, SignalState.NEW


def scored(away_m: float, minutes: float, category: str, *, words: float, same: bool = False, kind: float = 1) -> float:
    parts = Parts(
        away_m=np.array([away_m]), apart_s=np.array([minutes * 60]), category=np.array([kind]),
        words=np.array([words]), same=np.array([same]),
    )  # fmt: skip
    return float(scores(parts, window_of(category))[0][0])


def test_the_score_has_the_values_of_the_specification():
    assert round(scored(12, 5, "M0504", words=0.5), 3) == 0.825
    assert round(scored(60, 5, "M0504", words=0.5), 3) == 0.577
    assert round(scored(30, 1, "E2001", words=0.3), 3) == 0.816


def test_beyond_three_radii_or_the_time_there_is_no_score():
    assert scored(150, 180, "M0504", words=1) > 0
    assert scored(150.1, 5, "M0504", words=1) == scored(0, 180.1, "M0504", words=1) == 0
    assert scored(np.nan, 5, "M0504", words=1) == 0
    assert round(scored(0, 0, "M0504", words=1, same=True), 9) == 1


@pytest.mark.parametrize(
    ("category", "radius_m", "minutes"),
    [("M0504", 50, 180), ("E2005", 200, 30), ("E2001", 200, 30), ("U0406", 500, 60), ("E1001", 500, 60),
     ("M0301", 100, 120), ("M0508", 100, 120)],
)  # fmt: skip
def test_each_group_of_categories_has_its_window(category: str, radius_m: float, minutes: int):
    window = window_of(category)
    assert (window.radius_m, window.within) == (radius_m, timedelta(minutes=minutes))


def test_texts_are_compared_by_pairs_of_signs():
    assert alike(bigrams("道路积水"), bigrams("道路 积水")) == 1
    assert alike(bigrams("道路积水"), bigrams("道路结冰")) == 1 / 5
    assert alike(bigrams(""), bigrams("水")) == 0


def test_the_likeliest_comes_first_with_its_reasons(room: Room):
    near = room.incident(category="M0504", detail="店外经营占道", level=4)
    room.clock.turn(minutes=2)
    far = room.incident(category="M0504", detail="店外经营占道", level=4, lat=37.76 + 60 * METRE)
    other = room.incident(category="M0102", detail="店外经营占道", level=4)
    room.incident(category="M0504", lat=37.76 + 200 * METRE, level=4)
    one = room.desk.receive(hotline(room, category="M0504", detail="店外经营占道", level=4), "li").reception
    likely = room.desk.signals.likely(one)
    assert [each.number for each in likely] == [near.number, other.number, far.number]
    assert (round(likely[0].away_m, 3), likely[0].apart_s) == (0, 120)
    assert sum(likely[0].parts) == pytest.approx(likely[0].score)
    assert likely[2].away_m == pytest.approx(60, abs=0.1)


def test_a_closed_incident_is_a_candidate_for_a_day(room: Room):
    closed = room.incident(State.CLOSED, category="U0452")
    room.clock.turn(minutes=20)
    one = room.desk.receive(hotline(room, category="U0452", level=3), "li").reception
    assert [each.number for each in room.desk.signals.likely(one)] == [closed.number]
    assert act(room, one, "link", incident=closed.number).incident is not None
    room.clock.turn(hours=24)
    late = room.desk.receive(hotline(room, category="U0452", level=3), "li").reception
    with pytest.raises(SignalNotPossible) as refused:
        act(room, late, "link", incident=closed.number)
    assert [each.code for each in refused.value.unmet] == ["target_alive"]


def test_what_never_happened_is_never_offered_for_what_did(room: Room):
    room.incident(category="U0452", made_up=True)
    one = room.desk.receive(hotline(room, category="U0452", level=3), "li").reception
    assert room.desk.signals.likely(one) == ()
    [drill] = room.desk.open_incidents()
    with pytest.raises(SignalNotPossible) as refused:
        act(room, one, "link", incident=drill.number)
    assert [each.code for each in refused.value.unmet] == ["same_world"]


def fire(room: Room, origin: str, by: str = "x", **more: object):
    facts = {"category": "E2001", "level": 1, "detail": "厂房屋顶明火", "extra": {"asset": ""}}
    return room.desk.receive(room.signal(**{"origin": origin} | facts | more), by)


def test_what_a_machine_surely_says_again_is_linked_by_itself(room: Room):
    fire(room, "IOT", by="y")  # alone it is looked at
    first = fire(room, "IOT")
    second = fire(room, "IOT")
    assert (second.reception.state, second.incident.number) == (LINKED, first.incident.number)
    assert room.desk.signals.linked((first.incident.number,)) == {first.incident.number: 1}
    assert [line.action for line in room.desk.log(first.incident.number)] == ["receive", "link"]
    assert second.incident.version == first.incident.version + 1


def test_a_person_is_never_linked_without_a_person(room: Room):  # J 31
    first = fire(room, "119", command="119")
    call = fire(room, "12345", extra={"caller": "c1"})
    assert (call.incident, call.reception.state) == (None, SignalState.VERIFY)
    assert room.desk.signals.likely(call.reception)[0].score >= 0.85
    elsewhere = fire(room, "119", command="119", lat=37.76 + 150 * METRE)
    assert elsewhere.incident.number != first.incident.number


def test_the_same_facility_is_the_same_matter_until_it_is_closed(room: Room):
    said = {"category": "P0101", "level": 3, "extra": {"asset": "3205080101000001", "caller": "c1"}}
    first = room.incident(origin="GRID", **said)
    room.clock.turn(days=40)
    moved = said | {"lat": 37.9}
    again = room.desk.receive(room.signal(origin="12345", **moved), "li").reception
    [likely] = room.desk.signals.likely(again)
    assert (likely.number, likely.score) == (first.number, 1.0)


def test_what_is_known_of_facilities_outlives_a_restart(room: Room):
    first = room.incident(origin="GRID", category="P0101", level=3, extra={"asset": "P-7"})
    again = Room(record=room.record, clock=room.clock)
    again.clock.turn(days=2)
    one = again.desk.receive(again.signal(origin="IOT", key="new", category="P0101", extra={"asset": "P-7"}), "x")
    assert (one.reception.state, one.reception.incident) == (LINKED, first.number)


def test_linking_keeps_the_reporter_and_can_be_undone(room: Room):  # J 28, 75
    first = room.incident(category="M0110", level=3)
    one = room.desk.receive(hotline(room, category="M0110", level=3), "li").reception
    linked = act(room, one, "link", incident=first.number).reception
    assert (linked.reply.owed, linked.signal) == (True, one.signal)
    with pytest.raises(SignalNotPossible):
        act(room, linked, "link", incident=first.number)
    with pytest.raises(SignalNotPossible):
        act(room, linked, "unlink", by=CHIEF)
    back = act(room, linked, "unlink", by=CHIEF, note="另一处坑洞")
    assert (back.reception.state, back.reception.incident) == (NEW, "")
    assert room.desk.signals.linked((first.number,)) == {}


def test_a_crowd_of_reports_is_looked_through_and_only_the_nearest_are_read():
    shelf, lat = Shelf(), 37.76 + np.arange(3000) * METRE / 20
    shelf.take(incident(f"{n:05d}", float(lat[n])) for n in range(3000))
    found = shelf.likely(Room().signal(category="M0504", detail="占道"), "M0504", NOON)
    assert [one.number for one in found] == [f"{n:05d}" for n in range(MOST)]


def test_what_is_long_over_leaves_the_shelf():
    shelf = Shelf()
    shelf.take(replace(incident(f"{n}", 37.76), state=State.CLOSED) for n in range(9))
    shelf.take([incident("9", 37.76)])
    shelf.drop_old(NOON + timedelta(hours=23))
    assert len(shelf) == 10
    shelf.drop_old(NOON + timedelta(hours=24))
    assert len(shelf) == 1


def incident(number: str, lat: float) -> Incident:
    return replace(TEMPLATE, number=number, lat=lat)


TEMPLATE = Incident(
    number="", version=1, state=State.FILED, category="M0504", level=4, origin="desk", reference="", command="",
    address="", detail="占道", lon=-122.42, lat=37.76, area="", received_at=NOON, changed_at=NOON, times={},
)  # fmt: skip
