"""Guards of signals: what must be so before a signal moves on; each with its sentence in both languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from incidents.at_times import AHEAD
from incidents.categories import Category, Track
from incidents.guards import Unmet, Words
from incidents.incident import Incident
from incidents.intake.facts import Facts
from incidents.intake.reception import Reception
from incidents.intake.sources import admission
from incidents.roles import Actor, Role
from incidents.speaking import says_something

AUTO_LINK, SUGGEST = 0.85, 0.55  # scores of duplicates
ALIVE_FOR = timedelta(hours=24)  # a closed incident still takes signals so long
APPEALED_WITHIN = timedelta(hours=24)
EXPIRES_AFTER = timedelta(hours=24)
SHELVED_AT_LEAST, SHELVED_AT_MOST = timedelta(hours=1), timedelta(hours=8)
PHOTO_AGE, PHOTO_M = timedelta(minutes=30), 100.0
SENSORS = 2  # independent ones that need nobody to look


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo from the spot: when it was taken, and how far from the place of the signal, NaN where unknown."""

    at: datetime
    away_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Somebody wants to move a signal on, with all that they bring.

    `category` is what it is taken for. `reason` is a code of the move's closed list. `target` is the incident that it
    is to be linked to, `score` how alike they are, `same_reference` whether the sender itself says that they are one.
    `seen` are the numbers of the likely duplicates that were shown, `alike` of those there are. `nowhere` says why
    there is no place, `lon` and `lat` are where it is. `look` is whether the source's policy wants a look first,
    `looker` who is to go.
    """

    actor: Actor
    at: datetime
    category: Category | None = None
    note: str = ""
    reason: str = ""
    until: datetime | None = None
    target: Incident | None = None
    score: float = 0.0
    same_reference: bool = False
    seen: frozenset[str] = frozenset()
    alike: frozenset[str] = frozenset()
    nowhere: str = ""
    photo: Photo | None = None
    lon: float | None = None
    lat: float | None = None
    look: bool = False
    looker: str = ""
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalGuard:
    """One condition of a move of signals: its sentence, and the question it asks.

    `settled` is whether nothing that somebody brings can change the answer: then the move is not offered at all.
    """

    code: str
    words: Words
    holds: Callable[[Reception, Attempt], bool]
    settled: bool = False

    def unmet(self, reception: Reception, attempt: Attempt) -> tuple[Unmet, ...]:
        """This condition if it is not met, else nothing."""
        return () if self.holds(reception, attempt) else (Unmet(code=self.code, words=self.words),)


def in_list(reasons: Mapping[str, Words]) -> SignalGuard:
    """The reason is one of this list."""
    zh, en = (", ".join(one[language] for one in reasons.values()) for language in ("zh", "en"))
    return SignalGuard(
        code="reason_listed",
        words={"zh": f"请从清单中选择理由：{zh}。", "en": f"Choose the reason from the list: {en}."},
        holds=lambda _, attempt: attempt.reason in reasons,
    )


def _urgent(reception: Reception) -> bool:
    return reception.level in (1, 2)


def _emergency(attempt: Attempt) -> bool:
    return attempt.category is not None and attempt.category.track is Track.EMERGENCY


def _alive(target: Incident | None, at: datetime) -> bool:
    return target is not None and (target.open or at - target.changed_at < ALIVE_FOR)


def _shelved_for(attempt: Attempt) -> timedelta:
    return timedelta(0) if attempt.until is None else attempt.until - attempt.at


def _system(attempt: Attempt) -> bool:
    return attempt.actor.roles == frozenset({Role.SYSTEM})


def _believed(attempt: Attempt) -> bool:
    photo = attempt.photo
    fresh = photo is not None and -AHEAD <= attempt.at - photo.at <= PHOTO_AGE and photo.away_m <= PHOTO_M
    return fresh or (bool(attempt.facts.camera) and bool(attempt.facts.evidence))


IN_ORDER = SignalGuard(
    code="in_order",
    words={"zh": "时间早于上一环节，请更正时间。", "en": "That time lies before the signal's last step. Correct it."},
    holds=lambda reception, attempt: attempt.at >= reception.entered_at,
)
LOOK_WANTED = SignalGuard(
    code="look_wanted",
    words={"zh": "该来源无须核实，请直接受理。", "en": "Of this source nobody has to look first. Accept it instead."},
    holds=lambda _, attempt: attempt.look,
)
CATEGORY_KNOWN = SignalGuard(
    code="category_known",
    words={"zh": "请选择类别。", "en": "Choose its category."},
    holds=lambda _, attempt: attempt.category is not None,
)
PLACED = SignalGuard(
    code="placed",
    words={"zh": "请给出位置，或说明无位置的原因。", "en": "Give its place, or say why there is none."},
    holds=lambda one, attempt: one.signal.lon is not None or bool(one.signal.area) or bool(attempt.nowhere.strip()),
)
EVIDENCE = SignalGuard(
    code="evidence",
    words={"zh": "请附至少一份材料或登记来电人。", "en": "Attach a photo or a recording, or say who called."},
    holds=lambda one, attempt: (
        bool(attempt.facts.evidence or attempt.facts.caller or attempt.photo)
        or admission(one.signal.origin, one.signal.command).machine
    ),
)
DUPLICATES_SEEN = SignalGuard(
    code="duplicates_seen",
    words={"zh": "请先查看疑似重复的案卷。", "en": "Look at the likely duplicates first."},
    holds=lambda _, attempt: attempt.alike <= attempt.seen,
)
SURE_BY_ITSELF = SignalGuard(
    code="sure_by_itself",
    words={
        "zh": "仅紧急类联动警情或两个以上独立传感器可自动受理。",
        "en": "Only an emergency that an allied command or two independent sensors tell is accepted by itself.",
    },
    holds=lambda one, attempt: _emergency(attempt) and (bool(one.signal.command) or one.sensors >= SENSORS),
)
VERIFIED = SignalGuard(
    code="verified",
    words={
        "zh": "请附 30 分钟内、距现场 100 米内的核实照片（时间不得晚于当前），或视频截图。",
        "en": "Attach a photo of the last 30 minutes, of no time to come, taken within 100 m, or a camera's snapshot.",
    },
    holds=lambda _, attempt: _believed(attempt),
)
TARGET_ALIVE = SignalGuard(
    code="target_alive",
    words={
        "zh": "目标案卷须在办，或结案不足 24 小时。",
        "en": "Name an incident that is open, or was closed less than 24 hours ago.",
    },
    holds=lambda _, attempt: attempt.same_reference or _alive(attempt.target, attempt.at),
)
SAME_WORLD = SignalGuard(
    code="same_world",
    words={"zh": "演练与实战不得合并。", "en": "What never happened is not linked to what did."},
    holds=lambda one, attempt: (
        attempt.target is None
        or (attempt.target.made_up, attempt.target.exercise) == (one.signal.made_up, one.signal.exercise)
    ),
)
LINKED_BY_A_PERSON = SignalGuard(
    code="linked_by_a_person",
    words={
        "zh": "仅设备来源且相似度不低于 0.85 时可自动并入；人工来电须由人判断。",
        "en": "Only what a device says is linked without a person, and only from a likeness of 0.85 on.",
    },
    holds=lambda one, attempt: (
        not _system(attempt)
        or attempt.same_reference
        or (admission(one.signal.origin, one.signal.command).links and attempt.score >= AUTO_LINK)
    ),
)
CHIEF_FOR_URGENT = SignalGuard(
    code="chief_for_urgent",
    words={"zh": "一、二级线索须由值班长处理。", "en": "At levels 1 and 2 only the chief may do that."},
    holds=lambda one, attempt: not _urgent(one) or Role.CHIEF in attempt.actor.roles,
    settled=True,
)
SAID_WHY = SignalGuard(
    code="said_why",
    words={"zh": "请填写至少 5 个字的说明。", "en": "Say why in a note of at least 5 signs."},
    holds=lambda _, attempt: says_something(attempt.note),
)
SHELVED_BRIEFLY = SignalGuard(
    code="shelved_briefly",
    words={"zh": "搁置时间应为 1 至 8 小时。", "en": "Shelve it for 1 to 8 hours."},
    holds=lambda _, attempt: SHELVED_AT_LEAST <= _shelved_for(attempt) <= SHELVED_AT_MOST,
)
NO_CALL_FOR_HELP = SignalGuard(
    code="no_call_for_help",
    words={"zh": "人工报告的紧急事件不得搁置。", "en": "An emergency that a person reported is never shelved."},
    holds=lambda one, attempt: not (_emergency(attempt) and admission(one.signal.origin, one.signal.command).caller),
    settled=True,
)
TIME_IS_UP = SignalGuard(
    code="time_is_up",
    words={"zh": "搁置时间未到。", "en": "It is still shelved."},
    holds=lambda one, attempt: not _system(attempt) or (one.until is not None and attempt.at >= one.until),
)
OVER_BY_ITSELF = SignalGuard(
    code="over_by_itself",
    words={
        "zh": "仅设备来源、四级、已恢复正常且超过 24 小时的线索可自动关闭。",
        "en": "Only what a device said at level 4, is normal again and older than 24 hours expires.",
    },
    holds=lambda one, attempt: (
        admission(one.signal.origin, one.signal.command).machine
        and one.level == 4
        and one.normal_at is not None
        and attempt.at - one.received_at > EXPIRES_AFTER
    ),
)
APPEALED_SOON = SignalGuard(
    code="appealed_soon",
    words={
        "zh": "已超过 24 小时，请作为新线索登记。",
        "en": "It was refused over 24 hours ago. Register a new signal.",
    },
    holds=lambda one, attempt: attempt.at - one.entered_at <= APPEALED_WITHIN,
    settled=True,
)
REASON_GIVEN = SignalGuard(
    code="reason_given",
    words={"zh": "请填写理由。", "en": "Give the reason in a note."},
    holds=lambda _, attempt: bool(attempt.note.strip()),
)
