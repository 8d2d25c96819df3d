"""The ladder and the scheduler: each step once, in order, to whom it concerns, and not in the night."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from incidents.timing import clock as clocks
from incidents.timing import ladder
from incidents.timing.clock import Clock
from incidents.timing.kinds import ClockKind
from incidents.timing.ladder import Hearer, Light
from incidents.timing.limit import limit
from incidents.timing.plans import Plan, plan_of, step_of_count, step_of_review  # fmt: skip
from incidents.timing.scheduler import Fired, fire, messages, next_at, still_so, stopped
from tests.incidents.timing.cities import CITY, H, here

FRIDAY = "2026-11-20 16:30"
S = timedelta(seconds=1)


def running(said: str, start: str = FRIDAY, kind: ClockKind = ClockKind.DISPOSE) -> Clock:
    return clocks.started(f"1/{kind}", "1", kind, limit(said), here(start), CITY)


def plan(clock: Clock, level: int = 3, *, acknowledged: bool = False) -> Plan:
    return plan_of(clock, level, CITY, acknowledged=acknowledged)


def times(one: Plan) -> dict[str, datetime]:
    return {step.name: step.at for step in one.steps}


def people(hearer: Hearer, plan: Plan) -> Iterable[str]:
    """A small town: the chief is also deputy, the head of the department also its queue."""
    names = {Hearer.DEPARTMENT: ["qian"], Hearer.DEPARTMENT_HEAD: ["qian"], Hearer.HANDLER: ["sun"]}
    return names.get(hearer, ["li"])


def test_a_ladder_in_working_time():
    assert times(plan(running("7wh"))) == {
        "reminder": here("2026-11-23 11:00"),
        "warning": here("2026-11-23 14:45"),  # 75 %, later than two hours before
        "overdue": here("2026-11-23 16:30"),
        "supervised_2": here("2026-11-24 09:15"),  # 125 %, earlier than two hours beyond
        "supervised_3": here("2026-11-24 11:00"),  # 150 %, earlier than a day beyond
    }


def test_a_ladder_of_many_days_warns_shortly_before_and_rises_soon_after():
    found = times(plan(running("15wd")))
    due_at = here("2026-12-11 17:30")
    assert (found["overdue"], found["warning"]) == (due_at, here("2026-12-11 15:30"))
    assert (found["supervised_2"], found["supervised_3"]) == (here("2026-12-14 10:30"), here("2026-12-14 17:30"))


def test_a_ladder_in_natural_time():
    found = times(plan(running("24h")))
    start = here(FRIDAY)
    assert found == {
        "reminder": start + 12 * H, "warning": start + 23.5 * H, "overdue": start + 24 * H,
        "supervised_2": start + 26 * H, "supervised_3": start + 36 * H,
    }  # fmt: skip


def test_who_acknowledged_is_not_reminded():
    assert "reminder" not in times(plan(running("7wh"), acknowledged=True))


def test_a_clock_of_our_own_desk_has_no_ladder():
    assert list(times(plan(running("4wh", kind=ClockKind.CHECK)))) == ["ran_out"]


def test_a_clock_that_stands_tells_nothing():
    one = plan(clocks.paused(running("7wh"), here("2026-11-20 17:00"), CITY))
    assert (one.steps, next_at(one, ())) == ((), None)


def test_the_light_of_a_clock():
    one = plan(running("7wh"))
    lights = [one.light(here(at)) for at in ("2026-11-23 12:00", "2026-11-23 15:00", "2026-11-23 16:30")]
    assert lights == [Light.NONE, Light.WARNING, Light.WARNING]
    assert one.light(here("2026-11-23 16:30") + S) is Light.OVERDUE


def test_a_step_fires_once_its_moment_has_passed():
    one = plan(running("7wh"))
    assert next_at(one, ()) == here("2026-11-23 11:00")
    assert fire([one], (), here("2026-11-23 11:00")) == ()
    [fired] = fire([one], (), here("2026-11-23 11:00") + S)
    assert (fired.key, fired.late_s) == (("1/dispose", 1, "reminder"), 1)
    assert fire([one], [fired], here("2026-11-23 12:00")) == ()
    assert next_at(one, [fired]) == here("2026-11-23 14:45")


def test_t_two_schedulers_fire_the_same_step_under_the_same_key():
    one, now = plan(running("7wh")), here("2026-11-23 15:00")
    at_once = [fire([one], (), now) for _ in range(10)]
    assert {each.key for told in at_once for each in told} == {
        ("1/dispose", 1, "reminder"),
        ("1/dispose", 1, "warning"),
    }
    assert fire([one], at_once[0], now) == ()


def test_t_scheduler_down_for_hours_fires_each_missed_step_once_in_order_and_tells_each_person_once():
    one, check = plan(running("1h"), level=2), plan(running("2h", kind=ClockKind.CHECK), level=2)
    back = here(FRIDAY) + 2.5 * H
    fired = fire([check, one], (), back)
    assert [each.step.name for each in fired] == [
        "reminder", "warning", "overdue", "supervised_2", "supervised_3", "ran_out",
    ]  # fmt: skip
    assert [each.late_s for each in fired] == [7200, 6300, 5400, 4500, 3600, 1800]
    told = {said.person: said for said in messages(fired, [one, check], back, CITY, people)}
    assert {person: [each.step.name for each in said.fired] for person, said in told.items()} == {
        "qian": ["reminder", "warning", "overdue"], "sun": ["warning"],
        "li": ["supervised_2", "supervised_3", "ran_out"],
    }  # fmt: skip
    assert (told["qian"].say_at, told["qian"].late_s) == (back, 7200)
    assert fire([one, check], fired, back + H) == ()


@pytest.mark.parametrize(
    ("level", "said_at"), [(3, "2026-11-23 08:30"), (4, "2026-11-23 08:30"), (1, "2026-11-20 18:00")]
)
def test_t_weekend_reminders_wait_for_monday_and_urgent_ones_do_not(level: int, said_at: str):
    late, now = plan(running("1wh"), level), here("2026-11-20 18:00")
    fired = fire([late], (), now)
    assert [one.step.name for one in fired] == ["reminder", "warning", "overdue"]
    assert {said.say_at for said in messages(fired, [late], now, CITY, people)} == {here(said_at)}


def test_what_is_no_longer_so_on_monday_is_not_said():
    late, monday = running("1wh"), here("2026-11-23 08:30")
    fired = fire([plan(late)], (), here("2026-11-20 18:00"))
    [head] = [one for one in messages(fired, [plan(late)], monday, CITY, people) if one.person == "qian"]

    def said(now: Clock, *, acknowledged: bool = False) -> list[str]:
        still = still_so(head, [plan(now, acknowledged=acknowledged)], monday)
        return [] if still is None else [one.step.name for one in still.fired]

    saturday = here("2026-11-21 10:00")
    assert said(late) == ["reminder", "warning", "overdue"]
    assert said(late, acknowledged=True) == ["warning", "overdue"]
    assert said(clocks.finished(late, saturday, CITY)) == []
    assert said(clocks.extended(late, 7 * H, saturday, CITY)) == []
    stood = clocks.paused(late, saturday, CITY)
    assert said(stood) == []
    assert said(clocks.resumed(stood, saturday, CITY), acknowledged=True) == ["warning", "overdue"]


def test_people_of_two_incidents_hear_of_each():
    one = plan(running("1h"))
    other = replace(one, id="2/dispose", number="2")
    now = here(FRIDAY) + H + S
    said = messages(fire([one, other], (), now), [one, other], now, CITY, people)
    assert [(each.person, each.number) for each in said if each.person == "qian"] == [("qian", "1"), ("qian", "2")]


def told(one: Plan, at: str) -> tuple[Fired, ...]:
    return fire([one], (), here(at))


def test_a_pause_repeats_nothing_that_was_told_before_it():
    first = running("7wh")
    before = told(plan(first), "2026-11-23 15:00")
    again = clocks.resumed(clocks.paused(first, here("2026-11-23 15:00"), CITY), here("2026-11-26 09:00"), CITY)
    assert fire([plan(again)], before, here("2026-11-26 10:00")) == ()
    late = fire([plan(again)], before, here("2026-11-26 11:00"))
    assert [one.key for one in late] == [("1/dispose", 3, "overdue")]


def test_another_due_date_makes_another_ladder():
    first = running("7wh")
    before = told(plan(first), "2026-11-23 15:00")
    longer = plan(clocks.extended(first, 14 * H, here("2026-11-23 15:00"), CITY))
    assert times(longer)["warning"] == here("2026-11-25 14:30")
    assert fire([longer], before, here("2026-11-23 17:30")) == ()
    fired = fire([longer], before, here("2026-11-25 15:00"))
    assert [one.key for one in fired] == [("1/dispose", 2, "reminder"), ("1/dispose", 2, "warning")]


def test_a_shorter_limit_tells_at_once_what_it_skips():
    first = running("7wh")
    shorter = plan(clocks.rebudgeted(first, limit("2wh"), here("2026-11-23 09:15"), CITY))
    fired = fire([shorter], (), here("2026-11-23 09:15") + S)
    assert [(one.step.name, one.late_s) for one in fired] == [("reminder", 1), ("warning", 1)]


def test_two_returns_call_for_a_conference_and_a_suspension_for_its_review():
    at = here(FRIDAY)
    assert step_of_count(1, at) == ()
    assert [step.name for times in (2, 3) for step in step_of_count(times, at)] == ["confer 2", "confer 3"]
    assert [(step.rung, step.at) for step in step_of_review(at)] == [(ladder.REVIEW, at)]


def test_every_rung_is_said_in_both_languages_to_somebody():
    rungs = [one.rung for one in ladder.SHARES] + [one for one in vars(ladder).values() if isinstance(one, ladder.Rung)]
    rungs += ladder.UNHEARD.values()
    assert len({one.name for one in rungs}) >= 17
    assert all(one.words["zh"] and one.words["en"] and one.hears for one in rungs)


def test_a_scheduler_without_a_heartbeat_for_fifteen_seconds_is_called_stopped():
    beat = here(FRIDAY)
    assert not stopped(beat, beat + 15 * S)
    assert stopped(beat, beat + 15.1 * S)
