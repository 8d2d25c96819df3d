"""The whole house without a browser: what goes in at the left is drawn at the right, what is wanted comes back."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from city.events import Read
from city.kinds import KINDS
from city.readings import Readings
from city.views import Rows, Sums, Tally
from incidents.incident import State
from incidents.notice import Notice, What
from indicators import all_indicators
from layers import all_layers
from live.bus import MemoryBus
from live.clock import CityClock
from live.house import House
from live.parts import Parts
from live.warm_up import stand_again, warm_up
from sources.base import Provenance, Source
from store.memory import MemoryRecord
from tests.layers.little_pack import PACK
from tests.live.builders import NOON, Hands, Screens, Tape, batch


class Clock(Hands):
    """A clock moved by hand that stands in for the city's."""

    speed = 1.0
    real_s = CityClock.real_s


class Remembering(Tape):
    """A source that tells a notice of each of the last hours."""

    remembers = timedelta(days=1)

    def past(self, since: datetime, now: datetime, *, fully: bool = True) -> list[Notice]:
        """One incident received at each full hour."""
        hours = [NOON - timedelta(hours=n) for n in range(23, 0, -1)]
        return [received(at, reference=at.isoformat()) for at in hours if since <= at < now]


class RememberingAir(Tape):
    """A source that tells the air of each of the last hours."""

    remembers, tells_incidents = timedelta(days=2), False

    def past(self, since: datetime, now: datetime, *, fully: bool = True) -> Iterator[Readings]:
        """One reading of each pollutant at half past each hour."""
        hours = [NOON - timedelta(hours=n - 0.5) for n in range(47, 0, -1)]
        for at in [one for one in hours if since <= one < now]:
            for item in ("pm25", "pm10"):
                yield batch(35.0 + at.hour, kind=f"air.{item}", things=["air"], at=at, lon=120.15, lat=30.06)


def received(at: datetime, reference: str = "7", **more: Any) -> Notice:
    facts: dict[str, Any] = {"category": "E2001", "level": 2, "lon": 120.03, "lat": 30.05, "address": "Main St 1"}
    return Notice(at=at, origin="119", what=What.RECEIVED, reference=reference, **{**facts, **more})


def house(*sources: Source, clock: Clock | None = None, record: MemoryRecord | None = None, **more: Any) -> House:
    clock = clock or Clock()
    opened = House(Parts(
        pack=PACK, clock=clock, bus=MemoryBus(), record=record or MemoryRecord(), sources=sources,  # type: ignore[arg-type]  # by hand
        layers=all_layers(), began=NOON - timedelta(days=1), **{"indicators": all_indicators(), **more},
    ))  # fmt: skip
    opened.remember()
    opened.connect()
    return opened


def told(screens: Screens) -> dict[str, Any]:
    """The last message to the wall, but for frames."""
    return [json.loads(data) for _, event, data in screens.sent if event != "moving"][-1]


def test_a_reading_becomes_a_number_on_the_screens() -> None:
    air = [batch(35.0, kind=f"air.{item}", things=["air"], lon=120.15, lat=30.06) for item in ("pm25", "pm10")]
    city = house(Tape([*air, batch(400.0, kind="air.o3", things=["air"], lon=120.15, lat=30.06)]))
    screens = Screens()
    city.open_to(screens).join("wall")
    city.step()
    value = told(screens)["measures"]["aqi_cn"]["value"]
    assert value[0] == pytest.approx(200)


def test_a_hand_on_a_button_comes_back_round_as_a_fact() -> None:
    call = Notice(
        at=NOON, origin="12345", what=What.RECEIVED, reference="7", category="M0110", level=3, lon=120.03, lat=30.05
    )
    city, screens = house(Tape([call])), Screens()
    city.open_to(screens).join("wall")
    city.step()
    [number] = city.picture.incidents
    city.desk.act(number, "file", by="Li")
    city.desk.act(number, "assign", by="Li", unit="E1")
    screens.draw("wall")
    city.step()
    screens.draw("wall")
    assert city.picture.incidents[number].state is State.DISPATCHED
    assert city.picture.units["E1"].incident == number
    assert told(screens)["units"]["E1"]["state"] == "dispatched"


def test_a_restarted_house_shows_what_was_written_down() -> None:
    record, clock = MemoryRecord(), Clock()
    first = house(Tape([received(NOON)]), record=record, clock=clock)
    first.step()
    clock.forward(minutes=5)
    second = house(record=record, clock=clock)
    second.beat()
    assert dict(second.picture.incidents) == dict(first.picture.incidents)


def test_two_houses_in_one_process_know_nothing_of_each_other() -> None:
    one, other = house(Tape([received(NOON)])), house(Tape())
    one.step()
    other.step()
    assert len(one.picture.incidents) == 1
    assert len(other.picture.incidents) == 0


def test_a_house_with_no_source_shows_unknowns_and_beats() -> None:
    picture = house().step()
    assert all(measure.band[0] == -1 for measure in picture.measures.values())
    assert picture.version > 0


def test_the_past_is_told_hour_by_hour_and_only_once() -> None:
    city = house(Remembering(), indicators={})
    warm_up(city)
    warm_up(city)
    city.beat()
    assert len(city.picture.incidents) == 23
    assert city.picture.flow is not None
    assert city.picture.flow.received.sum() == 23


@pytest.mark.parametrize(("provenance", "mark"), [(Provenance.LIVE, "looked back"), (Provenance.MADE_UP, "made up")])
def test_what_was_looked_back_on_before_the_first_start_is_known_after_a_restart_too(
    provenance: Provenance, mark: str
) -> None:
    record, clock, tape = MemoryRecord(), Clock(), RememberingAir()
    tape.provenance = provenance
    few = {name: one for name, one in all_indicators().items() if name in {"aqi_nowcast", "domain_health_index"}}
    first = house(tape, record=record, clock=clock, indicators=few)
    warm_up(first)
    assert np.isfinite(first.measuring.evaluator.said["aqi_nowcast"].trend).all()  # type: ignore[arg-type]  # it has one
    clock.forward(minutes=1)
    second = house(record=record, clock=clock, indicators=few)
    trends = [one.measuring.pasts.of("aqi_nowcast").trend(NOON, 24) for one in (first, second)]
    assert np.isfinite(trends[0]).all()
    np.testing.assert_allclose(trends[1], trends[0])
    for name in few:
        said = second.measuring.annals.said(name, NOON - timedelta(hours=5, minutes=20), NOON)
        assert said is not None
        assert (said[0], said[1].version.partition(", ")[2]) == (NOON - timedelta(hours=6), mark)


def test_what_makes_no_sense_is_counted_with_its_source_once_the_past_is_told() -> None:
    ghost = replace(received(NOON), what=What.CLOSED)
    city = house(Tape([ghost], [ghost]))
    city.step()
    assert city.picture.sources["tape"].refused == ()
    city.registrar.past_is_told = True
    city.step()
    city.step()
    [refused] = city.picture.sources["tape"].refused
    assert (refused.reason, refused.count) == ("makes no sense", 1)


def test_measures_survive_a_restart_as_trends() -> None:
    record, clock = MemoryRecord(), Clock()
    air = batch(35.0, kind="air.pm25", things=["air"], lon=120.15, lat=30.06)
    first = house(Tape([air]), record=record, clock=clock)
    first.step()
    clock.forward(minutes=15)
    first.step()
    second = house(record=record, clock=clock)
    assert second.measuring.pasts.of("iot_availability").series(clock(), hours=1).values.shape == (4, 3)
    assert record.kept("measure:aqi_cn", NOON - timedelta(minutes=5))


def test_after_a_restart_the_screens_show_at_once_what_was_known() -> None:
    record, clock = MemoryRecord(), Clock()
    nothing = house(record=record, clock=clock)
    stand_again(nothing)
    assert nothing.picture.version == 0
    first = house(
        Tape([batch(35.0, kind="air.pm25", things=["air"], lon=120.15, lat=30.06)]), record=record, clock=clock
    )
    told_of_air = {name: [0.7] for name in KINDS["dataset.state"].attributes}
    first.parts.bus.publish(Read("onescreen", batch(0.7, kind="dataset.state", things=["air.pm25"], **told_of_air)))
    first.step()
    clock.forward(minutes=2)
    second = house(record=record, clock=clock)
    stand_again(second)
    assert second.watch.quality.score("air.pm25") == 0.7
    assert second.picture.measures["satisfaction_wilson"].at == NOON
    assert list(second.picture.newest["air.pm25"].thing) == ["air"]
    second.beat()
    assert second.picture.measures["satisfaction_wilson"].at == NOON
    assert second.picture.measures["city_vital_sign"].at == clock()


def test_what_a_program_sends_again_after_a_restart_is_counted_once() -> None:
    record, clock = MemoryRecord(), Clock()
    rows = batch(1.0, kind="camera.poll", things=["cam"], lon=120.15, lat=30.06)
    rows = replace(rows, attributes=dict.fromkeys(KINDS[rows.kind].attributes, rows.value))
    first = house(record=record, clock=clock)
    assert first.ingest.offer("poller", rows).accepted == 1
    first.step()
    clock.forward(minutes=2)
    second = house(record=record, clock=clock)
    assert second.ingest.offer("poller", rows).accepted == 0
    for view in (Tally("camera.poll", 60), Rows("camera.poll", 60)):
        seen = second.projector.see(view, clock())
        assert (seen.count[0] if isinstance(seen, Sums) else len(seen)) == 1
