"""The machine of a request: PENDING → APPROVED, REJECTED, WITHDRAWN or EXPIRED; the incident moves when it is approved.

The clocks run on while it waits; what is approved to be held up counts as held up since it was asked for.
"""

from collections.abc import Mapping
from types import MappingProxyType

from incidents import asking
from incidents.asking import KINDS, NONE_PENDING, REASON_LISTED
from incidents.conditions import IN_ORDER, REASON_GIVEN
from incidents.guards import Attempt, Guard, Words, guard
from incidents.incident import Incident
from incidents.machines.row import Machine, Row
from incidents.requests import Asked, Request, RequestState
from incidents.roles import AT_THE_DESK, Role
from incidents.speaking import lead_of, speaking

PENDING = RequestState.PENDING
DECIDERS = (Role.CHIEF, Role.DISPATCHER, Role.LEADER)


def named(incident: Incident, attempt: Attempt) -> Request | None:
    """The pending request of the kind that an attempt names; the only one, where it names none."""
    waiting = [one for one in incident.requests if one.pending and attempt.details.kind in ("", one.kind)]
    return waiting[0] if len(waiting) == 1 else None


REQUEST_NAMED = guard(
    "request_named",
    "请指明待审批的申请。",
    "Name the request that waits, by its kind.",
    lambda incident, attempt: named(incident, attempt) is not None,
)
OWN_REQUEST = guard(
    "own_request",
    "只有申请人可以撤回申请。",
    "Only who made the request may take it back.",
    lambda incident, attempt: (
        (one := named(incident, attempt)) is None or one.by == attempt.by or Role.SYSTEM in attempt.actor.roles
    ),
    lambda incident, actor: any(one.by == actor.by for one in incident.requests if one.pending),
)
SIGNER_NEXT = guard(
    "signer_next",
    "该申请应由其上级审批人决定。",
    "Another one decides this request.",
    lambda incident, attempt: (
        (one := named(incident, attempt)) is None or asking.next_signer(one, incident) in attempt.actor.roles
    ),
    lambda incident, actor: any(
        asking.next_signer(one, incident) in actor.roles for one in incident.requests if one.pending
    ),
)
_TAKES: Mapping[Asked, tuple[str, ...]] = MappingProxyType(
    {
        Asked.EXTENSION: ("reason", "add_s"),
        Asked.SUSPENSION: ("reason", "until"),
        Asked.DEFERRAL: ("reason", "until"),
        Asked.RETURN: ("reason",),
        Asked.VOID: ("reason",),
    }
)
_ALSO: Mapping[Asked, tuple[Guard, ...]] = MappingProxyType(
    {
        Asked.EXTENSION: (
            asking.MORE_TIME_GIVEN, asking.ASKED_IN_TIME, asking.TWICE_AT_MOST, asking.WITHIN_TWICE_THE_LIMIT
        ),
        Asked.SUSPENSION: (asking.SUSPENDED_UNTIL, asking.TRACK_SUSPENDS, asking.LEVEL_SUSPENDS, REASON_GIVEN),
        Asked.DEFERRAL: (asking.DEFERRED_UNTIL,),
        Asked.RETURN: (),
        Asked.VOID: (),
    }
)  # fmt: skip


def own_right(kind: Asked) -> tuple[Role, ...]:
    """Who asks for this in their own right, beside the department that leads."""
    return tuple(one for one in KINDS[kind].asked_by if one is not Role.DEPARTMENT)


def _asks(kind: Asked) -> Row[RequestState, Guard]:
    title = KINDS[kind].title
    asked_by = KINDS[kind].asked_by
    theirs = Role.DEPARTMENT in asked_by
    own = speaking(lead_of, own_right(kind)) if theirs else ()
    return Row(
        id="Q1", action=f"ask_{kind}", title={"zh": f"申请{title['zh']}", "en": f"Ask for {title['en']}"},
        comes_from=(), to=(PENDING,), roles=tuple(dict.fromkeys((*asked_by, *AT_THE_DESK))) if theirs else asked_by,
        guards=(IN_ORDER, *own, NONE_PENDING[kind], REASON_LISTED[kind], *_ALSO[kind]), takes=_TAKES[kind],
    )  # fmt: skip


def _approves(kind: Asked) -> Row[RequestState, Guard]:
    title = KINDS[kind].title
    return Row(
        id="Q3", action=f"approve_{kind}", title={"zh": f"批准{title['zh']}", "en": f"Approve the {title['en']}"},
        comes_from=(PENDING,), to=(RequestState.APPROVED,), roles=DECIDERS,
    )  # fmt: skip


ASKS = MappingProxyType({row.action: (kind, row) for kind in Asked for row in (_asks(kind),)})
DECISIONS = (
    Row(
        id="Q4", action="reject_request", title={"zh": "驳回申请", "en": "Reject a request"}, comes_from=(PENDING,),
        to=(RequestState.REJECTED,), roles=DECIDERS, guards=(REQUEST_NAMED, SIGNER_NEXT, REASON_GIVEN),
        takes=("kind",),
    ),
    Row(
        id="Q5", action="withdraw_request", title={"zh": "撤回申请", "en": "Take a request back"},
        comes_from=(PENDING,), to=(RequestState.WITHDRAWN,), roles=(Role.DEPARTMENT, Role.DISPATCHER, Role.CHIEF),
        guards=(REQUEST_NAMED, OWN_REQUEST), takes=("kind",),
    ),
    Row(
        id="Q6", action="expire_request", title={"zh": "申请过期", "en": "Let a request expire"},
        comes_from=(PENDING,), to=(RequestState.EXPIRED,), roles=(Role.SYSTEM,), guards=(REQUEST_NAMED,),
        takes=("kind",),
    ),
)  # fmt: skip
DECIDES = MappingProxyType({row.action: row for row in DECISIONS})
SIGNED = "Q2"  # how the log numbers a signature that is not the last
APPROVALS = MappingProxyType({f"approve_{kind}": kind for kind in Asked})
STATE_TITLES: Mapping[RequestState, Words] = MappingProxyType(
    {
        RequestState.PENDING: {"zh": "待审批", "en": "waiting"},
        RequestState.APPROVED: {"zh": "已批准", "en": "approved"},
        RequestState.REJECTED: {"zh": "已驳回", "en": "rejected"},
        RequestState.WITHDRAWN: {"zh": "已撤回", "en": "taken back"},
        RequestState.EXPIRED: {"zh": "已过期", "en": "expired"},
    }
)
REQUEST = Machine(
    name="request", states=tuple(RequestState), starts=(PENDING,),
    goals=tuple(state for state in RequestState if state is not PENDING),
    rows=(*(row for _, row in ASKS.values()), *(_approves(kind) for kind in Asked), *DECISIONS), titles=STATE_TITLES,
)  # fmt: skip
