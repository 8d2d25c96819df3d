"""The duty room: alarms come of what the city shows, and screens hear that there is something to fetch."""

from dataclasses import replace
from datetime import UTC, timedelta

import numpy as np
import pytest

from city.picture import Newest, SourceState
from incidents.annunciation import AlarmState
from incidents.incident import State
from incidents.office.wishes import ShiftWish
from incidents.ports import StoreUnavailable
from incidents.roles import Actor
from indicators import all_indicators
from live.around_the_house import around
from live.moments import moment
from tests.incidents.builders import NOON, act
from tests.incidents.office_hands import ADMIN, CHIEF, plan
from tests.live.builders import incident
from tests.live.watched import NAME, Watched, measure, waits

UNSEEN, SEEN = AlarmState.UNACKNOWLEDGED, AlarmState.ACKNOWLEDGED


@pytest.fixture
def watched() -> Watched:
    return Watched()


def test_a_signal_calls_when_it_has_waited_as_long_as_its_level_may(watched: Watched):
    calm = waits(watched, 3, extra={"caller": "c1"})
    urgent = waits(watched, 2, extra={"caller": "c2"})
    assert watched.states(seconds=1) == {f"signal:{urgent}": AlarmState.UNACKNOWLEDGED}
    assert set(watched.states(minutes=5)) == {f"signal:{urgent}", f"signal:{calm}"}


def test_a_signal_of_a_drill_calls_nobody_and_is_listed(watched: Watched):
    drill = waits(watched, 2, extra={"caller": "c1"}, exercise=True)
    assert watched.states(seconds=1) == {f"signal:{drill}": AlarmState.SUPPRESSED}


def test_an_incident_calls_when_nobody_took_it_on_in_time_and_a_drill_does_not(watched: Watched):
    late = {"due": "acknowledge", "due_at": NOON}
    watched.shows(
        incident("1", state=State.DISPATCHED, **late), incident("2", due="dispose", due_at=NOON + timedelta(hours=1)),
        incident("3", command="119", **late), incident("4", exercise=True, **late),
    )  # fmt: skip
    assert watched.states(seconds=1) == {
        "late:1:acknowledge": AlarmState.UNACKNOWLEDGED, "late:4:acknowledge": AlarmState.SUPPRESSED
    }  # fmt: skip
    watched.shows(incident("1", state=State.PROCESSING))
    assert watched.states(seconds=1) == {"late:1:acknowledge": AlarmState.RETURNED}


def test_33_an_indicator_of_which_nothing_is_known_keeps_its_alarm(watched: Watched):
    watched.shows(measures={NAME: measure(3)})
    assert set(watched.states(seconds=1)) == {f"indicator:{NAME}"}
    watched.shows(measures={NAME: measure(-1, None)})
    assert set(watched.states(minutes=5)) == {f"indicator:{NAME}"}
    watched.shows(measures={NAME: measure(1)})
    assert watched.states(seconds=1) == {f"indicator:{NAME}": AlarmState.RETURNED}


@pytest.mark.parametrize("since_min", [1, None])
def test_a_figure_that_is_critical_for_a_moment_calls_nobody(watched: Watched, since_min: float | None):
    watched.shows(measures={NAME: measure(3, since_min)})
    assert watched.states(seconds=1) == {}


def test_of_a_figure_whose_rule_raised_an_incident_nobody_is_called_twice(watched: Watched):
    watched.shows(incident(origin="indicator", reference=f"{NAME}:city:x"), measures={NAME: measure(3)})
    assert watched.states(seconds=1) == {f"indicator:{NAME}": AlarmState.SUPPRESSED}


def test_a_handover_that_is_late_is_an_alarm_too(watched: Watched):
    rota = watched.duty.rota
    rota.plan(plan("day", "chen", NOON, hours=1), ADMIN)
    rota.act(ShiftWish(name="day", action="begin", actor=Actor(by="chen", roles=CHIEF)))
    assert watched.states(minutes=75) == {}
    assert set(watched.states(minutes=1)) == {"handover:day"}
    assert [one.to for one in watched.room.record.messages(9)] == ["qian"]


def test_a_silent_source_stands_on_the_sheet(watched: Watched):
    states = {"live": "live", "old": "stale"}
    watched.shows(sources={
        name: SourceState(
            name=name, title={"zh": name, "en": name}, provenance="live", note={}, standard="", status=status,
            promise_s=1,
        )
        for name, status in states.items()
    })  # fmt: skip
    rota = watched.duty.rota
    rota.plan(plan("day", "chen", NOON, hours=1), ADMIN)
    chen = Actor(by="chen", roles=CHIEF)
    rota.act(ShiftWish(name="day", action="begin", actor=chen))
    lines = rota.act(ShiftWish(name="day", action="hand_over", actor=chen)).lines
    assert [one.words["en"] for one in lines if one.about == "source"] == ["No new data from old"]
    assert [one.more["en"] for one in lines if one.about == "source"] == ["never heard"]


def test_what_does_not_work_stands_on_the_sheet_and_what_is_not_known_is_said(watched: Watched):
    at = np.array([moment(NOON)])
    gas = Newest(
        thing=("g1", "g2", "g3"), value=np.zeros(3), at=at.repeat(3), lon=np.zeros(3), lat=np.zeros(3),
        leaf=np.zeros(3, dtype=np.int64), attributes={"status": np.array([1.0, 0.0, np.nan])},
    )  # fmt: skip
    watched.shows(newest={"gas.lel": gas}, measures={NAME: replace(measure(-1, None), error="no roads")})
    lines = tuple(around(watched.picture, all_indicators(), UTC))
    assert [one.about for one in lines] == ["unit", "fault", "fault"]
    assert (lines[1].words["en"], lines[1].more["en"]) == ("Gas detectors out of order: 1", "g1")
    assert lines[2].more["en"] == "no roads"


def test_a_wall_hears_how_many_signals_wait_and_every_process_when_there_are_others(watched: Watched):
    assert watched.duty.marks["waiting"] is None, "not counted yet"
    watched.duty.turn()
    none, other = watched.duty.marks, watched.opened()
    first = waits(watched, 3, extra={"caller": "c1"})
    waits(watched, 3, extra={"caller": "c2"}, exercise=True)
    for duty in (watched.duty, other):
        duty.turn()
        assert duty.marks["waiting"] == 1, "a drill is none of the city's"
    assert watched.duty.marks["signals"] == other.marks["signals"] != none["signals"]
    act(watched.room, watched.room.desk.signals.find(first), "not_found", reason="gone")
    other.turn()
    assert (other.marks["waiting"], none["waiting"]) == (0, 0)


def test_marks_change_with_what_there_is_to_fetch_and_with_nothing_else(watched: Watched):
    watched.states(seconds=1)
    quiet = watched.duty.marks
    watched.states(seconds=1)
    assert watched.duty.marks == quiet
    watched.shows(incident("1", due="dispose", due_at=NOON))
    watched.states(seconds=1)
    assert watched.duty.marks["alarms"] != quiet["alarms"]
    assert watched.duty.marks["shift"] == quiet["shift"]
    watched.duty.rota.plan(plan("day", "chen", NOON), ADMIN)
    watched.duty.look()
    assert watched.duty.marks["shift"] != quiet["shift"]


def test_only_a_made_up_city_has_people_who_change_by_themselves(watched: Watched):
    watched.states(seconds=1)
    assert not watched.duty.rota.duty(watched.room.clock()).planned
    watched.opened(made_up=True).turn()
    present = watched.duty.rota.duty(watched.room.clock.turn(seconds=2)).present
    assert present is not None
    assert present.made_up


def test_what_the_made_up_people_may_not_do_holds_no_alarm_up(watched: Watched):
    watched.duty = watched.opened(made_up=True)
    watched.states(seconds=1)
    watched.duty.rota.plan(plan("own", "chen", NOON.replace(hour=23) + timedelta(hours=3), hours=1), ADMIN)
    watched.shows(incident("1", due="dispose", due_at=NOON))
    assert set(watched.states(hours=5)) == {"late:1:dispose"}, "their next watch overlaps that of people"


def test_a_record_that_is_away_holds_nothing_up(watched: Watched, monkeypatch: pytest.MonkeyPatch):
    def away(*_: object) -> None:
        raise StoreUnavailable("city.db", "it is gone", "Wait.")

    monkeypatch.setattr(watched.room.record.intake, "waiting", away)
    watched.shows(incident("1", due="dispose", due_at=NOON))
    watched.duty.turn()
    monkeypatch.undo()
    assert set(watched.states(seconds=1)) == {"late:1:dispose"}
