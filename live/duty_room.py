"""The duty room: keeps the shifts and the alarms going, and tells the screens when there is something new of either."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from zlib import crc32

import numpy as np

from city.picture import Picture
from incidents.annunciation import URGENT, AlarmState
from incidents.categories import Category
from incidents.incident import Incident
from incidents.intake.reception import Reception
from incidents.office.alarms import Annunciator
from incidents.office.causes import ABOVE, CONSOLE, Cause, of_accepted, of_consoles, of_incidents, of_shift, of_signals
from incidents.office.refusals import Meanwhile
from incidents.office.rota import Rota
from incidents.ports import Record, StoreUnavailable
from incidents.refusals import Refused
from indicators.base import Indicator
from live.account_watch import AccountWatch
from live.around_the_house import around
from live.made_up_roster import MadeUpRoster
from live.moments import moment
from live.watching import Watching

CRITICAL, CITY = 3, 0
AFTER = timedelta(minutes=2)  # so long a figure stays critical before it is an alarm
LEVEL = 3  # of an indicator: whoever has to act on it hears of its rule's incident, with a level of its own
UNHEARD_S = 20.0  # an urgent alarm that nobody saw, and a page out of sight
DESERTED_S = 60.0  # an urgent alarm, and no page of any desk in sight
HIDDEN_S = 300.0  # a page out of sight while all is calm
log = logging.getLogger(__name__)


class DutyRoom:
    """Does every other second what is due by itself; `marks` change whenever there is something new to fetch.

    Beside them stands how many signals are `waiting`, drills left out: a wall shows the number and nothing of them.

    `problem` says that nobody is there while an urgent alarm waits, empty where somebody is or none does.

    `watching` knows which consoles are out of sight. `made_up` is whether the city's people are, too; then they change
    shifts by themselves.
    """

    def __init__(
        self,
        record: Record,
        clock: Callable[[], datetime],
        picture: Callable[[], Picture],
        indicators: Mapping[str, Indicator],
        categories: Mapping[str, Category],
        watching: Watching,
        *,
        zone: tzinfo,
        made_up: bool,
    ) -> None:
        self._record = record
        self._clock = clock
        self._picture = picture
        self._indicators = indicators
        self._watching = watching
        self._categories = categories
        self.rota = Rota(record, clock, lambda: around(picture(), indicators, zone), zone)
        self.annunciator = Annunciator(record, clock)
        self._watch = AccountWatch(record)
        self._roster = MadeUpRoster(self.rota, zone) if made_up else None
        self.problem = ""
        self.marks: Mapping[str, int | None] = {"shift": 0, "alarms": 0, "signals": 0, "waiting": None}

    def turn(self) -> None:
        """Do what is due: shifts that change, leaders who must hear, alarms that come and go."""
        now = self._clock()
        try:
            self._change_shifts(now)
            self.rota.tend(now)
            picture = self._picture()
            unknown, signals = frozenset(self._unknown(picture)), self._record.intake.waiting()
            self.annunciator.follow(self._causes(picture, signals, now), now, unknown)
            self.look(signals)
            self.problem = self._nobody_there(now)
        except StoreUnavailable:
            return  # the keeper has said so already; it is all due again
        except Meanwhile as why:
            log.info("%s It is looked at again.", why)  # a hand was faster

    def _change_shifts(self, now: datetime) -> None:
        """What the made-up people do; where real ones were faster or planned otherwise, the alarms go on."""
        if self._roster is not None:
            try:
                self._roster.turn(now)
            except Refused as why:
                log.info("The made-up people leave it: %s", why)

    def look(self, signals: Sequence[Reception] | None = None) -> None:
        """Look whether there is anything new, for the screens to fetch; `signals` are those that wait, if read."""
        duty = self.rota.duty(self._clock())
        shifts = [(one.name, one.version) for one in (duty.present, duty.next, duty.last) if one is not None]
        alarms = [(one.key, one.version) for one in self.annunciator.live()]
        self.marks = {**self.marks, "shift": _mark(shifts), "alarms": _mark(alarms)}
        if signals is not None:
            waiting = sum(not one.signal.exercise for one in signals)
            mark = _mark([(one.number, one.version) for one in signals])
            self.marks = {**self.marks, "signals": mark, "waiting": waiting}

    def _causes(self, picture: Picture, signals: Iterable[Reception], now: datetime) -> Iterator[Cause]:
        yield from of_signals(signals, self._categories, now)
        yield from of_incidents(picture.incidents.values(), self._categories, now)
        yield from of_accepted(picture.incidents.values(), self._categories)
        yield from of_shift(self.rota.duty(now).present, now)
        yield from self._watch.causes(now)
        yield from of_consoles(self._watching.hidden(UNHEARD_S if self._is_unheard(now) else HIDDEN_S))
        yield from self._of_indicators(picture, now)

    def _unknown(self, picture: Picture) -> Iterator[str]:
        """The alarms of which this process cannot tell now whether they still hold: they stay."""
        for name, one in picture.measures.items():
            if one.band[CITY] < 0:
                yield f"indicator:{name}"
        for one in self.annunciator.live():
            if one.kind == CONSOLE and not self._watching.knows(one.about):
                yield one.key

    def _nobody_there(self, now: datetime) -> str:
        """That an urgent alarm waits and no desk is in sight at this server, empty where either is not so.

        In a made-up city made-up people sit at the desk, and no page tells of them.
        """
        if self._roster is not None or not self._watching.deserted(DESERTED_S) or not self._is_unheard(now, DESERTED_S):
            return ""
        return "An urgent alarm is not acknowledged, and no desk is open in sight here. Open /duty/ and look at it."

    def _is_unheard(self, now: datetime, least_s: float = UNHEARD_S) -> bool:
        """Whether an urgent alarm has waited so long that whoever is there should have seen it."""
        waiting = (one for one in self.annunciator.live() if one.state is AlarmState.UNACKNOWLEDGED)
        late = timedelta(seconds=least_s)
        return any(
            one.level <= URGENT and one.kind != CONSOLE and one.raised_at is not None and now - one.raised_at >= late
            for one in waiting
        )

    def _of_indicators(self, picture: Picture, now: datetime) -> Iterator[Cause]:
        """The city's figures that are critical for a while; nobody is called where a rule raised an incident."""
        raised = {one.reference.partition(":")[0] for one in picture.incidents.values() if _of_a_rule(one)}
        for name, one in picture.measures.items():
            since = one.since
            lasts = since is not None and not np.isnat(since[CITY]) and since[CITY] <= moment(now - AFTER)
            if one.band[CITY] != CRITICAL or not lasts or name not in self._indicators:
                continue
            title = self._indicators[name].title
            yield Cause(
                key=f"indicator:{name}", kind="indicator", level=LEVEL, about=name, share="indicator",
                words={"zh": f"指标特急：{title['zh']}", "en": f"Critical: {title['en']}"},
                share_words={"zh": "指标", "en": "Indicators"}, suppressed=ABOVE if name in raised else "",
            )  # fmt: skip


def _mark(what: Sequence[tuple[str, int]]) -> int:
    """A number that is another when any of these has another version, in every process alike."""
    return crc32(repr(what).encode())


def _of_a_rule(one: Incident) -> bool:
    return one.open and one.origin == "indicator"
