"""Signals: what comes in waits for whoever may decide, and moves on by the table or is refused by name."""

from dataclasses import replace
from datetime import timedelta

import pytest

from incidents.incident import State
from incidents.intake.reception import Reception, SignalState
from incidents.intake.refusals import NoSuchSignal, NotYourPart, SignalNotPossible, SignalOutdated
from incidents.intake.wanting import SignalWish
from incidents.refusals import OperationReused
from incidents.roles import Actor, Role
from incidents.timing.kinds import ClockKind
from tests.incidents.builders import CHIEF, NOON, TAKER, Room, act, hotline

NEW, VERIFY, REJECTED, LINKED = SignalState.NEW, SignalState.VERIFY, SignalState.REJECTED, SignalState.LINKED


def codes(refused: pytest.ExceptionInfo[SignalNotPossible]) -> set[str]:
    return {one.code for one in refused.value.unmet}


@pytest.mark.parametrize(
    ("origin", "state", "made"),
    [
        ("desk", "accepted", State.ACCEPTED), ("indicator", "accepted", State.ACCEPTED),
        ("119", "accepted", State.FILED), ("LEADER", "accepted", State.FILED),
        ("12345", "verify", None), ("OPEN311", "verify", None),
        ("IOT", "verify", None), ("ENTERPRISE", "new", None), ("CAP", "new", None), ("nobody-knows", "new", None),
    ],
)  # fmt: skip
def test_each_source_is_let_in_as_the_table_says(room: Room, origin: str, state: str, made: State | None):
    came = room.desk.receive(room.signal(origin=origin), "li")
    assert came.reception is not None
    assert (came.reception.state.value, came.new) == (state, True)
    assert (came.incident and came.incident.state) == made


def test_a_grid_officers_report_is_filed_at_once_but_not_an_urgent_one(room: Room):
    slow = room.desk.receive(room.signal(origin="GRID", category="M0110", level=3), "zhang")
    fast = room.desk.receive(room.signal(origin="GRID", category="U0452", level=2), "zhang")
    assert slow.incident is not None
    assert (slow.incident.state, fast.incident) == (State.FILED, None)


def test_a_hotline_call_about_lives_is_taken_at_once(room: Room):
    came = room.desk.receive(hotline(room, detail="三楼有人被困，快来", level=2), "li")
    assert came.incident is not None
    assert (came.incident.level, came.reception.fired) == (1, ("life_in_danger",))


def test_the_same_signal_again_is_known_and_nothing_happens(room: Room):
    signal = hotline(room)
    first, again = room.desk.receive(signal, "li"), room.desk.receive(signal, "wang")
    assert (first.new, again.new, again.reception) == (True, False, first.reception)
    assert len(room.desk.signals.log(first.reception.number)) == 2


def test_what_is_accepted_makes_an_incident_and_says_so(room: Room):
    waiting = room.desk.receive(room.signal(origin="ENTERPRISE", extra={"caller": "gas"}), "li").reception
    step = act(room, waiting, "accept")
    assert step.incident is not None
    assert (step.reception.state, step.reception.incident) == (SignalState.ACCEPTED, step.incident.number)
    assert step.incident.state is State.ACCEPTED
    assert [entry.move for entry in room.desk.log(step.incident.number)] == ["SG2"]
    assert [line.move for line in room.desk.signals.log(waiting.number)] == ["SG0", "SG2"]
    assert room.announced[-1] == (step.incident,)


def test_an_emergency_that_is_accepted_is_filed(room: Room):
    waiting = room.desk.receive(room.signal(origin="ENTERPRISE", category="U0403", extra={"caller": "gas"}), "li")
    step = act(room, waiting.reception, "accept", category="E2003")
    assert step.incident is not None
    assert (step.incident.state, step.incident.category) == (State.FILED, "E2003")


def test_accepting_asks_for_a_place_and_for_evidence(room: Room):
    bare = room.desk.receive(room.signal(origin="ENTERPRISE", lon=None, lat=None), "li").reception
    with pytest.raises(SignalNotPossible) as refused:
        act(room, bare, "accept")
    assert codes(refused) == {"placed", "evidence"}
    assert "位置" in refused.value.words["zh"]
    assert act(room, bare, "accept", nowhere="来电人不清楚", evidence=("photo-1",)).incident is not None


def test_only_its_role_may_make_a_move(room: Room):
    waiting = room.desk.receive(hotline(room), "li").reception
    crew = Actor(by="E01", roles=frozenset({Role.UNIT}))
    with pytest.raises(NotYourPart, match="the call taker"):
        act(room, waiting, "confirm", by=crew)


def test_a_confirmation_needs_a_fresh_photo_from_the_spot(room: Room):
    waiting = room.desk.receive(hotline(room), "li").reception
    now, lon, lat = room.clock(), -122.42, 37.76
    for photo in (
        {"photo_at": now + timedelta(minutes=3), "photo_lon": lon, "photo_lat": lat},
        {}, {"photo_at": now - timedelta(minutes=31), "photo_lon": lon, "photo_lat": lat},
        {"photo_at": now, "photo_lon": lon + 0.01, "photo_lat": lat}, {"photo_at": now},
    ):  # fmt: skip
        with pytest.raises(SignalNotPossible) as refused:
            act(room, waiting, "confirm", **photo)
        assert codes(refused) == {"verified"}
    step = act(room, waiting, "confirm", photo_at=now, photo_lon=lon + 0.0005, photo_lat=lat)
    assert step.incident is not None


def test_refusing_asks_for_a_listed_reason_a_note_and_at_high_levels_the_chief(room: Room):
    urgent = room.desk.receive(hotline(room, level=2), "li").reception
    with pytest.raises(SignalNotPossible) as refused:
        act(room, urgent, "reject", reason="tired", note="no")
    assert codes(refused) == {"chief_for_urgent", "reason_listed", "said_why"}
    step = act(room, urgent, "reject", by=CHIEF, reason="not_ours", note="属邻市管辖")
    assert (step.reception.state, step.reception.reply.owed) == (REJECTED, True)


def test_shelving_lasts_an_hour_to_eight_and_ends_by_itself(room: Room):
    one = room.desk.receive(room.signal(origin="ENTERPRISE", level=3), "li").reception
    now = room.clock()
    for hours in (0.5, 8.1):
        with pytest.raises(SignalNotPossible) as refused:
            act(room, one, "shelve", reason="watched", until=now + timedelta(hours=hours))
        assert codes(refused) == {"shelved_briefly"}
    shelved = act(room, one, "shelve", reason="watched", until=now + timedelta(hours=8)).reception
    assert shelved.running == one.running, "whoever reported it waits on"
    room.clock.turn(hours=7.9)
    room.desk.tend_signals()
    assert room.desk.signals.find(one.number) == shelved
    room.clock.turn(hours=0.2)
    room.desk.tend_signals()
    assert room.desk.signals.find(one.number).state is NEW


def test_a_persons_emergency_is_never_shelved(room: Room):
    one = room.desk.receive(room.signal(origin="ENTERPRISE", category="E2001", level=1), "li").reception
    with pytest.raises(SignalNotPossible) as refused:
        act(room, one, "shelve", by=CHIEF, reason="watched", until=room.clock() + timedelta(hours=1))
    assert codes(refused) == {"no_call_for_help"}


def test_what_a_machine_took_back_a_day_ago_expires(room: Room):
    said = room.signal(origin="CAP", level=4)
    one = room.desk.receive(said, "cap").reception
    at = room.clock.turn(minutes=5)
    room.desk.receive(replace(said, at=at, extra={"normal": "true"}), "cap")
    room.clock.turn(hours=23)
    room.desk.tend_signals()
    assert room.desk.signals.find(one.number).state is NEW
    room.clock.turn(hours=2)
    room.desk.tend_signals()
    gone = room.desk.signals.find(one.number)
    assert (gone.state, gone.reply.why_not) == (SignalState.EXPIRED, "machine")


def test_a_refused_one_is_taken_up_again_within_a_day(room: Room):
    one = room.desk.receive(hotline(room, level=3), "li").reception
    refused = act(room, one, "reject", reason="incomplete", note="无法联系来电人").reception
    room.clock.turn(hours=24)
    again = act(room, refused, "appeal", by=CHIEF).reception
    assert again.state is NEW
    later = act(room, again, "reject", reason="incomplete", note="无法联系来电人").reception
    room.clock.turn(hours=24, seconds=1)
    with pytest.raises(SignalNotPossible) as late:
        act(room, later, "appeal", by=CHIEF)
    assert codes(late) == {"appealed_soon"}


def test_what_was_seen_otherwise_is_refused_and_a_key_is_answered_twice(room: Room):
    one = room.desk.receive(hotline(room, level=3), "li").reception
    with pytest.raises(SignalOutdated):
        act(room, one, "unsure", version=1)
    first = act(room, one, "unsure", version=2, operation="op-00001")
    assert act(room, one, "unsure", version=2, operation="op-00001").reception == first.reception
    with pytest.raises(OperationReused):
        act(room, one, "not_found", reason="gone", operation="op-00001")
    with pytest.raises(NoSuchSignal):
        room.desk.signal_act(SignalWish(number="S1", action="accept", actor=TAKER))


def test_sensors_that_chatter_are_one_signal(room: Room):  # J 32
    said = room.signal(origin="IOT", category="U0403", level=2)
    for _ in range(100):
        room.desk.receive(replace(said, at=room.clock()), "gateway")
        room.clock.turn(seconds=1.5)
        room.desk.receive(replace(said, at=room.clock(), extra={"normal": "true"}), "gateway")
        room.clock.turn(seconds=1.5)
    [one] = room.desk.signals.record.waiting()
    assert (one.count, one.chatter) == (100, True)


def test_slow_repeats_are_counted_but_do_not_chatter(room: Room):
    said = room.signal(origin="IOT", category="U0403", level=2)
    for _ in range(5):
        room.desk.receive(replace(said, at=room.clock()), "gateway")
        room.desk.receive(replace(said, at=room.clock()), "gateway")  # sent twice, said once
        room.clock.turn(seconds=31)
    [one] = room.desk.signals.record.waiting()
    assert (one.count, one.chatter) == (5, False)


def test_the_same_caller_on_the_same_matter_follows_up(room: Room):
    def call(caller: str, category: str = "M0110") -> Reception:
        said = room.signal(origin="minhu", category=category, level=4, extra={"caller": caller})
        return room.desk.receive(said, "li").reception

    first = call("a7")
    room.clock.turn(hours=23)
    assert call("a7").number == first.number
    assert len({first.number, call("b8").number, call("a7", "M0504").number}) == 3
    room.clock.turn(hours=24, minutes=1)
    assert call("a7").number != first.number


@pytest.mark.parametrize(
    ("origin", "extra", "why_not"),
    [("12345", {}, ""), ("12345", {"channel": "none"}, "unreachable"), ("IOT", {}, "machine"), ("GRID", {}, ""),
     ("119", {}, "theirs"), ("desk", {}, "ours"), ("MEDIA", {}, "public")],
)  # fmt: skip
def test_every_signal_that_ends_owes_an_answer_or_says_why_not(
    room: Room, origin: str, extra: dict[str, str], why_not: str
):  # J 75
    came = room.desk.receive(room.signal(origin=origin, level=3, extra=extra), "li")
    one = came.reception
    if one.waiting:
        one = act(room, one, "reject", reason="nuisance", note="多次核实无此事").reception
    assert (one.reply.owed, one.reply.why_not) == (not why_not, why_not)


def test_an_answer_ends_what_is_owed(room: Room):
    one = room.desk.receive(hotline(room, level=3), "li").reception
    refused = act(room, one, "reject", reason="not_ours", note="属邻市管辖").reception
    told = act(room, refused, "answer", note="已电话告知").reception
    assert (told.state, told.reply.owed, told.reply.answered_by) == (REJECTED, False, "li")
    assert (refused.running, told.running) == ({ClockKind.REPLY: NOON}, {})
    assert refused.reply.owed_since == NOON
