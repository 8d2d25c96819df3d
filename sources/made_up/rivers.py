"""Rivers: what the water at the sections holds, every four hours; storms wash dirt in, and somebody may discharge."""

from collections.abc import Callable
from types import MappingProxyType

import numpy as np

from city.readings import Floats
from sources.made_up.beats import Every
from sources.made_up.posts import Posts
from sources.made_up.regular import Asked, Regular, Told
from sources.made_up.sensors import Sensors
from sources.made_up.spells import OwnSpell
from sources.made_up.town import Town, season, sun
from sources.moments import HOUR_MS, MINUTE_MS

SECTIONS = 14
STEP_MS = 4 * HOUR_MS
TOLD_WITHIN_MS = 10 * MINUTE_MS
RUN_OFF_H = (1, 3, 6, 10, 16)  # water of the last hours is still dirty
DISCHARGE = OwnSpell("discharge", 24 * 8, 0.018, 0.06, 0.16)
TARGETS = (3.0, 3.0, 3.0, 4.0)

Level = Callable[[Asked, Floats, Floats], Floats]  # of what is asked, how much ran off, and how much was discharged


def _ph(asked: Asked, dirt: Floats, discharge: Floats) -> Floats:
    return 7.6 + 0.25 * asked.mood(60) + 0.15 * sun(asked.local) - 0.2 * dirt - 0.4 * discharge


def _oxygen(asked: Asked, dirt: Floats, discharge: Floats) -> Floats:
    """Cold water holds more; weeds make some by day; dirt uses it up."""
    fresh = 8.6 - 1.5 * season(asked.local) + 0.7 * sun(asked.local) + 0.5 * asked.mood(70)
    return fresh * (1 - 0.12 * dirt - 0.62 * discharge)


def _usually(usual: float, dirty: float, discharged: float) -> Level:
    """An item that is so much usually, and so many times more in what runs off and what is discharged."""

    def level(asked: Asked, dirt: Floats, discharge: Floats) -> Floats:
        own = 0.75 + 0.4 * asked.fixed("own")
        return usual * own * (1 + 0.2 * asked.mood(70) + dirty * dirt + discharged * discharge)

    return level


LEVELS = MappingProxyType[str, Level]({
    "ph": _ph,
    "do": _oxygen,
    "codmn": _usually(4.2, 0.9, 2.4),
    "nh3n": _usually(0.52, 2.6, 5.5),
    "tp": _usually(0.12, 1.8, 3.6),
})  # fmt: skip


def items(town: Town) -> list[Regular]:
    """The readings of each item at the sections, which are where the pack has gauges in open water."""
    posts = _sections(town)
    beat = Every.spread(town, "river", len(posts), STEP_MS, TOLD_WITHIN_MS)
    return [_item(town, posts, beat, name, level) for name, level in LEVELS.items()]


def _item(town: Town, posts: Posts, beat: Every, name: str, level: Level) -> Regular:
    def formula(asked: Asked) -> Told:
        dirt: Floats = np.mean([town.wet(town.local(asked.at_ms - hours * HOUR_MS)) for hours in RUN_OFF_H], axis=0)
        found: Floats = level(asked, dirt, DISCHARGE.force(town.seed, asked.row, asked.at_ms))
        value = np.round(np.clip(found * (1 + 0.02 * asked.jitter()), 0.001, None), 3)
        target = np.array(TARGETS)[(asked.fixed("target") * len(TARGETS)).astype(np.intp)]
        return value, {"target": target}

    # All items of a section share its target and its moods, as they share its water.
    return Regular(kind=f"river.{name}", town=town, posts=posts, beat=beat, formula=formula, what="river")


def _sections(town: Town) -> Posts:
    gauges = Sensors.of(town.pack.things, "water.level", town.seed)
    told = town.pack.things.more.get("device", ())
    dry = [bool(told) and told[number] == "underpass_gauge" for number in gauges.number.tolist()]
    rows = np.flatnonzero(~np.array(dry, dtype=np.bool_))
    rows = rows[np.linspace(0, len(rows) - 1, min(SECTIONS, len(rows))).astype(np.intp)] if len(rows) else rows
    return Posts.named(town, "section", gauges.lon[rows], gauges.lat[rows])
