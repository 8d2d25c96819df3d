"""Who is on duty comes from the roster, and nobody leaves before the next chief has read the sheet and signed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from incidents.incident import State
from incidents.office.refusals import Meanwhile, NotNow, NotThere
from incidents.ports import StoreUnavailable
from incidents.refusals import NotAllowed, OperationReused
from incidents.roles import Actor, Role
from incidents.shifts import Line, ShiftState
from tests.incidents.builders import Room
from tests.incidents.examples import ACTIVATE
from tests.incidents.hands import SAFE, at
from tests.incidents.office_hands import ADMIN, CHIEF, EIGHT, EVERY, TAKER, Duty, plan


@pytest.fixture
def duty() -> Duty:
    return Duty()


def refused(act: Callable[[], object]) -> list[str]:
    with pytest.raises(NotNow) as why:
        act()
    assert all(one.words["zh"] and one.words["en"] for one in why.value.unmet)
    return [one.code for one in why.value.unmet]


def test_before_the_first_shift_was_planned_nobody_is_locked_out(duty: Duty):
    now = duty.clock()
    assert duty.rota.on_duty("li", TAKER, now) == TAKER
    assert not duty.rota.duty(now).planned
    duty.rota.plan(plan("day", "chen"), ADMIN)
    assert duty.rota.on_duty("li", TAKER, now) == frozenset()
    assert duty.rota.on_duty("root", frozenset({Role.ADMIN}), now) == {Role.ADMIN}, "no shift gives or takes that"


def test_70_who_is_off_shift_cannot_file_whatever_the_account_says():
    room = Room()
    duty = Duty(room.record, room.clock)
    room.clock.now = EIGHT
    duty.rota.plan(plan("day", "chen"), ADMIN)
    duty.act("day", "begin", "chen")
    incident, account = room.incident(State.ACCEPTED, level=3), TAKER

    def filing(by: str) -> Actor:
        return Actor(by=by, roles=duty.rota.on_duty(by, account, room.clock()))

    with pytest.raises(NotAllowed):
        room.desk.act(incident.number, "file", actor=filing("li"))
    filed = room.desk.act(incident.number, "file", actor=filing("chen's taker"))
    assert (filed.state, filed.by) == (State.FILED, "chen's taker")


def test_roles_begin_with_the_shift_and_stay_until_the_next_chief_has_signed(duty: Duty):
    duty.planned()
    assert duty.roles("chen") == frozenset()
    duty.clock.now = EIGHT
    duty.act("day", "begin", "chen")
    assert (duty.roles("chen"), duty.roles("hu"), duty.roles("qian")) == (CHIEF, frozenset(), {Role.LEADER})
    duty.clock.now = EIGHT + timedelta(hours=9)
    duty.act("day", "hand_over", "chen")
    duty.act("day", "sign_out", "chen")
    assert duty.roles("chen") == CHIEF, "who leaves stays responsible"
    duty.act("day", "tick", "hu", lines=(1,))
    duty.act("day", "take_over", "hu")
    assert (duty.roles("chen"), duty.roles("hu")) == (frozenset(), CHIEF)
    present = duty.rota.duty(duty.clock())
    assert (present.present and present.present.name, present.last and present.last.name) == ("evening", "day")


def test_72_who_takes_over_ticks_every_line_and_signs_after_the_other(duty: Duty):
    duty.further = (Line(about="unit", words={"zh": "E07 停运", "en": "E07 is out of service"}),)
    sheet = duty.handed(note="东门水压低\n\n").lines
    assert [one.about for one in sheet] == ["unit", "own", "sound"]
    assert refused(lambda: duty.act("day", "take_over", "hu")) == ["all_ticked", "signed_out"]
    for line in (1, 2):
        duty.act("day", "tick", "hu", lines=(line,))
    duty.act("day", "sign_out", "chen")
    assert refused(lambda: duty.act("day", "take_over", "hu")) == ["all_ticked"]
    duty.act("day", "tick", "hu", lines=(3,))
    assert refused(lambda: duty.act("day", "tick", "hu", lines=(4,))) == ["no_such_line"]
    assert duty.act("day", "take_over", "hu").state is ShiftState.CLOSED


def test_only_a_chief_of_the_next_shift_ticks_and_takes_over(duty: Duty):
    duty.handed()
    for action in ("tick", "take_over"):
        for by in ("chen", "hu's taker", "nobody"):
            assert refused(lambda a=action, b=by: duty.act("day", a, b, lines=(1,))) == ["not_next"]
    assert refused(lambda: duty.act("day", "sign_out", "hu")) == ["not_yours"]


def test_one_chief_on_both_rosters_does_not_hand_over_to_themselves(duty: Duty):
    duty.handed()
    duty.act("evening", "roster", "hu", roster={"chen": CHIEF, "hu": CHIEF})
    duty.act("day", "tick", "chen", lines=(1,))
    duty.act("day", "sign_out", "chen")
    assert refused(lambda: duty.act("day", "take_over", "chen")) == ["another_takes_over"]


def test_nobody_leaves_where_no_shift_is_planned_that_could_take_over(duty: Duty):
    duty.rota.plan(plan("day", "chen"), ADMIN)
    duty.clock.now = EIGHT
    duty.act("day", "begin", "chen")
    duty.act("day", "hand_over", "chen")
    assert refused(lambda: duty.act("day", "take_over", "hu")) == ["next_planned"]


def test_what_nobody_began_in_its_time_does_not_come_next(duty: Duty):
    duty.planned()
    duty.clock.now = EIGHT + timedelta(hours=8)
    following = duty.rota.duty(duty.clock()).next
    assert following is not None
    assert following.name == "evening"


def test_only_one_shift_is_on_and_the_next_begins_by_taking_over(duty: Duty):
    duty.began()
    assert refused(lambda: duty.act("evening", "begin", "hu")) == ["other_on"]


def test_a_shift_begins_with_a_chief_of_its_own_and_a_leader(duty: Duty):
    duty.rota.plan(plan("day", "chen", leader=""), ADMIN)
    assert refused(lambda: duty.act("day", "begin", "chen")) == ["has_a_leader"]
    assert refused(lambda: duty.act("day", "begin", "hu")) == ["not_yours"]
    duty.act("day", "roster", "root", roles=frozenset({Role.ADMIN}), leader="qian")
    begun = duty.act("day", "begin", "chen")
    assert refused(lambda: duty.act("day", "roster", "chen", leader="")) == ["has_a_leader"]
    assert (begun.state, begun.version) == (ShiftState.ON, 3)


def test_who_plans_is_a_chief_or_an_administrator_and_no_two_shifts_overlap(duty: Duty):
    duty.planned()
    later = EIGHT + timedelta(hours=16)
    li = Actor(by="li", roles=TAKER)
    assert refused(lambda: duty.rota.plan(plan("night", "wu", later), li)) == ["not_yours"]
    assert refused(lambda: duty.rota.plan(plan("x", "wu", EIGHT + timedelta(hours=1)), ADMIN)) == ["overlaps"]
    assert refused(lambda: duty.rota.plan(plan("day", "wu", later), ADMIN)) == ["name_taken"]
    assert refused(lambda: duty.rota.plan(plan("y", "wu", later, hours=0), ADMIN)) == ["ends_later"]
    assert refused(lambda: duty.act("day", "roster", "li", roles=TAKER, leader="li")) == ["not_yours"]


def test_who_saw_an_older_version_is_refused_but_a_remark_only_adds(duty: Duty):
    duty.began()
    with pytest.raises(Meanwhile) as why:
        duty.act("day", "hand_over", "chen", version=1)
    assert (why.value.code, why.value.expected, why.value.actual) == ("shift_outdated", 1, 2)
    assert duty.act("day", "remark", "li", note="电话：水务局", version=1).version == 3


def test_the_same_key_does_it_once_and_another_wish_under_it_is_refused(duty: Duty):
    duty.began()
    once, twice = (duty.act("day", "remark", "li", note="来电", operation="k1") for _ in range(2))
    assert (once.version, twice.version, len(twice.remarks)) == (3, 3, 1)
    with pytest.raises(OperationReused):
        duty.act("day", "remark", "li", note="another", operation="k1")
    for _ in range(2):
        duty.rota.plan(plan("night", "wu", EIGHT + timedelta(hours=16)), ADMIN, "k2")
    with pytest.raises(NotThere):
        duty.act("never", "begin", "chen")


def test_what_wants_to_be_followed_up_stands_on_the_sheet(duty: Duty):
    duty.began()
    duty.act("day", "remark", "li", note="回访七号井", kind="order", due_at=EIGHT + timedelta(hours=9))
    duty.act("day", "remark", "li", note="领导来电")
    lines = duty.act("day", "hand_over", "chen").lines
    assert [(one.about, one.words["en"]) for one in lines[:1]] == [("follow_up", "回访七号井")]
    assert [one.about for one in lines] == ["follow_up", "sound"]


def test_the_sheet_tells_of_incidents_and_of_what_comes_back(room: Room):
    duty = Duty(room.record, room.clock)
    urgent = at(room, State.FILED, level=1)
    calm = at(room, State.DEFERRED, SAFE, when=State.PROCESSING, level=3)
    at(room, State.PROCESSING, ACTIVATE, level=3)
    now = room.clock()
    duty.rota.plan(plan("day", "chen", now, hours=1), ADMIN)
    duty.rota.plan(plan("week", "hu", now + timedelta(hours=1), hours=24 * 7), ADMIN)
    duty.act("day", "begin", "chen")
    lines = duty.act("day", "hand_over", "chen").lines
    assert {("urgent", urgent.number), ("resumes", calm.number)} <= {(one.about, one.number) for one in lines}
    assert "response" in {one.about for one in lines}


def test_every_step_is_a_line_of_the_log_with_its_time_and_author(duty: Duty):
    duty.closed()
    lines = duty.rota.log("day")
    assert [(one.stream_seq, one.action, one.by, one.role) for one in lines] == [
        (1, "plan", "root", "admin"), (2, "begin", "chen", "chief"), (3, "hand_over", "chen", "chief"),
        (4, "tick", "hu", "chief"), (5, "sign_out", "chen", "chief"), (6, "take_over", "hu", "chief"),
    ]  # fmt: skip
    assert [one.action for one in duty.rota.log("evening")] == ["plan", "begin"]
    assert (lines[-1].came_from, lines[-1].to) == ("handover", "closed")


def test_whose_word_it_was_stands_in_the_log_where_it_was_not_theirs(duty: Duty):
    duty.began()
    duty.act("day", "remark", "li", note="来电", through="desk")
    assert duty.rota.log("day")[-1].body["through"] == "desk"


def test_staying_on_begins_the_sheet_anew(duty: Duty):
    duty.handed()
    stayed = duty.act("day", "stay_on", "chen")
    assert (stayed.state, stayed.lines, duty.roles("chen")) == (ShiftState.ON, (), CHIEF)
    assert refused(lambda: duty.act("day", "tick", "hu", lines=(1,))) == ["not_now"]
    assert refused(lambda: duty.act("day", "remark", "li", note=" ")) == ["says_something"]


def test_who_is_on_duty_stays_known_while_the_record_is_away(duty: Duty, monkeypatch: pytest.MonkeyPatch):
    duty.began()
    assert duty.roles("chen") == CHIEF
    duty.act("day", "remark", "li", note="来电")

    def away() -> None:
        raise StoreUnavailable("city.db", "it is gone", "Wait.")

    monkeypatch.setattr(duty.record.office, "standing", away)
    assert duty.roles("chen") == CHIEF


def test_everybody_has_every_right_role_only_as_far_as_the_roster_says(duty: Duty):
    duty.began()
    assert duty.rota.on_duty("li", EVERY, duty.clock()) == EVERY - {
        Role.CALL_TAKER, Role.DISPATCHER, Role.CHIEF, Role.COLLECTOR
    }  # fmt: skip
