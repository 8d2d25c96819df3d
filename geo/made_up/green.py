"""The made-up city's green: parks, banks, the hill's woods, fields, woods and ponds in the country, school pitches."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.made_up.ground import BANK_M, Ground
from geo.made_up.landmarks import stadium_pitches
from geo.made_up.plane import Shapes, blob, flowing
from geo.made_up.quarters import Quarters, Use

WOODS = 0.34  # this share of the quarters in the country has a wood
POND_M2 = 0.9e6  # larger quarters in the country have a pond, where there is no wood
HEDGE_M = 12.0  # between a field and the street
FIELDS_M2 = 20_000.0  # smaller rests of the country are no fields
ROUND_M = 26.0  # corners of parks are rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Green:
    """Green shapes and the class of each; ponds; the paths through the parks."""

    shape: list[BaseGeometry]
    sort: list[str]
    ponds: list[BaseGeometry]
    paths: list[BaseGeometry]


def green(
    ground: Ground, quarters: Quarters, parks: list[BaseGeometry], streets: Shapes, rng: np.random.Generator
) -> Green:
    """All that is green, the widest first; no pond where a street ends in the fields."""
    country = quarters.outline[quarters.of_use(Use.COUNTRY)]
    country = country[~shapely.within(country, ground.closed)]
    barred = shapely.union_all([ground.closed, ground.water.buffer(BANK_M * 1.6)])
    woods, ponds = _woods_and_ponds(country, barred, rng)
    ponds = [pond for pond in ponds if not shapely.intersects(streets, pond).any()]
    town = shapely.coverage_union_all(quarters.outline[quarters.use != Use.COUNTRY])
    lawns = shapely.buffer(shapely.buffer(np.array(parks), -14 - ROUND_M), ROUND_M)
    sorted_shapes = {
        "farm": _fields(country, barred),
        "grass": [
            *quarters.plot[quarters.of_use(Use.VERGE)],
            *_polygons(_banks(ground).difference(town.buffer(BANK_M))),
        ],
        "hill": [ground.hill],
        "wood": [*_on_hill(ground, rng), *woods],
        "park": [*lawns, ground.island, *_polygons(_banks(ground).intersection(town.buffer(BANK_M)))],
        "pitch": [*quarters.pitches, *stadium_pitches(quarters)],
    }
    pairs = [(one, name) for name, shapes in sorted_shapes.items() for one in shapes if one.area > 0]
    return Green(
        shape=[p[0] for p in pairs], sort=[p[1] for p in pairs], ponds=ponds, paths=_paths(lawns, ground, town, rng)
    )


def _fields(country: Shapes, barred: BaseGeometry) -> list[BaseGeometry]:
    """The fields between the lanes of the country."""
    fields = shapely.get_parts(shapely.difference(shapely.buffer(country, -HEDGE_M, join_style="mitre"), barred))
    return fields[shapely.area(fields) > FIELDS_M2].tolist()


def _banks(ground: Ground) -> BaseGeometry:
    """The strips along the water, as one shape of several."""
    wide = shapely.union_all([ground.river.buffer(BANK_M - 25), *shapely.buffer(ground.lakes, BANK_M * 0.6)])
    return wide.difference(ground.water).difference(ground.island).intersection(ground.outline)


def _polygons(shape: BaseGeometry) -> list[BaseGeometry]:
    return [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]


def _on_hill(ground: Ground, rng: np.random.Generator) -> list[BaseGeometry]:
    """Woods on the hill: most of it, with clearings."""
    inner = ground.hill.buffer(-130)
    x, y = shapely.get_coordinates(inner.centroid)[0]
    clearings = [
        blob(rng, x + dx, y + dy, (260, 140), rng.uniform(0, 180), 0.3)
        for dx, dy in rng.normal(0, 800, (5, 2)).tolist()
    ]
    return list(shapely.get_parts(inner.difference(shapely.union_all(clearings))))


def _woods_and_ponds(
    country: Shapes, barred: BaseGeometry, rng: np.random.Generator
) -> tuple[list[BaseGeometry], list[BaseGeometry]]:
    woods: list[BaseGeometry] = []
    ponds: list[BaseGeometry] = []
    for block in country:
        x, y = shapely.get_coordinates(block.point_on_surface())[0]
        side = float(np.sqrt(block.area))
        if rng.random() < WOODS:
            wood = blob(rng, x, y, (side * 0.42, side * 0.3), rng.uniform(0, 180), 0.3)
            woods += _polygons(wood.intersection(block.buffer(-30)).difference(barred))
        elif block.area > POND_M2:
            pond = blob(rng, x, y, (side * 0.11, side * 0.06), rng.uniform(0, 180), 0.35)
            ponds += _polygons(pond.intersection(block.buffer(-60)).difference(barred))
    return woods, [pond for pond in ponds if pond.area > 5_000]


def _paths(lawns: Shapes, ground: Ground, town: BaseGeometry, rng: np.random.Generator) -> list[BaseGeometry]:
    """Rounds through every park with ways between them, and the promenades along the water in town."""
    rounds = shapely.get_parts(shapely.boundary(shapely.buffer(lawns, -38)))
    ways: list[BaseGeometry] = [line for line in rounds if line.length > 200]
    for lawn in lawns:
        x, y = shapely.get_coordinates(lawn.centroid)[0]
        reach = 0.26 * float(np.sqrt(lawn.area))
        ways.append(blob(rng, x, y, (reach, 0.7 * reach), rng.uniform(0, 180), 0.3).exterior.intersection(lawn))
        ways += [_bent_way(rng, x, y, reach, turn) for turn in rng.uniform(0, 0.8) + np.arange(4) * np.pi / 2]
    promenade = shapely.union_all([ground.river.buffer(34), *shapely.buffer(ground.lakes, 26)]).boundary
    ways.append(promenade.intersection(town.buffer(BANK_M)).difference(ground.water))
    return [part for way in ways for part in shapely.get_parts(shapely.line_merge(way)) if part.length > 60]


def _bent_way(rng: np.random.Generator, x: float, y: float, reach_m: float, turn: float) -> BaseGeometry:
    """A bent path from the inner round of a park to the outer one, so turned."""
    off = reach_m * np.array([0.85, 1.2, 1.55])
    angle = turn + rng.normal(0, 0.12, 3)
    return flowing(np.column_stack([x + off * np.cos(angle), y + off * np.sin(angle)]))
