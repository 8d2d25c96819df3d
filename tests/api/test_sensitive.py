"""What is sensitive is hidden from whoever has no part in it, wherever they ask: lists, layers, signals, the log."""

import pytest

from city.events import Moved
from geo.pack import CityPack
from incidents.incident import State
from tests.api.seats import Centre
from tests.incidents.examples import SEND
from tests.incidents.hands import at

WORDS = "an informer waits there"
PATHS = (
    "/incidents?open=all&limit=1000", "/messages", "/changes?since=0", "/signals?state=accepted", "/picture", "/units",
    "/layers/incidents",
)  # fmt: skip
FURTHEST = {
    "call_taker": 3, "dispatcher": 3, "chief": 3, "inspector": 3, "commander": 3, "leader": 3, "department": 3,
    "unit": 3, "another_collector": 1, "collector_asleep": 1, "machine": 0, "wall": -1, "admin": -1, "sweepers": -1,
    "another_crew": -1,
}  # fmt: skip


@pytest.fixture(scope="module")
def centre(pack: CityPack) -> Centre:
    return Centre(pack)


def sensitive(centre: Centre, sensitivity: int, **facts: object) -> str:
    """The number of an incident that a department and a crew work on, with the chief's word on it."""
    number = at(centre.room, State.PROCESSING, SEND, detail=WORDS, **facts).number
    if sensitivity:
        told = {"details": {"sensitivity": sensitivity}, "note": "as the police ask"}
        answer = centre.act("chief", number, "change_sensitivity", **told)
        assert (answer.status, answer.json["sensitivity"]) == (200, sensitivity)
    centre.house.projector.hear(Moved((centre.room.desk.find(number),)))
    centre.house.show()
    return number


@pytest.mark.parametrize("sensitivity", [0, 1, 2, 3])
@pytest.mark.parametrize("seat", FURTHEST)
def test_nobody_sees_further_than_they_may_wherever_they_ask(centre: Centre, seat: str, sensitivity: int):
    number = sensitive(centre, sensitivity)
    may = sensitivity <= FURTHEST[seat]
    (signal,) = centre.house.desk.signals.record.behind(number)
    assert (centre.get(seat, f"/incidents/{number}").status == 200) == may
    told = {path: str(centre.get(seat, path).json) for path in PATHS}
    assert [path for path, text in told.items() if number in text and not may] == []
    assert (number in told["/incidents?open=all&limit=1000"]) == may
    assert (number in told["/layers/incidents"]) == may
    assert (number in told["/changes?since=0"]) == may
    if seat not in ("department", "unit"):
        assert (signal.number in told["/signals?state=accepted"]) == may
        assert (centre.get(seat, f"/signals/{signal.number}").status == 200) == may
    if not may:
        assert centre.get(seat, f"/incidents/{number}/attachments").status == 404
        assert centre.act(seat, number, "note", note="which one?").status in (403, 404)


@pytest.mark.parametrize("seat", ["department", "another_collector", "leader", "dispatcher", "machine"])
def test_how_sensitive_it_is_the_chief_alone_says(centre: Centre, seat: str):
    number = sensitive(centre, 0)
    answer = centre.act(seat, number, "change_sensitivity", details={"sensitivity": 3}, note="nobody shall know")
    assert (answer.status, answer.json["error"]["code"]) == (403, "not_allowed")


def test_a_reason_and_another_value_are_wanted(centre: Centre):
    number = sensitive(centre, 2)
    answer = centre.act("chief", number, "change_sensitivity", details={"sensitivity": 2})
    assert answer.status == 422
    assert {one["code"] for one in answer.json["error"]["unmet"]} == {"sensitivity_given", "reason_given"}
    assert centre.act("chief", number, "change_sensitivity", details={"sensitivity": 4}, note="a slip").status == 422


def test_a_likely_duplicate_that_is_hidden_is_not_shown_and_holds_nobody_up(centre: Centre):
    number = sensitive(centre, 3, lon=0.0021, lat=0.0051)
    said = {"origin": "12345", "key": "next-door", "category": "U0452", "lon": 0.0021, "lat": 0.0051, "caller": "c7"}
    one = centre.post("call_taker", "/signals", said).json["signal"]
    assert number in [each["number"] for each in one["likely"]]
    shown = centre.get("another_collector", f"/signals/{one['number']}").json
    assert number not in str(shown)
    now = centre.room.clock().isoformat()
    seen = [each["number"] for each in shown["likely"]]
    told = {"photo_at": now, "photo_lon": 0.0021, "photo_lat": 0.0051, "seen": seen}
    came = centre.post("another_collector", f"/signals/{one['number']}/actions/confirm", told, key="confirm-next-door")
    assert came.status == 200, came.json


@pytest.mark.parametrize(("seat", "may"), [("dispatcher", True), ("unit", True), ("another_collector", False)])
def test_where_the_crew_of_a_hidden_incident_is_nobody_learns_who_may_not_see_it(
    pack: CityPack, seat: str, *, may: bool
):
    centre = Centre(pack)
    number = sensitive(centre, 3)
    unit = centre.room.desk.find(number).assignments[0].unit
    (told,) = [one for one in centre.get(seat, "/units").json["units"] if one["name"] == unit]
    on_it = centre.house.picture.units[unit]
    assert on_it.incident == number
    assert (told["incident"], told["state"]) == ((number, on_it.state) if may else ("", "dispatched"))
    assert told["at"] is None or may
