"""Nobody is left unanswered: what came of a report is written to whoever made it, once, when it comes to that."""

import pytest

from incidents.details import Details
from incidents.incident import Incident, State
from incidents.intake.reception import Reception, SignalState
from incidents.messages import Message
from incidents.roles import Role
from incidents.timing.kinds import ClockKind
from tests.incidents.builders import CHIEF, Room, act, hotline
from tests.incidents.hands import CLOSE, Act, at
from tests.incidents.test_merging import UNMERGE, into


def replies(room: Room) -> list[Message]:
    """Every reply there is, the oldest first."""
    return [one for one in room.record.messages(99)[::-1] if one.signals]


def linked(room: Room, incident: Incident, caller: str, **facts: object) -> Reception:
    """A citizen's call about an incident that is known."""
    call = room.desk.receive(hotline(room, extra={"caller": caller}, **facts), "li").reception
    return act(room, call, "link", incident=incident.number).reception


def find(room: Room, one: Reception) -> Reception:
    return room.desk.signals.find(one.number)


def accepted(room: Room, caller: str = "a1") -> tuple[Reception, Incident]:
    call = room.desk.receive(hotline(room, extra={"caller": caller}), "li").reception
    now = room.clock()
    step = act(room, call, "confirm", photo_at=now, photo_lon=-122.42, photo_lat=37.76)
    assert step.incident is not None
    return step.reception, step.incident


# How an incident ends for its reporters: from which state, by what, and what they hear.
ENDS = {
    "closed": (State.CHECKED, CLOSE, "已办结。"),
    "refused": (State.ACCEPTED, Act(action="refuse", role=Role.CHIEF, note="not ours"), "不予立案"),
    "voided": (State.FILED, Act(action="void", role=Role.CHIEF, details=Details(reason="test")), "登记已撤销"),
    "unresolved": (
        State.SUSPENDED, Act(action="close_unresolved", role=Role.LEADER, note="nobody owns this wall"), "无法解决"
    ),
}  # fmt: skip


@pytest.mark.parametrize("outcome", ENDS)
def test_every_reporter_behind_what_ends_is_told_or_it_is_said_why_not(room: Room, outcome: str):  # J 75
    state, end, words = ENDS[outcome]
    incident = at(room, state, level=3)
    first, second = linked(room, incident, "a1"), linked(room, incident, "b2", level=4)
    nobody = linked(room, incident, "", level=4)
    mute = room.desk.receive(hotline(room, extra={"channel": "none"}), "li").reception
    mute = act(room, mute, "link", incident=incident.number).reception
    assert replies(room) == []
    end.done(room, incident)
    told = {one.signals: one for one in replies(room)}
    assert set(told) == {(first.number,), (second.number,), (nobody.number,)}
    assert told[first.number,].to == f"12345 {first.signal.key}"
    assert all(words in one.words["zh"] and one.number == incident.number for one in told.values())
    for one in (first, second, nobody):
        reply = find(room, one).reply
        assert (reply.outcome, reply.owed, reply.message) == (outcome, True, told[one.number,].key)
        assert room.desk.signals.log(one.number)[-1].outcome == outcome
    assert (find(room, mute).reply.why_not, find(room, mute).reply.message) == ("unreachable", "")


def test_one_who_called_twice_hears_once(room: Room):
    incident = at(room, State.CHECKED)
    first, again = linked(room, incident, "a1"), linked(room, incident, "a1")
    CLOSE.done(room, incident)
    [one] = replies(room)
    assert one.signals == (first.number, again.number)
    assert find(room, first).reply.message == find(room, again).reply.message == one.key


def test_an_action_sent_twice_tells_once(room: Room):
    incident = at(room, State.CHECKED)
    linked(room, incident, "a1")
    for _ in range(2):
        room.desk.act(incident.number, "close", by="chen", operation="op-00001")
    assert len(replies(room)) == 1


def test_a_reply_is_owed_until_it_was_delivered(room: Room):
    one, incident = accepted(room)
    room.desk.act(incident.number, "refuse", by="chen", note="it is over")
    [message] = replies(room)
    waiting = find(room, one)
    assert (waiting.reply.owed, ClockKind.REPLY in waiting.running) == (True, True)
    assert room.desk.signals.outdated(message) is None
    room.clock.turn(minutes=1)
    for _ in range(2):
        room.desk.delivered(message)
    reply = find(room, one).reply
    assert (reply.owed, reply.answered_at, reply.answered_by) == (False, room.clock(), "system")
    assert find(room, one).running == {}
    assert [line.move for line in room.desk.signals.log(one.number)][-2:] == ["SG16", "SG18"]


def test_what_was_told_by_telephone_is_not_written_as_well(room: Room):
    one, incident = accepted(room)
    room.desk.act(incident.number, "refuse", by="chen", note="it is over")
    act(room, find(room, one), "answer", note="已电话告知")
    [message] = replies(room)
    assert room.desk.signals.outdated(message) is not None
    assert find(room, one).reply.answered_by == "li"


def test_what_is_taken_up_again_owes_anew(room: Room):
    one, incident = accepted(room)
    refused = room.desk.act(incident.number, "refuse", by="chen", note="it is over")
    [first] = replies(room)
    room.desk.delivered(first)
    room.clock.turn(hours=1)
    room.desk.act(refused.number, "appeal", by="chen")
    again = find(room, one)
    assert (again.reply.owed, again.reply.owed_since, again.reply.outcome) == (True, room.clock(), "")
    room.desk.act(refused.number, "refuse", by="chen", note="it is over")
    assert len(replies(room)) == 2
    assert find(room, one).reply.message == replies(room)[1].key != first.key


def test_a_merged_report_is_plainly_closed_with_a_note_and_again_with_its_parent(room: Room):  # J 28
    parent, child = at(room, State.FILED), at(room, State.FILED)
    mine, other = linked(room, child, "a1"), linked(room, parent, "b2")
    merged = into(parent).done(room, child)
    [note] = replies(room)
    assert (note.signals, note.number, note.only_in) == ((mine.number,), child.number, ("merged",))
    assert "已办结登记" in note.words["zh"]
    room.desk.delivered(note)
    assert find(room, mine).reply.owed, "the outcome is still to come"
    room.clock.turn(minutes=1)
    room.desk.act(parent.number, "void", by="chen", note="it is over", details=Details(reason="test"))
    told = {one.signals: one for one in replies(room)[1:]}
    assert set(told) == {(mine.number,), (other.number,)}
    assert {one.number for one in told.values()} == {parent.number}
    assert find(room, mine).reply.outcome == find(room, other).reply.outcome == "voided"
    assert merged.state is State.MERGED


def test_what_is_taken_out_again_waits_for_its_own_end(room: Room):
    parent, child = at(room, State.FILED), at(room, State.FILED)
    mine = linked(room, child, "a1")
    merged = into(parent).done(room, child)
    UNMERGE.done(room, merged)
    assert (find(room, mine).reply.outcome, find(room, mine).reply.owed) == ("", True)


def test_who_reports_what_was_closed_a_moment_ago_is_told_so_at_once(room: Room):
    incident = at(room, State.CLOSED)
    late = linked(room, incident, "a1")
    [one] = replies(room)
    assert (one.signals, find(room, late).reply.outcome) == ((late.number,), "closed")


@pytest.mark.parametrize(("action", "reason"), [("reject", "not_ours"), ("not_found", "gone")])
def test_a_refused_signal_is_answered_with_its_reason(room: Room, action: str, reason: str):
    one = room.desk.receive(hotline(room, level=3), "li").reception
    step = act(room, one, action, reason=reason, note="属邻市管辖")
    [message] = replies(room)
    assert (message.signals, message.number) == ((one.number,), "")
    assert step.reception.reply.message == message.key
    assert {"not_ours": "不属受理范围", "gone": "现场已消失"}[reason] in message.words["zh"]
    back = act(room, step.reception, "appeal", by=CHIEF).reception
    assert room.desk.signals.outdated(message) is not None, "it is looked at again"
    assert (back.state, back.reply.owed_since) == (SignalState.NEW, step.reception.reply.owed_since)


def test_a_refused_machine_is_owed_nothing_and_hears_nothing(room: Room):
    one = room.desk.receive(room.signal(origin="IOT", level=3), "gateway").reception
    act(room, one, "reject", reason="false_alarm", note="探头已更换")
    assert replies(room) == []
    assert find(room, one).reply.why_not == "machine"


def test_the_reason_of_a_refusal_outlasts_its_answer(room: Room):
    one = room.desk.receive(hotline(room, level=3), "li").reception
    act(room, one, "reject", reason="not_ours", note="属邻市管辖")
    room.desk.delivered(replies(room)[0])
    assert (find(room, one).reason, find(room, one).note) == ("not_ours", "属邻市管辖")
