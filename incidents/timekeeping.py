"""Timekeeping: what has its turn is done through the desk: breaches marked, rungs fired once, orders raised.

All of one turn is one transaction: what fired, its line of the log, its messages. Whoever keeps the time claims it in
that transaction, so that of two that try only one does. After a stop every step that was missed fires once, in order.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from incidents import tolling, winding
from incidents.agenda import Errand, errands_of, plans_of, turn_of, turns_of
from incidents.batch import Batch, Turns
from incidents.details import Details
from incidents.guards import Words
from incidents.incident import Incident
from incidents.intake import waits
from incidents.intake.attending import attended, number_in
from incidents.intake.opening import City
from incidents.intake.waits import OF_SIGNALS
from incidents.lines import Entry
from incidents.machines.incident import row_of
from incidents.messages import Message
from incidents.ports import Claim, Record
from incidents.refusals import Refused
from incidents.roles import Actor, Role
from incidents.timing import clock as clocks
from incidents.timing.kinds import ClockKind
from incidents.timing.scheduler import Fired, Known, Turn, fire, next_at
from incidents.transactions import Transactions
from incidents.wishes import Wish

ITSELF = Actor(by="onescreen", roles=frozenset({Role.SYSTEM}))
AT_ONCE = 500  # turns of one transaction
FREE_AFTER = timedelta(seconds=15)  # whoever was silent for so long keeps the time no more
AGAIN_AFTER = timedelta(days=1)  # what the desk refused is tried again then
WOUND = "K2"  # how the log numbers clocks that were wound up for an incident of before, or counted anew

Acted = Callable[[Batch, Wish, int | None, datetime], Incident]


def turns_in(city: City) -> Turns:
    """When clocks of incidents and signals of this city have their turn."""
    return Turns(
        lambda one: turns_of(one, city.category_of(one)),
        lambda one: waits.turns_of(one, city.category(one.category, one.level)),
    )


class Timekeeping:
    """Does what has its turn; `acted` is the desk's own way to act within a transaction."""

    def __init__(
        self, record: Record, transactions: Transactions, city: City, clock: Callable[[], datetime], acted: Acted
    ) -> None:
        self.record = record
        self._transactions = transactions
        self._city = city
        self._clock = clock
        self._acted = acted

    def keep(self, claim: Claim, limit: int = AT_ONCE) -> int:
        """How many turns were taken, at most so many; none where somebody else keeps the time."""
        now, next_turn = self._clock(), self.record.next_turn()
        if next_turn is None or next_turn >= now:
            return 0
        with self._transactions.together() as batch:
            if not batch.claim(claim, claim.at - FREE_AFTER):
                return 0
            turns = batch.turns(now, limit)
            numbers = tuple(dict.fromkeys(one.number for one in turns))
            ours = [one.number for one in turns if one.kind not in OF_SIGNALS]
            batch.expect(numbers=ours, references=(), units=())
            told = batch.fired(numbers)
            for number in numbers:
                mine, said = [one for one in turns if one.number == number], told.get(number, ())
                if mine[0].kind in OF_SIGNALS:
                    attended(batch, number, mine, said, city=self._city, by=ITSELF.by, now=now)
                else:
                    self._turned(batch, number, mine, said, now)
            return len(turns)

    def claim(self, claim: Claim) -> bool:
        """Whether this one keeps the time from now on, or still does."""
        with self.record.transaction() as work:
            return work.claim(claim, claim.at - FREE_AFTER)

    def wind(self, incidents: Iterable[Incident]) -> int:
        """Give incidents of before their clocks, and count those anew whose calendar changed; gives how many.

        What had run out before counts as told.
        """
        late = [one for one in incidents if self._wound(one) is not one]
        for first in range(0, len(late), AT_ONCE):
            with self._transactions.together() as batch:
                for one in late[first : first + AT_ONCE]:
                    self._wind(batch, one.number)
        return len(late)

    def reason_to_drop(self, message: Message) -> Words | None:
        """Why a message of a clock must not be sent any more, None where it may."""
        now = self._clock()
        if not message.about:
            return None
        if (number := number_in(message)) and (signal := self.record.intake.find(number)):
            heard = waits.heard(self.record.office.alarms([waits.alarm_of(signal.number)]))
            plans = waits.plans_of(signal, self._city.category(signal.category, signal.level), heard=heard)
        elif incident := self.record.find(message.number):
            plans = plans_of(incident, self._city.category_of(incident), now)
        else:
            return None
        return None if tolling.still_so(message, plans, now) else dict(tolling.NO_LONGER_SO)

    def _turned(self, batch: Batch, number: str, turns: Iterable[Turn], told: tuple[Known, ...], now: datetime) -> None:
        incident = batch.incident(number)
        if incident is None:  # its row is damaged: not asked for again and again
            for one in turns:
                batch.turn(replace(one, next_at=now + AGAIN_AFTER))
            return
        category = self._city.category_of(incident)
        plans = plans_of(incident, category, now)
        fired = fire(plans, told, now)
        self._breached(batch, incident, now)
        for one in tolling.messages(fired, plans, incident, category, now):
            batch.tell(one)
        self._ordered(batch, incident, fired, now)
        refused = [one for one in errands_of(incident) if one.at < now and not self._done(batch, number, one, now)]
        batch.fire(fired)
        self._next(batch, number, turns, (*told, *fired), now)
        for one in refused:
            batch.turn(turn_of(one, incident, now + AGAIN_AFTER))

    def _next(self, batch: Batch, number: str, taken: Iterable[Turn], told: tuple[Known, ...], now: datetime) -> None:
        """When each of its clocks has the next turn, now that these were told."""
        after = batch.incident(number)
        if after is None:
            return
        for turn in taken:
            batch.no_turn(turn.id)
        category = self._city.category_of(after)
        plans = {one.id: one for one in plans_of(after, category, now)}
        for turn in turns_of(after, category):
            plan = plans.get(turn.id)
            batch.turn(turn if plan is None else replace(turn, next_at=next_at(plan, told)))

    def _breached(self, batch: Batch, before: Incident, now: datetime) -> None:
        after = replace(before, clocks=tuple(clocks.breached(one, now) for one in before.clocks))
        if after.clocks != before.clocks:
            after = _ticked(after)
            batch.put(after, tolling.ran_out(before, after, now, ITSELF.by, self._city.calendars.zone))

    def _ordered(self, batch: Batch, incident: Incident, fired: Iterable[Fired], now: datetime) -> None:
        """督办, at the highest level that was reached; an order that runs out calls for no further one."""
        kinds = {one.id: one for one in incident.clocks if one.kind is not ClockKind.SUPERVISE}
        level, late = max(((one.step.rung.level, one.plan) for one in fired if one.plan in kinds), default=(0, ""))
        if level == 0 or incident.command or row_of("supervise", incident.state) is None:
            return
        calendar = self._city.calendars[kinds[late].calendar]
        note = tolling.reason(kinds[late], calendar.zone)["zh"]
        told = Details(level=level, until=calendar.add(now, calendar.day))
        wish = Wish(
            number=incident.number, action="supervise", actor=ITSELF, unit="", at=now, note=note, details=told
        )  # fmt: skip
        self._acted(batch, wish, None, now)

    def _done(self, batch: Batch, number: str, errand: Errand, now: datetime) -> bool:
        """Whether what is due by itself was done; the desk may refuse it."""
        wish = Wish(
            number=number, action=errand.action, actor=ITSELF, unit="", at=now, note="", details=errand.details
        )  # fmt: skip
        try:
            self._acted(batch, wish, None, now)
        except Refused:
            return False
        return True

    def _wind(self, batch: Batch, number: str) -> None:
        before, now = batch.incident(number), self._clock()
        after = None if before is None else self._wound(before)
        if before is None or after is None or after is before:
            return
        after = _ticked(after)
        batch.put(after, Entry(
            number=number, version=after.version, move=WOUND, action="wind", came_from=before.state, to=after.state,
            at=now, recorded_at=now, by=ITSELF.by,
        ))  # fmt: skip
        plans = plans_of(after, self._city.category_of(after), now)
        if not before.clocks:
            batch.fire(fire(plans, (), now))

    def _wound(self, one: Incident) -> Incident:
        category = self._city.category_of(one)
        if winding.unwound(one, category):
            return winding.wound(one, category, self._clock())
        return winding.recounted(one, self._city.calendars) if one.open else one


def _ticked(one: Incident) -> Incident:
    """Its next version, which only clocks made: whoever saw it before may still act on it."""
    began, last = one.ticked
    first = began if last == one.version else one.version
    return replace(one, version=one.version + 1, ticked=(first, one.version + 1))
