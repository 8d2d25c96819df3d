"""Examples: for every action of the incident's table one that is allowed, and for every guard one that it refuses."""

from dataclasses import dataclass, replace
from datetime import timedelta

from incidents.details import Details, TaskWanted
from incidents.incident import Incident, State
from incidents.parts import Casualties, Relation, Stage
from incidents.roles import Role
from tests.incidents import hands
from tests.incidents.builders import Room
from tests.incidents.hands import Act, ask, sign

MONTH, YEAR = timedelta(days=30), timedelta(days=365)
SEND = Act(action="assign", role=Role.DISPATCHER, unit="E01")
ON_SCENE = Act(action="on_scene", role=Role.UNIT, unit="E01")
ORDER = Act(
    action="supervise", role=Role.INSPECTOR, details=lambda room, _: Details(level=1, until=room.clock() + MONTH)
)
ACTIVATE = Act(action="activate_response", role=Role.COMMANDER, details=Details(plan="flood", level=3))
END = Act(action="end_response", role=Role.COMMANDER)
ANOTHER = Act(action="redispatch", role=Role.DISPATCHER, details=Details(department="公安", because="theirs"))


def related(room: Room, incident: Incident) -> Details:
    return Details(number=hands.at(room, State.FILED).number, relation=Relation.CAUSED_BY)


# What is done before, in the same state, so that the action may be done.
BEFORE: dict[str, tuple[Act, ...]] = {
    "approve_return": (hands.ASK_RETURN,),
    "approve_suspension": (hands.ASK_SUSPENSION, sign("suspension")),
    "approve_deferral": (hands.ASK_DEFERRAL,),
    "approve_extension": (hands.ASK_EXTENSION,),
    "approve_void": (hands.ASK_VOID, sign("void")),
    "release": (ORDER,),
    "end_response": (ACTIVATE,),
    "report_response": (ACTIVATE, END),
    "report_up": (ACTIVATE, END),
}
ALLOWED: dict[str, Act] = {
    one.action: one
    for one in (
        hands.FILE, hands.DISPATCH, hands.ACKNOWLEDGE, hands.REPORT, hands.ASSIGN_CHECK, hands.PASS, hands.CLOSE,
        Act(action="refuse", role=Role.CHIEF, note="not ours"),
        Act(action="appeal", role=Role.CHIEF),
        Act(action="return_intake", role=Role.DISPATCHER, note="which street?"),
        Act(action="recall", role=Role.DISPATCHER),
        ANOTHER,
        Act(action="void", role=Role.CHIEF, details=Details(reason="test")),
        Act(action="restore", role=Role.LEADER),
        hands.MERGE,
        Act(action="unmerge", role=Role.CHIEF),
        sign("return"), sign("suspension", Role.LEADER), sign("deferral"), sign("void", Role.LEADER),
        sign("extension"),
        Act(action="resume", role=Role.SYSTEM),
        Act(action="close_unresolved", role=Role.LEADER, note="nobody owns this wall"),
        Act(action="remote_check", role=Role.CALL_TAKER, details=Details(evidence=("s1",), stage=Stage.CHECK)),
        Act(action="change_checker", role=Role.CALL_TAKER, details=Details(checker="guo")),
        Act(action="check_fail", role=Role.CHIEF, note="still dark"),
        Act(action="reopen", role=Role.CHIEF, note="dark again"),
        Act(action="evaluate", role=Role.INSPECTOR, details=Details(checklist=("callback",))),
        Act(action="note", role=Role.COLLECTOR, note="smoke in the cellar"),
        Act(action="attach", role=Role.COLLECTOR, details=Details(evidence=("p1",), stage=Stage.AFTER)),
        Act(action="relate", role=Role.CALL_TAKER, details=related),
        Act(action="count_casualties", role=Role.CALL_TAKER, details=Details(casualties=Casualties(injured=2))),
        Act(action="correct", role=Role.CALL_TAKER, details=Details(line=1, field="note", value="x"), note="a slip"),
        Act(action="change_level", role=Role.CALL_TAKER, details=Details(level=1), note="a bus is in it"),
        Act(action="change_category", role=Role.CALL_TAKER, details=Details(category="M0102"), note="rubbish"),
        Act(action="change_place", role=Role.CALL_TAKER, details=Details(lon=114.0, lat=22.5), note="next street"),
        Act(action="change_sensitivity", role=Role.CHIEF, details=Details(sensitivity=3), note="an informer"),
        ORDER, Act(action="release", role=Role.CHIEF), SEND, ACTIVATE, END,
        Act(action="report_response", role=Role.CHIEF),
        Act(action="report_up", role=Role.CALL_TAKER, details=Details(kind="phone")),
        hands.SAFE,
    )
}  # fmt: skip
REMOTE = "remote_check"


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """An action that one guard refuses: where, what came before, and what the policy of the room is."""

    guard: str
    state: State
    act: Act
    before: tuple[Act, ...] = ()
    when: State | None = None
    strict: bool = False
    level: int = 2
    category: str = "U0452"


def refusal(guard: str, state: State, act: Act, *before: Act, **more: object) -> Refusal:
    return Refusal(guard=guard, state=state, act=act, before=before, **more)  # type: ignore[arg-type] - by name


def changed(action: str, **changes: object) -> Act:
    """The allowed example, but for this."""
    return replace(ALLOWED[action], **changes)  # type: ignore[arg-type] - by name


def itself(room: Room, incident: Incident) -> Details:
    return Details(parent=incident.number)


def closed(room: Room, incident: Incident) -> Details:
    return Details(parent=hands.at(room, State.CLOSED).number)


def child(room: Room, incident: Incident) -> Details:
    return Details(parent=hands.at(room, State.MERGED).number)


def quieter(room: Room, incident: Incident) -> Details:
    return Details(parent=hands.at(room, State.FILED, level=4).number)


def theirs(room: Room, incident: Incident) -> Details:
    signal = room.signal(origin="119", command="119", category="E2001")
    return Details(parent=room.desk.receive(signal, "119").incident.number)


NO = Details()
REPORTED = (ACTIVATE, END, ALLOWED["report_response"])
HELPED = Details(assist=(TaskWanted(department="环卫"),))
LATE = replace(ask("extension", reason="workload", add_s=1), minutes=180)
REFUSALS = (
    refusal("in_order", State.FILED, changed("dispatch", minutes=-1)),
    refusal("place_known", State.ACCEPTED, hands.FILE, strict=True),
    refusal("standard_ticked", State.ACCEPTED, hands.FILE, strict=True),
    refusal("duplicates_seen", State.ACCEPTED, hands.FILE, strict=True),
    refusal("reason_given", State.CHECKED, changed("check_fail", note=" ")),
    refusal("refused_lately", State.REFUSED, changed("appeal", minutes=8 * 24 * 60)),
    refusal("department_fits", State.FILED, changed("dispatch", details=Details(department="环卫"))),
    refusal("another_department", State.DISPATCHED, changed("redispatch", details=NO)),
    refusal("void_reason", State.FILED, changed("void", details=Details(reason="bored"))),
    refusal("units_cleared", State.PROCESSING, hands.REPORT, SEND),
    refusal("voided_lately", State.VOIDED, changed("restore", minutes=25 * 60)),
    refusal("parent_named", State.FILED, changed("merge", details=NO)),
    refusal("parent_another", State.FILED, changed("merge", details=itself)),
    refusal("parent_open", State.FILED, changed("merge", details=closed)),
    refusal("parent_on_top", State.FILED, changed("merge", details=child)),
    refusal("parent_ours", State.FILED, changed("merge", details=theirs)),
    refusal("no_quieter_parent", State.FILED, changed("merge", details=quieter, role=Role.DISPATCHER)),
    refusal(
        "of_lead_department", State.DISPATCHED, changed("acknowledge", department="环卫"),
        changed("dispatch", details=HELPED), when=State.FILED,
    ),
    refusal("speaks_for", State.DISPATCHED, changed("acknowledge", role=Role.CALL_TAKER, note="telephone")),
    refusal("checker_named", State.FEEDBACK, changed("assign_check", details=NO)),
    refusal("another_than_before", State.CHECKING, changed("change_checker", details=Details(checker="zhao"))),
    refusal("checker_checks", State.CHECKING, changed("check_pass", by="somebody")),
    refusal("note_given", State.FILED, changed("note", note=" ")),
    refusal("unit_in_order", State.PROCESSING, replace(SEND, minutes=-60)),
    refusal("time_readable", State.FILED, changed("correct", details=Details(line=1, field="at", value="yesterday"))),
    refusal("asked_for", State.PROCESSING, sign("return")),
    refusal("nobody_on_scene", State.PROCESSING, sign("return"), SEND, ON_SCENE, hands.ASK_RETURN),
    refusal("tasks_done", State.PROCESSING, hands.REPORT, changed("dispatch", details=HELPED), when=State.FILED),
    refusal("after_shown", State.PROCESSING, hands.REPORT, strict=True),
    refusal("response_over", State.PROCESSING, hands.REPORT, ACTIVATE),
    refusal("justified", State.SUSPENDED, changed("close_unresolved", note="no")),
    refusal("another_is_sent", State.FEEDBACK, changed("assign_check", details=Details(checker="zhou"))),
    refusal("another_checks", State.CHECKING, changed("check_pass", by="zhou")),
    refusal("remote_allowed", State.FEEDBACK, ALLOWED[REMOTE]),
    refusal("snapshot_given", State.FEEDBACK, changed(REMOTE, details=NO)),
    refusal("pair_shown", State.CHECKING, hands.PASS, strict=True),
    refusal("criterion_ticked", State.CHECKING, hands.PASS, strict=True),
    refusal("check_shown", State.CHECKING, changed("check_fail", role=Role.COLLECTOR), strict=True),
    refusal("another_closes", State.CHECKED, changed("close", by="zhao")),
    refusal("nothing_pending", State.CHECKED, hands.CLOSE, hands.ASK_EXTENSION, when=State.PROCESSING),
    refusal("final_report", State.CHECKED, hands.CLOSE, ACTIVATE, END, when=State.PROCESSING),
    refusal("closed_lately", State.CLOSED, changed("reopen", minutes=8 * 24 * 60)),
    refusal("week_over", State.CLOSED, changed("evaluate", details=NO)),
    refusal("review_signed", State.CLOSED, ALLOWED["evaluate"], *REPORTED, when=State.PROCESSING),
    refusal("evidence_given", State.FILED, changed("attach", details=NO)),
    refusal("relation_given", State.FILED, changed("relate", details=Details(relation=Relation.RELATED))),
    refusal("casualties_given", State.FILED, changed("count_casualties", details=NO)),
    refusal("correction_given", State.FILED, changed("correct", details=Details(line=9, field="note"))),
    refusal("level_given", State.FILED, changed("change_level", details=Details(level=2))),
    refusal(
        "sensitivity_given", State.FILED,
        Act(action="change_sensitivity", role=Role.CHIEF, details=Details(sensitivity=0), note="as it was"),
    ),
    refusal("chief_lowers", State.FILED, changed("change_level", details=Details(level=4))),
    refusal("category_given", State.FILED, changed("change_category", details=Details(category="Z9"))),
    refusal("place_given", State.FILED, changed("change_place", details=Details(lon=200.0, lat=22.5))),
    refusal("order_given", State.PROCESSING, changed("supervise", details=Details(level=1))),
    refusal("order_stands", State.PROCESSING, ALLOWED["release"]),
    refusal("plan_given", State.FILED, changed("activate_response", details=Details(level=3))),
    refusal("rank_fits", State.FILED, changed("activate_response", role=Role.CHIEF)),
    refusal("response_on", State.FILED, END),
    refusal("way_given", State.FILED, changed("report_up", details=Details()), ACTIVATE),
    refusal("report_owed", State.FILED, ALLOWED["report_up"]),
    refusal("safety_owed", State.DISPATCHED, changed("make_safe", department="环卫"), category="M0102"),
    refusal("how_given", State.DISPATCHED, changed("make_safe", details=NO)),
    refusal("response_unreported", State.FILED, ALLOWED["report_response"]),
    refusal("twice_at_most", State.PROCESSING, ask("extension", reason="workload", add_s=1), *(
        hands.ASK_EXTENSION, sign("extension"), hands.ASK_EXTENSION, sign("extension", Role.DISPATCHER),
        sign("extension", Role.LEADER),
    )),
    refusal("within_twice_the_limit", State.PROCESSING, ask("extension", reason="workload", add_s=5 * 3600)),
    refusal("more_time_given", State.PROCESSING, ask("extension", reason="workload")),
    refusal("asked_in_time", State.PROCESSING, LATE),
    refusal("track_suspends", State.DISPATCHED, replace(hands.ASK_SUSPENSION, role=Role.CHIEF), category="E2001"),
    refusal("level_suspends", State.PROCESSING, hands.ASK_SUSPENSION, level=1),
    refusal("review_set", State.PROCESSING, ask("suspension", reason="season", until=YEAR)),
    refusal("resumption_set", State.PROCESSING, ask("deferral", reason="weather", until=MONTH)),
    refusal("reason_listed", State.PROCESSING, ask("deferral", reason="season", until=timedelta(days=1))),
    refusal("none_pending", State.PROCESSING, hands.ASK_RETURN, hands.ASK_RETURN),
)  # fmt: skip
