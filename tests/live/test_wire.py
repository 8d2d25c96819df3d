"""Plain data for screens and machines: nothing is lost, unknown is null, times are written as asked."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import orjson
import pytest

from city.picture import Flow, Measure, Refusals, SourceState, UnitNow
from incidents.incident import State, UnitState
from live import wire
from live.moments import moment
from tests.live import builders
from tests.live.builders import NOON

MEASURE = Measure(
    indicator="wind",
    at=NOON,
    value=np.array([1 / 3, np.nan]),
    band=np.array([0, -1], dtype=np.int8),
    companions={"gusts": np.array([np.nan, 2.0])},
    contributors=(("mast", 0.5, {"zh": "停", "en": "closed"}),),
    since=np.array(["2026-11-20T11:00", "2026-11-20T11:30"], dtype="datetime64[ms]"),
)


def test_a_time_is_written_both_ways():
    late = NOON + timedelta(microseconds=1_499)
    assert (wire.ms(late) - wire.ms(NOON), wire.iso(late)) == (1, "2026-11-20T12:00:00.001Z")


def test_an_incident_keeps_its_times_and_units():
    one = builders.incident(state=State.PROCESSING, times={State.FILED: NOON}, due_at=NOON)
    said = wire.incident(one, wire.ms)
    assert (said["state"], said["open"], said["due_at"], said["close_by"]) == ("processing", True, wire.ms(NOON), None)
    assert said["times"] == {"filed": wire.ms(NOON)}


def test_an_assignment_keeps_its_times():
    crew = builders.sent("E1", UnitState.EN_ROUTE)
    [said] = wire.incident(builders.incident(assignments=(crew,)), wire.iso)["assignments"]
    assert (said["unit"], said["state"], said["times"]["dispatched"]) == ("E1", "en_route", wire.iso(NOON))


def test_unknown_values_become_null_and_long_figures_short():
    said = orjson.loads(orjson.dumps(wire.measure(MEASURE, wire.ms)))
    assert (said["value"], said["band"], said["companions"]) == ([0.333333, None], [0, -1], {"gusts": [None, 2.0]})
    assert (said["contributors"], said["low"], said["trend"]) == (
        [["mast", 0.5, {"zh": "停", "en": "closed"}]],
        None,
        None,
    )


def test_what_a_band_was_found_by_is_told_where_it_is_not_the_value():
    bound = replace(MEASURE, judged=np.array([0.25, np.nan]))
    assert orjson.loads(orjson.dumps(wire.measure(bound, wire.ms)))["judged"] == [0.25, None]
    assert wire.measure(MEASURE, wire.ms)["judged"] is None


def test_since_is_told_for_the_city_and_for_every_area():
    said = wire.measure(MEASURE, wire.iso)
    assert said["since"] == "2026-11-20T11:00:00.000Z"
    assert said["since_in"] == ["2026-11-20T11:00:00.000Z", "2026-11-20T11:30:00.000Z"]
    assert wire.measure(MEASURE, wire.ms)["since"] == wire.ms(NOON - timedelta(hours=1))


@pytest.mark.parametrize("write", [wire.ms, wire.iso])
def test_where_nobody_saw_since_when_a_band_stands_null_is_told(write: wire.Write):
    never = np.datetime64("NaT", "ms")
    said = wire.measure(replace(MEASURE, since=np.array([never, moment(NOON), never])), write)
    assert (said["since"], said["since_in"]) == (None, [None, write(NOON), None])


@pytest.mark.parametrize("write", [wire.ms, wire.iso])
def test_everything_said_is_json(write: wire.Write):
    source = SourceState(
        name="mast", title={"en": "Mast"}, provenance="live", note={}, standard="none", promise_s=60, newest_at=NOON,
        refused=(Refusals(reason="late", count=2, example="m1"),),
    )  # fmt: skip
    flow = Flow(until=NOON, step_min=15, received=np.zeros((2, 4), dtype=np.int64), closed=np.ones(2, dtype=np.int64))
    said = [wire.source(source, write), wire.flow(flow, write), wire.unit(UnitNow(name="E1", kind="engine"))]
    assert orjson.loads(orjson.dumps(said)) == said
    assert said[0]["refused"] == [{"reason": "late", "count": 2, "example": "m1"}]
