"""Firms: how much power each uses a day, and what it answers when it is asked once a month how business goes."""

from collections.abc import Iterator

import numpy as np

from city.kinds.economy import QUESTIONS
from city.readings import Floats, Readings
from geo.areas import Ints
from sources.chance import key_of, normal, uniform
from sources.made_up.beats import days, months
from sources.made_up.posts import Posts, each
from sources.made_up.rhythm import DAY_S, THURSDAY
from sources.made_up.spells import GOLDEN, Spell, mood, swing
from sources.made_up.town import Town
from sources.moments import HOUR_MS

ANSWER, POWER = "survey.answer", "power.daily"
FIRMS, METERED = 320, 200
ASKED_DAY, ASKED_S, MONTH_D = 25, 17 * 3600, 30.44
# How many more firms say up than down, per question, in an ordinary month.
BALANCE = (0.05, 0.07, 0.01, 0.01, -0.01)
UP_OR_DOWN = 0.44
SLUMP = Spell("slump", days=330, chance=0.7, shortest=50.0, longest=90.0)
# From Monday on; the weekends are quieter.
WEEK = (0.0, 0.01, 0.012, 0.01, 0.0, -0.07, -0.15)
COOLED, HEATED, COOL_C, HEAT_C = 0.012, 0.004, 26.0, 18.0  # the degrees from which degree days are counted
CURTAILED = Spell("curtailment", days=42, chance=0.75, shortest=4.0, longest=8.0)
STANDS = Spell("firm stands", days=60, chance=0.9, shortest=6.0, longest=25.0)
LOOKS = 6  # at the thermometer, a day


class Firms:
    """The monthly survey of all firms."""

    def __init__(self, town: Town) -> None:
        self._town = town
        firms = Posts.strewn(town, "firm", FIRMS)
        self._firm = np.repeat(np.arange(FIRMS), len(QUESTIONS))
        self._question = np.tile(np.arange(len(QUESTIONS)), FIRMS)
        self._posts = firms.taken(self._firm, [QUESTIONS[one] for one in self._question])

    def __len__(self) -> int:
        return len(self._posts)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The answers of the months whose survey closed meanwhile."""
        month, at_ms = months(self._town.pack.time_zone, after_ms, until_ms, ASKED_DAY, ASKED_S)
        if len(month):
            turn, row = each(np.arange(len(month)), len(self))
            about = {"question": self._question[row].astype(np.float64)}
            yield self._posts.said(ANSWER, row, at_ms[turn], self._answers(row, month[turn]), about)

    def _answers(self, row: Ints, month: Ints) -> Floats:
        """1, 0 or -1 (n,). Neighbours answer in turn, so that shares come out nearly as they are meant."""
        seed, question = self._town.seed, self._question[row]
        local = ((month + 0.8) * MONTH_D * DAY_S).astype(np.int64)
        balance = np.array(BALANCE)[question] + 0.05 * mood(self._town, "business", local, 200, self._posts.leaf[row])
        balance += 0.02 * swing(month, seed, key_of(ANSWER), question) - 0.2 * SLUMP.force(seed, local)
        drawn = (self._firm[row] * GOLDEN + uniform(seed, key_of(ANSWER), question, month)) % 1.0
        up, down = (UP_OR_DOWN + balance) / 2, (UP_OR_DOWN - balance) / 2
        return (drawn < up).astype(np.float64) - (drawn > 1 - down)


class Meters:
    """The power that the larger firms used on each local day."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._posts = Posts.strewn(town, "firm", FIRMS).taken(np.arange(0, FIRMS, FIRMS / METERED).astype(np.intp))
        self._usual = 9.2 + 1.1 * normal(town.seed, key_of("firm size"), np.arange(METERED))

    def __len__(self) -> int:
        return len(self._posts)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The use of each local day that ended meanwhile."""
        day, at_ms = days(self._town.pack.time_zone, after_ms, until_ms)
        if len(day):
            turn, row = each(np.arange(len(day)), len(self))
            kwh: Floats = np.exp(self._shared(day)[turn] + self._own(row, day, turn))
            yield self._posts.said(POWER, row, at_ms[turn], kwh.round(1), {})

    def _shared(self, day: Ints) -> Floats:
        """What the weekday, the weather and bottlenecks do to the logarithm on days (d,), to all firms alike."""
        noon = day * DAY_S + DAY_S // 2
        hours = np.arange(LOOKS) * (24 // LOOKS) * HOUR_MS
        # The local clock is some hours away from UTC, which moves a day's mean by next to nothing.
        warmth = self._town.warmth((day[:, None] * DAY_S * 1000 + hours).ravel()).reshape(len(day), LOOKS).mean(axis=1)
        weather = COOLED * np.maximum(warmth - COOL_C, 0) + HEATED * np.maximum(HEAT_C - warmth, 0)
        return np.array(WEEK)[(day + THURSDAY) % 7] + weather - 0.14 * CURTAILED.force(self._town.seed, noon)

    def _own(self, row: Ints, day: Ints, turn: Ints) -> Floats:
        """What is a firm's own in the logarithm (n,): its size, its district's business, its days, its halts."""
        seed, noon = self._town.seed, day * DAY_S + DAY_S // 2
        stands = STANDS.force(seed, noon)[turn] * (STANDS.whom(seed, noon, 40)[turn] == row % 40)
        business = 0.02 * mood(self._town, "business", noon[turn], 200, self._posts.leaf[row])
        return self._usual[row] + business + 0.05 * swing(day[turn], seed, key_of(POWER), row) - 1.3 * stands
