"""Endings: the guards of closing, reopening, voiding, merging, and of what is changed on the way."""

from incidents.conditions import A_DAY, A_WEEK, since_then
from incidents.guards import guard
from incidents.incident import State
from incidents.roles import Role

URGENT = 2  # levels 1 and 2
GRAVE = 3  # responses of levels Ⅰ to Ⅲ are reported and reviewed
HIGHEST_ORDER = 3
TAKES_UNITS = (State.DISPATCHED, State.PROCESSING)

NOTHING_PENDING = guard(
    "nothing_pending",
    "仍有未审批的申请。",
    "A request still waits for a decision.",
    lambda incident, _: not any(one.pending for one in incident.requests),
)
CHILDREN_SETTLED = guard(
    "children_settled",
    "并入的案卷仍有单元未撤离。",
    "Units are still bound by an incident that was merged into this one.",
    lambda _, attempt: not any(one.live_units for one in attempt.children),
)
FINAL_REPORT = guard(
    "final_report",
    "Ⅲ级以上响应尚未报送终报。",
    "The final report of a response of level Ⅲ or above is not filed.",
    lambda incident, _: all(one.reported for one in incident.responses if one.level <= GRAVE),
)
CLOSED_LATELY = guard(
    "closed_lately",
    "结案已超过 7 天，请作为新案登记。",
    "It was closed more than 7 days ago. Register a new incident instead.",
    lambda incident, attempt: since_then(incident, attempt) <= A_WEEK,
)
REFUSED_LATELY = guard(
    "refused_lately",
    "不予立案已超过 7 天，不能复议。",
    "It was refused more than 7 days ago. Register a new incident instead.",
    lambda incident, attempt: since_then(incident, attempt) <= A_WEEK,
)
VOIDED_LATELY = guard(
    "voided_lately",
    "作废已超过 24 小时，不能恢复。",
    "It was voided more than 24 hours ago. Register a new incident instead.",
    lambda incident, attempt: since_then(incident, attempt) <= A_DAY,
)
WEEK_OVER = guard(
    "week_over",
    "结案未满 7 天，且回访未完成。",
    "It was closed less than 7 days ago, and nobody was called back.",
    lambda incident, attempt: since_then(incident, attempt) >= A_WEEK or "callback" in attempt.details.checklist,
)
REVIEW_SIGNED = guard(
    "review_signed",
    "Ⅲ级以上响应的复盘尚未签署。",
    "The review of a response of level Ⅲ or above is not signed.",
    lambda incident, attempt: (
        not any(one.level <= GRAVE for one in incident.responses) or "review" in attempt.details.checklist
    ),
)
PARENT_NAMED = guard(
    "parent_named",
    "请指明要并入的案卷。",
    "Name the incident into which it goes.",
    lambda _, attempt: attempt.other is not None,
)
PARENT_ANOTHER = guard(
    "parent_another",
    "不能并入自身。",
    "It cannot go into itself. Name another incident.",
    lambda incident, attempt: attempt.other is None or attempt.other.number != incident.number,
)
PARENT_OPEN = guard(
    "parent_open",
    "目标案卷已办结，或不再接收单元，不能并入。",
    "That incident is over, or takes no units any more. Name another, or clear the units first.",
    lambda incident, attempt: (
        attempt.other is None
        or (attempt.other.open and (not incident.live_units or attempt.other.state in TAKES_UNITS))
    ),
)
PARENT_ON_TOP = guard(
    "parent_on_top",
    "目标案卷已并入其他案卷。",
    "That incident was merged into another itself. Name that one.",
    lambda _, attempt: attempt.other is None or attempt.other.merged is None,
)
CHILDLESS = guard(
    "childless",
    "本案已有并入的案卷，不能再并入其他案卷。",
    "Others were merged into this one, so it cannot go into another. Merge the other way round.",
    lambda incident, _: not incident.children,
)
SAME_WORLD = guard(
    "same_world",
    "演练案卷不能与真实案卷合并。",
    "A drill and the real world are never merged.",
    lambda incident, attempt: (
        attempt.other is None
        or (attempt.other.exercise, attempt.other.made_up) == (incident.exercise, incident.made_up)
    ),
)
PARENT_OURS = guard(
    "parent_ours",
    "目标案卷由联动单位主导，不能并入。",
    "An allied command leads that incident. Note it as related instead.",
    lambda _, attempt: attempt.other is None or not attempt.other.command,
)
UNITS_NOT_ON_BOTH = guard(
    "units_not_on_both",
    "有单元同时在两个案卷上，请先在其中一个撤离。",
    "A unit is on both incidents. Clear it on one of them first.",
    lambda incident, attempt: (
        attempt.other is None
        or attempt.other.number == incident.number
        or not set(incident.live_units) & set(attempt.other.live_units)
    ),
)
PARENT_NOT_ARCHIVED = guard(
    "parent_not_archived",
    "目标案卷已归档，不能拆案。",
    "The incident into which it went is archived, so it stays there.",
    lambda _, attempt: attempt.other is None or attempt.other.state is not State.EVALUATED,
)
NO_QUIETER_PARENT = guard(
    "no_quieter_parent",
    "Ⅰ、Ⅱ级案卷并入较低等级案卷须由值班长操作。",
    "Only the chief may let an incident of level Ⅰ or Ⅱ go into a less urgent one.",
    lambda incident, attempt: (
        incident.level > URGENT
        or attempt.other is None
        or attempt.other.level <= incident.level
        or Role.CHIEF in attempt.actor.roles
    ),
)
LEVEL_GIVEN = guard(
    "level_given",
    "请选择另一个等级，1 至 4。",
    "Give another level, 1 to 4.",
    lambda incident, attempt: attempt.details.level in {1, 2, 3, 4} - {incident.level},
)
CHIEF_LOWERS = guard(
    "chief_lowers",
    "Ⅰ、Ⅱ级案卷降级须由值班长操作。",
    "Only the chief may lower an incident of level Ⅰ or Ⅱ.",
    lambda incident, attempt: (
        incident.level > URGENT
        or (attempt.details.level or incident.level) <= incident.level
        or Role.CHIEF in attempt.actor.roles
    ),
)
SENSITIVITY_GIVEN = guard(
    "sensitivity_given",
    "请选择另一个敏感级别，0 至 3。",
    "Give another sensitivity, 0 (public) to 3 (secret).",
    lambda incident, attempt: attempt.details.sensitivity in {0, 1, 2, 3} - {incident.sensitivity},
)
CATEGORY_GIVEN = guard(
    "category_given",
    "请选择类别表中的另一个类别。",
    "Give another category of the table, by its code.",
    lambda incident, attempt: attempt.new_category is not None and attempt.new_category.code != incident.category,
)
PLACE_GIVEN = guard(
    "place_given",
    "请给出经纬度（WGS 84，度）。",
    "Give the longitude and latitude, in degrees (WGS 84).",
    lambda _, attempt: _on_earth(attempt.details.lon, attempt.details.lat),
)
CASUALTIES_GIVEN = guard(
    "casualties_given",
    "请填写伤亡情况。",
    "Say who was hurt, as far as is known.",
    lambda _, attempt: attempt.details.casualties is not None,
)
EVIDENCE_GIVEN = guard(
    "evidence_given",
    "请选择附件及其阶段。",
    "Name what is attached, and what it shows.",
    lambda _, attempt: bool(attempt.details.evidence) and attempt.details.stage is not None,
)
RELATION_GIVEN = guard(
    "relation_given",
    "请指明另一个案卷及其关系。",
    "Name another incident, and how the two are related.",
    lambda incident, attempt: (
        attempt.details.relation is not None and attempt.other is not None and attempt.other.number != incident.number
    ),
)
ORDER_GIVEN = guard(
    "order_given",
    "请给出督办级别（1 至 3）和晚于当前的期限。",
    "Give the level of the order, 1 to 3, and a deadline that lies ahead.",
    lambda _, attempt: (
        attempt.details.level in range(1, HIGHEST_ORDER + 1)
        and attempt.details.until is not None
        and attempt.details.until > attempt.at
    ),
)
ORDER_STANDS = guard(
    "order_stands",
    "没有待答复的督办。",
    "No order waits for its answer.",
    lambda incident, _: any(one.released_at is None for one in incident.supervisions),
)
PLAN_GIVEN = guard(
    "plan_given",
    "请选择预案和响应等级（1 至 4）；同一时间只能有一个响应。",
    "Give the plan and its level, 1 to 4; only one response may be on at a time.",
    lambda incident, attempt: (
        bool(attempt.details.plan)
        and attempt.details.level in {1, 2, 3, 4}
        and all(one.ended_at is not None for one in incident.responses)
    ),
)
RANK_FITS = guard(
    "rank_fits",
    "Ⅳ级由值班长、Ⅲ级由指挥长、Ⅱ级和Ⅰ级由领导启动。",
    "The chief activates level Ⅳ, the commander Ⅲ, a leader Ⅱ and Ⅰ.",
    lambda _, attempt: _rank(attempt.details.level) in attempt.actor.roles,
)
RESPONSE_ON = guard(
    "response_on",
    "没有进行中的应急响应。",
    "No response is on.",
    lambda incident, _: any(one.ended_at is None for one in incident.responses),
)
RESPONSE_UNREPORTED = guard(
    "response_unreported",
    "没有待报送终报的响应。",
    "No response that has ended waits for its final report.",
    lambda incident, _: any(one.ended_at is not None and not one.reported for one in incident.responses),
)


def _rank(level: int | None) -> Role:
    return {4: Role.CHIEF, 3: Role.COMMANDER}.get(level or 0, Role.LEADER)


def _on_earth(lon: float | None, lat: float | None) -> bool:
    return lon is not None and lat is not None and abs(lon) <= 180 and abs(lat) <= 90
