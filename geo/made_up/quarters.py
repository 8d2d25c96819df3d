"""The made-up city's quarters: the land that streets enclose, what it is used for, and where on it one may build."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Self

import numpy as np
import pandas as pd
import shapely

from geo.areas import Ints
from geo.made_up.graph import Net
from geo.made_up.ground import TOWN, Ground
from geo.made_up.plane import Shapes
from geo.made_up.rails import Rails
from geo.place import Floats, Mask


class Use(IntEnum):
    """What a quarter is used for, as its buildings show."""

    COUNTRY = 0
    OLD = 1
    SLABS = 2
    TOWERS = 3
    CENTRE = 4
    TRADE = 5
    WORKS = 6
    CAMPUS = 7
    VILLAGE = 8
    PARK = 9
    TANKS = 10
    STADIUM = 11
    VERGE = 12


CENTRES_KM = (
    (2.5, 2.3, 1.25),
    (-0.3, -4.7, 0.8),
    (8.4, 2.6, 0.55),
    (-6.4, 2.9, 0.5),
    (0.2, 8.2, 0.5),
    (8.0, -7.0, 0.5),
)
OLD_KM = (-1.1, 0.7, 2.1)
WORKS_KM = ((9.8, -8.2, 2.2), (11.5, -6.4, 1.7), (-9.6, 5.2, 1.2), (-10.6, -0.8, 0.8), (4.4, 10.2, 1.0))
UNIVERSITY_KM = (-10.2, -3.9, 1.5)
BY_KIND = (
    (Use.CAMPUS, "school hospital university district_hall library museum nursing_home"),
    (Use.TRADE, "mall market hotel"),
    (Use.WORKS, "power_station water_works sewage_works"),
    (Use.TANKS, "chemical_plant"),
    (Use.STADIUM, "stadium"),
)
STREET_M, MAIN_M, RAIL_M, BANK_M = 13.0, 30.0, 26.0, 45.0  # from their middle, or from the water, to the first wall
PITCH_ROOM_M = 85.0  # the radius of the circle that must fit on a plot with a pitch
VERGE_M2 = 0.06e6  # smaller land beside ramps is left green
LARGEST_M2, INNER = 1.5e6, 0.45  # larger faces are country, whatever their middle says, unless it is as dense


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Quarters:
    """Quarters (n,): their outline, the plots on them where one may build, their use, how dense they are."""

    outline: Shapes
    plot: Shapes
    use: Ints
    density: Floats
    pitches: Shapes  # of schools

    def __len__(self) -> int:
        return len(self.outline)

    def of_use(self, *uses: Use) -> Ints:
        """The positions of the quarters with one of these uses."""
        return np.flatnonzero(np.isin(self.use, uses))

    @classmethod
    def of(
        cls, net: Net, ground: Ground, rails: Rails, parks: Shapes, places: pd.DataFrame, rng: np.random.Generator
    ) -> Self:
        """The quarters between the streets of a net."""
        noded: Any = shapely.get_parts(shapely.union_all([*net.line, ground.outline.boundary], grid_size=0.5))
        enclosed, cuts, dangles, _ = shapely.polygonize_full(noded)
        faces = shapely.get_parts(enclosed)
        faces = faces[
            (shapely.area(faces) > 1_500)
            & shapely.contains_xy(ground.outline, shapely.get_coordinates(shapely.point_on_surface(faces)))
        ]
        middle = shapely.get_coordinates(shapely.point_on_surface(faces))
        use = _uses(faces, middle, ground, parks, rng)
        _take_places(use, faces, places)
        slip = shapely.STRtree(net.line[net.rank == 6]).query(faces, predicate="intersects")[0]
        use[np.unique(slip[shapely.area(faces[slip]) < VERGE_M2])] = Use.VERGE
        barred = shapely.union_all(
            [
                ground.water.buffer(BANK_M), ground.hill, ground.airport,
                *shapely.buffer(rails.railways, RAIL_M),
                *rails.yards(),
                shapely.union_all([cuts, dangles]).buffer(STREET_M),
                shapely.union_all(net.line[net.rank <= 2]).buffer(MAIN_M),
                shapely.union_all(net.line[net.rank == 6]).buffer(STREET_M),
            ]
        )  # fmt: skip
        plot = shapely.intersection(shapely.buffer(faces, -STREET_M, join_style="mitre"), ground.outline)
        tree = shapely.STRtree(shapely.get_parts(barred))
        touched = np.unique(tree.query(plot, predicate="intersects")[0])
        plot[touched] = shapely.difference(plot[touched], barred)
        pitches = _pitches(faces, plot, places)
        return cls(outline=faces, plot=plot, use=use, density=ground.density(middle), pitches=pitches)


def _uses(faces: Shapes, middle: Floats, ground: Ground, parks: Shapes, rng: np.random.Generator) -> Ints:
    """What each quarter is used for, by where it is and a little by chance."""
    density = ground.density(middle)
    town = (density >= TOWN) & ((shapely.area(faces) < LARGEST_M2) | (density > INNER))
    chance, off_m = rng.random(len(faces)), np.hypot(*middle.T)
    use = np.where(chance < np.interp(off_m, (2_000, 6_000, 11_000), (0.25, 0.55, 0.8)), Use.TOWERS, Use.SLABS)
    use[rng.random(len(faces)) < 0.07] = Use.TRADE
    use[_within(middle, (OLD_KM,)) & (chance < 0.92)] = Use.OLD
    use[_within(middle, (UNIVERSITY_KM,)) & (chance < 0.8)] = Use.CAMPUS
    use[_within(middle, WORKS_KM) & (chance < 0.9)] = Use.WORKS
    use[_within(middle, CENTRES_KM)] = Use.CENTRE
    village = town & (ground.town_density(middle) < TOWN * 0.9)
    use[village] = Use.VILLAGE
    use[~town] = Use.COUNTRY
    use[shapely.contains_xy(ground.closed, middle)] = Use.COUNTRY
    if len(parks):
        _, inside = shapely.STRtree(np.asarray(shapely.points(middle))).query(parks, predicate="contains")
        use[inside] = Use.PARK
    return use


def _within(xy: Floats, circles_km: tuple[tuple[float, float, float], ...]) -> Mask:
    """Which places (n, 2) lie in one of these circles: middle and radius in km."""
    circle = np.array(circles_km) * 1e3
    return (circle[:, 2] > np.hypot(*(xy[:, None] - circle[None, :, :2]).T).T).any(axis=1)


def _take_places(use: Ints, faces: Shapes, places: pd.DataFrame) -> None:
    """Give the quarters at places to them; what stands later in `BY_KIND` counts more."""
    key = places["name"].str.rpartition("_")[0].to_numpy()
    at = np.atleast_1d(shapely.STRtree(faces).nearest(shapely.points(places[["x", "y"]].to_numpy())))
    for kind, keys in BY_KIND:
        here = at[np.isin(key, keys.split())]
        use[here[np.isin(use[here], [Use.COUNTRY, Use.PARK], invert=True)]] = kind


def _pitches(faces: Shapes, plot: Shapes, places: pd.DataFrame) -> Shapes:
    """A running track on the plots of schools where there is room; no house is built there."""
    at = places.iloc[np.flatnonzero(places["kind"].isin(["school", "university"]))]
    near = np.atleast_1d(shapely.STRtree(faces).nearest(shapely.points(at[["x", "y"]].to_numpy())))
    here = np.unique(near)
    here = here[~shapely.is_empty(plot[here])]
    circle = shapely.maximum_inscribed_circle(plot[here], tolerance=8)
    here, circle = here[shapely.length(circle) > PITCH_ROOM_M], circle[shapely.length(circle) > PITCH_ROOM_M]
    middle = shapely.get_coordinates(shapely.get_point(circle, 0))
    half = np.array([42.0, 0.0])
    pitches = shapely.buffer(shapely.linestrings(np.stack([middle - half, middle + half], axis=1)), 37, quad_segs=6)
    plot[here] = shapely.difference(plot[here], shapely.buffer(pitches, 9))
    return np.asarray(pitches)
