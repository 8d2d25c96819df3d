"""A signal that waits has clocks: what runs out is written on it once, told once and in order, and stays written."""

from dataclasses import replace
from datetime import timedelta

import pytest

from incidents.categories import all_categories
from incidents.intake.reception import Reception, SignalState
from incidents.intake.refusals import SignalOutdated
from incidents.office.alarms import AlarmWish, Annunciator
from incidents.office.causes import of_signals
from incidents.ports import Claim
from incidents.timing.kinds import ClockKind
from tests.incidents.builders import CHIEF, NOON, TAKER, Room, act
from tests.incidents.ticks import tick, told

MINUTE, S = timedelta(minutes=1), timedelta(seconds=1)


def waiting(room: Room, category: str = "U0452", level: int = 2, origin: str = "ENTERPRISE") -> Reception:
    """A signal that somebody has to decide on."""
    came = room.desk.receive(room.signal(origin=origin, category=category, level=level, extra={"caller": "gas"}), "li")
    assert came.reception is not None
    return came.reception


def fired(room: Room) -> list[str]:
    return [f"{one.plan.split('/')[1]} {one.name} +{one.late_s}" for one in room.record.fired.values()]


@pytest.mark.parametrize(
    ("category", "origin", "due"),
    [
        ("U0403", "ENTERPRISE", {"accept": timedelta(minutes=1)}),
        ("M0112", "ENTERPRISE", {"accept": timedelta(minutes=5)}),
        ("H8003", "ENTERPRISE", {"accept": timedelta(hours=2)}),
        ("M0112", "OPEN311", {"accept": timedelta(minutes=5), "verify": timedelta(minutes=30)}),
    ],
)
def test_each_track_gives_so_long_to_accept_and_to_look(
    room: Room, category: str, origin: str, due: dict[str, timedelta]
):
    one = waiting(room, category, 3, origin)
    turns = {turn.kind: turn.next_at for turn in room.record.turns.values()}
    assert turns == {kind: NOON + after for kind, after in due.items()}
    nearest = room.desk.signals.deadline(one)
    assert nearest is not None
    assert nearest.due_at == min(turns.values(), key=lambda at: at or NOON)


def test_a_signal_that_is_let_in_at_once_leaves_no_clock_behind(room: Room):
    assert room.desk.receive(room.signal(), "li").incident is not None
    assert not [one for one in room.record.turns.values() if one.number.startswith("S")]


def test_what_ran_out_is_written_once_and_stays_when_it_is_accepted(room: Room):
    one = waiting(room, "M0112", 3)
    assert tick(room, NOON + 5 * MINUTE) == 0, "exactly then is in time"
    assert tick(room, NOON + 5 * MINUTE + S) == 1
    late = room.desk.signals.find(one.number)
    assert list(late.breached.values()) == [NOON + 5 * MINUTE]
    line = room.desk.signals.log(one.number)[-1]
    assert (line.move, line.action, line.by, line.at) == ("K1", "run_out", "onescreen", NOON + 5 * MINUTE)
    assert line.note_en.startswith("The clock of "), "an English log tells no Chinese"
    assert "受理时限 300 s" in line.note
    assert late.note == ""
    assert list(told(room)) == ["chief"]
    assert tick(room, NOON + 6 * MINUTE) == 0
    step = act(room, late, "accept")
    assert step.reception.breached == late.breached
    assert not [turn for turn in room.record.turns.values() if turn.number == one.number]


def test_what_nobody_looked_after_meanwhile_is_late_all_the_same(room: Room):
    one = waiting(room, "M0112", 3)
    room.clock.now = NOON + 6 * MINUTE
    assert list(act(room, one, "accept").reception.breached.values()) == [NOON + 5 * MINUTE]


def test_t_a_signal_of_level_1_that_nobody_hears_calls_ever_more_people(room: Room):
    waiting(room, "M0112", 1)
    for second in (19, 21, 61, 121):
        tick(room, NOON + second * S)
    assert fired(room) == ["unheard console_2 +1", "unheard consoles +1", "unheard leader_on_duty +1"]
    assert set(told(room)) == {"second_console", "all_consoles", "chief", "leader_on_duty"}
    assert "nobody answers" in told(room)["leader_on_duty"][0].words["en"]


def test_t_after_hours_of_silence_each_step_of_a_signal_fires_once_in_order_and_each_person_hears_once(room: Room):
    waiting(room, "M0112", 1)
    assert tick(room, NOON + 60 * MINUTE) == 2
    assert fired(room) == [
        "unheard console_2 +3580", "unheard consoles +3540", "unheard leader_on_duty +3480", "accept ran_out +3300",
    ]  # fmt: skip
    assert {person: len(some) for person, some in told(room).items()} == {
        "second_console": 1, "all_consoles": 1, "chief": 1, "leader_on_duty": 1,
    }  # fmt: skip
    assert tick(room) == 0


def acknowledged(room: Room, one: Reception) -> None:
    alarms = Annunciator(room.record, room.clock)
    alarms.follow(of_signals([one], all_categories(), room.clock.now), room.clock.now)
    alarms.act(AlarmWish(key=f"signal:{one.number}", action="see", actor=TAKER, console="duty 1"))


def test_a_signal_of_which_nobody_said_more_is_called_by_its_category(room: Room):
    one = waiting(room, "M0112", 1)
    bare = replace(one, signal=replace(one.signal, detail="", detail_en="", address="", address_en=""))
    [cause] = of_signals([bare], all_categories(), NOON + 21 * S)
    assert cause.words == {"zh": "待受理：道路遗撒", "en": "Waits: Spillage on road"}


def test_who_acknowledges_is_called_no_more_but_the_clock_runs_on(room: Room):
    one = waiting(room, "M0112", 1)
    tick(room, NOON + 21 * S)
    acknowledged(room, one)
    [message] = told(room)["second_console"]
    assert room.desk.time.reason_to_drop(message) is not None
    tick(room, NOON + 301 * S)
    assert fired(room) == ["unheard console_2 +1", "accept ran_out +1"]


def test_what_comes_back_from_the_shelf_calls_anew_and_its_clock_ran_on(room: Room):
    one = waiting(room, "M0112", 1)
    tick(room, NOON + 21 * S)
    shelved = act(room, one, "shelve", CHIEF, reason="watched", until=NOON + 90 * MINUTE).reception
    assert shelved.state is SignalState.SHELVED
    tick(room, NOON + 10 * MINUTE)
    assert fired(room) == ["unheard console_2 +1", "accept ran_out +300"]
    act(room, room.desk.signals.find(one.number), "unshelve")
    tick(room, NOON + 11 * MINUTE)
    assert fired(room)[2:] == ["unheard console_2 +40"]


def test_what_was_taken_up_again_has_a_fresh_clock_and_keeps_the_old_breach(room: Room):
    one = waiting(room, "M0112", 3)
    tick(room, NOON + 6 * MINUTE)
    gone = act(room, one, "reject", reason="not_ours", note="another city").reception
    back = act(room, gone, "appeal", CHIEF, note="it is ours").reception
    assert len(back.breached) == 1
    nearest = room.desk.signals.deadline(back)
    assert nearest is not None
    assert (nearest.breached_at, nearest.due_at) == (None, NOON + 11 * MINUTE)


def test_a_hand_is_not_refused_because_time_alone_wrote_meanwhile(room: Room):
    seen = waiting(room, "M0112", 3)
    tick(room, NOON + 6 * MINUTE)
    assert room.desk.signals.find(seen.number).version == seen.version + 1
    moved = act(room, seen, "link", version=seen.version, incident=room.incident().number).reception
    with pytest.raises(SignalOutdated):
        act(room, moved, "unlink", CHIEF, version=seen.version, note="it is another")


def test_t_ten_keepers_tell_of_a_signal_once(room: Room):
    waiting(room, "M0112", 3)
    room.clock.now = NOON + 6 * MINUTE
    taken = [room.desk.time.keep(Claim(holder=f"worker {nth}", at=room.clock.now)) for nth in range(10)]
    assert sum(taken) == len(room.record.fired) == 1


def test_nobody_is_waited_for_where_the_track_asks_for_no_look(room: Room):
    one = waiting(room, "U0403", 1, "IOT")
    assert ClockKind.VERIFY in one.running
    assert {turn.kind for turn in room.record.turns.values()} == {"accept", "unheard"}


def test_messages_of_a_signal_that_was_decided_on_are_not_sent(room: Room):
    one = waiting(room, "M0112", 3)
    tick(room, NOON + 6 * MINUTE)
    [message] = told(room)["chief"]
    assert room.desk.time.reason_to_drop(message) is None
    act(room, room.desk.signals.find(one.number), "accept")
    assert room.desk.time.reason_to_drop(message) is not None
