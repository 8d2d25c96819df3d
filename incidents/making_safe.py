"""Making safe (先期处置): nobody can be hurt by it any more, though it is not done yet: fenced off, shut off, cut off.

Its clock starts with the dispatch. Who works there stops it, by saying what was done; what is reported done is safe.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from incidents.guards import Attempt, Words, guard
from incidents.incident import Incident
from incidents.machines.row import Effect
from incidents.parts import MadeSafe
from incidents.roles import Role
from incidents.speaking import lead_of, speaking
from incidents.timing.kinds import ClockKind

HOW: Mapping[str, Words] = MappingProxyType(
    {
        "fenced": {"zh": "围护", "en": "fenced off"},
        "water_off": {"zh": "止水", "en": "water shut off"},
        "gas_off": {"zh": "断气", "en": "gas cut off"},
        "power_off": {"zh": "断电", "en": "power cut off"},
        "no_danger": {"zh": "现场无险情", "en": "nothing there is dangerous"},
    }
)


def owed(incident: Incident) -> bool:
    """Whether somebody still has to say that it is safe."""
    return any(one.kind is ClockKind.MAKE_SAFE and not one.over for one in incident.clocks)


def _whose_word(incident: Incident, attempt: Attempt) -> str | None:
    """The department that works there and for which they speak, else the one that leads."""
    own = (one.department for one in incident.tasks if one.live and attempt.actor.speaks_for(one.department))
    return next(own, None) or lead_of(incident, attempt)


def _made_safe(incident: Incident, attempt: Attempt) -> Incident:
    return replace(incident, made_safe=MadeSafe(how=attempt.details.kind, at=attempt.at, by=attempt.by))


HOW_GIVEN = guard(
    "how_given",
    f"请选择先期处置措施（{'、'.join(words['zh'] for words in HOW.values())}）。",
    f"Say how it was made safe, as kind: {', '.join(HOW)}.",
    lambda _, attempt: attempt.details.kind in HOW,
)
SAFETY_OWED = guard(
    "safety_owed",
    "本案没有待完成的先期处置：已完成，或该类别无此要求。",
    "Nobody is waited for to make it safe: that was said already, or its category does not ask for it.",
    lambda incident, _: owed(incident),
)
BY_WHO_WORKS_THERE = speaking(_whose_word, own=(Role.UNIT,))
MADE_SAFE = Effect(code="made_safe", applied=_made_safe)
