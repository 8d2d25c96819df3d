"""The made-up city's drawing board: metres about its centre, the few curves it is drawn with, and the way to the earth.

Everything is drawn on a flat board, x east and y north. On the way to the earth the board is bent a little, by slow
waves: straight streets become the slightly curved ones that towns really have, and whatever touched still touches.
"""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import shapely
from shapely import LineString, Polygon

from geo.place import EARTH_RADIUS_M, Floats, Point

Shapes = npt.NDArray[Any]  # of shapely geometries (n,)

CENTRE = Point(114.2, 30.9)  # where the city pretends to lie; what is really there looks quite different
FRAME = shapely.box(-20_000, -17_500, 20_000, 17_500)  # what is drawn: the city and a little of what is around it
WAVES = 5
BEND_M = 130.0  # how far one wave moves a place
VERTEX_M = 150.0  # straight lines get a vertex this often, so that they can bend
SIMPLER_DEG = 1e-5
DECIMALS = 6  # of a degree: 0.1 m


@dataclass(frozen=True, slots=True)
class Bend:
    """Slow waves (k,) that move every place a little: their directions times wave numbers (k, 2), phases and pushes."""

    wave: Floats
    phase: Floats
    push_m: Floats

    @classmethod
    def of(cls, seed: int) -> Self:
        """The bend that belongs to a seed."""
        rng = np.random.default_rng([seed, 1])
        way = rng.uniform(0, 2 * np.pi, WAVES)
        per_m = 2 * np.pi / rng.uniform(5_000, 14_000, WAVES)
        push = rng.uniform(0, 2 * np.pi, WAVES)
        return cls(
            np.column_stack([np.cos(way), np.sin(way)]) * per_m[:, None],
            rng.uniform(0, 2 * np.pi, WAVES),
            np.column_stack([np.cos(push), np.sin(push)]) * BEND_M,
        )

    def bent(self, xy: Floats) -> Floats:
        """Where places of the board (n, 2) lie after bending, still in metres."""
        return xy + np.sin(xy @ self.wave.T + self.phase) @ self.push_m

    def degrees(self, xy: Floats) -> Floats:
        """Longitudes and latitudes (n, 2) of places of the board (n, 2)."""
        per_degree = np.radians(1.0) * EARTH_RADIUS_M
        scale = np.array([per_degree * np.cos(np.radians(CENTRE.lat)), per_degree])
        return (np.array([CENTRE.lon, CENTRE.lat]) + self.bent(xy) / scale).round(DECIMALS)

    def on_earth(self, shapes: Shapes) -> Shapes:
        """These shapes of the board in degrees; one that shares its vertices with another still does."""
        return shapely.transform(shapely.segmentize(shapes, VERTEX_M), self.degrees)

    def drawn(self, shapes: Shapes) -> Shapes:
        """These shapes of the board in degrees, with no more vertices than the eye needs; ends stay where they are."""
        return shapely.simplify(self.on_earth(shapes), SIMPLER_DEG)


def blob(
    rng: np.random.Generator, x: float, y: float, radii: tuple[float, float], turn_deg: float, rough: float
) -> Polygon:
    """An irregular round: an ellipse about (x, y), turned, whose radius wobbles by the share `rough`."""
    angle = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    along, across = np.cos(angle) * radii[0], np.sin(angle) * radii[1]
    turn = np.radians(turn_deg)
    wobble = _wobble(rng, angle, range(2, 10), rough)
    turned = np.column_stack(
        [along * np.cos(turn) - across * np.sin(turn), along * np.sin(turn) + across * np.cos(turn)]
    )
    return Polygon(np.array([x, y]) + turned * wobble[:, None])


def squarish(rng: np.random.Generator, radii: tuple[float, float], power: float, rough: float, waves: range) -> Polygon:
    """A rounded rectangle about the centre, as ring roads are; the higher the power, the squarer."""
    angle = np.linspace(0, 2 * np.pi, 360, endpoint=False)
    reach = (np.abs(np.cos(angle) / radii[0]) ** power + np.abs(np.sin(angle) / radii[1]) ** power) ** (-1 / power)
    reach = reach * _wobble(rng, angle, waves, rough)
    return Polygon(np.column_stack([np.cos(angle) * reach, np.sin(angle) * reach]))


def flowing(corners: Floats) -> LineString:
    """A smooth line that runs along these corners (n, 2), cutting each."""
    for _ in range(4):
        tail, head = corners[:-1], corners[1:]
        inner = np.stack([0.75 * tail + 0.25 * head, 0.25 * tail + 0.75 * head], axis=1).reshape(-1, 2)
        corners = np.vstack([corners[:1], inner, corners[-1:]])
    return LineString(corners)


def ribbon(line: LineString, half_width_m: Floats) -> Polygon:
    """A band along a line, as wide as told at even steps from its start to its end."""
    steps = np.linspace(0, 1, 240)
    middle = shapely.get_coordinates(shapely.line_interpolate_point(line, steps, normalized=True))
    ahead = np.gradient(middle, axis=0)
    left = np.column_stack([-ahead[:, 1], ahead[:, 0]]) / np.hypot(ahead[:, 0], ahead[:, 1])[:, None]
    half = np.interp(steps, np.linspace(0, 1, len(half_width_m)), half_width_m)[:, None]
    return Polygon(np.vstack([middle + left * half, (middle - left * half)[::-1]])).buffer(0)


def beside(lines: Shapes, share: Floats, aside_m: Floats | float) -> Floats:
    """Places (n, 2) at this share of each line's length, so many metres to its right (left where negative)."""
    at = share * shapely.length(lines)
    here = shapely.get_coordinates(shapely.line_interpolate_point(lines, at))
    back = shapely.get_coordinates(shapely.line_interpolate_point(lines, np.maximum(at - 2, 0)))
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(lines, at + 2)) - back
    right = np.column_stack([ahead[:, 1], -ahead[:, 0]]) / np.hypot(ahead[:, 0], ahead[:, 1])[:, None]
    return here + right * np.reshape(aside_m, (-1, 1))


def _wobble(rng: np.random.Generator, angle: Floats, waves: range, rough: float) -> Floats:
    """Factors about 1, (n,): few waves are strong and many waves weak, as on a shore."""
    number = np.array(waves)
    strength = rough * rng.normal(0, 1, len(number)) / number
    return 1 + np.cos(angle[:, None] * number + rng.uniform(0, 2 * np.pi, len(number))) @ strength
