"""The sheet of a handover: one line for each thing, with what somebody has to know who takes it over."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from incidents.annunciation import Alarm, AlarmState
from incidents.categories import all_categories
from incidents.incident import Incident, State
from incidents.intake.reception import SignalState
from incidents.office.matters import View, matters
from incidents.office.sheet import hidden, own, undecided
from incidents.roles import Role
from incidents.shifts import GROUPS, Line, Remark, Shift, ShiftState
from tests.incidents.builders import NOON, Room
from tests.incidents.examples import ACTIVATE, ORDER
from tests.incidents.hands import ASK_EXTENSION, SAFE, Act, at

ALARM = Alarm(key="smoke", level=3, at=NOON, about="S20261120-0001", words={"zh": "烟", "en": "smoke"})


def view(room: Room, **until: float) -> View:
    now = room.clock()
    until_ = now + timedelta(**(until or {"hours": 8}))
    return View(now=now, until=until_, zone=UTC, categories=all_categories())


def line(room: Room, one: Incident, **until: float) -> Line:
    [found] = matters([one], view(room, **until))
    return found


def test_an_incident_stands_on_the_sheet_once_with_every_reason(room: Room):
    one = at(room, State.PROCESSING, ORDER, ACTIVATE, ASK_EXTENSION, level=2)
    found = line(room, one, days=30)
    assert (found.about, found.number) == ("urgent", one.number)
    why = found.more["en"].partition("Why: ")[2]
    order, response = one.supervisions[0], one.responses[0]
    report = min(clock.due_at for clock in one.clocks if clock.kind.value == "report_up" and clock.due_at)
    assert why == (
        f"level Ⅱ; response Ⅲ {response.plan}, report by {report:%H:%M}; "
        f"order of level {order.level}, answer by {order.until:%m-%d %H:%M}; a request to decide; due in the next shift"
    )
    assert found.more["zh"].partition("因：")[2].count("；") == 4


def test_a_line_names_number_level_category_place_state_who_has_it_and_what_is_due_next(room: Room):
    one = replace(at(room, State.PROCESSING, SAFE, level=2), address="东门路 4 号")
    found, title = line(room, one, days=30), all_categories()[one.category].title
    assert one.due_at is not None
    assert one.lead is not None
    assert found.words["zh"] == f"{one.number} · Ⅱ级 · {title['zh']} · 东门路 4 号"
    state, who, due, _ = found.more["zh"].split(" · ")
    assert (state, who, due) == ("处置中", one.lead.department, f"处置 {one.due_at:%H:%M} 到期")


def test_what_nobody_has_is_said_and_a_deadline_of_another_day_with_its_day(room: Room):
    one = at(room, State.FILED, level=1)
    assert "nobody has it" in line(room, one).more["en"]
    tomorrow = replace(one, due="dispatch", due_at=room.clock() + timedelta(days=1))
    assert f"dispatching due {tomorrow.due_at:%m-%d %H:%M}" in line(room, tomorrow).more["en"]


def test_who_has_it_is_the_command_or_the_department_with_its_first_units(room: Room):
    one = at(room, State.FILED, level=1)
    led = replace(one, command="119")
    assert "119" in line(room, led).more["zh"].split(" · ")
    sent = at(room, State.DISPATCHED, Act(action="assign", role=Role.DISPATCHER, unit="E07"), level=1)
    assert sent.lead is not None
    assert f"{sent.lead.department} (E07)" in line(room, sent).more["zh"]


def test_what_is_late_says_so_and_what_is_neither_urgent_nor_due_is_left_out(room: Room):
    calm = at(room, State.PROCESSING, level=3)
    assert calm.due_at is not None
    assert matters([calm], view(room, minutes=1)) == ()
    late = replace(calm, due_at=room.clock() - timedelta(minutes=1))
    assert "overdue" in line(room, late).more["en"]
    assert matters([at(room, State.CLOSED, level=1)], view(room)) == ()


def test_what_is_put_off_stands_there_when_it_comes_back_in_the_next_shift(room: Room):
    one = at(room, State.DEFERRED, SAFE, when=State.PROCESSING, level=3)
    assert one.resumes_at is not None
    assert matters([one], view(room, hours=8)) == ()
    found = line(room, one, days=4)
    assert (found.about, found.group) == ("resumes", "open")
    assert f"put off until {one.resumes_at:%m-%d %H:%M}" in found.more["en"]


def test_the_gravest_stand_first_under_their_headings(room: Room):
    urgent, hot = at(room, State.FILED, level=2), at(room, State.FILED, level=1)
    calm, ordered = at(room, State.PROCESSING, level=3), at(room, State.PROCESSING, ORDER, level=4)
    active = at(room, State.PROCESSING, ACTIVATE, level=3)
    found = matters([calm, ordered, active, urgent, hot], view(room, days=60))
    assert [one.number for one in found] == [one.number for one in (hot, urgent, active, ordered, calm)]
    assert [one.group for one in found] == ["urgent", "urgent", "urgent", "open", "open"]


def test_a_drill_is_called_one(room: Room):
    one = replace(at(room, State.FILED, level=1), exercise=True)
    assert line(room, one).words["zh"].startswith(f"演练 · {one.number}")


def test_a_signal_says_how_it_waits_and_who_put_it_on_the_shelf_until_when(room: Room):
    found = room.desk.receive(room.signal(origin="12345", level=3, category="M0110", address="东门路 4 号"), "li")
    one = found.reception
    assert one is not None
    shelved = replace(
        one, state=SignalState.SHELVED, reason="call_back", until=NOON + timedelta(hours=2), by="li", level=2,
        breached={"accept": NOON},
    )  # fmt: skip
    first, second = undecided([one, shelved], view(room))
    assert (first.about, second.about, {first.group, second.group}) == ("shelved_signal", "signal", {"signals"})
    assert first.more["en"] == f"on the shelf until {shelved.until:%H:%M} · Waiting for a call back · li · overdue"
    title = all_categories()["M0110"].title["zh"]
    assert second.words["zh"] == f"{one.number} · Ⅲ级 · {title} · 东门路 4 号"
    assert second.more["zh"] == f"待核实 · {one.received_at:%H:%M} 收到"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"state": AlarmState.SHELVED, "shelved_until": NOON + timedelta(hours=1), "shelved_by": "li", "why": "修"},
            "搁置至 13:00 · 修 · li",
        ),
        ({"state": AlarmState.SUPPRESSED, "why": "drill"}, "按规则抑制 · 演练"),
    ],
)
def test_71_an_alarm_that_nobody_sees_is_listed_with_when_it_comes_back(room: Room, facts: dict, said: str):
    [found] = hidden([replace(ALARM, **facts), replace(ALARM, state=AlarmState.ACKNOWLEDGED)], view(room))
    assert (found.group, found.number, found.words["zh"], found.more["zh"]) == ("alarms", ALARM.about, "烟", said)


def test_what_does_not_work_and_what_wants_to_be_followed_up_stand_there_once():
    kinds = {"来电": "call", "大屏右下黑屏": "equipment", "回访": "order"}
    said = tuple(
        Remark(at=NOON, by="li", text=text, kind=kind, due_at=None if kind == "call" else NOON)
        for text, kind in kinds.items()
    )
    shift = Shift(name="day", state=ShiftState.ON, roster={}, leader="", begins_at=NOON, ends_at=NOON, remarks=said)
    lines = tuple(own(shift, "东门水压低\n\n"))
    assert [one.about for one in lines] == ["fault", "follow_up", "own", "sound"]
    assert lines[0].words["zh"] == "设备：大屏右下黑屏"
    assert lines[2].words["zh"] == "东门水压低"


def test_sixty_open_incidents_are_sixty_lines_at_most(room: Room):
    one = at(room, State.PROCESSING, ORDER, level=2)
    many = [replace(one, number=f"20261120-{nth:04}") for nth in range(60)]
    found = matters(many, view(room, days=30))
    assert len(found) == 60
    assert Counter(one.group for one in found) == {"urgent": 60}
    assert set(GROUPS) >= {one.group for one in found}
