"""Colleagues: the other seats of a made-up city, who decide in time on what our desk leaves waiting.

Without them nobody would be there at night. They look at what they know to be true of a made-up report, and keep off
whatever a hand of ours has touched.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType

from city.picture import Picture
from incidents.desk import Desk
from incidents.details import NOTHING, Details
from incidents.incident import Incident, Signal, State
from incidents.intake.reception import Reception, SignalState
from incidents.intake.wanting import SignalWish
from incidents.making_safe import owed
from incidents.refusals import Refused
from incidents.roles import Actor, Role
from sources.made_up.reports import REFERENCE

AFTER = timedelta(minutes=25)  # so long a report is ours to decide
AT_ONCE = 5  # a minute: nobody decides on a hundred in one
FIRST, SECOND, THIRD = "同事甲", "同事乙", "同事丙"
SOURCES = frozenset({"12345", "GRID", "VIDEO"})
HANDS = frozenset({FIRST, SECOND, THIRD, "system", *SOURCES})
# What leads on from each state, after how many minutes, and which of them does it: four eyes.
STEPS = MappingProxyType(
    {
        State.ACCEPTED: ("file", 5.0, FIRST), State.FILED: ("dispatch", 25.0, FIRST),
        State.DISPATCHED: ("acknowledge", 8.0, SECOND), State.PROCESSING: ("report_done", 40.0, SECOND),
        State.FEEDBACK: ("assign_check", 10.0, FIRST), State.CHECKING: ("check_pass", 20.0, THIRD),
        State.CHECKED: ("close", 8.0, FIRST),
    }
)  # fmt: skip
SAFE_AFTER, SAFE = timedelta(minutes=12), Details(kind="fenced")  # since it was dispatched
log = logging.getLogger(__name__)


class Colleagues:
    """Decides once a minute; `is_true` says whether what a made-up signal tells is so."""

    def __init__(
        self,
        desk: Desk,
        picture: Callable[[], Picture],
        is_true: Callable[[Signal], bool],
        clock: Callable[[], datetime],
    ) -> None:
        self._desk = desk
        self._clock = clock
        self._picture = picture
        self._is_true = is_true
        self._refused: set[tuple[str, int]] = set()

    def turn(self, now: datetime) -> None:
        """Do what is left lying. Raises `StoreUnavailable`; then it is done the next time."""
        waiting = [one for one in self._desk.signals.record.waiting() if self._ours(one, now)]
        for one in sorted(waiting, key=lambda one: one.entered_at)[:AT_ONCE]:
            self._tried(one.number, one.version, partial(self._decide, one))
        for one in tuple(self._picture().incidents.values()):
            action, minutes, by = STEPS.get(one.state, ("", 0.0, ""))
            if owed(one) and now - one.times.get(State.DISPATCHED, now) >= SAFE_AFTER and self._left_lying(one):
                self._tried(one.number, one.version, partial(self._lead_on, one, "make_safe", SECOND, SAFE))
            elif action and now - one.entered_at >= timedelta(minutes=minutes) and self._left_lying(one):
                self._tried(one.number, one.version, partial(self._lead_on, one, action, by))

    def _ours(self, one: Reception, now: datetime) -> bool:
        waits = one.state in (SignalState.NEW, SignalState.VERIFY) and now - one.entered_at >= AFTER
        untried = (one.number, one.version) not in self._refused
        return waits and untried and one.signal.made_up and one.signal.reference.startswith(REFERENCE)

    def _left_lying(self, one: Incident) -> bool:
        """Whether a made-up report led to it, and nobody at our desk has touched it."""
        reported = one.made_up and not one.command and one.reference.startswith(REFERENCE)
        return reported and not one.assignments and set(one.entered_by.values()) <= HANDS

    def _tried(self, number: str, version: int, act: Callable[[], object]) -> None:
        if (number, version) in self._refused:
            return
        try:
            act()
        except Refused as why:
            log.info("A colleague left %s to us: %s", number, why)
            self._refused.add((number, version))

    def _decide(self, one: Reception) -> None:
        likely = tuple(each.number for each in self._desk.signals.likely(one))
        said, roles = one.signal, frozenset({Role.COLLECTOR, Role.CALL_TAKER, Role.CHIEF})
        true, looked = self._is_true(said), one.state is SignalState.VERIFY
        action = ("confirm" if looked else "accept") if true else ("not_found" if looked else "reject")
        self._desk.signal_act(
            SignalWish(
                number=one.number, action=action, actor=Actor(by=FIRST, roles=roles), version=one.version,
                seen=frozenset(likely), photo_at=self._clock(), photo_lon=said.lon, photo_lat=said.lat,
                reason="" if true else "false_alarm", note="" if true else "现场核实不属实",
            )
        )  # fmt: skip

    def _lead_on(self, one: Incident, action: str, by: str, details: Details = NOTHING) -> None:
        department = "" if one.lead is None else one.lead.department
        actor = Actor(by=by, roles=frozenset(Role) - {Role.WALL}, department=department)
        self._desk.act(one.number, action, actor=actor, version=one.version, details=details)
