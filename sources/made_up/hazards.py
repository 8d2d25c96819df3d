"""Hazards: what dangerous goods the city's units hold: stocks are used up, and filled up when the tanker comes."""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from city.readings import Floats
from sources.chance import key_of, uniform
from sources.made_up.beats import Every
from sources.made_up.posts import Posts
from sources.made_up.regular import Asked, Regular, Told
from sources.made_up.spells import OwnSpell
from sources.made_up.spots import at_corners, at_places
from sources.made_up.town import Town
from sources.moments import DAY_MS, HOUR_MS

TOLD_MS = 4 * HOUR_MS
MOST_OF_A_SORT, WITHOUT_PLACES = 24, 8
CAMPAIGN = OwnSpell("campaign", 24 * 12, 0.1, 0.05, 0.15)  # a unit takes in more than it may, for a day or so


@dataclass(frozen=True, slots=True)
class Stock:
    """One substance in a sort of unit: its limit, its factor, what a full tank holds (t), how many days that lasts."""

    substance: str
    limit_t: float
    beta: float
    full_t: float
    days: float


# Limits and factors as in GB 18218; how much a unit holds is invented.
STOCKS = MappingProxyType({
    "chemical_plant": (
        Stock("ammonia", 10, 2, 45, 6), Stock("chlorine", 5, 4, 11, 9), Stock("methanol", 500, 1, 900, 12),
        Stock("propylene", 10, 1.5, 38, 5),
    ),
    "gas_station": (Stock("petrol", 200, 1, 62, 4), Stock("diesel", 5000, 1, 55, 7)),
    "water_works": (Stock("chlorine", 5, 4, 7.5, 15),),
    "sewage_works": (Stock("chlorine", 5, 4, 3.6, 20), Stock("methanol", 500, 1, 60, 10)),
    "power_station": (Stock("ammonia", 10, 2, 18, 10), Stock("diesel", 5000, 1, 400, 60)),
})  # fmt: skip
ALPHAS = (0.5, 1.0, 1.0, 1.2, 1.5)  # by how many people live within half a kilometre
FILLED, RESERVE, LICENSED = 0.92, 0.3, 1.15


@dataclass(frozen=True, slots=True, eq=False)
class Tanks:
    """Every substance of every unit, as columns (n,)."""

    limit_t: Floats
    beta: Floats
    alpha: Floats
    full_t: Floats
    days: Floats


def inventories(town: Town) -> Regular:
    """What each unit holds of each substance, t, told every four hours."""
    posts, tanks = _tanks(town)
    units = np.array([name.partition("/")[0] for name in posts.thing.tolist()])
    unit = np.unique(units, return_inverse=True)[1].astype(np.intp)

    def formula(asked: Asked) -> Told:
        row = asked.row
        lasts = tanks.days[row] * (0.8 + 0.4 * asked.fixed("use"))
        used = (asked.at_ms / DAY_MS / lasts + asked.fixed("turn")) % 1.0
        level = RESERVE + (FILLED - RESERVE) * (1 - used)
        more = 1 + 0.9 * CAMPAIGN.force(town.seed, unit[row], asked.at_ms)
        held_t = np.round(tanks.full_t[row] * level * more, 1)
        return held_t, {
            "limit_t": tanks.limit_t[row], "beta": tanks.beta[row], "alpha": tanks.alpha[row],
            "licence_t": np.round(tanks.full_t[row] * LICENSED, 1),
        }  # fmt: skip

    beat = Every.spread(town, "hazchem", len(posts), TOLD_MS)
    return Regular(kind="hazchem.inventory", town=town, posts=posts, beat=beat, formula=formula)


def _tanks(town: Town) -> tuple[Posts, Tanks]:
    names, stocks, lon, lat, alpha = list[str](), list[Stock](), list[float](), list[float](), list[float]()
    for sort, held in STOCKS.items():
        for number, (x, y) in enumerate(zip(*_places(town, sort), strict=True)):
            drawn = float(uniform(town.seed, key_of(f"alpha {sort}"), number))
            for stock in held:
                names.append(f"{sort}_{number + 1:02d}/{stock.substance}")
                stocks.append(stock)
                lon.append(float(x))
                lat.append(float(y))
                alpha.append(ALPHAS[int(drawn * len(ALPHAS))])
    columns = (np.array([getattr(stock, name) for stock in stocks]) for name in ("limit_t", "beta", "full_t", "days"))
    limit_t, beta, full_t, days = columns
    posts = Posts.named(town, names, np.array(lon), np.array(lat))
    return posts, Tanks(limit_t, beta, np.array(alpha), full_t, days)


def _places(town: Town, sort: str) -> tuple[Floats, Floats]:
    """Where units of a sort are; a city that knows of no units at all has some filling stations at junctions."""
    lon, lat = at_places(town, (sort,), MOST_OF_A_SORT)
    if sort == "gas_station" and not len(at_places(town, tuple(STOCKS), 1)[0]):
        return at_corners(town, sort, WITHOUT_PLACES)
    return lon, lat
