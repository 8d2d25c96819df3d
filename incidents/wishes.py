"""Wishes: what somebody wants of an incident, in which circumstances, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from incidents.batch import Batch
from incidents.details import NOTHING, Details
from incidents.guards import Attempt
from incidents.incident import Incident
from incidents.intake.opening import City
from incidents.policy import Policy
from incidents.roles import Actor
from incidents.sight import sees


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One action on one incident, wanted by somebody; `unit` is empty where it concerns none.

    `asked_at` is when it was asked for, if not `at`; `skew_s` how far the clock of who asked is off, where that is far.
    `said_at` is when it happened in the words of who asked, "" where they did not say.
    """

    number: str
    action: str
    actor: Actor
    unit: str
    at: datetime
    note: str
    details: Details = NOTHING
    asked_at: datetime | None = None
    skew_s: int | None = None
    said_at: str = ""

    @property
    def by(self) -> str:
        """Who wants it."""
        return self.actor.by

    @property
    def key(self) -> str:
        """What makes it this wish and no other, so that a reused operation key is noticed."""
        said = {name: repr(value) for name, value in self.details.said().items()}
        return repr((self.number, self.action, self.actor.shown, self.unit, self.note, self.said_at, said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What came of a wish: the incident's next version, the `id` of the row that led there, and the role it took.

    `also` are other incidents that changed with it, each with the action that its log says.
    """

    incident: Incident
    move: str
    action: str
    also: tuple[tuple[Incident, str], ...] = ()
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a wish is judged in: who holds a unit, what other incidents are like, the city and its policy."""

    city: City
    holder_of: Callable[[str], str | None]
    incident: Callable[[str], Incident | None]
    shared: Callable[[str], bool] = lambda _: False
    policy: Policy = field(default_factory=Policy)

    @classmethod
    def of(
        cls, batch: Batch, city: City, shared: Callable[[str], bool] = lambda _: False, policy: Policy | None = None
    ) -> "Around":
        """What is so in a transaction."""
        return cls(city=city, holder_of=batch.holder, incident=batch.incident, shared=shared, policy=policy or Policy())

    def attempt(self, wish: Wish, incident: Incident) -> Attempt:
        """The wish in its circumstances."""
        told, category = wish.details, self.city.category_of(incident)
        merged = "" if incident.merged is None else incident.merged.parent
        other = told.parent or told.number or merged
        found = self.incident(other) if other else None
        area = self.city.place(told.lon, told.lat)[2] if told.lon is not None else ""
        return Attempt(
            by=wish.by, at=wish.at, actor=wish.actor, category=category, note=wish.note, details=told,
            policy=self.policy, department=category.department,
            new_category=self.city.categories.get(told.category) if told.category else None,
            other=found if found is not None and sees(wish.actor, found) else None,  # else numbers could be guessed
            children=tuple(one for one in map(self.incident, incident.children) if one is not None), area=area,
            asked_at=wish.asked_at,
        )  # fmt: skip
