"""The made-up city's banned turns: none at the middle of interchanges, no left turns at its greatest crossings."""

import numpy as np
import pandas as pd
import shapely

from geo.areas import Ints
from geo.importing.tables import Table
from geo.made_up.graph import Net, edge_id
from geo.made_up.ground import Ground
from geo.made_up.ramps import RAMP, REACH_M
from geo.place import Floats, Mask

LEFT_BANS = 40  # crossings where turning left is banned
RAMPS_NEEDED = 2  # where fewer lead on, turns at the middle stay allowed
BUSY = 0.5  # density


def banned_turns(net: Net, ground: Ground) -> Table:
    """Rows from, via, to: turns from an edge, at a node, into an edge."""
    turns: Table = _turns(net)
    ramp = net.only(net.rank == RAMP)
    middle = shapely.points(turns[["x", "y"]].to_numpy())
    near = shapely.STRtree(ramp.line).query(middle, predicate="dwithin", distance=REACH_M * 0.75)[0]
    many = np.bincount(near, minlength=len(turns)) >= RAMPS_NEEDED
    motorway = turns[["rank", "rank_to"]].min(axis=1).to_numpy() == 1
    across = (turns["name"] != turns["name_to"]).to_numpy()
    interchange = many & motorway & across & (turns[["rank", "rank_to"]].max(axis=1).to_numpy() <= 2)
    left = _left_at_great_crossings(turns, ground) & across & ~many
    chosen = turns[interchange | left]
    return pd.DataFrame(
        {
            "from": [edge_id(i) for i in chosen["edge"]],
            "via": chosen["node"].to_numpy(),
            "to": [edge_id(i) for i in chosen["edge_to"]],
        }
    )


def _turns(net: Net) -> Table:
    """All turns between main roads: the edge and the next one, their classes and names, the angle (degrees, left +)."""
    main = np.flatnonzero(net.rank <= 3)
    start, end = (shapely.get_coordinates(shapely.line_interpolate_point(net.line[main], at)) for at in (25.0, -25.0))
    tail, head = net.ends.reshape(2, len(net), 2)[:, main]
    legs: Table = pd.DataFrame(
        {
            "node": np.concatenate([net.u[main], net.v[main]]),
            "edge": np.tile(main, 2),
            "rank": np.tile(net.rank[main], 2),
            "name": net.only(main).names("zh") * 2,
            "x": np.concatenate([tail[:, 0], head[:, 0]]),
            "y": np.concatenate([tail[:, 1], head[:, 1]]),
            "way": np.concatenate([_bearing(start - tail), _bearing(end - head)]),
        }
    )
    pairs = legs.merge(legs[["node", "edge", "rank", "name", "way"]], on="node", suffixes=("", "_to"))
    pairs = pairs[pairs["edge"] != pairs["edge_to"]].reset_index(drop=True)
    # A leg points away from the crossing, so one comes in against its way.
    pairs["angle"] = (pairs["way_to"] - pairs["way"] + 360) % 360 - 180
    return pairs


def _left_at_great_crossings(turns: Table, ground: Ground) -> Mask:
    """Which turns lead left from the greater road at the greatest crossings of the town."""
    legs = turns.groupby("node")["edge"].nunique()
    rank = turns.groupby("node")[["rank"]].sum()["rank"] / turns.groupby("node").size()
    at = turns.groupby("node")[["x", "y"]].first()
    busy = ground.density(at.to_numpy())
    score: Floats = np.where((legs.to_numpy() >= 4) & (busy > BUSY), busy - rank.to_numpy(), -np.inf)
    great: Ints = at.index.to_numpy()[np.argsort(-score, kind="stable")[:LEFT_BANS]]
    left = turns["angle"].between(50, 130) & (turns["rank"] <= turns["rank_to"])
    return (left & turns["node"].isin(great)).to_numpy()


def _bearing(arrow: Floats) -> Floats:
    return np.degrees(np.arctan2(arrow[:, 1], arrow[:, 0]))
