"""The log at the API: whoever knows its last line is told what came after; what was told to whom can be looked up."""

from dataclasses import replace

import pytest

from api.log import Changes, Checkpoint
from api.messages import Messages
from geo.pack import CityPack
from incidents.lines import Line
from incidents.ports import Changes as Written
from live.house import House
from tests.api.conftest import Outside
from tests.api.seats import Centre

Plain = dict[str, object]


def _sent_out(outside: Outside, signal: Plain) -> str:
    number = outside.post("/signals", signal).json["incident"]["number"]
    outside.act(number, "file", "operation-1")
    outside.act(number, "dispatch", "operation-2", by="Wang")
    return number


def test_changes_come_in_order_and_go_on_where_they_ended(outside: Outside, signal: Plain):
    number = _sent_out(outside, signal)
    first = Changes.model_validate(outside.get("/changes?limit=3").json)
    rest = Changes.model_validate(outside.get(f"/changes?since={first.last}").json)
    changes = (*first.changes, *rest.changes)
    [of_signal] = outside.get("/signals?state=accepted").json["signals"]
    behind = (f"signal:{of_signal['number']}", f"incident:{number}")
    assert [(behind.index(one.stream), one.action) for one in changes] == [
        (0, "receive"), (1, "receive"), (0, "accept"), (1, "file"), (1, "dispatch"),
    ]  # fmt: skip
    assert [one.seq for one in changes] == [1, 2, 3, 4, 5]
    assert outside.get(f"/changes?since={rest.last}").json == {"changes": [], "last": 5}
    assert outside.get("/changes?limit=501").status == 422


@pytest.mark.parametrize(
    ("seat", "streams"),
    [
        ("chief", ["account:li", "shift:day"]),
        ("chief_asleep", ["account:li", "shift:day"]),
        ("inspector", ["account:li", "shift:day"]),
        ("commander", ["shift:day"]),
        ("dispatcher", ["shift:day"]),
        ("machine", ["shift:day"]),
    ],
)
def test_what_is_done_about_accounts_is_for_the_chief_and_the_inspector_to_follow(
    pack: CityPack, seat: str, streams: list[str]
):
    centre = Centre(pack)
    now = centre.house.clock()
    line = Line(stream="account:li", action="make", at=now, recorded_at=now, by="root", body={"roles": ["chief"]})
    with centre.house.parts.record.transaction() as work:
        work.write(Written(entries=(line, replace(line, stream="shift:day", action="begin")), serials={}))
    changes = centre.get(seat, "/changes").json["changes"]
    assert [one["stream"] for one in changes if one["by"] == "root"] == streams


def test_a_handover_gets_a_checkpoint_of_the_log_as_it_is(outside: Outside, signal: Plain):
    assert outside.post("/log/checkpoints", {}).status == 404
    _sent_out(outside, signal)
    made = Checkpoint.model_validate(outside.post("/log/checkpoints", {}).json)
    assert (made.seq, made.n_rows, len(made.head)) == (5, 5, 64)


def test_the_message_book_says_who_was_told_what(outside: Outside, house: House, signal: Plain):
    number = _sent_out(outside, signal)
    unit = next(iter(house.pack.units))
    outside.act(number, "assign", "operation-3", unit=unit)
    assert outside.get("/messages?state=sent").json == {"messages": []}
    [one] = Messages.model_validate(outside.get(f"/messages?number={number}").json).messages
    assert (one.to, one.state, one.number) == (unit, "waiting", number)
    assert one.words["zh"].startswith(f"{unit} 请前往")
    assert outside.get("/messages?state=lost").status == 422
