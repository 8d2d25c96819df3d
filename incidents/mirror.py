"""The mirror: what allied commands tell of their incidents, and crews of ours, taken over as they say it.

A notice is never argued with, but it must make sense: an unknown incident, a thing told twice or out of order is
skipped, with a sentence. Radios forget things, so three things follow by themselves: a unit that leaves before its
incident was dispatched dispatches it; a unit that is sent to a second incident while still on a first is cleared there
at that moment (a handover without "available"); and closing an incident clears every unit still on it.
"""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from incidents import steps
from incidents.actors import crew, unquestioned
from incidents.batch import Batch
from incidents.details import Details
from incidents.fulfilling import fulfilled
from incidents.guards import Attempt, Unmet
from incidents.incident import OVER, Incident, State
from incidents.intake.acting import heard
from incidents.intake.opening import City, first_noticed
from incidents.lines import Entry
from incidents.machines.assignment import MOVE as UNIT_MOVE
from incidents.machines.incident import first_row
from incidents.notice import Notice, What
from incidents.refusals import NotPossible, Refused
from incidents.wishes import Around, Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A notice that was not taken over, and why, in a sentence."""

    notice: Notice
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirrored:
    """What came of a batch of notices: the incidents that changed, as they stand, and what was skipped."""

    incidents: tuple[Incident, ...]
    skipped: tuple[Skipped, ...]


# The action of ours that each word amounts to; RECEIVED opens an incident and has none.
_ACTIONS = MappingProxyType(
    {
        What.FILED: "file",
        What.DISPATCHED: "dispatch",
        What.EN_ROUTE: "en_route",
        What.ON_SCENE: "on_scene",
        What.TRANSPORTING: "transport",
        What.AT_HOSPITAL: "at_hospital",
        What.CLEARED: "clear",
        What.MADE_SAFE: "make_safe",
        What.DONE: "report_done",
        What.CLOSED: "close",
    }
)
_CREW_SAYS = (
    What.EN_ROUTE, What.ON_SCENE, What.TRANSPORTING, What.AT_HOSPITAL, What.CLEARED, What.MADE_SAFE, What.DONE,
)  # fmt: skip
_SAID_ALREADY = ({"unit_was_there"}, {"safety_owed"})
_BEFORE = MappingProxyType(
    {
        What.FILED: (State.ACCEPTED,),
        What.DISPATCHED: (State.ACCEPTED, State.FILED),
        What.DONE: (State.ACCEPTED, State.FILED, State.DISPATCHED, State.PROCESSING),
        What.CLOSED: tuple(state for state in State if state not in OVER),
    }
)


def mirrored(batch: Batch, notices: tuple[Notice, ...], *, now: datetime, city: City) -> Mirrored:
    """The incidents as these notices, one after the other, make them."""
    batch.expect(
        numbers={one.number for one in notices if one.number},
        references={(one.origin, one.reference) for one in notices if one.reference},
        units={one.unit for one in notices if one.unit},
    )
    glass = _Glass(batch, now, city)
    changed: dict[str, None] = {}
    skipped: list[Skipped] = []
    for notice in notices:
        try:
            changed |= dict.fromkeys(glass.taken(notice))
        except (_Senseless, Refused) as why:
            if isinstance(why, NotPossible) and {one.code for one in why.unmet} in _SAID_ALREADY:
                continue  # somebody said so before this crew did
            skipped.append(Skipped(notice=notice, why=str(why)))
    incidents = tuple(one for one in map(batch.incident, changed) if one is not None)
    return Mirrored(incidents=incidents, skipped=tuple(skipped))


class _Senseless(Exception):
    """A notice that makes no sense as things stand here."""


class _Glass:
    """Takes over one notice after the other, and gives the numbers of the incidents that it changed."""

    def __init__(self, batch: Batch, now: datetime, city: City) -> None:
        self._batch = batch
        self._now = now
        self._city = city

    def taken(self, notice: Notice) -> tuple[str, ...]:
        if notice.at.tzinfo is None or (notice.due_at is not None and notice.due_at.tzinfo is None):
            raise _Senseless(f"{_name(notice)}: a time without a zone. Give times in UTC.")
        if notice.number:
            return self._crew_said(notice)
        if not notice.reference:
            raise _Senseless(f"{notice.origin} says {notice.what}, but not of what. Give a reference.")
        number = self._batch.number_of(notice.origin, notice.reference)
        if notice.what is What.RECEIVED:
            return self._received(notice, number)
        incident = None if number is None else self._batch.incident(number)
        if incident is None:
            raise _Senseless(f"{_name(notice)} is {notice.what}, but was never received here.")
        if not incident.open:
            raise _Senseless(f"{_name(notice)} is {notice.what}, but it is over here, as {number}.")
        if not incident.command and incident.by != notice.origin:
            raise _Senseless(
                f"{_name(notice)} is {notice.what}, but our desk leads {number} since {incident.by} moved it."
            )
        return self._told(notice, incident)

    def _received(self, notice: Notice, number: str | None) -> tuple[str, ...]:
        if number is not None:
            raise _Senseless(f"{_name(notice)} is here already, as {number}.")
        incident = first_noticed(self._batch, notice, now=self._now, city=self._city)
        heard(self._batch, notice, incident, now=self._now)
        return (incident.number,)

    def _told(self, notice: Notice, incident: Incident) -> tuple[str, ...]:
        if notice.what is What.DISPATCHED and notice.unit:
            return self._sent(notice, incident)
        if notice.what in _BEFORE:
            return self._entered(notice, incident)
        row = UNIT_MOVE[_ACTIONS[notice.what]]
        after = steps.unit_moved(incident, row, notice.unit, self._attempt(notice, incident))
        return self._kept(notice, incident, after, row.id, row.action)

    def _entered(self, notice: Notice, incident: Incident) -> tuple[str, ...]:
        if incident.state not in _BEFORE[notice.what]:
            raise _Senseless(f"{_name(notice)} is {notice.what}, but it is {incident.state} already.")
        row = first_row(_ACTIONS[notice.what])
        after = steps.moved(incident, row, self._attempt(notice, incident))
        after = after if after.open else steps.units_cleared(after, notice.at)
        return self._kept(notice, incident, after, row.id, row.action)

    def _sent(self, notice: Notice, incident: Incident) -> tuple[str, ...]:
        holder, row = self._batch.holder(notice.unit), first_row("assign")
        after = steps.sent(incident, (notice.unit,), self._attempt(notice, incident))
        if holder is None or isinstance(after, Unmet):
            return self._kept(notice, incident, after, row.id, row.action)
        return (*self._handed_over(notice, incident, holder), *self._kept(notice, incident, after, row.id, row.action))

    def _handed_over(self, notice: Notice, incident: Incident, holder: str) -> tuple[str, ...]:
        first = self._batch.incident(holder)
        if first is None:
            raise _Senseless(f"{notice.unit} is on {holder}, which is not in the record. Check the record.")
        after = steps.handed_over(first, notice.unit, self._attempt(notice, first))
        move, note = UNIT_MOVE["clear"], f"sent on to {incident.number}"
        self._put(first, after, notice, move=move.id, action=move.action, note=note)
        return (holder,)

    def _kept(
        self, notice: Notice, incident: Incident, after: Incident | Unmet, move: str, action: str
    ) -> tuple[str, ...]:
        if isinstance(after, Unmet):
            raise _Senseless(f"{_name(notice)} is {notice.what}: {after.words['en']}")
        self._put(incident, after, notice, move=move, action=action, note=notice.detail)
        return (incident.number,)

    def _crew_said(self, notice: Notice) -> tuple[str, ...]:
        who = notice.unit or notice.origin
        incident = self._batch.incident(notice.number)
        if incident is None:
            raise _Senseless(f"{who} speaks of incident {notice.number}, which is not known here.")
        if notice.what not in _CREW_SAYS:
            raise _Senseless(f"{who} does not decide that {notice.number} is {notice.what}; the desk does.")
        if incident.merged is not None:  # the crew went on for the parent, and need not know
            incident = self._batch.incident(incident.merged.parent) or incident
        wish = Wish(
            number=incident.number,
            action=_ACTIONS[notice.what],
            actor=crew(who),
            unit=notice.unit,
            at=notice.at,
            note=notice.detail,
            details=_details(notice),
        )
        step = fulfilled(wish, incident, Around.of(self._batch, self._city))
        self._put(incident, step.incident, notice, move=step.move, action=wish.action, note=wish.note)
        return (incident.number,)

    def _attempt(self, notice: Notice, incident: Incident) -> Attempt:
        """What an allied command tells is judged by no guard, but its effects are the table's."""
        category = self._city.category_of(incident)
        return Attempt(
            by=notice.origin, at=notice.at, actor=unquestioned(notice.origin), category=category,
            department=category.department,
        )  # fmt: skip

    def _put(self, before: Incident, after: Incident, notice: Notice, *, move: str, action: str, note: str) -> None:
        self._batch.put(
            after,
            Entry(
                number=after.number,
                version=after.version,
                move=move,
                action=action,
                came_from=before.state,
                to=after.state,
                at=notice.at,
                recorded_at=self._now,
                by=after.by,
                unit=notice.unit,
                note=note,
                details=_details(notice).told(),
            ),
        )


def _details(notice: Notice) -> Details:
    """What it tells beside its words."""
    return Details(kind=notice.how, until=notice.expected_at)


def _name(notice: Notice) -> str:
    return f"{notice.origin} {notice.reference or notice.number}"
