"""The desk on every record: many hands at once, and nothing done twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from threading import Barrier

import pytest

from incidents.desk import Desk
from incidents.incident import Incident, Signal, State
from incidents.ports import Claim
from incidents.refusals import NotPossible, Outdated, Refused, UnitBusy
from store.memory import MemoryRecord
from store.opening import open_record
from store.sql import SqlRecord
from tests.store.builders import NOON

Kept = MemoryRecord | SqlRecord


def mission(lon: float, lat: float) -> str:
    return "mission"


def desk_on(record: Kept, announced: list[tuple[Incident, ...]] | None = None) -> Desk:
    return Desk(record, lambda: NOON, (announced if announced is not None else []).append, mission)


def filed(desk: Desk, key: str) -> Incident:
    signal = Signal(origin="desk", key=key, at=NOON, category="U0452", level=2, lon=-122.4, lat=37.8)
    return desk.act(desk.receive(signal, "li").incident.number, "file", by="li")


def at_once(hands: int, act: Callable[[int], Incident]) -> list[Incident | Refused]:
    """What comes of it when so many hands act at the same moment."""
    ready = Barrier(hands)

    def one(hand: int) -> Incident | Refused:
        ready.wait()
        try:
            return act(hand)
        except Refused as refusal:
            return refusal

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(one, range(hands)))


def test_forty_hands_and_five_units_make_five_assignments(record: Kept):
    announced: list[tuple[Incident, ...]] = []
    desk = desk_on(record, announced)
    numbers = [filed(desk, str(i)).number for i in range(8)]
    announced.clear()

    came = at_once(40, lambda hand: desk.act(numbers[hand % 8], "assign", by=f"hand {hand}", unit=f"E{hand // 8}"))

    made = [one for one in came if isinstance(one, Incident)]
    assert len(made) == 5
    assert all(isinstance(one, UnitBusy | NotPossible) for one in came if not isinstance(one, Incident))
    assert sorted(unit for one in desk.open_incidents() for unit in one.live_units) == [f"E{i}" for i in range(5)]
    assert len(announced) == 5


def test_thirty_hands_that_saw_one_version_make_one_change(record: Kept):
    desk = desk_on(record)
    seen = filed(desk, "k")
    came = at_once(30, lambda hand: desk.act(seen.number, "dispatch", by=f"hand {hand}", version=seen.version))
    assert sum(isinstance(one, Incident) for one in came) == 1
    assert all(one.actual == seen.version + 1 for one in came if isinstance(one, Outdated))
    assert desk.find(seen.number).version == seen.version + 1


def test_thirty_hands_and_a_clock_that_runs_out_between_make_one_change(record: Kept):
    now = [NOON]
    desk = Desk(record, lambda: now[0], lambda _: None, mission)
    seen = filed(desk, "k")
    now[0] = NOON + timedelta(minutes=30)

    def act(hand: int) -> Incident:
        desk.time.keep(Claim(holder="one", at=now[0]))
        return desk.act(seen.number, "dispatch", by=f"hand {hand}", version=seen.version)

    came = at_once(30, act)
    assert sum(isinstance(one, Incident) for one in came) == 1
    assert all(isinstance(one, Outdated) for one in came if not isinstance(one, Incident))
    assert [one.action for one in desk.log(seen.number)].count("dispatch") == 1
    assert "run_out" in {one.action for one in desk.log(seen.number)}


def test_an_operation_sent_twenty_times_at_once_is_done_once(record: Kept):
    desk = desk_on(record)
    number = filed(desk, "k").number
    came = at_once(20, lambda _: desk.act(number, "dispatch", by="li", operation="op-1"))
    assert all(one == came[0] for one in came)
    assert len(desk.log(number)) == 3


def test_a_signal_sent_twenty_times_at_once_is_one_incident(record: Kept):
    desk = desk_on(record)
    signal = Signal(origin="desk", key="K", at=NOON, category="U0452", level=2, lon=1.0, lat=2.0)
    came = at_once(20, lambda _: desk.receive(signal, "li").incident)
    assert all(one == came[0] for one in came)
    assert len(desk.open_incidents()) == 1


def test_announcements_keep_the_order_of_the_versions(record: Kept):
    announced: list[tuple[Incident, ...]] = []
    desk = desk_on(record, announced)
    number = filed(desk, "k").number
    units = count()
    at_once(16, lambda _: desk.act(number, "assign", by="li", unit=f"E{next(units)}"))
    versions = [one.version for told in announced for one in told]
    assert versions == sorted(versions) == list(range(1, 19))


def test_two_houses_on_one_postgresql_share_their_units(database: str):
    first, second = open_record(database), open_record(database)
    desks = (desk_on(first), desk_on(second))
    numbers = [filed(desks[0], str(i)).number for i in range(4)]
    came = at_once(16, lambda i: desks[i % 2].act(numbers[i % 4], "assign", by=str(i), unit=f"E{i // 8}"))
    assert sum(isinstance(one, Incident) for one in came) == 2
    assert first.open_incidents() == second.open_incidents()
    first.close()
    second.close()


def test_a_refused_move_on_a_record_leaves_nothing(record: Kept):
    desk = desk_on(record)
    before = filed(desk, "k")
    with pytest.raises(NotPossible), desk.together():  # noqa: PT012 - the second move is the one that fails
        desk.act(before.number, "assign", by="li", unit="E01")
        desk.act(before.number, "close", by="li")
    assert desk.find(before.number) == before
    assert [entry.to for entry in desk.log(before.number)] == [State.ACCEPTED, State.FILED]
