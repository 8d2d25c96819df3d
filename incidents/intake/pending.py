"""Pending: the signals of one transaction as they will stand, and everything to be written of them."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from types import MappingProxyType

from incidents.intake.entries import SignalEntry
from incidents.intake.facts import Facts
from incidents.intake.ports import IntakeChanges, IntakeWork, Moved, Reporter, Review, Reviewed
from incidents.intake.reception import Reception, SignalState
from incidents.intake.sources import admission
from incidents.intake.witnesses import witness
from incidents.lines import Line


def matter_of(reception: Reception) -> str:
    """What makes it the same matter as another, "" where nothing does.

    That is what a camera saw where, a sensor's figure, or a caller's category on the citizens' platform.
    """
    facts = Facts.of(reception.signal)
    if facts.eye or facts.tag:
        return facts.eye or facts.tag
    platform = admission(reception.signal.origin, reception.signal.command).code == "RESPONSE"
    return f"{facts.caller}\n{reception.category}" if platform and facts.caller else ""


def reporter_of(reception: Reception) -> str:
    """Who speaks for it beside others, "" where nobody does."""
    return witness(reception.signal, reception.sender)


def _place(reception: Reception) -> str:
    """Where it is, as the log writes it."""
    one = reception.signal
    known = one.lon is not None and one.lat is not None
    return f"{one.lon:.6f}, {one.lat:.6f} {one.address}".strip() if known else ""


class Pending:
    """Folds the signals of a transaction in memory; each is read once and written once. `log` takes their lines."""

    def __init__(self, work: IntakeWork, log: Callable[[Line], None]) -> None:
        self._work = work
        self._log = log
        self._seen: dict[str, int] = {}
        self._before: dict[str, Reception] = {}
        self._after: dict[str, Reception] = {}
        self._moved: dict[str, None] = {}
        self._reviews: list[Review] = []
        self._numbers: dict[tuple[str, str], str] = {}  # by origin and key: a batch of thousands is looked up at once
        self._newest: dict[str, str] = {}  # by matter

    def reception(self, number: str) -> Reception | None:
        """The signal as it stands in this transaction."""
        return self._after.get(number) or self._known(self._work.reception(number))

    def keyed(self, origin: str, key: str) -> Reception | None:
        """The signal that this sender sent under this key."""
        number = self._numbers.get((origin, key))
        return self._known(self._work.keyed(origin, key)) if number is None else self._after[number]

    def newest_of(self, matter: str, since: datetime) -> Reception | None:
        """The newest signal on this matter that came in at `since` or later."""
        if not matter:
            return None
        here = self._after.get(self._newest.get(matter, ""))
        if here is not None and here.received_at >= since:
            return here
        found = self._known(self._work.newest_of(matter, since))
        if found is not None:
            self._newest[matter] = found.number
        return found

    def reporters(self, sort: str, since: datetime) -> tuple[Reporter, ...]:
        """Who reported something whose category begins like this at `since` or later, and where."""
        here = (one for one in self._after.values() if one.category.startswith(sort) and one.received_at >= since)
        mine = tuple(Reporter(reporter_of(one), one.signal.lon, one.signal.lat) for one in here)
        return (*self._work.reporters(sort, since), *mine)

    def behind(self, incidents: Collection[str]) -> tuple[Reception, ...]:
        """The signals behind these incidents, and those that this transaction moved and that have one behind them."""
        stored = [self._known(one) for one in self._work.behind_any(incidents)] if incidents else []
        moved = (self._after[one] for one in self._moved if self._after[one].incident)
        found = {one.number: one for one in (*stored, *moved) if one is not None and one.incident}
        return tuple(found.values())

    def asleep(self, waited_since: datetime) -> tuple[Reception, ...]:
        """The signals that time may move on: those shelved, and new ones of level 4 that wait since then or longer."""
        found = [self._known(one) for one in self._work.asleep(waited_since)]
        return tuple(one for one in found if one is not None)

    def reviewed(self, camera: str, sort: str, since: datetime) -> Reviewed:
        """What people said of this camera's hits of this class at `since` or later."""
        return self._work.reviewed(camera, sort, since)

    def called_false(self, camera: str, roi: str, sort: str) -> datetime | None:
        """When a person last called a hit of this class in this region a false alarm."""
        return self._work.called_false(camera, roi, sort)

    def put(
        self, after: Reception, *, came_from: SignalState | None, move: str, action: str, at: datetime, now: datetime,
        by: str = "", told: Mapping[str, str] = MappingProxyType({}),
    ) -> Reception:  # fmt: skip
        """Take in a signal's next version and its line of the log, which may be of another than it is; gives it.

        `told` is what the house itself says in it, in either language.
        """
        self._seen.setdefault(after.number, 0)
        before = self._after.get(after.number)
        outcome = "" if before is not None and before.reply.outcome == after.reply.outcome else after.reply.outcome
        self._take(after)
        if before is None and (matter := matter_of(after)):
            self._newest[matter] = after.number
        self._moved[after.number] = None
        entry = SignalEntry(
            number=after.number, version=after.version, move=move, action=action, came_from=came_from,
            to=after.state, at=at, recorded_at=now, by=by or after.by, reason=after.reason,
            note=told.get("zh", after.note), note_en=told.get("en", ""), incident=after.incident, outcome=outcome,
            looker=after.looker if before is not None and before.looker != after.looker else "",
            place=_place(after) if before is not None and _place(before) != _place(after) else "",
        )  # fmt: skip
        self._log(entry.as_line())
        return after

    def review(self, review: Review) -> None:
        """Keep what a person said of a hit."""
        self._reviews.append(review)

    def moves(self) -> tuple[tuple[Reception | None, Reception], ...]:
        """Each signal that was moved, as it was (None if it is new) and as it stands."""
        return tuple((self._before.get(number), self._after[number]) for number in self._moved)

    def changes(self) -> IntakeChanges:
        """Everything to be written."""
        return IntakeChanges(
            moved=tuple(Moved(after=self._after[one], seen=self._seen[one]) for one in self._moved),
            reviews=tuple(self._reviews),
        )

    def _known(self, found: Reception | None) -> Reception | None:
        if found is None:
            return None
        if found.number not in self._after:
            self._seen[found.number] = found.version
            self._before[found.number] = found
            self._take(found)
        return self._after[found.number]

    def _take(self, one: Reception) -> None:
        self._after[one.number] = one
        self._numbers[one.signal.origin, one.signal.key] = one.number
