"""The made-up city's buildings: rows facing south, towers about a garden, courts in the old town, sheds, campuses."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.areas import Ints
from geo.made_up.lots import ANGLE, BOX, COURT, ROUND, Lots, grain
from geo.made_up.plane import Shapes
from geo.made_up.quarters import Quarters, Use
from geo.place import Floats

Built = tuple[Shapes, Floats]  # outlines (n,) and heights in metres (n,)
Builder = Callable[[Shapes, Floats, np.random.Generator], list[Built]]

STOREY_M = 3.0
SOUTH_DEG = 22.0  # rows follow the streets if these do not lead further from the south
LEAST_PLOT_M2 = 900.0


def buildings(quarters: Quarters, great: tuple[list[BaseGeometry], list[float]], rng: np.random.Generator) -> Built:
    """All buildings on the board and their heights, the great ones among them, low ones first."""
    built: list[Built] = [(np.array(great[0]), np.array(great[1]))]
    for use, build in _BUILDERS.items():
        plots, density = _plots(quarters, quarters.of_use(use))
        if len(plots):
            shapely.prepare(plots)
            built += build(plots, density, rng)
    outline, height = np.concatenate([b[0] for b in built]), np.concatenate([b[1] for b in built])
    order = np.argsort(height, kind="stable")
    return outline[order], height[order].round(1)


def _plots(quarters: Quarters, these: Ints) -> tuple[Shapes, Floats]:
    """The single plots of these quarters that are large enough, and how dense it is there."""
    plots, of = shapely.get_parts(quarters.plot[these], return_index=True)
    large = (shapely.get_type_id(plots) == 3) & (shapely.area(plots) > LEAST_PLOT_M2)
    return plots[large], quarters.density[these][of[large]]


def _whole(plots: Shapes, lots: Lots, form: tuple[tuple[float, float], ...]) -> Built:
    """The houses on these lots that lie on their plots entirely."""
    outlines = lots.outlines(form)
    inside = shapely.contains(plots[lots.plot], outlines)
    return outlines[inside], lots.height_m[inside]


def _facing_south(plots: Shapes) -> Floats:
    turn = grain(plots)
    return np.where(np.abs(turn) < np.radians(SOUTH_DEG), turn, 0.15 * turn)


def _slabs(plots: Shapes, density: Floats, rng: np.random.Generator) -> list[Built]:
    """Rows of six or seven storeys, one behind the other, as the work units built them."""
    long_m = rng.uniform(60, 92, len(plots))
    pitch = np.column_stack([long_m + rng.uniform(10, 16, len(plots)), rng.uniform(38, 48, len(plots))])
    lots = Lots.in_rows(plots, _facing_south(plots), pitch)
    lots = lots.only(rng.random(len(lots)) > 0.06)
    storeys = rng.choice([5, 6, 6, 6, 7], len(plots))[lots.plot]
    size = np.column_stack(
        [long_m[lots.plot] * rng.choice([1, 1, 1, 0.72], len(lots)), rng.uniform(10.5, 13, len(lots))]
    )
    return [_whole(plots, lots.sized(size, storeys * STOREY_M), BOX)]


def _towers(plots: Shapes, density: Floats, rng: np.random.Generator) -> list[Built]:
    """Towers of eleven to 33 storeys that stagger about a garden, with shops of two storeys along a side."""
    wide = rng.choice([26.0, 34.0, 46.0], len(plots), p=[0.4, 0.35, 0.25])
    pitch = np.column_stack([wide + rng.uniform(28, 42, len(plots)), rng.uniform(60, 82, len(plots))])
    lots = Lots.in_rows(plots, _facing_south(plots), pitch)
    middle = shapely.get_coordinates(shapely.centroid(plots))[lots.plot]
    garden = 0.16 * np.sqrt(shapely.area(plots))[lots.plot]
    lots = lots.only((np.hypot(*(lots.xy - middle).T) > garden) & (rng.random(len(lots)) > 0.1)).moved(rng, 1.2)
    storeys = np.round(rng.choice([11, 18, 26, 33], len(plots)) * np.interp(density, (0.3, 0.8), (0.8, 1.0)))
    size = np.column_stack([wide[lots.plot], rng.uniform(15, 20, len(lots))])
    height = (storeys[lots.plot] + rng.integers(-1, 2, len(lots))) * STOREY_M
    return [_whole(plots, lots.sized(size, height), BOX)]


def _old_town(plots: Shapes, density: Floats, rng: np.random.Generator) -> list[Built]:
    """Courts and small houses, closely set, none quite like its neighbour."""
    pitch = np.tile([29.0, 26.0], (len(plots), 1))
    lots = Lots.in_rows(plots, grain(plots), pitch).moved(rng, 0.8, 2.0)
    lots = lots.only(rng.random(len(lots)) > 0.08)
    size = rng.uniform((17, 14), (24.5, 21), (len(lots), 2))
    lots = lots.sized(size, rng.choice([1, 2, 2, 3], len(lots)) * 3.4)
    court = rng.random(len(lots)) < 0.45
    return [_whole(plots, lots.only(court), COURT), _whole(plots, lots.only(~court), BOX)]


def _centre(plots: Shapes, density: Floats, rng: np.random.Generator) -> list[Built]:
    """Podiums of four to six storeys, with a tower on most."""
    pitch = rng.uniform((72, 68), (98, 88), (len(plots), 2))
    lots = Lots.in_rows(plots, grain(plots), pitch)
    podium = lots.sized(rng.uniform((48, 44), (62, 58), (len(lots), 2)), rng.choice([4, 5, 6], len(lots)) * 5.0)
    tall = lots.only(rng.random(len(lots)) < 0.72)
    side = rng.uniform(24, 36, len(tall))
    height = 45 + 250 * rng.beta(1.3, 3.0, len(tall)) * np.interp(density[tall.plot], (0.4, 0.9), (0.45, 1.0))
    tower = tall.sized(np.column_stack([side, side * rng.uniform(0.75, 1.0, len(tall))]), height)
    return [_whole(plots, podium, BOX), _whole(plots, tower, BOX)]


def _trade(plots: Shapes, density: Floats, rng: np.random.Generator) -> list[Built]:
    """Markets, malls and office houses of three to twelve storeys."""
    lots = Lots.in_rows(plots, grain(plots), rng.uniform((66, 52), (92, 70), (len(plots), 2)))
    size = rng.uniform((40, 28), (60, 46), (len(lots), 2))
    lots = lots.sized(size, rng.choice([3, 4, 5, 8, 12], len(lots)) * 4.2)
    angled = rng.random(len(lots)) < 0.3
    return [_whole(plots, lots.only(angled), ANGLE), _whole(plots, lots.only(~angled), BOX)]


def _works(plots: Shapes, density: Floats, rng: np.random.Generator) -> list[Built]:
    """Sheds, long and low, and the houses of their offices."""
    pitch = rng.uniform((90, 56), (150, 84), (len(plots), 2))
    lots = Lots.in_rows(plots, grain(plots), pitch)
    size = (pitch - rng.uniform(14, 24, len(plots))[:, None])[lots.plot]
    size = size * rng.choice([1.0, 1.0, 0.8, 0.5], (len(lots), 1)) * rng.uniform(0.85, 1, (len(lots), 2))
    return [_whole(plots, lots.sized(size, rng.uniform(8, 16, len(lots))), BOX)]


def _campus(plots: Shapes, density: Floats, rng: np.random.Generator) -> list[Built]:
    """Houses of teaching and healing: angles and courts among lawns."""
    lots = Lots.in_rows(plots, _facing_south(plots), rng.uniform((74, 62), (96, 84), (len(plots), 2)))
    lots = lots.only(rng.random(len(lots)) > 0.22).moved(rng, 2.0)
    lots = lots.sized(rng.uniform((40, 30), (62, 48), (len(lots), 2)), rng.choice([3, 4, 5, 6, 9], len(lots)) * 3.8)
    form = rng.integers(0, 3, len(lots))
    low = lots.only(form == 0)
    low = low.sized(low.size_m * [1.0, 0.42], low.height_m)
    return [
        _whole(plots, lots.only(form == 2), COURT), _whole(plots, lots.only(form == 1), ANGLE), _whole(plots, low, BOX),
    ]  # fmt: skip


def _village(plots: Shapes, density: Floats, rng: np.random.Generator) -> list[Built]:
    """Farmhouses, thinning out towards the fields."""
    lots = Lots.in_rows(plots, grain(plots), np.tile([36.0, 32.0], (len(plots), 1))).moved(rng, 3.0, 6.0)
    lots = lots.only(rng.random(len(lots)) < np.interp(density[lots.plot], (0.27, 0.5), (0.2, 0.62)))
    lots = lots.sized(rng.uniform((11, 9), (17, 13), (len(lots), 2)), rng.choice([2, 3, 3, 4], len(lots)) * 3.2)
    return [_whole(plots, lots, BOX)]


def _tanks(plots: Shapes, density: Floats, rng: np.random.Generator) -> list[Built]:
    """A tank farm and its sheds."""
    lots = Lots.in_rows(plots, grain(plots), np.tile([46.0, 46.0], (len(plots), 1)))
    lots = lots.sized(np.repeat(rng.uniform(22, 34, (len(lots), 1)), 2, axis=1), rng.uniform(12, 20, len(lots)))
    tank = rng.random(len(lots)) < 0.62
    shed = lots.only(~tank)
    return [
        _whole(plots, lots.only(tank), ROUND),
        _whole(plots, shed.sized(shed.size_m * [1.2, 0.8], shed.height_m * 0.7), BOX),
    ]


_BUILDERS: Mapping[Use, Builder] = MappingProxyType(
    {
        Use.OLD: _old_town, Use.SLABS: _slabs, Use.TOWERS: _towers, Use.CENTRE: _centre, Use.TRADE: _trade,
        Use.WORKS: _works, Use.CAMPUS: _campus, Use.VILLAGE: _village, Use.TANKS: _tanks,
    }
)  # fmt: skip
