"""Who sees: departments and crews what is theirs, nobody but the desk who a person is, and the wall nothing by name."""

import pytest

from city.events import Moved
from geo.pack import CityPack
from incidents.attachments import Stage
from incidents.incident import State
from incidents.intake.table import BY_HAND
from incidents.roles import Role
from store.pictures import accepted
from tests.api.seats import SEATS, Centre
from tests.incidents.examples import SEND
from tests.incidents.hands import at, hand

CLEAR, STARRED = "来电人王小明 13812345678，车牌鄂A12345", "来电人** 138****5678，车牌鄂A****5"
IN_CLEAR = ("call_taker", "dispatcher", "chief")
MASKED = ("collector", "inspector", "commander", "leader", "machine")
BLIND = (
    "admin", "wall", "another_crew", "sweepers", "sweepers_asleep", "crew_without_unit", "department_without_name",
)  # fmt: skip


@pytest.fixture(scope="module")
def centre(pack: CityPack) -> Centre:
    return Centre(pack)


@pytest.fixture
def theirs(centre: Centre) -> str:
    """The number of an incident of one department and one crew, with words that name people everywhere."""
    incident = at(centre.room, State.PROCESSING, SEND, detail=CLEAR)
    centre.act("call_taker", incident, "note", note=CLEAR)
    centre.house.projector.hear(Moved((centre.room.desk.find(incident.number),)))
    centre.house.show()
    return incident.number


def everything(centre: Centre, seat: str, number: str) -> str:
    """All that a seat is told, wherever it asks, as one text."""
    paths = (
        "/incidents?open=all&limit=1000", f"/incidents/{number}", f"/messages?number={number}", "/changes?since=0",
        "/signals?state=accepted", "/picture", f"/incidents/{number}/attachments",
    )  # fmt: skip
    return "\n".join(str(centre.get(seat, path).json) for path in paths)


@pytest.mark.parametrize("seat", IN_CLEAR)
def test_the_desk_reads_in_clear(centre: Centre, theirs: str, seat: str):
    assert CLEAR in everything(centre, seat, theirs)
    assert "****" not in everything(centre, seat, theirs)


@pytest.mark.parametrize("seat", [*MASKED, "department", "police_asleep", "unit"])
def test_others_at_work_read_what_happened_but_not_to_whom(centre: Centre, theirs: str, seat: str):
    told = everything(centre, seat, theirs)
    assert (theirs in told, STARRED in told) == (True, True)
    assert not [one for one in ("王小明", "13812345678", "鄂A12345") if one in told]


@pytest.mark.parametrize("seat", BLIND)
def test_who_has_nothing_to_do_with_it_does_not_see_it(centre: Centre, theirs: str, seat: str):
    told = everything(centre, seat, theirs)
    assert not [one for one in ("王小明", "138", "鄂A") if one in told], told
    assert centre.get(seat, f"/incidents/{theirs}").status == 404
    assert centre.get(seat, f"/incidents/{theirs}/attachments").status == 404
    assert centre.get(seat, f"/incidents/{theirs}/explanation").status == 404
    assert centre.get(seat, "/incidents?open=all").json == {"incidents": [], "total": 0, "mine": None}
    assert theirs not in str(centre.get(seat, "/picture").json)
    assert theirs not in str(centre.get(seat, "/units").json)
    assert centre.get(seat, "/signals").json == {"signals": [], "waiting": 0, "total": 0}


@pytest.mark.parametrize("seat", BLIND)
def test_who_does_not_see_it_learns_nothing_by_acting(centre: Centre, theirs: str, seat: str):
    for action, wish in (
        ("note", {"note": "which one?"}),
        ("acknowledge", {"version": 1}),
        ("on_scene", {"unit": "E1"}),
    ):
        answer = centre.act(seat, theirs, action, **wish)
        assert answer.status in (403, 404), answer.json
        assert "current" not in answer.json["error"]
        assert "王小明" not in str(answer.json)


def test_a_conflict_shows_the_incident_as_its_reader_may_read_it(centre: Centre, theirs: str):
    for seat, text in (("department", STARRED), ("dispatcher", CLEAR)):
        answer = centre.act(seat, theirs, "count_casualties", version=1, details={"casualties": {"injured": 1}})
        assert answer.status == 409
        assert answer.json["error"]["current"]["detail"] == text


def test_a_departments_list_counts_its_own(centre: Centre, theirs: str):
    told = centre.get("department", "/incidents?open=all").json
    assert theirs in [one["number"] for one in told["incidents"]]
    assert {task["department"] for one in told["incidents"] for task in one["tasks"]} == {"交警"}
    assert told["total"] == len(told["incidents"])


def test_the_changes_go_on_where_nothing_was_ones_own(centre: Centre, theirs: str):
    whole, none = (centre.get(seat, "/changes?since=0").json for seat in ("chief", "wall"))
    assert (none["changes"], none["last"]) == ([], whole["last"])


def test_photos_are_for_the_desk_the_inspector_and_who_works_on_it(centre: Centre, theirs: str):
    seen = {seat: centre.get(seat, f"/incidents/{theirs}/attachments").status for seat in (*IN_CLEAR, *MASKED)}
    may = {seat for seat, status in seen.items() if status == 200}
    assert may == {*IN_CLEAR, "inspector", "machine"}  # of a machine, its right decides
    assert set(seen.values()) == {200, 403}
    for seat in ("department", "unit"):
        assert centre.get(seat, f"/incidents/{theirs}/attachments").status == 200
    checking = at(centre.room, State.CHECKING)
    for seat, status in (("collector", 200), ("another_collector", 403)):
        assert centre.get(seat, f"/incidents/{checking.number}/attachments").status == status


def test_photos_of_a_report_that_waits_are_no_other_collectors_to_see(centre: Centre):
    laid = centre.house.clerk.record.shelf.keep(accepted(b"%PDF-1.7\n%%EOF\n")).sha256
    said = {
        "origin": "GRID",
        "key": "g-1",
        "category": "M0102",
        "level": 2,
        "address": "5 Main Street",
        "photos": [laid],
    }
    number = centre.post("collector", "/signals", said).json["signal"]["number"]
    assert centre.get("collector", f"/signals/{number}").json["evidence"] == [laid]
    assert centre.get("another_collector", f"/signals/{number}").json["evidence"] == []
    for seat in ("another_collector", "inspector", "sweepers", "machine"):
        assert centre.get(seat, f"/signals/{number}/attachments/{laid}").status == 404, seat


def test_no_photo_of_a_hidden_incident_is_ones_own_by_its_hash(centre: Centre, theirs: str):
    kept = centre.house.clerk.record.shelf.keep(accepted(b"%PDF-1.7\n%%EOF\n"))
    centre.house.desk.attach(theirs, kept, stage=Stage.REPORT, name="", actor=hand(Role.CHIEF))
    said = {"origin": "GRID", "key": "g-2", "category": "M0102", "level": 2, "address": "5 Main Street"}
    for seat, status in (("collector", 422), ("call_taker", 202)):
        assert centre.post(seat, "/signals", said | {"photos": [kept.sha256]}).status == status


@pytest.mark.parametrize(("seat", "taken"), [("collector", False), ("call_taker", True)])
def test_the_hash_of_a_photo_is_no_right_to_look_at_it(centre: Centre, theirs: str, seat: str, taken: bool):  # noqa: FBT001 - expected
    kept = centre.house.clerk.record.shelf.keep(accepted(b"%PDF-1.7\n%%EOF\n"))
    centre.room.desk.attach(theirs, kept, stage=Stage.BEFORE, name="", actor=SEATS["chief"])
    said = {"origin": "12345", "key": f"hash-{seat}", "category": "E2001", "lon": 0.002, "lat": 0.005, "caller": seat}
    one = centre.post("call_taker", "/signals", said).json["signal"]
    now = centre.room.clock().isoformat()
    told = {"evidence": [kept.sha256], "photo_at": now, "photo_lon": 0.002, "photo_lat": 0.005,
            "seen": [each["number"] for each in one["likely"]]}  # fmt: skip
    came = centre.post(seat, f"/signals/{one['number']}/actions/confirm", told, key=f"hash-{seat}-confirm")
    assert came.status == 200, came.json
    assert bool(came.json["incident"]["evidence"]) == taken


@pytest.mark.parametrize("seat", ["department", "unit", "inspector", "leader", "admin", "wall"])
def test_signals_are_not_acted_on_by_who_does_not_take_them_in(centre: Centre, seat: str):
    said = {"origin": "12345", "key": f"call-{seat}", "category": "E2001", "lon": 0.002, "lat": 0.005, "caller": "c1"}
    before = centre.post("call_taker", "/signals", said).json["signal"]
    number = before["number"]
    for action in BY_HAND:
        answer = centre.post(seat, f"/signals/{number}/actions/{action}", {"note": "as was said"}, f"{seat}-{action}")
        assert answer.status in (403, 422), answer.json
    assert centre.get("chief", f"/signals/{number}").json["version"] == before["version"]


def test_a_key_of_a_signal_is_not_used_for_other_words(centre: Centre):
    said = {"origin": "12345", "key": "call-9", "category": "E2001", "lon": 0.002, "lat": 0.005, "caller": "c2"}
    number = centre.post("call_taker", "/signals", said).json["signal"]["number"]
    path, wish = f"/signals/{number}/actions/unsure", {"note": "too dark to tell"}
    first, again = (centre.post("call_taker", path, wish, "operation-unsure") for _ in range(2))
    assert (first.status, again.json["signal"]["version"]) == (200, first.json["signal"]["version"])
    other = centre.post("call_taker", path, {"note": "too bright to tell"}, "operation-unsure")
    assert other.json["error"]["code"] == "operation_reused"


def test_nobody_sees_more_asleep_or_off_duty_than_awake(centre: Centre, theirs: str):
    for role in ("chief", "call_taker", "collector", "leader", "commander", "unit", "department"):
        awake, asleep = (centre.get(seat, f"/incidents/{theirs}").status for seat in (role, f"{role}_asleep"))
        pictures = [centre.get(seat, f"/incidents/{theirs}/attachments").status for seat in (role, f"{role}_asleep")]
        assert (asleep, pictures[1] >= pictures[0]) == (awake, True), role


@pytest.mark.parametrize("seat", ["another_crew", "sweepers"])
@pytest.mark.parametrize("action", ["note", "file"])
@pytest.mark.parametrize("level", [1, 3])
def test_nobody_learns_by_many_at_once_which_incidents_there_are(centre: Centre, seat: str, action: str, level: int):
    number = at(centre.room, State.ACCEPTED, level=level).number
    answers = [
        centre.post(seat, f"/incidents/actions/{action}", {"incidents": [{"number": one}], "note": "hello there"})
        for one in (number, "20200101-0001")
    ]
    assert {one.status for one in answers} == {404}


@pytest.mark.parametrize("seat", ["another_crew", "sweepers", "department"])
def test_nobody_learns_which_accounts_there_are_by_sending_them_to_check(centre: Centre, theirs: str, seat: str):
    for number in (theirs, "20200101-0001"):
        answers = [
            centre.act(seat, number, "assign_check", details={"checker": name}) for name in ("zhao", "nobody-at-all")
        ]
        assert len({(one.status, one.json["error"]["code"]) for one in answers}) == 1


def test_what_waits_for_whoever_asks_comes_first_and_is_counted(centre: Centre, theirs: str):
    for seat, mine in (("department", True), ("unit", True), ("leader", False), ("dispatcher", False)):
        told = centre.get(seat, "/incidents?order=mine&limit=1000").json
        waits = [one["mine"] for one in told["incidents"]]
        assert {one["number"]: one["mine"] for one in told["incidents"]}[theirs] == mine, seat
        assert (sum(waits), waits) == (told["mine"], sorted(waits, reverse=True)), seat
        due = [(one["level"], one["due_at"]) for one in told["incidents"] if one["due_at"] and not one["mine"]]
        assert due == sorted(due), seat


def test_how_much_waits_is_counted_however_few_are_told(centre: Centre, theirs: str):
    del theirs
    counted = centre.get("department", "/incidents?order=mine&limit=1").json
    assert len(counted["incidents"]) == 1
    assert counted["mine"] == sum(
        one["mine"] for one in centre.get("department", "/incidents?limit=1000").json["incidents"]
    )
    assert counted["mine"] >= 1
