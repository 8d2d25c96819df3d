"""The made-up city's blocks: the land between the main roads, divided again and again, and the streets that divide it.

A block is cut across its longer side until it is small enough for its place; a cut that would end near the end of
another street across the road meets it there, so that streets run on through many blocks. Blocks in town then get
their own net of local streets, which follows the block and not the compass.
"""

from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from geo.made_up.ground import TOWN, Ground
from geo.made_up.plane import Shapes
from geo.made_up.roads import Street
from geo.place import Floats

DENSITY = (0.0, 0.15, 0.3, 0.6, 1.0)
LARGEST_M2 = (5.6e6, 4.2e6, 2.6e6, 1.45e6, 0.72e6)  # blocks of these densities are divided while they are larger
SPACING_M = (520.0, 520.0, 490.0, 385.0, 265.0)  # between local streets
NODE_GRID_M = 0.5  # lines that meet are made to meet exactly on this grid
MOTORWAY_CLEAR_M = 45.0
PARK_M2 = (0.12e6, 0.75e6)
PARKS = 16


@dataclass(slots=True)
class Blocks:
    """The divided land: its blocks, the streets that divided it, and where they end on one another."""

    ground: Ground
    rng: np.random.Generator
    blocks: list[Polygon] = field(default_factory=list[Polygon])
    parks: list[Polygon] = field(default_factory=list[Polygon])
    streets: list[Street] = field(default_factory=list[Street])
    ends: Floats = field(default_factory=lambda: np.empty((0, 2)))

    def divide(self, roads: list[Street], bridges: list[Street]) -> None:
        """Cut the land between these roads into blocks; the streets try to meet the bridges."""
        self._add(bridges)
        lines = [road.line for road in roads] + [self.ground.closed.boundary, self.ground.outline.boundary]
        land = self.ground.outline.difference(self.ground.closed)
        left = _faces(lines, land)
        while left:
            block = left.pop()
            density = self._densest(block)
            if block.area <= np.interp(density, DENSITY, LARGEST_M2):
                self.blocks.append(block)
                continue
            cuts = self._met(self._across(block), block, 300)
            parts = _faces([block.boundary, *cuts], block) if cuts else []
            if len(parts) < 2:
                self.blocks.append(block)
                continue
            rank = 3 if self._density(block) > 0.2 and block.area > 2.7 * np.interp(density, DENSITY, LARGEST_M2) else 4
            self._add([Street(cut, rank, {}) for cut in cuts])
            left += parts

    def choose_parks(self, railways: Shapes) -> None:
        """Turn middling blocks in town, off the railways, into parks, the one nearest to the middle of town first."""
        fit = [b for b in self.blocks if PARK_M2[0] < b.area < PARK_M2[1] and self._density(b) > 0.4]
        fit = [b for b in fit if not shapely.intersects(railways, b).any()]
        chosen = [fit[i] for i in self.rng.permutation(len(fit))[:PARKS]]
        self.parks = sorted(chosen, key=lambda park: park.centroid.distance(shapely.points(0, 0)))
        self.blocks = [block for block in self.blocks if not any(block is park for park in chosen)]

    def add_local_streets(self, motorways: list[BaseGeometry]) -> None:
        """Give every block in town its net of local streets, clear of the motorways."""
        strip = shapely.union_all(shapely.buffer(motorways, MOTORWAY_CLEAR_M))
        shapely.prepare(strip)
        for block in self.blocks:
            density = self._density(block)
            if density < TOWN or block.area < 0.05e6:
                continue
            inside = block.difference(strip) if strip.intersects(block) else block
            for line, rank in self._net(block, float(np.interp(density, DENSITY, SPACING_M))):
                clear = [met for met in self._met(line, inside, 85) if _is_clear(met, block)]
                self._add([Street(met, rank, {}) for met in clear])

    def _density(self, block: Polygon) -> float:
        return float(self.ground.density(shapely.get_coordinates(block.centroid))[0])

    def _densest(self, block: Polygon) -> float:
        """The density at the densest of nine places in and around the block, so that no village is overlooked."""
        west, south, east, north = block.bounds
        share = np.array([1, 3, 5]) / 6
        x, y = np.meshgrid(west + (east - west) * share, south + (north - south) * share)
        return float(self.ground.density(np.column_stack([x.ravel(), y.ravel()])).max())

    def _across(self, block: Polygon) -> LineString:
        """A slightly curved line across the middle of the block's longer side."""
        origin, along, across = _sides(block)
        at = self.rng.uniform(0.43, 0.57) + self.rng.normal(0, 0.02, 2)
        start, end = origin + along * at[0] - 0.1 * across, origin + along * at[1] + 1.1 * across
        step = np.linspace(0, 1, 15)[:, None]
        sag = self.rng.normal(0, 0.035) * 4 * step * (1 - step) * np.hypot(*across) / np.hypot(*along)
        return LineString(start + (end - start) * step + sag * along)

    def _net(self, block: Polygon, spacing: float) -> list[tuple[LineString, int]]:
        """Lines along and across the block, unevenly spaced; the middle one of a large block is a collector."""
        origin, along, across = _sides(block)
        lines: list[tuple[LineString, int]] = []
        for this, other, gap in ((along, across, spacing * 1.35), (across, along, spacing)):
            count = round(float(np.hypot(*this)) / (gap * self.rng.uniform(0.9, 1.2))) - 1
            for i in range(count):
                at = (i + 1 + self.rng.uniform(-0.14, 0.14)) / (count + 1)
                start = origin + this * at
                rank = 4 if count >= 3 and i == count // 2 else 5
                lines.append((LineString([start - 0.05 * other, start + 1.05 * other]), rank))
        return lines

    def _met(self, line: LineString, block: BaseGeometry, reach_m: float) -> list[LineString]:
        """The parts of the line in the block, each end drawn to the end of a street across the road if one is near."""
        met: list[LineString] = []
        ends = self._ends_on(block)
        for part in shapely.get_parts(line.intersection(block)):
            if part.geom_type != "LineString" or part.length < 90:
                continue
            xy = shapely.get_coordinates(part)
            step = np.linspace(0, 1, len(xy))[:, None]
            reach = min(reach_m, 0.28 * part.length)
            first, last = _nearest(ends, xy[0], reach), _nearest(ends, xy[-1], reach)
            xy = xy + (1 - step) * (first - xy[0]) + step * (last - xy[-1])
            met.append(LineString(xy))
        return met

    def _ends_on(self, block: BaseGeometry) -> Floats:
        """The ends of streets that lie on the block's edge."""
        west, south, east, north = block.bounds
        x, y = self.ends.T
        near = self.ends[(x > west - 1) & (x < east + 1) & (y > south - 1) & (y < north + 1)]
        return near[shapely.dwithin(shapely.points(near), block.boundary, 2 * NODE_GRID_M)]

    def _add(self, streets: list[Street]) -> None:
        """Take these as streets, for later ones to meet."""
        self.streets += streets
        self.ends = np.vstack([self.ends, *(shapely.get_coordinates(street.line)[[0, -1]] for street in streets)])


def _faces(lines: list[BaseGeometry], within: BaseGeometry) -> list[Polygon]:
    """The polygons that these lines enclose and that lie within a shape."""
    noded = shapely.union_all(lines, grid_size=NODE_GRID_M)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    shapely.prepare(within)
    return [face for face in faces[shapely.contains(within, shapely.point_on_surface(faces))] if face.area > 2_000]


def _sides(block: Polygon) -> tuple[Floats, Floats, Floats]:
    """A corner of the tightest box around the block, and its longer and its shorter side as arrows."""
    corner = shapely.get_coordinates(shapely.oriented_envelope(block))
    one, other = corner[1] - corner[0], corner[3] - corner[0]
    return (corner[0], one, other) if np.hypot(*one) >= np.hypot(*other) else (corner[0], other, one)


def _nearest(places: Floats, xy: Floats, reach_m: float) -> Floats:
    """The nearest of these places (n, 2) within reach, or the place itself."""
    off = np.hypot(*(places - xy).T)
    return places[off.argmin()] if off.size and off.min() <= reach_m else xy


def _is_clear(line: LineString, block: Polygon) -> bool:
    """Whether a local street keeps off the streets around its block."""
    probes = shapely.line_interpolate_point(line, [0.25, 0.5, 0.75], normalized=True)
    return bool(np.min(shapely.distance(probes, block.exterior)) > min(60.0, 0.24 * line.length))
