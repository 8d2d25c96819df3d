"""What allied commands and crews say is taken over, and one bad word spoils nothing."""

from datetime import timedelta

import pytest

from incidents.incident import State, UnitState
from incidents.notice import Notice, What
from tests.incidents.builders import NOON, Room


def said(what: What, minute: float = 0, **facts: object) -> Notice:
    """A notice of 119 about its incident F1, some minutes past noon."""
    given: dict[str, object] = {"origin": "119", "reference": "F1"} | facts
    if what is What.RECEIVED:
        given = {"category": "E2001", "level": 1, "lon": -122.42, "lat": 37.76} | given
    return Notice(at=NOON + timedelta(minutes=minute), what=what, **given)  # type: ignore[arg-type] - by name


FIRE = (
    said(What.RECEIVED),
    said(What.FILED, 1),
    said(What.DISPATCHED, 2, unit="E01"),
    said(What.EN_ROUTE, 3, unit="E01"),
    said(What.ON_SCENE, 7, unit="E01"),
    said(What.CLEARED, 30, unit="E01"),
    said(What.DONE, 31),
    said(What.CLOSED, 32),
)


def test_a_whole_fire_is_mirrored_as_it_was_told(room: Room):
    (fire,) = room.desk.mirror(FIRE).incidents
    assert (fire.state, fire.command, fire.area, fire.version) == (State.CLOSED, "119", "mission", 8)
    assert {state: int((at - NOON).total_seconds() / 60) for state, at in fire.times.items()} == {
        State.ACCEPTED: 0, State.FILED: 1, State.DISPATCHED: 2, State.PROCESSING: 3, State.FEEDBACK: 31,
        State.CLOSED: 32,
    }  # fmt: skip
    assert fire.first_on_scene == NOON + timedelta(minutes=7)
    assert [entry.action for entry in room.desk.log(fire.number)] == [
        "receive", "file", "assign", "en_route", "on_scene", "clear", "report_done", "close",
    ]  # fmt: skip
    assert {entry.by for entry in room.desk.log(fire.number)} == {"119"}


@pytest.mark.parametrize("cut", range(1, len(FIRE)))
def test_in_two_batches_it_is_the_same_as_in_one(room: Room, cut: int):
    room.desk.mirror(FIRE[:cut])
    (fire,) = room.desk.mirror(FIRE[cut:]).incidents
    assert fire == Room().desk.mirror(FIRE).incidents[0]


def test_a_batch_is_announced_once_each_incident_as_it_stands(room: Room):
    room.desk.mirror(FIRE)
    assert [[one.version for one in told] for told in room.announced] == [[8]]


def test_told_twice_is_skipped_with_a_sentence(room: Room):
    once = room.desk.mirror(FIRE[:5]).incidents
    again = room.desk.mirror(FIRE[:5])
    assert again.incidents == ()
    assert [one.why for one in again.skipped] == [
        f"119 F1 is here already, as {once[0].number}.",
        "119 F1 is filed, but it is processing already.",
        "119 F1 is dispatched: E01 is here already. Send another unit.",
        "119 F1 is en_route: E01 has already reported: en route.",
        "119 F1 is on_scene: E01 has already reported: on scene.",
    ]
    assert room.desk.find(once[0].number) == once[0]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (said(What.FILED, 1, reference="F9"), "119 F9 is filed, but was never received here."),
        (said(What.FILED, 1, reference=""), "119 says filed, but not of what. Give a reference."),
        (said(What.ON_SCENE, 9, unit="E07"), "119 F1 is on_scene: E07 was not sent here. Send it first."),
        (said(What.ON_SCENE, 1, unit="E01"), "119 F1 is on_scene: E01's times would run backwards. Correct the time."),
        (said(What.ON_SCENE, 9), "119 F1 is on_scene:  was not sent here. Send it first."),
        (said(What.ON_SCENE, number="7", unit="E01"), "E01 speaks of incident 7, which is not known here."),
        (
            Notice(at=NOON.replace(tzinfo=None), origin="119", what=What.CLOSED, reference="F1"),
            "119 F1: a time without a zone. Give times in UTC.",
        ),
    ],
)
def test_one_bad_notice_spoils_nothing(room: Room, bad: Notice, why: str):
    mirrored = room.desk.mirror([*FIRE[:4], bad, FIRE[4]])
    assert [one.why for one in mirrored.skipped] == [why]
    assert mirrored.incidents[0].first_on_scene is not None


def test_after_closing_nothing_is_taken_over(room: Room):
    room.desk.mirror(FIRE)
    late = room.desk.mirror([said(What.DISPATCHED, 40, unit="E02")])
    assert [one.why for one in late.skipped] == ["119 F1 is dispatched, but it is over here, as 20261120-0001."]


def test_a_unit_sent_on_without_a_word_is_cleared_where_it_was(room: Room):
    second = said(What.RECEIVED, 8, reference="F2")
    first, other = room.desk.mirror([
        *FIRE[:5], second, said(What.DISPATCHED, 9, reference="F2", unit="E01"),
    ]).incidents  # fmt: skip
    assert first.assignments[0].times[UnitState.CLEARED] == NOON + timedelta(minutes=9)
    assert (first.live_units, other.live_units) == ((), ("E01",))
    assert room.desk.log(first.number)[-1].note == f"sent on to {other.number}"
    stale = room.desk.mirror([said(What.TRANSPORTING, 10, unit="E01")])
    assert "would run backwards" in stale.skipped[0].why


def test_closing_clears_the_units_that_nobody_cleared(room: Room):
    (fire,) = room.desk.mirror([*FIRE[:5], said(What.CLOSED, 6)]).incidents
    assert fire.live_units == ()
    assert fire.assignments[0].times[UnitState.CLEARED] == NOON + timedelta(minutes=7)


def test_a_unit_that_leaves_an_undispatched_incident_dispatches_it(room: Room):
    (fire,) = room.desk.mirror([FIRE[0], FIRE[2]]).incidents
    assert (fire.state, fire.live_units) == (State.DISPATCHED, ("E01",))


def test_a_code_that_is_not_ours_is_shown_rather_than_lost(room: Room):
    (fire,) = room.desk.mirror([said(What.RECEIVED, category="28C1")]).incidents
    assert (fire.category, fire.level) == ("28C1", 1)


def test_an_allied_commands_promise_is_the_clock_that_runs(room: Room):
    promise = NOON + timedelta(days=2)
    (pothole,) = room.desk.mirror(
        [said(What.RECEIVED, origin="311", category="M0110", level=3, due_at=promise)]
    ).incidents
    assert (pothole.due, pothole.due_at, pothole.close_by) == ("close", promise, promise)


def test_a_crew_moves_itself_on_our_incident(room: Room):
    incident = room.incident(State.DISPATCHED)
    facts = {"number": incident.number, "reference": "", "origin": "police"}
    mirrored = room.desk.mirror([
        said(What.EN_ROUTE, 3, unit="E01", **facts), said(What.ON_SCENE, 5, unit="E01", **facts),
        said(What.DONE, 6, unit="E01", **facts), said(What.CLEARED, 8, unit="E01", **facts),
        said(What.DONE, 9, unit="E01", **facts), said(What.CLOSED, 10, unit="E01", **facts),
    ])  # fmt: skip
    assert mirrored.incidents[0].state is State.FEEDBACK
    assert mirrored.incidents[0].entered_by[State.FEEDBACK] == "E01"
    assert [one.notice.what for one in mirrored.skipped] == [What.DONE, What.CLOSED]
    assert "Clear every unit first" in mirrored.skipped[0].why
    assert "the desk does" in mirrored.skipped[1].why


def test_officers_do_not_move_their_crews(room: Room):
    (fire,) = room.desk.mirror(FIRE[:3]).incidents
    with pytest.raises(Exception, match="119 leads this incident"):
        room.desk.act(fire.number, "on_scene", by="li", unit="E01")
