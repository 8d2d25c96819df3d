"""What an incident holds beside its way is told to machines with names, to screens without."""

from dataclasses import replace

from incidents.incident import State
from live import wire
from tests.incidents.builders import Room
from tests.incidents.examples import ACTIVATE, ORDER
from tests.incidents.hands import ASK_SUSPENSION, SAFE, at, sign

PEOPLE = ("zhou", "chen", "sun", "wu")


def test_screens_are_told_what_waits_but_not_who_asked_signed_or_ordered():
    room = Room()
    supervised = at(room, State.PROCESSING, SAFE, replace(ORDER, note="by Friday"), ACTIVATE, ASK_SUSPENSION)
    incident = sign("suspension").done(room, supervised)
    screen, machine = wire.incident(incident, wire.iso), wire.incident(incident, wire.iso, names=True)
    assert not [by for by in (*PEOPLE, "by Friday", "as it was seen") if f"'{by}'" in str(screen)]
    assert all(f"'{by}'" in str(machine) for by in (*PEOPLE, "by Friday", "as it was seen"))
    (request,) = screen["requests"]
    assert (request["kind"], request["state"], len(request["signed"])) == ("suspension", "pending", 1)
    assert (screen["made_safe"]["how"], screen["made_safe"]["after_s"], screen["made_safe"]["by"]) == ("fenced", 60, "")
    assert (machine["made_safe"]["by"], wire.incident(at(room, State.FILED), wire.iso)["made_safe"]) == ("zhou", None)
    assert [one["department"] for one in screen["tasks"]] == ["交警"]
    assert (screen["supervisions"][0]["level"], screen["responses"][0]["plan"]) == (1, "flood")
