"""The alarms: raised and returned by what causes them, seen and shelved by people; each step a line of the log.

Seeing is not accepting: it silences, and every clock runs on. What is over is not opened again by being seen late.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from incidents.annunciation import CLEARS_BY_ITSELF, URGENT, Alarm, AlarmState, Touch
from incidents.guards import Unmet
from incidents.lines import Line, stream_of
from incidents.machines.annunciation import touched
from incidents.office.causes import Cause
from incidents.office.flood import ALONE, WITHIN, Announcing
from incidents.office.late import ITSELF
from incidents.office.ports import Errand, OfficeChanges
from incidents.office.refusals import Meanwhile, NotNow, NotThere, unmet
from incidents.ports import Changes, Record, Work
from incidents.refusals import OperationReused
from incidents.roles import Actor

ALARM = "alarm"
ACTIONS = ("see", "shelve", "unshelve")
KEPT = timedelta(days=7)  # alarms that are over; the log tells of them for ever
CHANGES = ("level", "again")  # of what an alarm says while its cause holds
UNSEEN = (AlarmState.UNACKNOWLEDGED, AlarmState.RETURNED)
SEEN_HERE = unmet("seen_here", "本席位已确认。", "This console has seen it already.")
ONE_BY_ONE = unmet("one_by_one", "Ⅰ级告警须逐条确认。", "Alarms of level Ⅰ are seen one by one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmWish:
    """One action on an alarm. `console` is where the hand sits; `also` are further alarms that are seen with it."""

    key: str
    action: str
    actor: Actor
    version: int | None = None
    operation: str = ""
    console: str = ""
    note: str = ""
    until: datetime | None = None
    also: tuple[str, ...] = ()

    @property
    def errand(self) -> str:
        """What tells this wish from another."""
        return f"{self.action} {self.key} {self.also} {self.console} {self.note} {self.until} by {self.actor.by}"


@dataclass(slots=True)
class Pending:
    """What one transaction makes of alarms: each as it will stand, and the lines of the log."""

    after: dict[str, Alarm] = field(default_factory=dict[str, Alarm])
    lines: list[Line] = field(default_factory=list[Line])

    def put(self, before: Alarm, after: Alarm, action: str, touch: Touch, role: str = "") -> Alarm:
        """Take in the next version of an alarm; it is one version however many steps it took."""
        known = self.after.get(after.key)
        after = replace(after, version=known.version if known is not None else before.version + 1)
        self.after[after.key] = after
        said = {"level": after.level, "note": touch.note, "words": dict(after.words)}
        until = {} if touch.until is None else {"until": touch.until.isoformat()}
        self.lines.append(
            Line(
                stream=stream_of(ALARM, after.key), action=action, at=touch.at, recorded_at=touch.at, by=touch.by,
                role=role, came_from=before.state.value, to=after.state.value, body={**said, **until},
            )
        )  # fmt: skip
        return after


class Annunciator:
    """Follows what causes alarms, and takes what hands do with them; safe for many threads and greenlets."""

    def __init__(self, record: Record, clock: Callable[[], datetime]) -> None:
        self._record = record
        self._clock = clock
        self._announcing: Announcing | None = None
        self._forgot_at: datetime | None = None

    def live(self) -> tuple[Alarm, ...]:
        """Every alarm of which something is still to be shown, the most urgent and then the oldest first."""
        return self._record.office.live_alarms()

    def follow(self, causes: Iterable[Cause], now: datetime, unknown: frozenset[str] = frozenset()) -> None:
        """Raise what began, return what is over; of `unknown` keys nobody can tell, so they stay as they are."""
        wanted = {one.key: one for one in sorted(causes, key=lambda one: one.level)}
        if not any(True for _ in _due({one.key: one for one in self.live()}, wanted, now, unknown)):
            return
        with self._record.transaction() as work:
            known = {one.key: one for one in (*work.office.alarms(list(wanted)), *work.office.live_alarms())}
            pending = Pending()
            announcing = self._announcing or Announcing(work.office.announced(now - WITHIN))
            for key, action in _due(known, wanted, now, unknown):
                before = pending.after.get(key) or known.get(key) or _fresh(wanted[key], now)
                self._stepped(pending, before, action, wanted.get(key), now, announcing)
            self._announcing = announcing
            self._write(work, pending, (), self._forgets(now))

    def act(self, wish: AlarmWish) -> Alarm:
        """The alarm after this action. Raises `Refused`."""
        now = self._clock()
        with self._record.transaction() as work:
            done = work.office.errand(wish.operation) if wish.operation else None
            if done is not None and done.wish != wish.errand:
                raise OperationReused(wish.operation)
            found = {one.key: one for one in work.office.alarms([wish.key, *wish.also])}
            if (before := found.get(wish.key)) is None:
                raise NotThere(ALARM, wish.key)
            if done is not None:
                return before
            if wish.version is not None and wish.version != before.version:
                raise Meanwhile(ALARM, wish.key, wish.version, before.version)
            pending = Pending()
            after = _by_hand(pending, before, wish, now)
            for other in (found[key] for key in wish.also if key in found and key != wish.key):
                if other.level <= ALONE:
                    raise NotNow(ALARM, other.key, (ONE_BY_ONE,))
                if other.state in UNSEEN:
                    _by_hand(pending, other, wish, now)
            errands = (Errand(key=wish.operation, wish=wish.errand, name=wish.key, at=now),) if wish.operation else ()
            self._write(work, pending, errands)
        return after

    def _stepped(
        self, pending: Pending, before: Alarm, action: str, cause: Cause | None, now: datetime, announcing: Announcing
    ) -> None:
        """One step that OneScreen itself makes; what calls again is announced again, by itself or with its like."""
        why = cause.suppressed if cause is not None and action == "suppress" else ""
        touch = Touch(by=ITSELF.by, roles=ITSELF.roles, at=now, note=why)
        after = _worse(before, cause, touch) if action in CHANGES else touched(before, action, touch)
        if isinstance(after, tuple):  # it was due, so nothing of it may be unmet
            raise NotNow(ALARM, before.key, after)
        if cause is not None:
            after = replace(after, level=cause.level, words=cause.words, present=True, rung=cause.rung)
        if after.state is AlarmState.UNACKNOWLEDGED and before.state is not AlarmState.UNACKNOWLEDGED:
            after = replace(after, raised_at=now, seen_on=(), announced_at=announcing.at(after.level, now))
        pending.put(before, after, action, touch, "system")

    def _forgets(self, now: datetime) -> datetime | None:
        """Before when alarms that are over may go; once a day is enough."""
        if self._forgot_at is not None and now - self._forgot_at < timedelta(days=1):
            return None
        self._forgot_at = now
        return now - KEPT

    def _write(self, work: Work, pending: Pending, errands: tuple[Errand, ...], forget: datetime | None = None) -> None:
        office = OfficeChanges(alarms=tuple(pending.after.values()), errands=errands, forget=forget)
        work.write(Changes(entries=tuple(pending.lines), office=office))


def _due(
    known: Mapping[str, Alarm], wanted: Mapping[str, Cause], now: datetime, unknown: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Every step that is due by itself, with the key of its alarm, the most urgent causes first."""
    for key, cause in wanted.items():
        if action := _called(known.get(key), cause):
            yield key, action
    for key, alarm in known.items():
        gone = key not in wanted and key not in unknown
        if gone and alarm.live and (alarm.present or alarm.state is AlarmState.SUPPRESSED):
            yield key, "return"
            if alarm.state is AlarmState.SUPPRESSED:
                yield key, "unsuppress"
        elif action := _timed(alarm, now):
            yield key, action


def _called(alarm: Alarm | None, cause: Cause) -> str:
    """What a cause that holds makes of its alarm; "" where that says so already."""
    suppressed = alarm is not None and alarm.state is AlarmState.SUPPRESSED
    if suppressed != bool(cause.suppressed):
        return "suppress" if cause.suppressed else "unsuppress"
    if alarm is None or not alarm.present:
        return "raise"
    return "level" if alarm.level != cause.level else "again" if alarm.rung < cause.rung else ""


def _timed(alarm: Alarm, now: datetime) -> str:
    """What time makes of an alarm: what is calm and over fades, what was shelved comes back."""
    if alarm.state is AlarmState.RETURNED and alarm.level > URGENT and now - alarm.at >= CLEARS_BY_ITSELF:
        return "fade"
    over = alarm.shelved_until is not None and alarm.shelved_until <= now
    return "unshelve" if alarm.state is AlarmState.SHELVED and over else ""


def _by_hand(pending: Pending, before: Alarm, wish: AlarmWish, now: datetime) -> Alarm:
    """What a hand makes of an alarm. Raises `NotNow`."""
    touch = Touch(by=wish.actor.by, roles=wish.actor.roles, at=now, note=wish.note, until=wish.until)
    if wish.action == "see" and before.state is AlarmState.ACKNOWLEDGED:  # another console still sounds for it
        after = (SEEN_HERE,) if wish.console in before.seen_on else before
    else:
        after = touched(before, wish.action, touch)
    if isinstance(after, tuple):
        raise NotNow(ALARM, before.key, after)
    if wish.action == "see":
        after = replace(after, seen_on=tuple(dict.fromkeys((*before.seen_on, wish.console))))
    role = next(iter(wish.actor.roles)).value if len(wish.actor.roles) == 1 else ""
    return pending.put(before, after, wish.action, touch, role)


def _worse(before: Alarm, cause: Cause | None, touch: Touch) -> Alarm | tuple[Unmet, ...]:
    """The alarm at another level or rung; what is more urgent or later than it was seen wants to be seen again."""
    worse = cause is not None and (cause.level < before.level or cause.rung > before.rung)
    return touched(before, "again", touch) if worse and before.state is AlarmState.ACKNOWLEDGED else before


def _fresh(cause: Cause, now: datetime) -> Alarm:
    """An alarm that was never raised before."""
    return Alarm(
        key=cause.key, level=cause.level, at=now, human=cause.human, kind=cause.kind, about=cause.about,
        words=cause.words, share=cause.share, share_words=cause.share_words,
    )  # fmt: skip
