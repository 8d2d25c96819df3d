"""Wishes: what somebody wants done with a shift."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from incidents.roles import Actor, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A shift as it is planned: when it is on, who leads, and who is on it in which roles."""

    name: str
    begins_at: datetime
    ends_at: datetime
    leader: str = ""
    roster: Mapping[str, frozenset[Role]]
    made_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftWish:
    """One action on a shift, with what it needs.

    `version` is the one that was seen, `operation` the client's own key, and `through` whose word it was that this is
    `actor`, where it was not theirs. `lines` are the lines that are ticked, the first is 1. `note` is a remark, and
    the outgoing chief's own words on the sheet; `due_at` is when a remark wants to be followed up.
    """

    name: str
    action: str
    actor: Actor
    version: int | None = None
    operation: str = ""
    through: str = ""
    lines: tuple[int, ...] = ()
    note: str = ""
    kind: str = ""
    number: str = ""
    due_at: datetime | None = None
    roster: Mapping[str, frozenset[Role]] | None = None
    leader: str | None = None
    ends_at: datetime | None = None

    @property
    def key(self) -> str:
        """What tells this wish from another; how often it is repeated, and what was seen, make no other wish of it."""
        return repr_of(self, ("version", "operation", "actor")) + f" by {self.actor.by}"


def repr_of(wish: Plan | ShiftWish, without: tuple[str, ...] = ()) -> str:
    """All that a wish says, the same for the same wish."""
    said = {one.name: getattr(wish, one.name) for one in fields(wish) if one.name not in without}
    roster = said.get("roster")
    if roster is not None:
        said["roster"] = sorted((by, sorted(roles)) for by, roles in roster.items())
    return f"{type(wish).__name__} {said}"
