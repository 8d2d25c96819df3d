"""Asking: what may be asked for, by whom, for which reasons, and whose signatures it takes (section A.2.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from incidents.guards import Attempt, Guard, Words, guard
from incidents.incident import Incident, State
from incidents.requests import Asked, Request
from incidents.roles import Role
from incidents.timing.limit import Limit, Unit

REVIEWED_WITHIN = timedelta(days=90)  # what is suspended is looked at again
DEFERRED_AT_MOST = Limit(15, Unit.WORKING_DAY)
EXTENSIONS = 2
ENGINEERING = "engineering"
NOT_NEEDED = "not_needed"
BULK = "bulk"

Reasons = Mapping[str, Words]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One kind of request: who may ask, in which states, and for which reasons (code → words)."""

    kind: Asked
    title: Words
    asked_by: tuple[Role, ...]
    comes_from: tuple[State, ...]
    reasons: Reasons


_AT_WORK = (State.DISPATCHED, State.PROCESSING)
_REASONS_TO_EXTEND: Reasons = MappingProxyType(
    {
        "workload": {"zh": "工作量大", "en": "more work than it seemed"},
        "weather": {"zh": "天气", "en": "the weather"},
        "materials": {"zh": "物资", "en": "material is missing"},
        ENGINEERING: {"zh": "工程类", "en": "engineering works"},
        BULK: {"zh": "批量或长期", "en": "in bulk, or for long"},
    }
)
_REASONS_TO_SUSPEND: Reasons = MappingProxyType(
    {
        "no_owner": {"zh": "无责任主体", "en": "nobody is responsible"},
        ENGINEERING: {"zh": "工程类", "en": "engineering works"},
        "season": {"zh": "季节性", "en": "the season"},
        "ownership": {"zh": "权属争议", "en": "ownership is disputed"},
        "project": {"zh": "待立项", "en": "a project must be set up"},
    }
)
_REASONS_TO_DEFER: Reasons = MappingProxyType(
    {
        "weather": {"zh": "天气", "en": "the weather"},
        "traffic": {"zh": "交通管制", "en": "traffic control"},
        "event": {"zh": "重大活动", "en": "a great event"},
        "party": {"zh": "当事人原因", "en": "somebody concerned"},
        "cooperation": {"zh": "部门配合", "en": "another department"},
    }
)
_REASONS_TO_RETURN: Reasons = MappingProxyType(
    {
        "misdirected": {"zh": "派遣有误", "en": "sent to the wrong department"},
        NOT_NEEDED: {"zh": "无需处置", "en": "no longer needed"},
    }
)
_REASONS_TO_VOID: Reasons = MappingProxyType(
    {
        "mistaken": {"zh": "误报", "en": "reported by mistake"},
        "test": {"zh": "测试", "en": "a test"},
        "duplicate": {"zh": "重复", "en": "a duplicate"},
        "withdrawn": {"zh": "撤诉", "en": "taken back by who reported it"},
    }
)

KINDS: Mapping[Asked, Asking] = MappingProxyType(
    {
        one.kind: one
        for one in (
            Asking(
                kind=Asked.EXTENSION, title={"zh": "延期", "en": "more time"}, asked_by=(Role.DEPARTMENT,),
                comes_from=_AT_WORK, reasons=_REASONS_TO_EXTEND,
            ),
            Asking(
                kind=Asked.SUSPENSION, title={"zh": "挂账", "en": "suspension"},
                asked_by=(Role.DEPARTMENT, Role.DISPATCHER, Role.CHIEF), comes_from=_AT_WORK,
                reasons=_REASONS_TO_SUSPEND,
            ),
            Asking(
                kind=Asked.DEFERRAL, title={"zh": "缓办", "en": "deferral"}, asked_by=(Role.DEPARTMENT,),
                comes_from=_AT_WORK, reasons=_REASONS_TO_DEFER,
            ),
            Asking(
                kind=Asked.RETURN, title={"zh": "回退", "en": "return"}, asked_by=(Role.DEPARTMENT,),
                comes_from=_AT_WORK, reasons=_REASONS_TO_RETURN,
            ),
            Asking(
                kind=Asked.VOID, title={"zh": "作废", "en": "voiding"}, asked_by=(Role.DISPATCHER,),
                comes_from=(*_AT_WORK, State.SUSPENDED, State.DEFERRED), reasons=_REASONS_TO_VOID,
            ),
        )
    }
)  # fmt: skip


def signers(request: Request, incident: Incident) -> tuple[Role, ...]:
    """The roles whose signatures it takes, in their order."""
    match request.kind:
        case Asked.SUSPENSION | Asked.VOID:
            return (Role.CHIEF, Role.LEADER)
        case Asked.EXTENSION if request.reason == BULK:
            return (Role.LEADER,)
        case Asked.EXTENSION if incident.extensions or request.reason == ENGINEERING:
            return (Role.DISPATCHER, Role.LEADER)
        case Asked.RETURN if request.reason == NOT_NEEDED:
            return (Role.DISPATCHER, Role.LEADER)
        case _:
            return (Role.CHIEF,)


def next_signer(request: Request, incident: Incident) -> Role:
    """Whose signature it waits for."""
    return signers(request, incident)[len(request.signed)]


def last_signature(request: Request, incident: Incident) -> bool:
    """Whether one more signature decides it."""
    return len(request.signed) + 1 >= len(signers(request, incident))


def _reason_listed(kind: Asked) -> Guard:
    codes = KINDS[kind].reasons
    return guard(
        "reason_listed",
        f"请选择理由：{'、'.join(words['zh'] for words in codes.values())}。",
        f"Give one of these reasons: {', '.join(codes)}.",
        lambda _, attempt: attempt.details.reason in codes,
    )


REASON_LISTED = MappingProxyType({kind: _reason_listed(kind) for kind in Asked})
NONE_PENDING = MappingProxyType(
    {
        kind: guard(
            "none_pending",
            f"已有待审批的{KINDS[kind].title['zh']}申请。",
            f"A request for {KINDS[kind].title['en']} waits already.",
            lambda incident, _, kind=kind: incident.pending(kind) is None,
        )
        for kind in Asked
    }
)
ASKED_FOR = MappingProxyType(
    {
        kind: guard(
            "asked_for",
            f"没有待审批的{KINDS[kind].title['zh']}申请。",
            f"Nobody has asked for {KINDS[kind].title['en']}.",
            lambda incident, _, kind=kind: incident.pending(kind) is not None,
        )
        for kind in Asked
    }
)
SUSPENDED_UNTIL = guard(
    "review_set",
    "请给出 90 天以内的复核日期。",
    "Say when it is looked at again, within 90 days.",
    lambda _, attempt: _between(attempt, REVIEWED_WITHIN),
)
DEFERRED_UNTIL = guard(
    "resumption_set",
    "请给出 15 个工作日以内的恢复日期。",
    "Say when it goes on, within 15 working days.",
    lambda _, attempt: _between(
        attempt, DEFERRED_AT_MOST.due(attempt.asked, attempt.category.calendars) - attempt.asked
    ),
)
MORE_TIME_GIVEN = guard(
    "more_time_given",
    "请填写申请延长的时间。",
    "Say how much more time is wanted.",
    lambda _, attempt: (attempt.details.add_s or 0) > 0,
)
ASKED_IN_TIME = guard(
    "asked_in_time",
    "已到期，不能再申请延期。",
    "It is due already: more time is asked for before.",
    lambda incident, attempt: incident.close_by is None or attempt.asked < incident.close_by,
)
TWICE_AT_MOST = guard(
    "twice_at_most",
    "延期最多两次。",
    "More time is given twice at most.",
    lambda incident, _: len(incident.extensions) < EXTENSIONS,
)
WITHIN_TWICE_THE_LIMIT = guard(
    "within_twice_the_limit",
    "延期合计不得超过处置时限的两倍。",
    "All the time given beside must not be more than twice the limit of the category.",
    lambda incident, attempt: _granted(incident, attempt) <= _twice(incident, attempt),
)
TRACK_SUSPENDS = guard(
    "track_suspends",
    "应急案卷不能挂账。",
    "An emergency is not suspended.",
    lambda _, attempt: attempt.category.track in ("U", "R"),
)
LEVEL_SUSPENDS = guard(
    "level_suspends",
    "Ⅰ级案卷不能挂账。",
    "An incident of level Ⅰ is not suspended.",
    lambda incident, _: incident.level > 1,
)


def _between(attempt: Attempt, most: timedelta) -> bool:
    until = attempt.details.until
    return until is not None and attempt.asked < until <= attempt.asked + most


def _granted(incident: Incident, attempt: Attempt) -> float:
    waiting = incident.pending(Asked.EXTENSION)
    wanted = attempt.details.add_s or (0 if waiting is None else waiting.add_s or 0)
    return sum(one.add_s for one in incident.extensions) + wanted


def _twice(incident: Incident, attempt: Attempt) -> float:
    """Twice what its category allows from the dispatch on, s of its calendar."""
    category = attempt.category
    if category.promise is None:
        return float("inf")
    sent_at = incident.times.get(State.DISPATCHED, attempt.at)
    return 2 * category.promise.budget(sent_at, category.calendars).total_seconds()
