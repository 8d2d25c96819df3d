"""Guards: what must be so before a move is made; unmet ones are shown as a checklist, never as a dead button."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.incident import Incident, State

Words = dict[str, str]

REOPENED_WITHIN = timedelta(days=7)  # later it is a new incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Somebody wants a move, with these words."""

    by: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """One condition that is not met: its code for machines, and a sentence for people."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """One condition of a move: the sentence that is shown while it is not met, and the question it asks."""

    code: str
    words: Words
    holds: Callable[[Incident, Attempt], bool]

    def unmet(self, incident: Incident, attempt: Attempt) -> tuple[Unmet, ...]:
        """This condition if it is not met, else nothing."""
        return () if self.holds(incident, attempt) else (Unmet(code=self.code, words=self.words),)


REASON_GIVEN = Guard(
    code="reason_given",
    words={"zh": "请填写理由。", "en": "Give the reason in a note."},
    holds=lambda _, attempt: bool(attempt.note.strip()),
)

UNITS_CLEARED = Guard(
    code="units_cleared",
    words={"zh": "仍有单元未撤离，请先释放全部单元。", "en": "Units are still bound here. Clear every unit first."},
    holds=lambda incident, _: not incident.live_units,
)

ANOTHER_CHECKS = Guard(
    code="another_checks",
    words={
        "zh": "反馈人不得核查本案，请换人核查。",
        "en": "Who reported it done may not check it. Let another person check.",
    },
    holds=lambda incident, attempt: incident.entered_by.get(State.FEEDBACK) != attempt.by,
)

CLOSED_LATELY = Guard(
    code="closed_lately",
    words={
        "zh": "结案已超过 7 天，请作为新案登记。",
        "en": "It was closed more than 7 days ago. Register a new incident instead.",
    },
    holds=lambda incident, attempt: attempt.at - incident.changed_at <= REOPENED_WITHIN,
)

IN_ORDER = Guard(
    code="in_order",
    words={
        "zh": "时间早于上一环节，请更正时间。",
        "en": "That time lies before the incident's last step. Correct the time.",
    },
    holds=lambda incident, attempt: attempt.at >= max(incident.times.values(), default=attempt.at),
)
