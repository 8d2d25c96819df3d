"""Alarms want a hand: few at a time, seen once, never silent for ever, never re-opened by being seen late."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from incidents.annunciation import Alarm, AlarmState
from incidents.office.alarms import AlarmWish, Annunciator
from incidents.office.causes import Cause
from incidents.office.flood import Group, parted
from incidents.office.refusals import Meanwhile, NotNow, NotThere
from incidents.office.rota import Rota
from incidents.office.wishes import ShiftWish
from incidents.refusals import OperationReused
from incidents.roles import Actor, Role
from store.memory import MemoryRecord
from tests.incidents.builders import NOON, Clock
from tests.incidents.office_hands import ADMIN, CHIEF, EVERY, TAKER, plan

HOTLINE = {"zh": "12345 热线", "en": "12345 hotline"}


def cause(key: str = "smoke", level: int = 2, **facts: Any) -> Cause:
    words = {"zh": key, "en": key}
    said = {"kind": "signal", "about": key, "words": words, "share": "signal/HOTLINE", "share_words": HOTLINE} | facts
    return Cause(key=key, level=level, **said)


@dataclass
class Console:
    """An annunciator, what causes alarms now, and hands at consoles."""

    record: MemoryRecord = field(default_factory=MemoryRecord)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.annunciator = Annunciator(self.record, self.clock)

    def follow(self, *causes: Cause, seconds: float = 1, unknown: frozenset[str] = frozenset()) -> None:
        self.annunciator.follow(causes, self.clock.turn(seconds=seconds), unknown)

    def act(self, action: str, key: str = "smoke", **wish: Any) -> Alarm:
        actor = Actor(by=wish.pop("by", "li"), roles=wish.pop("roles", EVERY))
        return self.annunciator.act(AlarmWish(key=key, action=action, actor=actor, **wish))

    def states(self) -> dict[str, AlarmState]:
        return {one.key: one.state for one in self.annunciator.live()}

    def one(self, key: str = "smoke") -> Alarm:
        [alarm] = self.record.office.alarms([key])
        return alarm

    def parted(self) -> tuple[tuple[Alarm, ...], tuple[Group, ...]]:
        return parted(self.annunciator.live())


@pytest.fixture
def console() -> Console:
    return Console()


def refused(act: Callable[[], object]) -> list[str]:
    with pytest.raises(NotNow) as why:
        act()
    return [one.code for one in why.value.unmet]


def test_08_seeing_what_was_over_a_moment_before_opens_nothing(console: Console):
    console.follow(cause())
    console.act("see")
    console.follow()
    console.clock.turn(milliseconds=1)
    assert refused(lambda: console.act("see", console="2")) == ["over_already"]
    assert console.one().state is AlarmState.NORMAL


def test_33_what_nobody_can_tell_of_stays_an_alarm(console: Console):
    console.follow(cause())
    console.follow(unknown=frozenset({"smoke"}))
    assert console.states() == {"smoke": AlarmState.UNACKNOWLEDGED}
    assert console.one().present


def test_34_what_comes_again_after_it_was_over_is_announced_again(console: Console):
    console.follow(cause())
    first = console.act("see", console="1")
    console.follow()
    console.follow(cause(), seconds=60)
    again = console.one()
    assert (first.sound_at("1"), again.state, again.seen_by, again.sound_at("1")) == (
        "", AlarmState.UNACKNOWLEDGED, "", "urgent"
    )  # fmt: skip
    assert again.announced_at == console.clock()


def test_35_a_flood_is_announced_ten_in_ten_minutes_and_the_rest_counted_with_what_they_share(console: Console):
    flood = [cause(f"s{i:03}", 3 + i % 2) for i in range(300)]
    console.follow(*flood[:57])
    singles, [group] = console.parted()
    assert (len(singles), len(group.keys), group.words, group.unseen) == (10, 47, HOTLINE, 47)
    console.follow(*flood, seconds=30)
    singles, [group] = console.parted()
    assert (len(singles), len(group.keys)) == (10, 290)
    fires = [cause(f"fire{i}", 1) for i in range(20)]
    console.follow(*flood, *fires)
    singles, _ = console.parted()
    assert [one.key for one in singles if one.level == 1] == sorted(one.key for one in fires), "never grouped away"
    assert all(one.sound_at("1") == "urgent" for one in singles if one.level == 1)


def test_35_what_comes_ten_minutes_later_is_announced_again_even_after_a_restart(console: Console):
    console.follow(*(cause(f"s{i}", 3) for i in range(12)))
    restarted = Console(console.record, console.clock)
    restarted.follow(cause("late", 3), *(cause(f"s{i}", 3) for i in range(12)), seconds=60)
    assert console.one("late").announced_at is None
    restarted.follow(cause("later", 3), *(cause(f"s{i}", 3) for i in range(12)), seconds=600)
    assert console.one("later").announced_at == console.clock()
    assert console.states()["late"] is AlarmState.RETURNED


def test_35_one_that_comes_and_goes_counts_every_time(console: Console):
    for _ in range(12):
        console.follow(cause(level=3))
        console.act("see")
        console.follow()
    console.follow(cause(level=3), cause("other", 3))
    assert [one.key for one in console.parted()[0]] == []


def test_71_shelved_is_never_for_ever_and_comes_back_by_itself(console: Console):
    console.follow(cause(level=3))
    now = console.clock()
    assert refused(lambda: console.act("shelve", note="检修", until=now + timedelta(hours=9))) == ["shelved_briefly"]
    console.act("shelve", note="检修", until=now + timedelta(hours=8))
    assert (console.one().state, console.one().why) == (AlarmState.SHELVED, "检修")
    console.follow(cause(level=3), seconds=8 * 3600 - 60)
    assert console.states() == {"smoke": AlarmState.SHELVED}
    console.follow(cause(level=3), seconds=60)
    assert (console.one().state, console.one().why) == (AlarmState.UNACKNOWLEDGED, "")


def test_71_what_is_shelved_stands_on_the_sheet_of_the_next_handover(console: Console):

    rota = Rota(console.record, console.clock)
    rota.plan(plan("day", "chen", NOON), ADMIN)
    assert rota.duty(console.clock()).planned
    console.follow(cause(level=3))
    console.act("shelve", note="检修", until=console.clock() + timedelta(hours=8))

    chen = Actor(by="chen", roles=CHIEF)
    rota.act(ShiftWish(name="day", action="begin", actor=chen))
    lines = rota.act(ShiftWish(name="day", action="hand_over", actor=chen)).lines
    assert [one.about for one in lines] == ["hidden_alarm", "sound"]


def test_a_persons_call_for_help_is_never_shelved_and_an_urgent_one_only_by_the_chief(console: Console):
    console.follow(cause(human=True), cause("pump"))
    shelf = {"note": "x", "until": console.clock() + timedelta(hours=1)}
    assert refused(lambda: console.act("shelve", **shelf)) == ["nobody_calls"]
    assert refused(lambda: console.act("shelve", "pump", roles=TAKER, **shelf)) == ["chief_shelves"]
    assert console.act("shelve", "pump", roles=CHIEF, **shelf).state is AlarmState.SHELVED


def test_a_console_that_has_not_seen_it_goes_on_sounding(console: Console):
    console.follow(cause())
    seen = console.act("see", console="1")
    assert (seen.sound_at("1"), seen.sound_at("2"), seen.seen_by) == ("", "urgent", "li")
    assert refused(lambda: console.act("see", console="1")) == ["seen_here"]
    assert console.act("see", console="2").sound_at("2") == ""
    console.follow(cause(level=3))
    assert console.one().sound_at("3") == "", "once somebody saw it, a calm one does not chime"


def test_a_drill_calls_nobody_and_is_listed(console: Console):
    console.follow(cause(suppressed="drill"))
    assert (console.one().state, console.one().why, console.one().sound_at("1")) == (AlarmState.SUPPRESSED, "drill", "")
    console.follow(cause())
    assert console.one().state is AlarmState.UNACKNOWLEDGED
    console.follow(cause(suppressed="maintenance"))
    console.follow()
    assert console.one().state is AlarmState.NORMAL


def test_what_became_more_urgent_wants_to_be_seen_again(console: Console):
    console.follow(cause(level=3))
    console.act("see", console="1")
    console.follow(cause(level=1))
    assert (console.one().state, console.one().sound_at("1")) == (AlarmState.UNACKNOWLEDGED, "urgent")
    console.act("see", console="1")
    console.follow(cause(level=4))
    assert (console.one().state, console.one().level) == (AlarmState.ACKNOWLEDGED, 4)


def test_what_is_calm_fades_after_a_minute_and_what_is_urgent_waits_to_be_seen(console: Console):
    console.follow(cause("calm", 3), cause("urgent", 2))
    console.follow()
    console.follow(seconds=59)
    assert set(console.states()) == {"calm", "urgent"}
    console.follow(seconds=1)
    assert console.states() == {"urgent": AlarmState.RETURNED}
    console.act("see", "urgent")
    assert console.states() == {}


def test_a_group_is_seen_at_once_but_level_one_only_one_by_one(console: Console):
    console.follow(*(cause(f"s{i:02}", 3) for i in range(20)), cause("fire", 1), cause("fire2", 1))
    _, [group] = console.parted()
    console.act("see", group.keys[0], also=group.keys[1:], operation="k1")
    assert console.parted()[1][0].unseen == 0
    assert refused(lambda: console.act("see", "fire", also=("fire2",))) == ["one_by_one"]


def test_the_same_key_sees_once_and_who_saw_an_older_version_is_refused(console: Console):
    console.follow(cause())
    versions = [console.act("see", operation="k1", version=1).version for _ in range(2)]
    assert versions == [2, 2]
    with pytest.raises(OperationReused):
        console.act("see", operation="k1", console="2")
    with pytest.raises(Meanwhile):
        console.act("see", version=1, console="2")
    with pytest.raises(NotThere):
        console.act("see", "never")


def test_nothing_is_written_while_nothing_changes_and_every_step_is_a_line(console: Console):
    console.follow(cause())
    for _ in range(5):
        console.follow(cause())
    console.act("see", roles=frozenset({Role.CALL_TAKER}))
    console.follow()
    lines = console.record.lines("alarm:smoke")
    assert [(one.action, one.by, one.role) for one in lines] == [
        ("raise", "onescreen", "system"), ("see", "li", "call_taker"), ("return", "onescreen", "system")
    ]  # fmt: skip
    assert replace(console.one(), version=3) == console.one()


def test_what_is_long_over_is_let_go_of(console: Console):
    console.follow(cause(level=3))
    console.follow()
    console.follow(seconds=60)
    console.follow(cause("next", 3), seconds=8 * 24 * 3600)
    assert console.record.office.alarms(["smoke"]) == ()
    console.follow(cause(level=3), cause("next", 3))
    assert console.one().version == 1
