"""The one door: what it does, what it refuses and how it says so."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from incidents.desk import Desk
from incidents.incident import Incident, State
from incidents.refusals import NoSuchCategory, NoSuchIncident, NotPossible, OperationReused, Outdated, TooOld
from incidents.timing.calendars import calendars_of
from incidents.transactions import AT_ONCE
from tests.incidents.builders import NOON, WAY, Room, nowhere


def test_an_incident_goes_from_the_first_word_to_closed(room: Room):
    closed = room.incident(State.CLOSED)
    assert [entry.action for entry in room.desk.log(closed.number)] == [
        "receive", *(action for action, _ in WAY[State.CLOSED]),
    ]  # fmt: skip
    assert [entry.version for entry in room.desk.log(closed.number)] == list(range(1, closed.version + 1))
    assert closed.entered_by[State.CHECKED] == "zhao"
    assert not room.desk.open_incidents()


def test_what_is_announced_is_what_was_written_in_that_order(room: Room):
    incident = room.incident(State.CLOSED)
    assert [[one.version for one in told] for told in room.announced] == [[v] for v in range(1, incident.version + 1)]


def test_the_same_signal_again_makes_no_second_incident(room: Room):
    signal = room.signal(origin="desk", key="A1")
    assert room.desk.receive(signal, "li").incident == room.desk.receive(signal, "wang").incident
    assert len(room.announced) == 1


def test_two_signals_under_one_reference_are_one_incident(room: Room):
    first = room.desk.receive(room.signal(origin="desk", key="A1", reference="W7"), "li").incident
    assert room.desk.receive(room.signal(origin="desk", key="A2", reference="W7"), "li").incident == first
    assert room.desk.receive(room.signal(origin="desk", key="A2"), "li").incident == first


def test_numbers_count_from_one_each_day_of_the_city(room: Room):
    desk = Desk(
        room.record, room.clock, room.announced.append, nowhere, calendars=calendars_of(ZoneInfo("Asia/Shanghai"))
    )
    numbers = [desk.receive(room.signal(), "li").incident.number for _ in range(2)]
    room.clock.turn(hours=5)
    numbers.append(desk.receive(room.signal(), "li").incident.number)
    assert numbers == ["20261120-0001", "20261120-0002", "20261121-0001"]


def test_an_allied_commands_signal_comes_in_filed_and_ours_waits(room: Room):
    theirs = room.desk.receive(room.signal(origin="119", command="119", category="E2001", level=1), "119").incident
    assert (theirs.state, theirs.reference) == (State.FILED, "k1")
    assert room.incident().state is State.ACCEPTED


def test_a_place_that_is_not_on_the_earth_is_no_place(room: Room):
    incident = room.incident(lon=2_600_000.0, lat=510_000.0)
    assert (incident.lon, incident.lat, incident.area) == (None, None, "")


def test_a_signal_of_a_whole_district_stands_in_none_of_its_streets(room: Room):
    assert room.incident().area == "mission"
    assert room.incident(area="D1").area == "D1"


def test_what_is_told_and_noted_is_kept_in_both_languages(room: Room):
    incident = room.incident(detail="指数 7.3", detail_en="index 7.3")
    room.desk.remark(incident.number, "已恢复", note_en="recovered", by="rule")
    assert (incident.detail, incident.detail_en) == ("指数 7.3", "index 7.3")
    notes = [(one.note, one.note_en) for one in room.desk.log(incident.number)]
    assert notes == [("指数 7.3", "index 7.3"), ("已恢复", "recovered")]


def test_a_signal_of_long_ago_is_refused_but_known_when_it_was_received_before(room: Room):
    signal = room.signal(at=NOON - timedelta(days=89))
    first = room.desk.receive(signal, "li").incident
    room.clock.turn(days=2)
    assert room.desk.receive(signal, "li").incident == first
    with pytest.raises(TooOld, match="more than 90 days"):
        room.desk.receive(room.signal(at=NOON - timedelta(days=89)), "li")


def test_a_signal_from_the_future_was_received_now(room: Room):
    assert room.incident(at=NOON + timedelta(days=3)).received_at == NOON


def test_a_category_that_is_none_is_refused_by_name(room: Room):
    with pytest.raises(NoSuchCategory, match="'X1' is no category"):
        room.incident(category="X1")


def test_an_unknown_number_is_refused(room: Room):
    with pytest.raises(NoSuchIncident, match="There is no incident 7"):
        room.desk.act("7", "file", by="li")
    with pytest.raises(NoSuchIncident):
        room.desk.find("7")


def test_a_refusal_says_what_is_possible_instead(room: Room):
    incident = room.incident(State.FILED)
    with pytest.raises(NotPossible) as refusal:
        room.desk.act(incident.number, "close", by="li")
    assert str(refusal.value) == (
        f"Incident {incident.number} is filed. From there you can: Dispatch, Send back to intake, Void, Merge into "
        "another, Send a unit; but not: Close."
    )
    assert "现在可以：派遣、退回受理、作废、并案、派出单元；不能“结案”。" in refusal.value.words["zh"]


def test_an_action_that_does_not_exist_is_refused_like_any_other(room: Room):
    with pytest.raises(NotPossible, match="but not: explode"):
        room.desk.act(room.incident().number, "explode", by="li")


def test_done_cannot_be_reported_while_a_unit_is_bound(room: Room):
    incident = room.incident(State.PROCESSING)
    with pytest.raises(NotPossible) as refusal:
        room.desk.act(incident.number, "report_done", by="E01")
    assert [one.code for one in refusal.value.unmet] == ["units_cleared"]


def test_who_reported_it_done_does_not_check_it(room: Room):
    incident = room.incident(State.CHECKING)
    with pytest.raises(NotPossible) as refusal:
        room.desk.act(incident.number, "check_pass", by="E01")
    assert [one.code for one in refusal.value.unmet] == ["another_checks"]
    assert room.desk.act(incident.number, "check_pass", by="li").state is State.CHECKED


def test_every_unmet_guard_is_on_the_checklist(room: Room):
    incident = room.incident(State.CHECKING)
    with pytest.raises(NotPossible) as refusal:
        room.desk.act(incident.number, "check_fail", by="E01", at=NOON)
    assert [one.code for one in refusal.value.unmet] == ["in_order", "another_checks", "reason_given"]
    assert all(one.words["zh"] and one.words["en"] for one in refusal.value.unmet)


def test_a_week_after_closing_it_is_a_new_incident(room: Room):
    incident = room.incident(State.CLOSED)
    room.clock.turn(days=7, seconds=1)
    with pytest.raises(NotPossible, match="Register a new incident"):
        room.desk.act(incident.number, "reopen", by="li", note="smokes again")


def test_a_reopened_incident_begins_again_and_keeps_its_first_times(room: Room):
    incident = room.incident(State.CLOSED)
    reopened = room.desk.act(incident.number, "reopen", by="li", note="smokes again", at=room.clock.turn(hours=1))
    assert (reopened.state, reopened.open, reopened.close_by) == (State.FILED, True, None)
    assert reopened.times == incident.times
    assert reopened.entered_at == room.clock()
    assert reopened.due_at is not None
    assert reopened.due_at > room.clock()


def test_an_unseen_change_is_refused_with_both_versions(room: Room):
    seen = room.incident(State.FILED)
    now = room.desk.act(seen.number, "dispatch", by="wang")
    with pytest.raises(Outdated) as refusal:
        room.desk.act(seen.number, "dispatch", by="li", version=seen.version)
    assert (refusal.value.expected, refusal.value.actual, refusal.value.incident) == (seen.version, now.version, now)


def test_an_operation_asked_for_twice_is_done_once_and_answered_alike(room: Room):
    incident = room.incident()
    first = room.desk.act(incident.number, "file", by="li", version=1, operation="op-1")
    room.desk.act(incident.number, "dispatch", by="li")
    again = room.desk.act(incident.number, "file", by="li", version=1, operation="op-1")
    assert again == first
    assert room.desk.find(incident.number).version == 3


def test_an_operation_key_is_good_for_one_wish(room: Room):
    incident = room.incident()
    room.desk.act(incident.number, "file", by="li", operation="op-1")
    with pytest.raises(OperationReused, match="op-1 was already used"):
        room.desk.act(incident.number, "dispatch", by="li", operation="op-1")


def test_a_time_that_has_not_come_is_refused(room: Room):
    incident = room.incident()
    with pytest.raises(NotPossible, match="has not come yet"):
        room.desk.act(incident.number, "file", by="li", at=NOON + timedelta(minutes=3))


def test_together_all_moves_are_written_or_none(room: Room):
    incident = room.incident()
    room.announced.clear()
    with pytest.raises(NotPossible), room.desk.together():  # noqa: PT012 - the second move is the one that fails
        room.desk.act(incident.number, "file", by="li")
        room.desk.act(incident.number, "close", by="li")
    assert room.desk.find(incident.number) == incident
    with room.desk.together():
        room.desk.act(incident.number, "file", by="li")
        room.desk.act(incident.number, "dispatch", by="li")
        assert room.announced == []
    assert [[(one.state, one.version) for one in told] for told in room.announced] == [[(State.DISPATCHED, 3)]]
    assert [entry.to for entry in room.desk.log(incident.number)] == [State.ACCEPTED, State.FILED, State.DISPATCHED]


def test_a_listener_may_move_what_it_hears_of(room: Room):
    heard: list[Incident] = []

    def hear(incidents: tuple[Incident, ...]) -> None:
        heard.extend(incidents)
        for one in incidents:
            if one.state is State.ACCEPTED:
                desk.act(one.number, "file", by="rule")

    desk = Desk(room.record, room.clock, hear, nowhere)
    desk.receive(room.signal(), "li")
    assert [one.state for one in heard] == [State.ACCEPTED, State.FILED]


def test_what_was_written_but_not_announced_is_announced_at_the_next_start(room: Room):
    def die(_: tuple[Incident, ...]) -> None:
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError):
        Desk(room.record, room.clock, die, nowhere).receive(room.signal(), "li")
    assert room.desk.announce_leftovers() == 1
    assert [one.number for one in room.announced[0]] == ["20261120-0001"]
    for _ in range(AT_ONCE):
        room.incident()
    assert [one.number for one in room.record.untold()] == [f"20261120-{1 + AT_ONCE:04d}"]


def test_what_changed_lately_is_there_for_a_start(room: Room):
    old = room.incident(State.CLOSED)
    room.clock.turn(days=3)
    young = room.incident(State.REFUSED)
    waiting = room.incident()
    assert room.desk.recent(room.clock() - timedelta(hours=48)) == (young, waiting)
    assert room.desk.open_incidents() == (waiting,)
    assert room.desk.find(old.number) == old


def test_a_made_up_city_has_only_made_up_incidents(room: Room):
    desk = Desk(room.record, room.clock, room.announced.append, nowhere, made_up=True)
    assert desk.receive(room.signal(), "li").incident.made_up
