"""The made-up city's interchanges: where motorways meet main roads, ramps lead from one to the other."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from geo.areas import Words
from geo.made_up.ground import Ground
from geo.made_up.roads import Street
from geo.place import Floats

RAMP = 6  # the class of ramps
REACH_M = 290.0  # from the middle of an interchange to where its ramps leave
INWARD = 0.5  # how far a ramp bends towards the middle
APART_M = 700.0  # interchanges nearer to another have no ramps


def ramps(roads: Sequence[Street], ground: Ground) -> list[Street]:
    """The ramps at all interchanges: up to four each, none over water or across another main road."""
    main = [road for road in roads if road.rank <= 2]
    every = shapely.union_all([road.line for road in main])
    shapely.prepare([every, ground.closed])
    found: list[Street] = []
    middles: list[Floats] = []
    for one, other in combinations(main, 2):
        if min(one.rank, other.rank) > 1:
            continue
        for middle in _meetings(one.line, other.line):
            if any(np.hypot(*(middle - before)) < APART_M for before in middles):
                continue
            middles.append(middle)
            lines = [_ramp(middle, a, b) for a in _legs(one.line, middle) for b in _legs(other.line, middle)]
            found += [Street(line, RAMP, _title(one.title)) for line in lines if _is_free(line, every, ground.closed)]
    return found


def _title(road: Words) -> Words:
    return {"zh": f"{road['zh']}匝道", "en": f"{road['en']} Ramp"}


def _meetings(one: BaseGeometry, other: BaseGeometry) -> Floats:
    """Where two roads cross (n, 2)."""
    points = [part for part in shapely.get_parts(one.intersection(other)) if part.geom_type == "Point"]
    return shapely.get_coordinates(points)


def _legs(road: BaseGeometry, middle: Floats) -> list[Floats]:
    """The places on a road where ramps leave it on both sides of an interchange; one at its end."""
    round_it = shapely.Point(middle).buffer(REACH_M, quad_segs=32).exterior
    return list(shapely.get_coordinates(shapely.get_parts(round_it.intersection(road))))


def _ramp(middle: Floats, start: Floats, end: Floats) -> LineString:
    """A curve from one road to the other that bends towards the middle."""
    control = INWARD * middle + (1 - INWARD) * (start + end) / 2
    step = np.linspace(0, 1, 9)[:, None]
    return LineString((1 - step) ** 2 * start + 2 * step * (1 - step) * control + step**2 * end)


def _is_free(ramp: LineString, main: BaseGeometry, closed: BaseGeometry) -> bool:
    inner = shapely.LineString(shapely.get_coordinates(ramp)[1:-1])
    return ramp.length > REACH_M * 0.8 and not inner.intersects(main) and not ramp.intersects(closed)
