"""A figure out of its band for long enough becomes one incident with its explanation, and a note when it is over."""

import json
from dataclasses import replace

import numpy as np
import pytest

from api.explanations import ExplanationTold
from city.events import Read
from city.readings import Readings
from incidents.incident import Incident, Signal
from indicators import all_indicators
from live.house import House
from live.measures.past import EPOCH
from live.measures.rules import Rule
from live.measures.telling import thawed
from live.moments import moment
from store.memory import MemoryRecord
from tests.live.test_house import Clock, house
from tests.live.test_keeper import Away

RULE = Rule(indicator="traffic_tpi", band=2, category="I9003", level=3, on_min=10, off_min=15)


def drive(city: House, clock: Clock, kmh: float, minutes: int, west_kmh: float = np.nan) -> None:
    """Let a street in the east, and where a speed is said one in the west, be driven so for so many minutes."""
    speeds = np.array([kmh, west_kmh])[: 1 if np.isnan(west_kmh) else 2]
    for _ in range(minutes):
        rows = Readings(
            kind="road.speed", thing=["a", "b"][: len(speeds)], value=speeds,
            at=np.full(len(speeds), moment(clock())), lon=np.array([120.15, 120.03])[: len(speeds)],
            lat=np.array([30.06, 30.05])[: len(speeds)],
            attributes={name: np.full(len(speeds), figure) for name, figure in STREET.items()},
        )  # fmt: skip
        city.parts.bus.publish(Read("test", rows))
        city.beat()
        clock.forward(minutes=1)


STREET = {"length_m": 1000.0, "free_flow_kmh": 60.0, "lanes": 2.0, "samples": 9.0}


@pytest.fixture
def record() -> MemoryRecord:
    return MemoryRecord()


def opened(record: MemoryRecord, clock: Clock, rule: Rule = RULE) -> House:
    """The little city with no other indicator than the one that the rule is about."""
    parts = replace(
        house(record=MemoryRecord(), clock=clock).parts, record=record, rules={"jam": rule},
        indicators={"traffic_tpi": all_indicators()["traffic_tpi"]},
    )  # fmt: skip
    city = House(parts)
    city.remember()
    return city


def test_a_jam_becomes_one_incident_with_its_explanation_and_a_note_when_it_is_over(record: MemoryRecord):
    clock = Clock()
    city = opened(record, clock)
    drive(city, clock, 20.0, 30)
    [incident] = record.open_incidents()
    assert (incident.category, incident.origin, incident.level) == ("I9003", "indicator", 3)
    assert "TPI" not in incident.detail
    assert incident.detail == "道路交通运行指数 7.3，指标级别紧急（≥\u00a06），已持续 10 分钟：全市。"
    assert incident.detail_en == "Traffic performance index 7.3, band Urgent (≥\u00a06), for 10 min: Whole city."
    [signal] = record.signals
    assert signal[0] == "indicator"
    drive(city, clock, 55.0, 40)
    [entry] = [one for one in record.log(incident.number) if one.action == "note"]
    assert entry.note == "已恢复 7.3 → 0.6：city，道路交通运行指数"
    assert entry.note_en == "Recovered 7.3 → 0.6: city, Traffic performance index"
    assert entry.by == "rule"
    drive(city, clock, 20.0, 15)
    assert len(record.open_incidents()) == 2


def test_the_explanation_is_frozen_into_the_signal(record: MemoryRecord):
    clock, kept = Clock(), []
    city = opened(record, clock)
    receive = city.desk.receive

    def listening(signal: Signal, by: str) -> Incident:
        kept.append(signal)
        return receive(signal, by)

    city.desk.receive = listening  # type: ignore[method-assign]  # listened to, not replaced
    drive(city, clock, 20.0, 12)
    told = json.loads(kept[0].extra["explanation"])
    assert told["value"] == pytest.approx(22 / 3)
    assert (told["cuts"], told["version"], told["area"]) == ([4, 6, 8], "1", city.pack.areas.codes[0])
    assert told["contributors"][0]["thing"] == "a"
    assert told["forecast"]["why_not"] == "not_kept", "its back-test would hold up the beat"
    assert told["inputs"][0]["name"] == "road.speed"
    ExplanationTold.model_validate(told)  # the very shape that the API gives
    assert thawed(kept[0].extra["explanation"]) == told


def test_what_older_signals_froze_can_be_read():
    old = {
        "indicator": "traffic_tpi", "value": 7.3, "band": "warning", "cuts": [4, 6, 8], "version": "1",
        "contributors": [["a", 0.5, {"zh": "20/60 km/h", "en": "20/60 km/h"}]], "inputs": [["road.speed", 3, None]],
    }  # fmt: skip
    told = thawed(json.dumps(old))
    assert told is not None
    assert (told["value"], told["band"], told["cuts"]) == (7.3, 2, [4, 6, 8])
    [part] = told["contributors"]
    assert (part["thing"], part["share"], part["note"]["en"]) == ("a", 0.5, "20/60 km/h")
    assert told["inputs"] == [{"name": "road.speed", "count": 3, "newest_at": None}]
    assert thawed(json.dumps({"error": "it failed"})) is None
    assert thawed("") is None


def test_a_restart_raises_no_second_signal(record: MemoryRecord):
    clock = Clock()
    first = opened(record, clock)
    drive(first, clock, 20.0, 15)
    second = opened(record, clock)
    drive(second, clock, 20.0, 30)
    assert len(record.open_incidents()) == 1
    drive(second, clock, 55.0, 40)
    number = record.open_incidents()[0].number
    assert [one.action for one in record.log(number)].count("note") == 1


def test_a_signal_for_several_districts_speaks_of_the_worst_and_its_recovery_does_too(record: MemoryRecord):
    clock = Clock()
    city = opened(record, clock, replace(RULE, areas="districts", flood=2))
    drive(city, clock, 15.0, 12, west_kmh=20.0)
    [incident] = record.open_incidents()
    assert "8.3 (e, the worst), band Critical (≥\u00a08), for 10 min: w, e." in incident.detail_en
    assert (incident.address, incident.address_en, incident.area) == ("2处（e最差）", "2 areas, e the worst", "e")
    [brought] = record.brought(incident.number)
    told = json.loads(brought["explanation"])
    assert (told["area"], told["band"], brought["area"]) == ("e", 3, "e")
    assert told["value"] == pytest.approx(8.3, abs=0.05)
    assert incident.reference.startswith("traffic_tpi:e:")
    again = opened(record, clock, replace(RULE, areas="districts", flood=2))
    drive(again, clock, 55.0, 40, west_kmh=45.0)
    [entry] = [one for one in record.log(incident.number) if one.action == "note"]
    assert entry.note_en.startswith("Recovered 8.3 → 0.6: e,")


def test_a_signal_of_the_whole_city_stands_in_none_of_its_streets(record: MemoryRecord):
    clock = Clock()
    drive(opened(record, clock), clock, 20.0, 12)
    [incident] = record.open_incidents()
    assert (incident.address, incident.address_en) == ("全市", "Whole city")
    assert (incident.lon, incident.lat, incident.area) == (None, None, "city")


def test_a_restart_forgets_no_episode_of_a_rule(record: MemoryRecord):
    clock, rule = Clock(), replace(RULE, areas="districts", on_min=2)
    first = opened(record, clock, rule)
    drive(first, clock, 20.0, 5, west_kmh=55.0)
    drive(first, clock, 20.0, 5, west_kmh=20.0)
    before = {one.number for one in record.open_incidents()}
    assert len(before) == 2
    second = opened(record, clock, rule)
    drive(second, clock, 20.0, 5, west_kmh=20.0)
    assert {one.number for one in record.open_incidents()} == before
    drive(second, clock, 55.0, 20, west_kmh=55.0)
    assert [[one.action for one in record.log(number)].count("note") for number in before] == [1, 1]


def test_an_episode_of_areas_that_the_rule_does_not_look_at_any_more_is_let_go(record: MemoryRecord):
    clock = Clock()
    drive(opened(record, clock, replace(RULE, areas="districts")), clock, 20.0, 12)
    drive(opened(record, clock, RULE), clock, 20.0, 12)
    [episodes] = record.kept("episodes", EPOCH)
    assert [one["areas"] for one in json.loads(episodes.body).values()] == [["city"]]


def test_what_cannot_be_noted_is_noted_when_the_record_is_back():
    record, clock = Away(), Clock()
    city = opened(record, clock)
    drive(city, clock, 20.0, 12)
    record.away = True
    drive(city, clock, 55.0, 20)
    record.away = False
    drive(city, clock, 55.0, 1)
    [incident] = record.open_incidents()
    assert [one.action for one in record.log(incident.number)].count("note") == 1


def test_an_episode_whose_incident_is_lost_runs_no_longer_than_any_other(record: MemoryRecord):
    clock = Clock()
    city = opened(record, clock)
    drive(city, clock, 20.0, 12)
    record.incidents.clear()
    drive(city, clock, 55.0, 20)
    [episodes] = record.kept("episodes", EPOCH)
    assert json.loads(episodes.body) == {}
