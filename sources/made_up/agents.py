"""Agents: how many the hotline rosters for each half-hour of a day, told when the day begins."""

from collections.abc import Iterator

import numpy as np

from city.readings import Readings
from sources.chance import key_of
from sources.made_up.beats import days
from sources.made_up.hotline import AWAY, CALLS_AN_HOUR
from sources.made_up.posts import Posts, each
from sources.made_up.rhythm import DAY_S, usual, weekly
from sources.made_up.spells import swing
from sources.made_up.town import Town

KIND, SKILL, HALF_HOURS, HALF_HOUR_S, HOUR_S = "hotline.roster", "general", 48, 1800, 3600
HANDLING_S, SHRINKAGE = 228.0, 0.30
# What is planned beyond the telephones that are busy on average, so that hardly anybody waits.
SPARE, SPARE_ROOT = 2.0, 1.5
AWAY_SHARE = 0.26


class Agents:
    """The day's roster of the hotline's only skill, which sits in a service hall."""

    def __init__(self, town: Town) -> None:
        self._town = town
        hall = Posts.at(town, ("service_hall",), 1, else_strewn=1)
        halves = [f"{half:02d}" for half in range(HALF_HOURS)]
        skill = Posts(np.array([SKILL], dtype=object), hall.lon, hall.lat, hall.leaf)
        self._posts = skill.taken(np.zeros(HALF_HOURS, dtype=np.intp), halves)

    def __len__(self) -> int:
        return len(self._posts)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The rosters of the days that began meanwhile."""
        town = self._town
        day, at_ms = days(town.pack.time_zone, after_ms, until_ms, 0)
        if not len(day):
            return
        turn, half = each(np.arange(len(day)), HALF_HOURS)
        local = day[turn] * DAY_S + half * HALF_HOUR_S + HALF_HOUR_S // 2
        night = (half < 14) | (half >= 44)
        handling_s = np.round(HANDLING_S * (1 + 0.06 * swing(day[turn], town.seed, key_of(KIND))) + 25 * night)
        shrinkage = np.round(SHRINKAGE + 0.02 * swing(day[turn], town.seed, key_of("shrinkage")), 3)
        # Planned by whole hours: the calls of an hour that fills up are not told apart.
        middle = local // HOUR_S * HOUR_S + HOUR_S // 2
        busy = CALLS_AN_HOUR * usual("calls", middle) * weekly(local) * handling_s / HOUR_S
        there = (busy + SPARE_ROOT * np.sqrt(busy) + SPARE) / (1 - shrinkage)
        value = np.ceil(there * (1 - AWAY_SHARE * AWAY.force(town.seed, local)))
        about = {"half_hour": half.astype(np.float64), "handling_s": handling_s, "shrinkage": shrinkage}
        yield self._posts.said(KIND, half, at_ms[turn], value, about)
