"""Measuring: everything that turns readings into judged figures, joined."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from city.readings import Readings
from geo.areas import Areas
from incidents.ports import StoreUnavailable
from indicators.base import Indicator
from live.bus import Bus
from live.measures.accounts import Accounts
from live.measures.annals import Annals
from live.measures.archive import Archive, Recorded
from live.measures.courses import Courses
from live.measures.evaluator import Evaluator
from live.measures.judging import Judge
from live.measures.left_out import LeftOut
from live.measures.past import Pasts, name_of
from live.measures.seeing import Seer, looked_back_on, resting_on, untold_then
from live.measures.versions import LOOKED_BACK, MADE_UP, Versions
from live.moments import moment
from live.ports import Memory
from live.projector import Projector

log = logging.getLogger(__name__)
LOOKED_BACK_H = 24  # at a start, hour by hour


def courses_for(indicators: Mapping[str, Indicator], areas: Areas, zone: ZoneInfo) -> Courses:
    """The courses of those kinds that some of the indicators looks back on."""
    return Courses(looked_back_on(indicators)[0], areas, zone)


class Measuring:
    """The evaluator with its pasts, and what keeps them over a restart."""

    def __init__(  # noqa: PLR0913 - it joins what there is
        self,
        *,
        projector: Projector,
        indicators: Mapping[str, Indicator],
        judge: Judge,
        record: Memory,
        bus: Bus,
        clock: Callable[[], datetime],
        areas: Areas,
        zone: ZoneInfo,
        quality: Callable[[str], float | None] = lambda _: None,
        sources: Sequence[str] = (),
    ) -> None:
        self._projector = projector
        self._indicators = indicators
        self._clock = clock
        self.judge = judge
        self.pasts = Pasts(len(areas))
        self.told = Recorded()  # what is known from before the start
        self.left_out = LeftOut()  # what of all that was written cannot be understood
        self.archive = Archive(record, projector, sources, self.left_out)
        self.annals = Annals(record, len(areas), self.left_out)
        self.accounts = Accounts(record, areas, indicators, self.left_out)
        self.versions = Versions(record, self.left_out)
        self.evaluator = Evaluator(
            bus,
            lambda said: Seer(projector, self.pasts, indicators, judge, said, zone),
            indicators,
            self.pasts,
            judge,
            clock,
            quality,
            frozenset(looked_back_on(indicators)[1]),
        )

    def remember(self) -> list[Readings]:
        """Put back what was known before the last stop; what was summed up then is not summed up again.

        Gives the rows that may be told once more.
        """
        now = self._clock()
        known_until = self.archive.restore(now)
        self._projector.tallied_until = None if known_until is None else moment(known_until)
        self.remember_measures()
        self.versions.write(self._indicators, self.judge, now)
        self.evaluator.go_on_from(self.accounts.last(now), now)
        self.told, recent = self.archive.restore_rows(now)
        return recent

    def remember_measures(self, rest: Callable[[], None] = lambda: None) -> None:
        """Put what the indicators said in the last four weeks back into the pasts; `rest` is called between two."""
        now = self._clock()
        followed = [name_of(name, what) for name, one in self._indicators.items() for what in one.followed]
        self.annals.remember([*self._indicators, *followed], self.pasts, now, rest)

    def look_back(self, at: datetime, invented: frozenset[str], rest: Callable[[], None] = lambda: None) -> None:
        """Compute what can be computed as of a time before the start, and write down what was said.

        What rests on one of the `invented` kinds is marked as made up; `rest` is called between two indicators.
        """
        made_up = resting_on(invented, self._indicators)
        said = {
            name: replace(one, version=one.version + (MADE_UP if name in made_up else LOOKED_BACK))
            for name, one in self.evaluator.look_back(at, rest, untold_then(self._indicators)).items()
        }
        try:
            self.annals.write_at(at, said, rest)
        except StoreUnavailable as why:
            log.warning("%s Trends of before the start will be gone after the next one.", why)

    def past_is_told(self) -> None:
        """From now on everything that comes in is new."""
        self._projector.tallied_until = None
        self._projector.retold.clear()
        self.pasts.join(self._clock(), LOOKED_BACK_H)

    def listened(self, since: datetime, until: datetime) -> None:
        """The house listened over this time."""
        self._projector.courses.listened(moment(since), moment(until))
