"""The city's clock: real, fast, and never running back over a restart."""

from datetime import timedelta
from pathlib import Path

from live.clock import CityClock, clock_of, real_now
from tests.live.builders import NOON


def test_a_fast_city_is_ahead_by_its_speed() -> None:
    clock = CityClock(anchor=NOON, speed=60)
    assert clock.at(NOON + timedelta(minutes=1)) == NOON + timedelta(hours=1)
    assert clock.real_s(120) == 2


def test_a_restart_at_the_same_speed_goes_on(tmp_path: Path) -> None:
    assert clock_of(tmp_path, 60) == clock_of(tmp_path, 60)


def test_a_real_city_shows_the_real_time_whatever_was_kept(tmp_path: Path) -> None:
    clock_of(tmp_path, 60)
    clock = clock_of(tmp_path, 1)
    assert abs(clock() - real_now()) < timedelta(seconds=1)


def test_a_spoilt_note_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "clock.json").write_text("{", encoding="utf-8")
    assert clock_of(tmp_path, 60).speed == 60
