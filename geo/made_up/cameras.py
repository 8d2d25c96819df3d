"""The made-up city's cameras: at crossings, at places where people gather, and along main roads."""

from types import MappingProxyType

import numpy as np
import pandas as pd

from geo.made_up.devices import AT_CROSSINGS, AT_PLACES, CAMERA, rows
from geo.made_up.graph import Net
from geo.made_up.plane import beside
from geo.place import Floats

ROUND_PLACE_M, CORNER_M = 22.0, 14.0
# How many cameras a place of a kind has, at most; other kinds have one.
PER_KIND = MappingProxyType(
    {
        "railway_station": 24, "airport": 24, "stadium": 20, "chemical_plant": 10, "university": 8, "square": 8,
        "scenic_area": 6, "hospital": 5, "mall": 5, "metro_station": 3, "government": 2, "school": 2,
    }
)  # fmt: skip


def cameras(net: Net, density: Floats, places: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """All cameras as rows of things; each is named after what it watches."""
    spots = [_at_places(places, rng), _at_crossings(net, density, rng)]
    rest = CAMERA.count - sum(len(spot) for spot in spots)
    spots.append(_along_roads(net, density, rest, rng))
    spot = pd.concat(spots, ignore_index=True)
    return rows(CAMERA, spot["zh"].tolist(), spot["en"].tolist(), spot[["x", "y"]].to_numpy())


def _at_places(places: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Cameras about the places, the busiest kinds first, a ring of them where there are many."""
    per_place = np.array([PER_KIND.get(kind, 1) for kind in places["kind"]])
    busy = np.argsort(-per_place, kind="stable")
    order = np.repeat(busy, per_place[busy])[:AT_PLACES]
    angle = rng.uniform(0, 2 * np.pi, len(order))
    away_m = ROUND_PLACE_M * np.sqrt(per_place[order])
    at = places.iloc[order]
    return pd.DataFrame(
        {
            "zh": at["zh"].to_numpy(),
            "en": at["en"].to_numpy(),
            "x": at["x"].to_numpy() + away_m * np.cos(angle),
            "y": at["y"].to_numpy() + away_m * np.sin(angle),
        }
    )


def _at_crossings(net: Net, density: Floats, rng: np.random.Generator) -> pd.DataFrame:
    """Cameras on corners where two streets of different names cross, those of greater streets first."""
    ends = pd.DataFrame(
        {
            "node": np.concatenate([net.u, net.v]),
            "zh": net.names("zh") * 2,
            "en": net.names("en") * 2,
            "rank": np.tile(net.rank, 2),
            "weight": np.tile(density, 2),
            "x": net.ends[:, 0],
            "y": net.ends[:, 1],
        }
    ).sort_values(["node", "rank", "zh"], kind="stable")
    ends = ends.drop_duplicates(["node", "zh"])
    one = ends.groupby("node").nth(0).set_index("node")
    other = ends.groupby("node").nth(1).set_index("node")
    both = one.join(other[["zh", "en", "rank"]].add_suffix("_2"), how="inner")
    score = both["weight"] / (both["rank"] + both["rank_2"]) * rng.uniform(0.6, 1, len(both))
    both = both.iloc[np.argsort(-score.to_numpy(), kind="stable")]
    corner = np.resize(np.arange(len(both)), AT_CROSSINGS)
    angle = rng.uniform(0, 2 * np.pi, AT_CROSSINGS)
    at = both.iloc[corner]
    return pd.DataFrame(
        {
            "zh": (at["zh"] + "与" + at["zh_2"] + "路口").to_numpy(),
            "en": (at["en"] + " / " + at["en_2"]).to_numpy(),
            "x": at["x"].to_numpy() + CORNER_M * np.cos(angle),
            "y": at["y"].to_numpy() + CORNER_M * np.sin(angle),
        }
    )


def _along_roads(net: Net, density: Floats, count: int, rng: np.random.Generator) -> pd.DataFrame:
    """Cameras on masts along the main roads, the more the longer they are."""
    weight = net.length_m * density * np.where(net.rank <= 3, 1.0, 0.12)
    streets = net.only(np.sort(rng.choice(len(net), count, p=weight / weight.sum())))
    xy = beside(streets.line, rng.uniform(0.15, 0.85, count), CORNER_M)
    return pd.DataFrame({"zh": streets.names("zh"), "en": streets.names("en"), "x": xy[:, 0], "y": xy[:, 1]})
