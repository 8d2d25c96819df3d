"""Annunciation: how an alarm is shown and sounded at one console, from its raising until somebody has seen it.

Acknowledging says "I have seen it" and silences; it accepts nothing, and never re-opens what is over.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from incidents.guards import Unmet, Words
from incidents.roles import Role

LONGEST_SHELVED = timedelta(hours=8)
CLEARS_BY_ITSELF = timedelta(seconds=60)
URGENT = 2


class AlarmState(StrEnum):
    """The states of ISA-18.2, and what is drawn: a blinking sign with sound, a steady one, a hollow one, a line."""

    NORMAL = "normal"
    UNACKNOWLEDGED = "unacknowledged"  # blinks, sounds
    ACKNOWLEDGED = "acknowledged"  # steady, silent
    RETURNED = "returned"  # over, but nobody has seen it: steady, hollow, silent
    SHELVED = "shelved"  # a line in a list, for eight hours at most
    SUPPRESSED = "suppressed"  # by rule: maintenance, a drill, the alarm above it


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One alarm at `version`; `present` is whether its cause still is. `human` marks a person's call for help.

    `kind` is what raised it ("signal", "breach", …) and `about` the number or name of that. `share` is what it has in
    common with others of a flood. `raised_at` is when it came last, `announced_at` when it was announced by itself,
    None where it is only counted with its like. `seen_on` are the consoles that have seen it since; `why` is the reason
    for which it was shelved, by `shelved_by`, or suppressed. `rung` is how far up the ladder its cause had come when
    it last called.
    """

    key: str
    level: int
    at: datetime
    state: AlarmState = AlarmState.NORMAL
    present: bool = False
    human: bool = False
    shelved_until: datetime | None = None
    seen_by: str = ""
    version: int = 0
    kind: str = ""
    about: str = ""
    words: Words = field(default_factory=dict[str, str])
    share: str = ""
    share_words: Words = field(default_factory=dict[str, str])
    raised_at: datetime | None = None
    announced_at: datetime | None = None
    seen_on: tuple[str, ...] = ()
    why: str = ""
    shelved_by: str = ""
    rung: int = 0

    @property
    def live(self) -> bool:
        """Whether anything of it is still to be shown."""
        return self.state is not AlarmState.NORMAL

    def sound_at(self, console: str) -> str:
        """What sounds for it at a console: "urgent" for the levels Ⅰ and Ⅱ, "chime" once for Ⅲ, "" for nothing.

        A console that has not seen it yet goes on sounding, whoever else has.
        """
        rings = self.present and self.announced_at is not None and console not in self.seen_on
        if rings and self.level <= URGENT and self.state in (AlarmState.UNACKNOWLEDGED, AlarmState.ACKNOWLEDGED):
            return "urgent"
        return "chime" if rings and self.level == URGENT + 1 and self.state is AlarmState.UNACKNOWLEDGED else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """Somebody, or OneScreen itself, does something with an alarm."""

    by: str
    roles: frozenset[Role]
    at: datetime
    note: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What must be so before an alarm is touched like that; `settled` where nothing that is said can change it."""

    code: str
    words: Words
    holds: Callable[[Alarm, Touch], bool]
    settled: bool = False

    def unmet(self, alarm: Alarm, touch: Touch) -> tuple[Unmet, ...]:
        """This condition if it is not met, else nothing."""
        return () if self.holds(alarm, touch) else (Unmet(code=self.code, words=self.words),)


SHELVED_BRIEFLY = Condition(
    code="shelved_briefly",
    words={"zh": "请给出 8 小时以内的恢复时间。", "en": "Say until when, within eight hours."},
    holds=lambda _, touch: touch.until is not None and touch.at < touch.until <= touch.at + LONGEST_SHELVED,
)
SHELVED_FOR_A_REASON = Condition(
    code="shelved_for_a_reason",
    words={"zh": "请填写搁置理由。", "en": "Give the reason in a note."},
    holds=lambda _, touch: bool(touch.note.strip()),
)
NOBODY_CALLS = Condition(
    code="nobody_calls",
    words={"zh": "人工紧急求助不得搁置。", "en": "A person's call for help is never shelved."},
    holds=lambda alarm, _: not alarm.human,
    settled=True,
)
CHIEF_SHELVES = Condition(
    code="chief_shelves",
    words={"zh": "Ⅰ、Ⅱ级告警须由值班长搁置。", "en": "Only the chief shelves an alarm of level Ⅰ or Ⅱ."},
    holds=lambda alarm, touch: alarm.level > URGENT or Role.CHIEF in touch.roles,
    settled=True,
)
SHELVED_LONG_ENOUGH = Condition(
    code="shelved_long_enough",
    words={"zh": "搁置时间未到。", "en": "Its time on the shelf is not over."},
    holds=lambda alarm, touch: (
        Role.SYSTEM not in touch.roles or alarm.shelved_until is None or touch.at >= alarm.shelved_until
    ),
)
FADES = Condition(
    code="fades",
    words={
        "zh": "Ⅰ、Ⅱ级告警须人工确认；其余 60 秒后自动清除。",
        "en": "Levels Ⅰ and Ⅱ wait to be seen, others for 60 s.",
    },
    holds=lambda alarm, touch: alarm.level > URGENT and touch.at - alarm.at >= CLEARS_BY_ITSELF,
)


def in_state(alarm: Alarm, state: AlarmState, action: str, touch: Touch) -> Alarm:
    """The alarm after this action, in its next state."""
    present = {"raise": True, "return": False}.get(action, alarm.present)
    seen_by = touch.by if action == "see" else "" if action in ("raise", "again") else alarm.seen_by
    until, shelved_by = (touch.until, touch.by) if state is AlarmState.SHELVED else (None, "")
    why = touch.note if state in (AlarmState.SHELVED, AlarmState.SUPPRESSED) else ""
    said = replace(alarm, state=state, at=touch.at, present=present, seen_by=seen_by, why=why)
    return replace(said, shelved_until=until, shelved_by=shelved_by)
