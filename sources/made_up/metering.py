"""Metering: each month's balance of the areas in which water is metered, told on the first of the next month."""

import numpy as np

from city.readings import Floats
from geo.areas import Ints
from sources.chance import key_of, normal
from sources.made_up.beats import Daily, day_of
from sources.made_up.posts import Posts
from sources.made_up.regular import Asked, Regular, Told
from sources.made_up.spells import OwnSpell
from sources.made_up.spots import in_leaves
from sources.made_up.town import Town, season

TOLD_H = 6.0
UNKNOWN_PEOPLE = 30_000.0
A_HEAD_M3 = 0.19  # a day, with what shops and works use
LEAKING = OwnSpell("leaking main", 24 * 90, 0.08, 0.6, 0.9)


def balances(town: Town) -> Regular:
    """The water balance of each leaf area, which is metered as one."""
    areas = town.pack.areas
    leaves = [areas.all[leaf] for leaf in areas.leaves]
    people = np.array([one.population or UNKNOWN_PEOPLE for one in leaves], dtype=np.float64)
    posts = Posts.named(town, [f"dma_{one.code}" for one in leaves], *in_leaves(town))

    def formula(asked: Asked) -> Told:
        return _balance(asked, people[asked.row], *_month_before(asked))

    beat = Daily.at(town, len(posts), TOLD_H, 900.0, monthly=True)
    return Regular(kind="water.balance", town=town, posts=posts, beat=beat, formula=formula)


def _month_before(asked: Asked) -> tuple[Floats, Ints]:
    """How many days the month before had (k,), and the number of that month."""
    month = day_of(asked.local).astype("datetime64[D]").astype("datetime64[M]")
    before = month - np.timedelta64(1, "M")
    days = (month.astype("datetime64[D]") - before.astype("datetime64[D]")).astype(np.float64)
    return days, before.astype(np.int64)


def _balance(asked: Asked, people: Floats, days: Floats, month: Ints) -> Told:
    """What was supplied (k,), m³, and the rest of the balance."""
    seed = asked.town.seed
    noise = normal(seed, key_of("metering"), asked.row, month)
    supplied = people * A_HEAD_M3 * days * (1 + 0.09 * season(asked.local)) * (1 + 0.015 * noise)
    leaking = LEAKING.force(seed, asked.row, asked.at_ms)
    lost = 0.125 + 0.03 * asked.fixed("lost") + 0.006 * asked.mood(24 * 45) + 0.002 * noise + 0.07 * leaking
    private = 0.6 + 0.2 * asked.fixed("private")
    connections = np.round(people / 2.8)
    return np.round(supplied), {
        "authorised_m3": np.round(supplied * (1 - lost)),
        "apparent_m3": np.round(supplied * lost * 0.22),
        "households_m3": np.round(supplied * (1 - lost) * private),
        "days": days,
        "mains_km": np.round(people / 1900, 1),
        "connections": connections,
        "private_km": np.round(connections * 0.006, 1),
        "pressure_m": np.round(29 + 7 * asked.fixed("pressure"), 1),
        "correction_pct": np.round(0.2 + 0.6 * asked.fixed("correction"), 2),
    }
