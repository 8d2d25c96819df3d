"""What is hidden stays hidden from whoever guesses: keys, references, numbers, and what other incidents name."""

import re

import pytest

from geo.pack import CityPack
from incidents.incident import Incident, State
from tests.api.seats import Centre
from tests.incidents.examples import SEND
from tests.incidents.hands import at

Plain = dict[str, object]
GUESSED: Plain = {"origin": "119", "category": "U0452", "level": 1, "lon": 0.002, "lat": 0.005}
SECRET: Plain = GUESSED | {"key": "N-1", "reference": "R-1", "address": "the safe house", "detail": "an informer"}
WORDS = ("safe house", "informer")


@pytest.fixture(scope="module")
def centre(pack: CityPack) -> Centre:
    return Centre(pack)


def named(number: str, content: object) -> bool:
    """Whether an answer names this incident, and not only a signal that has the same serial."""
    return re.search(rf"(?<!S){number}", str(content)) is not None


def hidden(centre: Centre, number: str) -> None:
    told = {"details": {"sensitivity": 3}, "note": "as the police ask"}
    assert centre.act("chief", number, "change_sensitivity", **told).status == 200


@pytest.fixture(scope="module")
def secret(centre: Centre) -> tuple[str, str]:
    """The numbers of a signal and of its incident, which is secret."""
    came = centre.post("call_taker", "/signals", SECRET)
    assert came.status == 201, came.json
    incident = came.json["incident"]["number"]
    hidden(centre, incident)
    return came.json["signal"]["number"], incident


@pytest.mark.parametrize("guess", [{"key": "N-1"}, {"key": "another", "reference": "R-1"}])
@pytest.mark.parametrize("seat", ["machine", "another_collector"])
def test_a_key_or_a_reference_that_was_guessed_gives_number_and_state_alone(
    centre: Centre, secret: tuple[str, str], seat: str, guess: Plain
):
    came = centre.post(seat, "/signals", GUESSED | guess | ({} if "reference" not in guess else {"key": f"by-{seat}"}))
    assert (came.status, came.json["signal"], came.json["incident"]) == (200, None, None)
    assert set(came.json["known"]) == {"number", "state", "title"}
    assert not named(secret[1], came.json)
    assert [word for word in WORDS if word in str(came.json)] == []


def test_the_desk_and_whoever_sent_what_is_not_hidden_read_it_again(centre: Centre, secret: tuple[str, str]):
    again = centre.post("call_taker", "/signals", SECRET).json
    assert (again["signal"]["incident"], again["known"]) == (secret[1], None)
    own = GUESSED | {"origin": "ENTERPRISE", "key": "own-1", "detail": "a hole", "level": 3}
    first = centre.post("machine", "/signals", own)
    second = centre.post("machine", "/signals", own)
    assert (second.status, second.json["signal"]) == (200, first.json["signal"])


def test_a_signal_of_a_hidden_incident_is_none_to_act_on(centre: Centre, secret: tuple[str, str]):
    for number in (secret[0], "S20261120-9999"):
        told = centre.post("another_collector", f"/signals/{number}/actions/unsure", {}, f"unsure-{number}")
        assert (told.status, told.json["error"]["code"]) == (404, "no_such_signal")


@pytest.mark.parametrize("action", ["link", "confirm", "unsure", "accept"])
def test_a_number_that_is_tried_out_is_answered_alike_whether_it_is_hidden_or_none(
    centre: Centre, secret: tuple[str, str], action: str
):
    said = {"origin": "12345", "key": f"next-{action}", "category": "M0110", "caller": "c7"}
    number = centre.post("call_taker", "/signals", said).json["signal"]["number"]
    told = [
        centre.post(
            "another_collector", f"/signals/{number}/actions/{action}", {"incident": tried}, f"{action}-{tried}"
        )
        for tried in ("20261120-9999", secret[1])
    ]
    assert told[0].status == told[1].status
    if told[0].status != 200:
        assert told[0].json == told[1].json


def related(centre: Centre) -> tuple[Incident, str]:
    """An incident that a department works on, and a hidden one that it is related to."""
    worked, other = at(centre.room, State.PROCESSING, SEND), at(centre.room, State.FILED).number
    told = {"details": {"relation": "caused_by", "number": other}, "note": f"因 {other} 引起"}
    answer = centre.act("call_taker", worked, "relate", **told)
    assert answer.status == 200, answer.json
    hidden(centre, other)
    return worked, other


@pytest.mark.parametrize("seat", ["department", "unit", "another_collector", "machine"])
def test_an_incident_names_no_other_that_is_hidden_from_who_asks(centre: Centre, seat: str):
    worked, other = related(centre)
    told = centre.get(seat, f"/incidents/{worked.number}")
    assert (told.status, told.json["links"]) == (200, [])
    assert not named(other, told.json)
    for path in ("/incidents?open=all&limit=1000", "/changes?since=0"):
        assert not named(other, centre.get(seat, path).json)
    assert named(other, centre.get("chief", f"/incidents/{worked.number}").json["links"])
    if seat == "department":
        old = centre.act(seat, worked, "report_done", version=1)
        assert (old.status, old.json["error"]["code"]) == (409, "outdated")
        assert not named(other, old.json)
