"""Cameras: what lasts is a hit, what was called false keeps quiet, and what is wrong too often is suppressed."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from statsmodels.stats.proportion import proportion_confint

from incidents.categories import all_categories
from incidents.incident import Signal
from incidents.intake.cameras import CLASSES, LINGERING, Frame, Standing, lasting, needs_look, precision, standing
from incidents.intake.ports import IntakeChanges, Review, Reviewed
from incidents.intake.reception import SignalState
from tests.incidents.builders import NOON, Room, act
from tests.store.builders import changes

VENDOR, WATER = "M0501", "U0406"


def frames(seen: str, step_s: float = 10) -> list[Frame]:
    """Frames from `x` (seen) and `.` (not), so many seconds apart."""
    return [Frame(at=NOON + timedelta(seconds=n * step_s), seen=one == "x") for n, one in enumerate(seen)]


@pytest.mark.parametrize(
    ("seen", "step_s", "lasts"),
    [("xx.x.", 10, True), ("xx...", 10, False), ("xxxxx", 7, False), ("xxxxx", 7.5, True), ("xxxx", 60, False),
     ("x.x..x..x", 10, False)],
)  # fmt: skip
def test_a_hit_is_seen_in_three_of_five_frames_over_half_a_minute(seen: str, step_s: float, lasts: bool):  # noqa: FBT001 - the case
    assert lasting(frames(seen, step_s), WATER) is lasts


def test_what_breaks_the_order_of_the_street_must_linger_two_minutes():  # J 36
    assert not lasting(frames("x" * 12), VENDOR)  # a passer-by's pause of 110 s
    assert lasting(frames("x" * 13), VENDOR)
    assert lasting(frames("xxxx..xxxx..x"), VENDOR)
    assert not lasting(frames("xxxxxx...xxxxxx"), VENDOR), "gone for half a minute"


def test_every_class_is_a_category_of_ours():
    assert set(CLASSES.values()) | LINGERING <= set(all_categories())


@pytest.mark.parametrize(("true", "reviews"), [(0, 10), (41, 50), (199, 200), (200, 200), (1, 1)])
def test_the_interval_is_wilsons(true: int, reviews: int):
    one = precision(Reviewed("cam", "crowd", true, reviews))
    assert one is not None
    assert (one.low, one.high) == pytest.approx(proportion_confint(true, reviews, method="wilson"))
    assert precision(Reviewed("cam", "crowd", 0, 0)) is None


@pytest.mark.parametrize(
    ("true", "reviews", "expected"),
    [(0, 49, Standing.MEASURED), (29, 50, Standing.SUPPRESSED), (30, 50, Standing.MEASURED),
     (199, 199, Standing.MEASURED), (190, 200, Standing.MEASURED), (191, 200, Standing.TRUSTED)],
)  # fmt: skip
def test_what_reviews_make_of_a_camera(true: int, reviews: int, expected: Standing):
    assert standing(Reviewed("cam", "crowd", true, reviews)) is expected


def test_a_trusted_class_is_looked_at_only_in_a_sample_and_only_at_level_four():
    trusted, measured = Reviewed("cam", "laundry", 200, 200), Reviewed("cam", "laundry", 190, 200)
    assert all(needs_look(trusted, level, "k") for level in (1, 2, 3))
    assert all(needs_look(measured, 4, f"k{n}") for n in range(200))
    share = sum(needs_look(trusted, 4, f"k{n}") for n in range(20_000)) / 20_000
    assert share == pytest.approx(0.05, abs=0.005)


def hit(room: Room, sort: str = "water_on_road", roi: str = "r1", **extra: str) -> Signal:
    brought = {"camera": "cam", "roi": roi, "sort": sort, "snapshot": "s3://1"} | extra
    return room.signal(origin="VIDEO", category=CLASSES[sort], level=0, extra=brought)


def review(room: Room, true: Iterable[bool], sort: str = "water_on_road") -> None:
    """What people said of so many hits of this camera, half a day ago."""
    at = room.clock() - timedelta(hours=12)
    said = [
        Review(signal=f"S{n}", camera="cam", roi="elsewhere", sort=sort, true=one, at=at, by="li")
        for n, one in enumerate(true)
    ]  # fmt: skip
    with room.record.transaction() as work:
        work.write(changes(intake=IntakeChanges(reviews=tuple(said))))


def test_a_person_confirms_a_hit_and_that_makes_the_incident(room: Room):
    one = room.desk.receive(hit(room), "cam").reception
    assert one.state is SignalState.VERIFY
    step = act(room, one, "confirm")
    assert step.incident is not None
    assert room.record.intake.pairs(NOON) == (Reviewed("cam", "water_on_road", 1, 1),)


def test_the_same_view_is_counted_and_no_second_signal_while_its_incident_is_open(room: Room):
    one = room.desk.receive(hit(room), "cam").reception
    room.clock.turn(minutes=29)
    again = room.desk.receive(hit(room), "cam")
    assert (again.new, again.reception.number, again.reception.count) == (False, one.number, 2)
    incident = act(room, again.reception, "confirm").incident
    room.clock.turn(hours=3)
    assert room.desk.receive(hit(room), "cam").incident.number == incident.number
    other = room.desk.receive(hit(room, roi="r2"), "cam")
    assert other.reception.number != one.number


def test_a_false_alarm_silences_its_region_for_half_an_hour(room: Room):
    one = room.desk.receive(hit(room), "cam").reception
    act(room, one, "not_found", reason="false_alarm")
    room.clock.turn(minutes=29)
    assert room.desk.receive(hit(room), "cam").silenced == "called_false"
    assert room.desk.receive(hit(room, roi="r2"), "cam").new
    room.clock.turn(minutes=1)
    assert room.desk.receive(hit(room), "cam").new


def test_not_being_sure_leaves_it_for_somebody_on_the_spot(room: Room):
    one = room.desk.receive(hit(room), "cam").reception
    unsure = act(room, one, "unsure").reception
    assert (unsure.state, unsure.visit) == (SignalState.VERIFY, True)
    assert room.record.intake.pairs(NOON) == ()


def test_a_class_that_is_wrong_too_often_is_taken_in_no_more_until_its_reviews_are_old(room: Room):
    review(room, [True] * 29 + [False] * 21)
    assert room.desk.receive(hit(room), "cam").silenced == "suppressed"
    assert room.desk.receive(hit(room, sort="road_collapse"), "cam").new
    room.clock.turn(days=28)
    assert room.desk.receive(hit(room), "cam").new


def test_a_trusted_class_makes_incidents_by_itself_at_the_lowest_level_only(room: Room):
    review(room, [True] * 200, "laundry")
    found = [room.desk.receive(hit(room, sort="laundry", roi=f"r{n}"), "cam") for n in range(60)]
    by_itself = sum(one.reception.state is not SignalState.VERIFY for one in found)
    assert 50 < by_itself < 60
    review(room, [True] * 200)
    assert room.desk.receive(hit(room), "cam").reception.state is SignalState.VERIFY
