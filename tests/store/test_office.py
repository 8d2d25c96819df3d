"""One suite for every record: shifts and alarms come back as they were, one shift is on duty, and nothing is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from incidents.annunciation import Alarm, AlarmState
from incidents.lines import Line, stream_of
from incidents.office.ports import Errand, OfficeChanges
from incidents.office.refusals import Meanwhile
from incidents.ports import Changes, StoreUnavailable
from incidents.roles import Role
from incidents.shifts import Line as SheetLine
from incidents.shifts import Remark, Shift, ShiftState
from store.memory import MemoryRecord
from store.sql import SqlRecord
from tests.incidents.office_hands import EIGHT, Duty
from tests.store.builders import NOON

Kept = MemoryRecord | SqlRecord
DAY = Shift(
    name="day", version=1, state=ShiftState.ON, roster={"陈": frozenset({Role.CHIEF, Role.CALL_TAKER})}, leader="钱",
    begins_at=NOON, ends_at=NOON + timedelta(hours=8), handed_at=NOON, signed_out="陈", told_at=NOON, made_up=True,
    lines=(SheetLine(about="urgent", words={"zh": "一级", "en": "level 1"}, number="20261120-0001", by="胡"),),
    remarks=(Remark(at=NOON, by="陈", text="来电", kind="call", number="7", due_at=NOON),),
)  # fmt: skip
SMOKE = Alarm(
    key="signal:S1", version=1, level=2, at=NOON, state=AlarmState.SHELVED, present=True, human=True,
    shelved_until=NOON, seen_by="li", kind="signal", about="S1", words={"zh": "冒烟", "en": "smoke"},
    share="signal:12345", share_words={"zh": "热线", "en": "hotline"}, raised_at=NOON, announced_at=NOON,
    seen_on=("1", "2"), why="maintenance",
)  # fmt: skip


def write(record: Kept, *entries: Line, **changes: object) -> None:
    with record.transaction() as work:
        work.write(Changes(office=OfficeChanges(**changes), entries=entries))  # type: ignore[arg-type] - by name


def closed(one: Shift) -> Shift:
    return replace(one, version=one.version + 1, state=ShiftState.CLOSED)


def test_shifts_and_alarms_come_back_exactly_as_they_were(record: Kept):
    write(record, shifts=(DAY,), alarms=(SMOKE,))
    assert (record.office.shift("day"), record.office.standing()) == (DAY, (DAY,))
    assert (record.office.alarms(["signal:S1", "none"]), record.office.live_alarms()) == ((SMOKE,), (SMOKE,))
    assert (record.office.shift("none"), record.office.closed(9)) == (None, ())
    with record.transaction() as work:
        assert (work.office.shift("day"), work.office.live_alarms()) == (DAY, (SMOKE,))


def test_shifts_stand_in_the_order_of_their_times_and_the_last_closed_is_known(record: Kept):
    times = {"b": 8, "a": 16, "c": 0}
    fresh = [
        replace(DAY, name=name, state=ShiftState.PLANNED, begins_at=NOON + timedelta(hours=hours))
        for name, hours in times.items()
    ]
    write(record, shifts=tuple(fresh))
    assert [one.name for one in record.office.standing()] == ["c", "b", "a"]
    for one in fresh[:2]:
        write(record, shifts=(closed(one),))
    assert [one.name for one in record.office.closed(1)] == ["a"]
    assert [one.name for one in record.office.standing()] == ["c"]


def test_05_a_shift_that_was_changed_meanwhile_is_refused_by_the_record(record: Kept):
    write(record, shifts=(DAY,), alarms=(SMOKE,))
    for kind, again in (("shift", {"shifts": (DAY,)}), ("alarm", {"alarms": (SMOKE,)})):
        with pytest.raises(Meanwhile) as why:
            write(record, **again)
        assert (why.value.code, why.value.expected, why.value.actual) == (f"{kind}_outdated", 0, 1)


def test_two_shifts_are_never_on_duty_at_once(record: Kept):
    write(record, shifts=(DAY,))
    with pytest.raises((ValueError, IntegrityError, StoreUnavailable)):
        write(record, shifts=(replace(DAY, name="evening"),))
    write(record, shifts=(replace(DAY, name="evening"), closed(DAY)))
    assert [one.name for one in record.office.standing()] == ["evening"]


def test_a_step_and_its_line_are_written_together_or_not_at_all(record: Kept):
    line = Line(stream=stream_of("shift", "day"), stream_seq=1, action="plan", at=NOON, recorded_at=NOON, by="root")
    write(record, line, shifts=(DAY,))
    with pytest.raises(Meanwhile):
        write(record, replace(line, stream_seq=2), shifts=(DAY,))
    assert [one.action for one in record.lines("shift:day")] == ["plan"]


def test_what_was_asked_under_a_key_is_known_for_a_day(record: Kept):
    first = Errand(key="k1", wish="begin", name="day", at=NOON)
    write(record, errands=(first,))
    assert (record.office.errand("k1"), record.office.errand("k2")) == (first, None)
    write(record, errands=(Errand(key="k2", wish="x", name="day", at=NOON + timedelta(hours=25)),))
    assert record.office.errand("k1") is None


def test_alarms_that_are_over_are_let_go_of_after_a_while_and_no_others(record: Kept):
    over = replace(SMOKE, key="over", state=AlarmState.NORMAL)
    later = replace(over, key="later", at=NOON + timedelta(hours=1), announced_at=NOON + timedelta(hours=1))
    write(record, alarms=(SMOKE, over, later))
    assert [one.key for one in record.office.live_alarms()] == ["signal:S1"]
    assert record.office.announced(NOON) == (NOON + timedelta(hours=1),)
    write(record, forget=NOON)
    assert [one.key for one in record.office.alarms(["signal:S1", "over", "later"])] == ["later", "signal:S1"]


def test_a_whole_handover_is_kept_and_its_log_holds_together(record: Kept):
    duty = Duty(record)
    duty.closed()
    assert [one.action for one in record.lines("shift:day")][-3:] == ["tick", "sign_out", "take_over"]
    present = duty.rota.duty(EIGHT + timedelta(hours=9)).present
    assert present is not None
    assert (present.name, present.signed_in, present.version) == ("evening", "", 2)
