"""Wishes: what somebody wants of an incident, and what comes of it by the table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from incidents import steps
from incidents.categories import Category
from incidents.guards import IN_ORDER, Attempt, Unmet
from incidents.incident import Incident
from incidents.lifecycle import ASSIGN, ASSIGN_FROM, MOVE, MOVES, UNIT_MOVE, UNIT_MOVES, Move, UnitMove
from incidents.refusals import NotPossible, UnitBusy


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One action on one incident, wanted by somebody; `unit` is empty where it concerns none."""

    number: str
    action: str
    by: str
    unit: str
    at: datetime
    note: str

    @property
    def key(self) -> str:
        """What makes it this wish and no other, so that a reused operation key is noticed."""
        return f"{self.number}\n{self.action}\n{self.by}\n{self.unit}\n{self.note}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What came of a wish: the incident's next version, and the `id` of the move that led there."""

    incident: Incident
    move: str


def possible(incident: Incident) -> tuple[str, ...]:
    """The actions that the incident's state allows; their guards may still ask for more."""
    if incident.command:
        return ()
    live = {one.state for one in incident.assignments if one.live}
    return (
        *(move.action for move in MOVES if incident.state in move.comes_from),
        *((ASSIGN.action,) if incident.state in ASSIGN_FROM else ()),
        *(move.action for move in UNIT_MOVES if live.intersection(move.comes_from)),
    )


def fulfilled(wish: Wish, incident: Incident, holder_of: Callable[[str], str | None], category: Category) -> Step:
    """The next version of the incident. Raises `NotPossible` or `UnitBusy`."""
    if wish.action == ASSIGN.action or (wish.action == "dispatch" and wish.unit):
        return _sent(wish, incident, holder_of, category)
    if wish.action in UNIT_MOVE:
        return _unit_moved(wish, incident, UNIT_MOVE[wish.action], category)
    move = MOVE.get(wish.action)
    if incident.command:
        raise _refused(wish, incident, _led_by_another(incident))
    if move is None or incident.state not in move.comes_from:
        raise _refused(wish, incident)
    return _moved(wish, incident, move, category)


def _moved(wish: Wish, incident: Incident, move: Move, category: Category) -> Step:
    attempt = Attempt(by=wish.by, at=wish.at, note=wish.note)
    unmet = tuple(one for guard in move.guards for one in guard.unmet(incident, attempt))
    if unmet:
        raise _refused(wish, incident, *unmet)
    after = steps.entered(incident, move.to, by=wish.by, at=wish.at, category=category)
    return Step(incident=after, move=move.id)


def _sent(wish: Wish, incident: Incident, holder_of: Callable[[str], str | None], category: Category) -> Step:
    comes_from = ASSIGN_FROM if wish.action == ASSIGN.action else MOVE["dispatch"].comes_from
    if incident.state not in comes_from:
        raise _refused(wish, incident)
    if not wish.unit:
        raise _refused(wish, incident, _NO_UNIT)
    if incident.state in MOVE["dispatch"].comes_from:
        unmet = IN_ORDER.unmet(incident, Attempt(by=wish.by, at=wish.at, note=wish.note))
        if unmet:
            raise _refused(wish, incident, *unmet)
    holder = holder_of(wish.unit)
    if holder is not None and holder != incident.number:
        raise UnitBusy(wish.unit, holder)
    after = steps.sent(incident, wish.unit, by=wish.by, at=wish.at, category=category, leads=not incident.command)
    if isinstance(after, Unmet):
        raise _refused(wish, incident, after)
    return Step(incident=after, move=MOVE["dispatch"].id if after.state is not incident.state else ASSIGN.id)


def _unit_moved(wish: Wish, incident: Incident, move: UnitMove, category: Category) -> Step:
    if not incident.open:
        raise _refused(wish, incident)
    if not wish.unit:
        raise _refused(wish, incident, _NO_UNIT)
    assignment = steps.newest_assignment(incident, wish.unit)
    if incident.command and assignment is not None and assignment.by in (incident.command, incident.origin):
        raise _refused(wish, incident, _led_by_another(incident))
    after = steps.unit_moved(
        incident, move, wish.unit, by=wish.by, at=wish.at, category=category, leads=not incident.command
    )
    if isinstance(after, Unmet):
        raise _refused(wish, incident, after)
    return Step(incident=after, move=move.id)


def _refused(wish: Wish, incident: Incident, *unmet: Unmet) -> NotPossible:
    return NotPossible(incident, wish.action, possible(incident), unmet)


def _led_by_another(incident: Incident) -> Unmet:
    command = incident.command
    return Unmet(
        code="led_by_another",
        words={
            "zh": f"本案由 {command} 主导，其状态由对方通报；可另派本单位力量支援。",
            "en": f"{command} leads this incident; what it does is mirrored here. You may send a unit of your own.",
        },
    )


_NO_UNIT = Unmet(code="no_unit", words={"zh": "请指明单元。", "en": "Name the unit."})
