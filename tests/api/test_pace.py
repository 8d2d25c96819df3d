"""Pace: one sender that runs wild is asked to come again, loses nothing, and holds nobody else up."""

import pytest

from accounts.caller import Caller
from api.pace import A_MINUTE, AT_ONCE_A_MINUTE, OF_A_PLATFORM, TOLD_EVERY_S, Pace
from api.refusals import NotServed
from geo.pack import CityPack
from incidents.roles import Actor
from tests.api.seats import Centre
from tests.incidents.hands import anyone


def sender(by: str) -> Caller:
    return Caller(by=by, rights=frozenset(), actor=Actor(by=by, roles=frozenset(), machine=True))


class Minute:
    """A clock that counts seconds, turned by hand, and what was told."""

    def __init__(self) -> None:
        self.s, self.told = 0.0, list[tuple[str, str, int]]()
        self.pace = Pace(lambda: self.s, lambda *said: self.told.append(said))

    def taken(self, caller: Caller, origin: str, of: int) -> int:
        """How many of so many come in."""
        came = 0
        for _ in range(of):
            try:
                self.pace.require(caller, origin)
            except NotServed:
                continue
            came += 1
        return came


def test_a_sender_that_runs_wild_is_asked_to_come_again_and_the_others_come_in():
    minute = Minute()
    assert minute.taken(sender("wild"), "12345", 500) == A_MINUTE
    assert minute.taken(sender("calm"), "12345", 10) == 10
    with pytest.raises(NotServed) as no:
        minute.pace.require(sender("wild"), "12345")
    assert (no.value.status, no.value.code, no.value.more["retry_after_s"]) == (429, "too_fast", 1)
    minute.s += no.value.more["retry_after_s"]
    assert minute.taken(sender("wild"), "12345", 1) == 1


def test_such_as_make_incidents_at_once_are_fewer():
    minute, one = Minute(), sender("wild")
    for _ in range(AT_ONCE_A_MINUTE):
        minute.pace.require(one, "ENTERPRISE")
        minute.pace.made(one, "ENTERPRISE")
    assert minute.taken(one, "ENTERPRISE", 1) == 0
    minute.s += 2
    assert minute.taken(one, "ENTERPRISE", 1) == 1


@pytest.mark.parametrize("origin", ["110", "119", "120", "VIDEO"])
def test_a_platform_of_the_city_has_ten_times_as_much(origin: str):
    assert Minute().taken(sender("command"), origin, 5000) == OF_A_PLATFORM * A_MINUTE


def test_where_nobody_is_asked_who_they_are_nobody_is_counted():
    unasked = Caller(by="desk", rights=frozenset(), actor=anyone("desk"))
    assert Minute().taken(unasked, "desk", 1000) == 1000


def test_it_is_told_once_and_the_rest_folded():
    minute = Minute()
    minute.taken(sender("wild"), "12345", A_MINUTE + 50)
    assert minute.told == [("wild", "12345", 1)]
    minute.s += TOLD_EVERY_S
    minute.taken(sender("wild"), "12345", A_MINUTE + 1)
    assert minute.told[1:] == [("wild", "12345", 50)]


def test_over_the_api_it_is_429_with_the_seconds_to_wait_and_the_chief_can_read_of_it(pack: CityPack):
    centre = Centre(pack)
    said = {"origin": "ENTERPRISE", "category": "U0452", "level": 3, "lon": 0.002, "lat": 0.005}
    told = [centre.post("machine", "/signals", said | {"key": f"n-{n}"}) for n in range(400)]
    refused = [one for one in told if one.status == 429]
    assert {one.json["error"]["code"] for one in refused} == {"too_fast"}
    assert refused[0].after_s == str(refused[0].json["error"]["retry_after_s"])
    assert {one.status for one in told if one.status != 429} == {202}
    changes = centre.get("chief", "/changes?since=0&limit=500").json
    (line,) = [one for one in changes["changes"] if one["action"] == "too_fast"]
    assert (line["by"], line["body"]["origin"]) == ("meter", "ENTERPRISE")
