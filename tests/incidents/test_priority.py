"""Priority: which rules say that a signal is more urgent than its category, and that nothing lowers it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incidents.desk import Desk
from incidents.intake.priority import RULE_TITLES, RULES, life_in_danger
from incidents.intake.surroundings import Warned, is_peak
from incidents.timing.calendars import calendars_of
from store.memory import MemoryRecord
from tests.incidents.builders import NOON, Room, hotline, mission

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass
class Around:
    """A city in which the same is near everywhere."""

    kinds: tuple[str, ...] = ()
    main: bool = False
    warned: tuple[Warned, ...] = ()
    asked_m: list[float] = field(default_factory=list)

    def kinds_near(self, lon: float, lat: float, radius_m: float) -> Collection[str]:
        self.asked_m.append(radius_m)
        return self.kinds

    def on_main_road(self, lon: float, lat: float) -> bool:
        return self.main

    def has_sensor(self, name: str) -> bool:
        return False

    def warnings(self) -> Collection[Warned]:
        return self.warned


def level_of(around: Around, at: datetime = NOON, **changes: object) -> tuple[int, tuple[str, ...]]:
    """The level of a citizen's call about a broken road (usually 3), and the rules that fired."""
    room = Room()
    room.clock.now = at
    desk = Desk(MemoryRecord(), room.clock, lambda _: None, mission, calendars=calendars_of(SHANGHAI), around=around)
    one = desk.receive(hotline(room, **{"category": "M0110", "level": 0} | changes), "li").reception
    assert one is not None
    return one.level, one.fired


def test_a_signal_without_a_level_has_its_categorys():
    assert level_of(Around()) == (3, ())
    assert level_of(Around(), level=1) == (1, ())


def test_a_school_within_200_m_raises_it_by_one():
    around = Around(kinds=("shop", "school"))
    assert level_of(around) == (2, ("near_the_weak",))
    assert around.asked_m == [200.0]
    assert level_of(Around(kinds=("shop",))) == (3, ())
    assert level_of(around, lon=None, lat=None) == (3, ())


def test_several_rules_raise_it_by_one_only_and_never_beyond_the_first():
    around = Around(kinds=("hospital",), main=True)
    monday = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # half past eight in the city
    assert level_of(around, at=monday, detail="有人受伤") == (2, ("life_in_danger", "near_the_weak", "rush_hour"))
    assert level_of(around, level=1) == (1, ("near_the_weak",))


def test_the_rush_is_on_working_days_from_seven_and_from_seventeen_hours():
    monday = datetime(2026, 11, 23, tzinfo=SHANGHAI)
    full = [minute for minute in range(0, 24 * 60, 30) if is_peak(monday + timedelta(minutes=minute), SHANGHAI)]
    assert full == [420, 450, 480, 510, 1020, 1050, 1080, 1110]
    assert not is_peak(monday - timedelta(hours=16), SHANGHAI), "Sunday at eight"


@pytest.mark.parametrize(
    ("category", "of", "colour", "fires"),
    [("U0406", "rain", "orange", True), ("U0406", "rain", "red", True), ("U0406", "rain", "yellow", False),
     ("U0406", "wind", "red", False), ("U0453", "wind", "red", True), ("M0110", "rain", "red", False),
     ("U0406", "hail", "red", False)],
)  # fmt: skip
def test_a_warning_counts_for_what_it_makes_worse(category: str, of: str, colour: str, fires: bool):  # noqa: FBT001 - the case
    fired = level_of(Around(warned=(Warned(of, colour),)), category=category)[1]
    assert (fired == ("warned_of",)) == fires


@pytest.mark.parametrize(
    ("text", "danger"),
    [("有人被困电梯", True), ("一人昏迷", True), ("他说要跳楼", True), ("车辆追尾，无人受伤", False),
     ("没有人受伤", False), ("无人被困", False), ("A man is trapped", True),
     ("UNCONSCIOUS woman", True), ("no one is injured", False),
     ("nobody injured", False), ("a pothole", False), ("", False)],
)  # fmt: skip
def test_danger_to_life_is_read_from_words_unless_they_deny_it(text: str, danger: bool):  # noqa: FBT001 - the case
    assert life_in_danger(text) is danger


def test_three_people_who_report_the_same_within_ten_minutes_raise_it(room: Room):
    def call(caller: str, minutes: float = 1, **more: object) -> tuple[int, tuple[str, ...]]:
        room.clock.turn(minutes=minutes)
        said = hotline(room, **{"category": "M0110", "level": 3, "extra": {"caller": caller}} | more)
        one = room.desk.receive(said, "li").reception
        return one.level, one.fired

    assert call("a") == call("b") == call("a") == (3, ())
    assert call("far", lat=37.9) == (3, ())
    assert call("", extra={}) == (3, ()), "who does not say who they are may be the first again"
    assert call("c") == (2, ("many_reporters",))
    assert call("d", minutes=11) == (3, ())


def test_what_a_person_at_the_desk_or_a_command_chose_stays_and_the_rules_are_told(room: Room):
    for more in ({"origin": "desk"}, {"origin": "119", "command": "119"}):
        came = room.desk.receive(room.signal(level=3, detail="有人受伤", **more), "li")
        assert (came.incident.level, came.reception.fired, came.reception.raised) == (3, ("life_in_danger",), False)


def test_every_rule_is_said_in_both_languages():
    assert len(RULE_TITLES) == len(RULES) == 5
    assert all(words["zh"] and words["en"] for words in RULE_TITLES.values())
