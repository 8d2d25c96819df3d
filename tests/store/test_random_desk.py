"""Random hands at the desk: whatever is tried, every record and the plain loop say the same."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from incidents.desk import Desk
from incidents.details import Details
from incidents.incident import Incident, Signal
from incidents.refusals import Outdated, Refused
from incidents.roles import Actor, Role
from store.memory import MemoryRecord
from store.opening import open_record
from store.sql import SqlRecord
from tests.store.plain_loop import ACTIONS, CHECKER, LATEST, ONWARD, RULES, Loop, Plain

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
# A short run in the gate; `make random-desk` takes the long one.
SHORT = settings(max_examples=5, stateful_step_count=25, deadline=None, derandomize=True, database=None)
Kept = MemoryRecord | SqlRecord
PEOPLE, UNITS, MOST = ("ann", "bo", "cy"), 2, 3
ROLES = tuple(role for role in Role if role not in (Role.WALL, Role.ADMIN))
A_DAY, A_WEEK, A_MINUTE = timedelta(days=1), timedelta(days=7), timedelta(minutes=1)
# Each act takes a minute: the first after these comes at the very end of what is allowed, or just beyond it, or long.
PAUSES = (timedelta(hours=3), A_DAY - A_MINUTE, A_DAY, A_WEEK - A_MINUTE, A_WEEK, timedelta(days=10))
WHICH = st.sampled_from((0, 0, 0, 1, 2))  # most is done to one of them, so that it comes far


def nowhere(lon: float, lat: float) -> str:
    return ""


def silent(incidents: tuple[Incident, ...]) -> None:
    pass


class RandomDesk(RuleBasedStateMachine):
    """The same is done at a desk on every record, and to the plain loop."""

    def __init__(self, records: tuple[Kept, ...], lives: Iterator[int]) -> None:
        super().__init__()
        self.now = NOON
        self.life = next(lives)
        self.records = records
        self.desks = [Desk(one, lambda: self.now, silent, nowhere) for one in records]
        self.loop = Loop()

    @initialize()
    def begin(self) -> None:
        for nth in range(MOST):
            said = Signal(
                origin="desk", key=f"{self.life}/{nth}", at=self.now, category="U0452", level=3, lon=None, lat=None
            )
            (number,) = {desk.receive(said, "ann").incident.number for desk in self.desks}
            self.loop.all[number] = Plain(number, self.now)

    @rule(
        nth=WHICH, action=st.sampled_from(ACTIONS), role=st.sampled_from(ROLES), by=st.sampled_from(PEOPLE),
        unit=st.integers(1, UNITS), other=WHICH,
    )  # fmt: skip
    def act(self, nth: int, action: str, role: Role, by: str, unit: int, other: int) -> None:
        self._tried(nth, action, role, by, unit, other)

    @rule(data=st.data(), nth=WHICH, by=st.sampled_from(PEOPLE), unit=st.integers(1, UNITS), other=WHICH)
    def act_as_the_state_allows(self, data: st.DataObject, nth: int, by: str, unit: int, other: int) -> None:
        """What the plain loop's table knows of the state; guards may still refuse it."""
        action, role = data.draw(st.sampled_from(self.loop.said(list(self.loop.all)[nth])))
        self._tried(nth, action, Role(role), by, unit, other)

    @rule(nth=WHICH, times=st.integers(1, 4), unit=st.integers(1, UNITS), other=WHICH)
    def go_on(self, nth: int, times: int, unit: int, other: int) -> None:
        """Along the main road: pure chance seldom gets beyond the dispatch."""
        for _ in range(times):
            action, role, by = ONWARD[list(self.loop.all.values())[nth].state]
            self._tried(nth, action, Role(role), by, unit, other)

    @rule(pause=st.sampled_from(PAUSES))
    def time_runs_out(self, pause: timedelta) -> None:
        self.now += pause

    @rule(nth=WHICH)
    def act_on_what_was_seen_before(self, nth: int) -> None:
        one = list(self.loop.all.values())[nth]
        if one.version > 1:
            for desk in self.desks:
                with pytest.raises(Outdated):
                    desk.act(one.number, "file", by="ann", version=one.version - 1)

    def _tried(self, nth: int, action: str, role: Role, by: str, unit: int, other: int) -> None:
        self.now += A_MINUTE
        numbers = list(self.loop.all)
        crew = f"{self.life}/E{unit}"
        told = self._told(action, numbers[other])
        actor = Actor(by=by, roles=frozenset({role}), department="交警", unit=crew)
        came = [self._came(desk, numbers[nth], action, actor, crew, told) for desk in self.desks]
        assert all(one == came[0] for one in came)
        done = self.loop.act(numbers[nth], action, role.value, by, crew, numbers[other], self.now)
        assert isinstance(came[0], Incident) == done, f"{action} by {role} {by}: the desk says {came[0]}"
        self._same(numbers[nth])
        self._same(numbers[other])

    def _told(self, action: str, other: str) -> Details:
        match action:
            case "ask_suspension":
                return Details(reason="season", until=self.now + timedelta(days=30))
            case "ask_deferral":
                return Details(reason="weather", until=self.now + timedelta(days=2))
            case "merge":
                return Details(parent=other)
            case "supervise":
                return Details(level=2, until=self.now + timedelta(days=1))
            case "void":
                return Details(reason="test")
            case _:
                return Details(checker=CHECKER if action == "assign_check" else "")

    def _came(self, desk: Desk, number: str, action: str, actor: Actor, crew: str, told: Details) -> object:
        takes_unit = action in ("assign", "en_route", "on_scene", "clear")
        try:
            return desk.act(
                number, action, actor=actor, unit=crew if takes_unit else None, note="as it was seen", details=told
            )
        except Refused as why:
            return why.code, str(why)

    def _same(self, number: str) -> None:
        plain, kept = self.loop.all[number], [desk.find(number) for desk in self.desks]
        assert all(one == kept[0] for one in kept)
        assert (kept[0].state.value, kept[0].version) == (plain.state, plain.version)
        assert set(kept[0].live_units) == set(plain.units)

    def teardown(self) -> None:
        for number in self.loop.all:
            self._same(number)
            logs = [desk.log(number) for desk in self.desks]
            assert all(one == logs[0] for one in logs)
            assert [line.version for line in logs[0]] == list(range(1, self.loop.all[number].version + 1))


@pytest.mark.parametrize(("ending", "action"), [("refuse", "appeal"), ("void", "restore"), ("close", "reopen")])
@pytest.mark.parametrize("late_min", [0, 1])
def test_the_desk_and_the_plain_loop_know_the_last_moment(ending: str, action: str, late_min: int):
    hands = RandomDesk((MemoryRecord(),), count(1))
    hands.begin()
    one = next(iter(hands.loop.all.values()))
    while (ending, one.state) not in RULES:
        hands.go_on(nth=0, times=1, unit=1, other=0)
    hands._tried(0, ending, Role.CHIEF, "cy", 1, 0)
    before = one.state
    hands.time_runs_out(LATEST[action] - A_MINUTE + late_min * A_MINUTE)
    hands.go_on(nth=0, times=1, unit=1, other=0)
    assert (one.state == before) == bool(late_min)


def test_every_record_and_the_plain_loop_agree_whatever_is_tried(kept: str, request: pytest.FixtureRequest):
    records, lives = (MemoryRecord(), open_record(kept)), count(1)
    long = request.config.getoption("--hypothesis-profile") == "long"
    chosen = settings.get_profile("long") if long else SHORT
    run_state_machine_as_test(lambda: RandomDesk(records, lives), settings=chosen)
    records[1].close()
