"""Reports of the made-up city: told once, the same after a restart, and cameras that are wrong as often as they are."""

from datetime import timedelta

from incidents.categories import all_categories
from incidents.incident import Signal
from incidents.intake.sources import admission
from sources.made_up.reports import REFERENCE, Reports, is_true
from sources.made_up.town import Town
from sources.moments import to_ms
from tests.sources.little_city import NOON, city

HOUR = timedelta(hours=1)


def told(hours: float, *, least_ms: int = 0, step: timedelta = HOUR) -> list[Signal]:
    """What is reported in so many hours before noon, asked for step by step."""
    reports, at, found = Reports(Town(city(), 3)), NOON - timedelta(hours=hours), list[Signal]()
    while at < NOON:
        found.extend(reports.between(to_ms(at), to_ms(at + step), least_ms))
        at += step
    return found


def test_the_same_is_reported_however_often_it_is_asked_for():
    assert told(6) == told(6, step=timedelta(minutes=10))
    assert [one.at for one in told(6)] == sorted(one.at for one in told(6))
    assert told(6, least_ms=1) == [], "the past left nobody waiting"


def test_every_report_is_one_that_the_desk_can_take():
    for one in told(24):
        assert one.category in all_categories()
        assert admission(one.origin).code in ("HOTLINE", "GRID", "VIDEO")
        assert one.reference.startswith(REFERENCE)
        assert one.address
        assert None not in (one.lon, one.lat)
    keys = [(one.origin, one.key) for one in told(24)]
    assert len(keys) == len(set(keys))


def test_citizens_are_right_more_often_than_not_and_the_same_report_always_alike():
    calls = [one for one in told(240) if one.origin == "12345"]
    right = [is_true(one, 3) for one in calls]
    assert 0.8 < sum(right) / len(right) < 1
    assert right == [is_true(one, 3) for one in calls]
