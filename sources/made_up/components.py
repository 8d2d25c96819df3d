"""Components: how many of each class stand in the streets of an area, and the defects that are found there."""

from types import MappingProxyType

import numpy as np

from sources.made_up.beats import Daily
from sources.made_up.chances import Candidates, Events, Likely
from sources.made_up.posts import Posts
from sources.made_up.regular import Asked, Regular, Told
from sources.made_up.rhythm import usual
from sources.made_up.spells import OwnSpell
from sources.made_up.spots import in_leaves
from sources.made_up.town import Town

# How many of each class stand about a junction.
CLASSES = MappingProxyType({"manhole": 26.0, "lamp": 18.0, "sign": 12.0, "bench": 6.0, "hydrant": 3.0})
COUNTED_H = 3.0
A_DAY, ROOM = 62.0, 7  # defects in the whole city; and how many more candidates there are
WET = 0.8
WORN = OwnSpell("worn components", 24 * 30, 0.003, 0.3, 0.7)  # of some sixty areas one in a season


def stocks(town: Town) -> Regular:
    """How many components of each class an area has, told anew every night."""
    areas = town.pack.areas
    codes = [areas.all[leaf].code for leaf in areas.leaves]
    posts = Posts.named(town, codes, *in_leaves(town)).split(list(CLASSES))
    corners = np.bincount(town.node_leaf, minlength=areas.elsewhere + 1)[: len(codes)]
    about = np.repeat(np.maximum(corners, 1), len(CLASSES)) * np.tile(np.array([*CLASSES.values()]), len(codes))

    def formula(asked: Asked) -> Told:
        return np.round(about[asked.row] * (0.98 + 0.04 * asked.fixed("stock"))), {}

    beat = Daily.at(town, len(posts), COUNTED_H, 600.0)
    return Regular(kind="component.stock", town=town, posts=posts, beat=beat, formula=formula)


def defects(town: Town) -> Events:
    """Defects that somebody reports, the more in wet and busy hours and where components are worn."""

    def likely(defect: Candidates) -> Likely:
        local = town.local(defect.at_ms)
        share = usual("day", local) * (1 + WET * town.wet(local)) * (0.95 + 0.05 * town.liveliness[defect.leaf])
        worn = WORN.force(town.seed, defect.leaf, defect.at_ms)
        return share * (1 + 4.0 * worn) / ROOM, {}

    return Events(kind="component.defect", town=town, most=round(A_DAY / 24 * ROOM), likely=likely, by_area=True)
