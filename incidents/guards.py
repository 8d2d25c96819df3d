"""Guards: what must be so before a move is made; unmet ones are shown as a checklist, never as a dead button."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from incidents.categories import Category
from incidents.details import NOTHING, Details
from incidents.incident import Incident
from incidents.policy import Policy
from incidents.roles import Actor, Role

Words = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Somebody wants a move, with these words, in these circumstances.

    `department` is who leads incidents of this category here. `category` is the incident's, `new_category` the one
    that it shall have, None where that is unknown or nobody asked. `other` is the incident that was named beside it, or
    the parent that it was merged into; `children` are those merged into this one. `area` is the code of the leaf that
    holds the place that was given. `at` is when it was so, `asked_at` when it is asked for, if not then.
    """

    by: str
    at: datetime
    actor: Actor
    category: Category
    note: str = ""
    details: Details = NOTHING
    policy: Policy = field(default_factory=Policy)
    department: str = ""
    new_category: Category | None = None
    other: Incident | None = None
    children: tuple[Incident, ...] = ()
    area: str = ""
    asked_at: datetime | None = None

    @property
    def asked(self) -> datetime:
        """When it is asked for: what must be done in time is judged by that, whatever it says of when it was."""
        return self.asked_at or self.at

    @property
    def believed_at(self) -> datetime:
        """When it was so for a clock: nobody at a desk writes an early time into a breach that has happened.

        Crews and machines are believed: what they tell late was on the way, and stands in their own times.
        """
        roles = self.actor.roles
        tells = self.actor.machine or Role.SYSTEM in roles or roles == frozenset({Role.UNIT})
        return self.at if tells else self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """One condition that is not met: its code for machines, and a sentence for people."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """One condition of a move: the sentence that is shown while it is not met, and the question it asks.

    `may` tells, before anything is said, whether it could hold for this actor at all: of what it asks, who one is.
    """

    code: str
    words: Words
    holds: Callable[[Incident, Attempt], bool]
    may: Callable[[Incident, Actor], bool] = lambda *_: True

    def unmet(self, incident: Incident, attempt: Attempt) -> tuple[Unmet, ...]:
        """This condition if it is not met, else nothing."""
        return () if self.holds(incident, attempt) else (Unmet(code=self.code, words=self.words),)


def guard(
    code: str,
    zh: str,
    en: str,
    holds: Callable[[Incident, Attempt], bool],
    may: Callable[[Incident, Actor], bool] = lambda *_: True,
) -> Guard:
    """A guard in a line or two."""
    return Guard(code=code, words={"zh": zh, "en": en}, holds=holds, may=may)


def personal(code: str, zh: str, en: str, may: Callable[[Incident, Actor], bool]) -> Guard:
    """A guard that asks for nothing but who it is."""
    return guard(code, zh, en, lambda incident, attempt: may(incident, attempt.actor), may)
