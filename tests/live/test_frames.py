"""Frames at the wall: places come in as WGS 84, and a sender in a frame that it does not declare is found out."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from city.events import Event, Noticed, Read, SourceChanged
from city.readings import Readings
from geo.coordinates import WGS84, Frame, from_wgs84
from geo.place import Bounds, Floats
from geo.ways.roads import Roads
from incidents.notice import Notice, What
from live.bus import MemoryBus
from live.frames import MOST_ASKED, Frames
from live.gate import Gate
from live.ingest import Ingest, Offered
from live.whereabouts import Whereabouts
from tests.geo import towns
from tests.live.builders import Hands, Tape, batch, notice

GCJ02 = Frame.of("gcj02")
WEST, SOUTH, SIZE = 114.2, 30.9, 0.06


def streets(west: float = WEST) -> Roads:
    """A town of 6 km with streets across it, 200 to 600 m from each other."""
    chance = np.random.default_rng(3)
    across, up = (np.cumsum(chance.uniform(0.002, 0.006, 15)) for _ in range(2))
    lines = [((west + x, SOUTH), (west + x, SOUTH + SIZE)) for x in across]
    lines += [((west, SOUTH + y), (west + SIZE, SOUTH + y)) for y in up]
    points = np.array(lines).reshape(-1, 2)
    ends = np.arange(len(lines)) * 2
    return towns.roads(
        np.ones(len(lines)), ends.tolist(), (ends + 1).tolist(), lon=points[:, 0], lat=points[:, 1], points=points
    )


def vehicles(frame: Frame, count: int = 300, seed: int = 1, roads: Roads | None = None) -> tuple[Floats, Floats]:
    """Where vehicles on those streets say they are, in this frame."""
    chance, points = np.random.default_rng(seed), (roads or streets()).points.reshape(-1, 2, 2)
    start, end = points[chance.integers(0, len(points), count)].transpose(1, 0, 2)
    lon, lat = (start + chance.uniform(0, 1, (count, 1)) * (end - start) + chance.normal(0, 3e-5, (count, 2))).T
    return from_wgs84(frame, lon, lat)


def positions(frame: Frame, seed: int = 1, count: int = 300) -> Readings:
    lon, lat = vehicles(frame, count, seed)
    return batch(*[1.0] * count, things=[f"{seed}-{i}" for i in range(count)], lon=lon.tolist(), lat=lat.tolist())


@dataclass
class Wall:
    """An ingest of that town, and what came through it."""

    roads: Roads = field(default_factory=streets)
    heard: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        bus, west = MemoryBus(), float(self.roads.lon.min())
        bus.subscribe(self.heard.append)
        gate = Gate(Bounds(west, SOUTH, west + SIZE, SOUTH + SIZE), Whereabouts({}), Frames(self.roads))
        self.ingest = Ingest(bus, gate, Hands())

    def offer(self, rows: Readings, frame: Frame = WGS84) -> Offered:
        return self.ingest.offer("taxis", rows, frame=frame)

    def read(self) -> Readings:
        return next(event.readings for event in reversed(self.heard) if isinstance(event, Read))


def test_declared_places_come_in_as_wgs84() -> None:
    wall, rows = Wall(), positions(GCJ02)
    assert wall.offer(rows, GCJ02).accepted == 300
    came = wall.read()
    assert np.column_stack([came.lon, came.lat]) == pytest.approx(np.column_stack(vehicles(WGS84)), abs=1e-9)


def test_a_sender_that_hides_its_frame_is_refused_with_the_distances() -> None:
    offered = Wall().offer(positions(GCJ02))
    assert offered.accepted == 0
    [refused] = offered.refused
    assert (refused.reason, refused.count) == ("wrong frame", 300)
    assert "taxis says WGS 84, but its points lie" in refused.example
    assert refused.example.endswith("Declare frame: gcj02.")


def test_a_sender_that_mends_its_places_is_heard_again() -> None:
    wall = Wall()
    assert wall.offer(positions(GCJ02)).accepted == 0
    assert wall.offer(positions(WGS84, seed=2)).accepted == 300


def test_a_sender_that_declares_its_frame_is_heard_at_once() -> None:
    wall = Wall()
    assert wall.offer(positions(GCJ02)).accepted == 0
    assert wall.offer(positions(GCJ02, seed=2), GCJ02).accepted == 300


def test_rows_without_a_place_of_their_own_need_no_frame() -> None:
    wall = Wall()
    wall.offer(positions(GCJ02))
    nowhere = batch(1.0, things=["mast"], lon=np.nan, lat=np.nan)
    assert [one.reason for one in wall.offer(nowhere).refused] == ["without place"]


def test_few_positions_tell_nothing_and_come_in() -> None:
    assert Wall().offer(positions(GCJ02, count=20)).accepted == 20


def test_outside_china_no_sender_is_doubted() -> None:
    roads = streets(west=10.0)
    lon, lat = vehicles(WGS84, roads=roads)
    rows = batch(*[1.0] * 300, lon=(lon + 0.004).tolist(), lat=lat.tolist())
    wall = Wall(roads)
    refused = [one.reason for one in wall.offer(rows).refused]
    assert "wrong frame" not in refused


def test_what_is_no_place_at_all_is_refused_as_it_was_sent() -> None:
    rows = batch(1.0, 1.0, lon=[2_600_000.0, 30.93], lat=[510_000.0, 114.23])
    reasons = {one.reason: one.example for one in Wall().offer(rows, GCJ02).refused}
    assert set(reasons) == {"not in degrees", "swapped coordinates"}
    assert "(2600000, 510000)" in reasons["not in degrees"]


class Shown(Tape):
    """A source whose places are in GCJ-02, and which says so."""

    frame = GCJ02


def test_a_source_declares_its_frame_once_for_all_it_gives() -> None:
    lon, lat = from_wgs84(GCJ02, np.array([114.23]), np.array([30.93]))
    told = notice(what=What.RECEIVED, reference="7", lon=float(lon[0]), lat=float(lat[0]))
    wall, source = Wall(), Shown([batch(1.0, lon=lon.tolist(), lat=lat.tolist()), told])
    wall.ingest.connect(source)
    wall.ingest.read(source)
    came = wall.read()
    assert came.lon is not None
    assert came.lon[0] == pytest.approx(114.23, abs=1e-9)
    [notices] = [event.notices for event in wall.heard if isinstance(event, Noticed)]
    assert (notices[0].lon, notices[0].lat) == pytest.approx((114.23, 30.93), abs=1e-9)


def test_a_source_that_hides_its_frame_is_shown_with_its_refusals() -> None:
    wall, source = Wall(), Tape([positions(GCJ02)], name="buses")
    wall.ingest.connect(source)
    wall.ingest.read(source)
    state = next(event.state for event in reversed(wall.heard) if isinstance(event, SourceChanged))
    assert [(one.reason, one.count) for one in state.refused] == [("wrong frame", 300)]


def test_made_up_senders_do_not_fill_the_memory() -> None:
    frames = Frames(streets())
    for number in range(MOST_ASKED + 20):
        frames.problem(f"sender {number}", WGS84, positions(WGS84, count=1))
    assert len(frames._asked) == MOST_ASKED


def test_a_notice_without_a_place_stays_without() -> None:
    wall, source = Wall(), Shown([Notice(at=Hands()(), origin="119", what=What.DONE)])
    wall.ingest.connect(source)
    wall.ingest.read(source)
    [notices] = [event.notices for event in wall.heard if isinstance(event, Noticed)]
    assert notices[0].lon is None
