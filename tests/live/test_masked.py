"""What a wall is told: nothing that people wrote about people, and no number by which one is known."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from city.events import Moved
from city.picture import Newest, Picture, UnitNow
from incidents.incident import Assignment, State, UnitState
from live.changes import changes
from live.masked import DOORBELL, MASKED, ON_A_WALL, WHOLE, View, masked, without_numbers
from live.out_of_sight import OnWalls
from tests.live.builders import NOON, batch, incident
from tests.live.test_broadcaster import Room, followed

PRIVATE = {
    "detail": "Zhang San, 138 0013 8000, has a knife", "detail_en": "Zhang San", "reference": "caller 13800138000",
    "address": "88 River Road, ask for 13800138000", "address_en": "88 River Road (420106199001011234)",
}  # fmt: skip


def told(room: Room, client: str, version: int = 1, **facts: object) -> list[dict[str, Any]]:
    room.writer.hear(Moved((replace(incident("1", version=version), **PRIVATE | facts),)))  # type: ignore[arg-type] - by name
    room.broadcaster.tell(room.writer.publish())
    room.screens.draw(client)
    return room.messages(client)


def test_a_wall_is_told_nothing_about_people_neither_at_first_nor_later():
    room = Room()
    room.broadcaster.join("wall", MASKED)
    room.broadcaster.join("desk")
    told(room, "wall")
    said = json.dumps(told(room, "wall", version=2))
    assert not [one for one in ("Zhang", "138", "knife", "caller", "4201") if one in said]
    assert "88 River Road" in said
    room.screens.draw("desk")
    assert "Zhang San" in json.dumps(room.messages("desk"))


def test_whatever_is_told_of_an_incident_on_a_wall_stands_in_the_list():
    room = Room()
    room.broadcaster.join("wall", MASKED)
    (change,) = [one["incidents"]["1"] for one in told(room, "wall") if "1" in one.get("incidents", {})]
    empty = {name for name, value in change.items() if name not in ON_A_WALL}
    assert {name: change[name] for name in empty} == {"detail": "", "detail_en": "", "reference": "", "evidence": []}


def test_a_doorbell_rings_and_tells_nothing_of_what_happened():
    room = Room()
    room.broadcaster.join("phone", DOORBELL)
    room.broadcaster.want("phone", ["cameras", "taxis"])
    first = told(room, "phone")
    assert [one["bell"] for one in first] == [True] * len(first)
    room.broadcaster.tell(room.writer.publish())  # nothing happened
    room.screens.draw("phone")
    assert "bell" not in room.messages("phone")[-1]
    told(room, "phone", version=2)
    assert room.messages("phone")[-1]["bell"]
    said = json.dumps([{**one, "layers": one.get("layers") or None} for one in room.messages("phone")])
    assert set().union(*room.messages("phone")) <= {"v", "from", "at", "speed", "bell", "sources", "layers"}
    assert not [one for one in ("River Road", "Zhang", "filed", "number") if one in said]
    assert not [event for name, event, _ in room.screens.sent if (name, event) == ("phone", "moving")]


def test_what_is_most_sensitive_is_not_on_the_wall_and_leaves_it():
    room = Room()
    room.broadcaster.join("wall", MASKED)
    told(room, "wall", version=1)
    assert told(room, "wall", version=2, sensitivity=3)[-1]["incidents"] == {"1": None}
    room.broadcaster.resync("wall")
    room.screens.draw("wall")
    assert room.messages("wall")[-1]["incidents"] == {}


@pytest.mark.parametrize(
    "number",
    ["13800138000", "+86 138 0013 8000", "027-8555 1234", "420106199001011234", "42010619900101123X", "6222 0212"],
)
def test_numbers_by_which_somebody_is_known_are_not_told(number: str):
    assert without_numbers(f"call {number}, please") == "call ***, please"


@pytest.mark.parametrize(
    "text", ["88 River Road", "G4201 km 12.5", "Room 1203, Building 7", "2026-11", "第 3 网格 12 号"]
)
def test_numbers_of_places_stay(text: str):
    assert without_numbers(text) == text


def test_what_is_no_incident_is_told_as_it_is():
    parts = {"sources": {"119": {"name": "119"}}}
    assert masked(parts, whole=True) == parts


def test_of_what_is_sensitive_a_wall_does_not_know_the_place():
    room = Room()
    room.broadcaster.join("wall", MASKED)
    one = followed(told(room, "wall", sensitivity=2))["incidents"]["1"]
    assert (one["address"], one["lon"], one["lat"], one["area"]) == ("", None, None, "")
    assert one["sensitivity"] == 2


@pytest.mark.parametrize("sensitivity", [0, 1, 2, 3])
def test_the_layers_of_a_wall_show_no_more_than_its_list(sensitivity: int):
    room = Room()
    for client in ("desk", "wall"):
        room.broadcaster.join(client, MASKED if client == "wall" else WHOLE)
    told(room, "desk")
    told(room, "wall", version=2, sensitivity=sensitivity)
    room.screens.draw("desk")
    room.broadcaster.join("late", MASKED)
    drawn = {one: followed(room.messages(one))["layers"]["still"] for one in ("desk", "wall", "late")}
    assert drawn["wall"] == drawn["late"]
    assert drawn["desk"]["lon"] == [0.5]
    assert drawn["wall"]["ids"] == ([] if sensitivity == 3 else ["1"])
    assert drawn["wall"].get("lon") == ({0: [0.5], 1: [0.5], 3: []}.get(sensitivity) or [None] * (sensitivity == 2))


def test_a_wall_is_not_told_of_which_incident_a_unit_or_a_figure_speaks():
    parts = {
        "units": {"E1": {"name": "E1", "state": "en_route", "incident": "20261120-0001"}, "E2": None},
        "measures": {"late": {"value": [1.0], "contributors": [["20261120-0001", 0.6, {}], ["Main St", 0.4, {}]]}},
    }
    said = masked(parts, whole=False)
    assert said["units"] == {"E1": {"name": "E1", "state": "en_route"}, "E2": None}
    assert said["measures"]["late"] == {"value": [1.0], "contributors": [["Main St", 0.4, {}]]}


CREW = Assignment(unit="E1", state=UnitState.EN_ROUTE, times={UnitState.DISPATCHED: NOON})


def on_the_wall(sensitivity: int) -> Picture:
    one = incident("1", sensitivity=sensitivity, assignments=(CREW,), times={State.DISPATCHED: NOON})
    crews = batch(0.0, 0.0, kind="unit.position", things=["E1", "E2"])
    newest = Newest(
        thing=list(crews.thing), value=crews.value, at=crews.at, lon=np.array([0.5, 0.6]), lat=np.array([0.5, 0.6]),
        leaf=np.zeros(2, dtype=np.int64), attributes={},
    )  # fmt: skip
    units = {
        "E1": UnitNow(name="E1", kind="engine", state="en_route", incident="1"), "E2": UnitNow(name="E2", kind="engine")
    }  # fmt: skip
    return OnWalls().of(
        Picture(version=1, at=NOON, incidents={"1": one}, units=units, newest={"unit.position": newest})
    )


@pytest.mark.parametrize("sensitivity", [0, 1, 2, 3])
def test_the_crews_of_a_hidden_incident_betray_its_place_on_no_wall(sensitivity: int):
    shown = on_the_wall(sensitivity)
    assert (list(shown.newest["unit.position"].thing) == ["E1", "E2"]) == (sensitivity < 2)
    assert (shown.units["E1"].state, shown.units["E1"].incident) == (
        ("en_route", "1") if sensitivity < 2 else ("dispatched", "")
    )
    told = changes(None, shown, lambda _: ()).get("incidents", {})
    assert [bool(one["assignments"] and one["times"]) for one in told.values()] == {2: [False], 3: []}.get(
        sensitivity, [True]
    )


def test_a_wall_hears_of_a_sensitive_incident_not_who_was_sent():
    room = Room()
    room.broadcaster.join("wall", MASKED)
    one = followed(told(room, "wall", sensitivity=2, assignments=(CREW,)))["incidents"]["1"]
    assert (one["assignments"], one["times"]) == ([], {})


@pytest.mark.parametrize("view", [MASKED, DOORBELL])
def test_a_secret_incident_that_changes_is_heard_of_nowhere(view: View):
    room = Room()
    room.broadcaster.join("wall", view)
    told(room, "wall", version=1, sensitivity=3)
    before = len(room.messages("wall"))
    told(room, "wall", version=2, sensitivity=3)
    assert [one.keys() & {"incidents", "bell"} for one in room.messages("wall")[before:]] == [set()]
