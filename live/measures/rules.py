"""Rules: from a figure that leaves its band to one signal for the whole episode, and to a note when it is over.

A rule names an indicator, the band from which it counts, how long it must last (on-delay) and how long it must be over
(off-delay), and how far beyond the cut it must come back (dead band), so that an episode is one episode. Where many
areas break the same rule together, that is one signal for the city, not a flood.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from city.picture import Measure
from city.readings import Mask
from indicators.base import Bands, Better, Indicator
from live.measures.judging import judged_by

BANDS = ("normal", "attention", "warning", "critical")
CITY = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: `band` 1 to 3, delays in minutes, `dead_band` in the indicator's unit, what comes of it.

    `areas` is "city", "districts" or "all" (both). `flood` is how many areas at once are told as one.
    """

    indicator: str
    band: int
    category: str
    level: int
    on_min: float = 10.0
    off_min: float = 15.0
    dead_band: float = 0.0
    areas: str = "city"
    flood: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Began:
    """An episode began: the rule, in which areas (indices), since when."""

    rule: Rule
    areas: tuple[int, ...]
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """An episode is over: as it began, and since when it has been over."""

    began: Began
    over_since: datetime


@dataclass(slots=True)
class Course:
    """One area under one rule: since when it breaks it, since when it keeps it again, and in which episode it is."""

    broken_since: datetime | None = None
    kept_since: datetime | None = None
    episode: Began | None = None


@dataclass(slots=True)
class Watched:
    """One rule with the course of each area."""

    rule: Rule
    courses: dict[int, Course] = field(default_factory=dict[int, Course])


class Rules:
    """Follows every rule from measure to measure."""

    def __init__(
        self, rules: Mapping[str, Rule], indicators: Mapping[str, Indicator], districts: tuple[int, ...]
    ) -> None:
        self._watched = {name: Watched(rule) for name, rule in rules.items()}
        self._indicators = indicators
        self._districts = districts

    def areas_of(self, rule: Rule) -> tuple[int, ...]:
        """The areas (indices) that a rule looks at."""
        return {"city": (CITY,), "districts": self._districts, "all": (CITY, *self._districts)}[rule.areas]

    def take_up(self, episodes: Mapping[str, Sequence[Began]]) -> None:
        """Go on with all the episodes that were running before a restart, by the names of their rules."""
        for name, watched in self._watched.items():
            known = self.areas_of(watched.rule)  # a rule may look at other areas than it did when they began
            for began in episodes.get(name, ()):
                for area in began.areas:
                    if area in known:
                        watched.courses[area] = Course(broken_since=began.since, episode=began)

    def follow(self, said: Mapping[str, Measure], bands: Mapping[str, Bands], now: datetime) -> list[Began | Ended]:
        """What began and what ended with what the indicators say now; an unknown value begins and ends nothing."""
        found: list[Began | Ended] = []
        for watched in self._watched.values():
            measure = said.get(watched.rule.indicator)
            if measure is not None and not measure.error:
                one = self._indicators[watched.rule.indicator]
                found += self._one(watched, one, measure, bands.get(one.name, one.bands), now)
        return found

    def _one(
        self, watched: Watched, one: Indicator, measure: Measure, bands: Bands, now: datetime
    ) -> list[Began | Ended]:
        rule = watched.rule
        broken, kept = broken_and_kept(rule, one, measure, bands)
        ripe: list[int] = []
        over: dict[int, Course] = {}
        for area in self.areas_of(rule):
            course = watched.courses.setdefault(area, Course())
            if broken[area]:
                course.broken_since, course.kept_since = course.broken_since or now, None
                if course.episode is None and now - course.broken_since >= timedelta(minutes=rule.on_min):
                    ripe.append(area)
            elif kept[area]:
                course.broken_since = None if course.episode is None else course.broken_since
                course.kept_since = course.kept_since or now
                if course.episode is not None and now - course.kept_since >= timedelta(minutes=rule.off_min):
                    over[area] = course
        return [*_begun(watched, ripe), *_ended(watched, over)]


def broken_and_kept(rule: Rule, one: Indicator, measure: Measure, bands: Bands) -> tuple[Mask, Mask]:
    """In which areas (n,) a rule is broken now, and in which it is clearly kept; neither within the dead band."""
    judged = judged_by(measure)
    way = 1.0 if one.better is Better.LOWER else -1.0
    clear = way * (judged - bands.cuts[rule.band - 1]) < -rule.dead_band
    known = ~np.isnan(judged)
    broken = known & (measure.band >= rule.band)
    return broken, known & ~broken & (clear | (rule.dead_band <= 0))


def _begun(watched: Watched, ripe: list[int]) -> list[Began]:
    """Episodes for areas that have broken the rule for long enough: one for all where they are many."""
    if not ripe:
        return []
    courses = watched.courses
    shared = next((one.episode for one in courses.values() if one.episode and len(one.episode.areas) > 1), None)
    if shared is not None:  # a flood goes on: whoever joins it raises no further signal
        for area in ripe:
            courses[area].episode = shared
        return []
    groups = [tuple(ripe)] if len(ripe) >= watched.rule.flood else [(area,) for area in ripe]
    found: list[Began] = []
    for group in groups:
        since = min(at for area in group if (at := courses[area].broken_since) is not None)
        episode = Began(rule=watched.rule, areas=group, since=since)
        for area in group:
            courses[area].episode = episode
        found.append(episode)
    return found


def _ended(watched: Watched, over: Mapping[int, Course]) -> list[Ended]:
    """Episodes of which no area breaks the rule any more."""
    found: list[Ended] = []
    for episode in {id(course.episode): course.episode for course in over.values()}.values():
        mine = {area: course for area, course in watched.courses.items() if course.episode is episode}
        if episode is None or not mine.keys() <= over.keys():
            continue
        found.append(Ended(began=episode, over_since=max(at for one in mine.values() if (at := one.kept_since))))
        for area in mine:
            watched.courses[area] = Course()
    return found
