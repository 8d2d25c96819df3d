"""The made-up city's lots: where on the plots of quarters houses stand in rows, and their outlines, many at once."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import shapely

from geo.areas import Ints
from geo.made_up.plane import Shapes
from geo.place import Floats, Mask

# Outlines of houses within a square from -1 to 1: a box, an angle, a house around three sides of a court.
BOX = ((-1, -1), (1, -1), (1, 1), (-1, 1))
ANGLE = ((-1, -1), (1, -1), (1, -0.35), (-0.45, -0.35), (-0.45, 1), (-1, 1))
COURT = ((-1, -1), (1, -1), (1, 1), (0.5, 1), (0.5, -0.4), (-0.5, -0.4), (-0.5, 1), (-1, 1))
ROUND = tuple((float(np.cos(a)), float(np.sin(a))) for a in np.linspace(0, 2 * np.pi, 16, endpoint=False))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lots:
    """Lots (n,): the plot each lies on, its middle (n, 2), how it is turned (radians), size (n, 2), height."""

    plot: Ints
    xy: Floats
    turn: Floats
    size_m: Floats
    height_m: Floats

    def __len__(self) -> int:
        return len(self.plot)

    @classmethod
    def in_rows(cls, plots: Shapes, turn: Floats, pitch_m: Floats) -> Self:
        """Lots on these plots (n,), in rows turned so (n,), so far apart along and across the rows (n, 2)."""
        low, high = _reach(plots, turn)
        count = np.maximum(((high - low) / pitch_m).astype(int), 0)
        plot = np.repeat(np.arange(len(plots)), count.prod(axis=1))
        nth = np.arange(len(plot)) - np.repeat(np.cumsum(count.prod(axis=1)) - count.prod(axis=1), count.prod(axis=1))
        cell = np.column_stack([nth % count[plot, 0], nth // count[plot, 0]])
        # Rows are spread evenly over the plot, so that no strip of it stays bare.
        step = (high - low)[plot] / count[plot]
        local = low[plot] + (cell + 0.5) * step
        xy = _turned(local, turn[plot])
        inside = shapely.contains_xy(plots[plot], xy)
        nobody = np.zeros((int(inside.sum()), 2))
        return cls(plot=plot[inside], xy=xy[inside], turn=turn[plot][inside], size_m=nobody, height_m=nobody[:, 0])

    def only(self, these: Ints | Mask) -> Self:
        """These lots alone."""
        return replace(
            self, plot=self.plot[these], xy=self.xy[these], turn=self.turn[these], size_m=self.size_m[these],
            height_m=self.height_m[these],
        )  # fmt: skip

    def sized(self, size_m: Floats, height_m: Floats) -> Self:
        """The same lots with houses of these sizes (n, 2) and heights (n,)."""
        return replace(self, size_m=size_m, height_m=height_m)

    def moved(self, rng: np.random.Generator, metres: float, turn_deg: float = 0.0) -> Self:
        """The same lots, each moved and turned a little by chance."""
        xy = self.xy + rng.normal(0, metres, self.xy.shape)
        return replace(self, xy=xy, turn=self.turn + rng.normal(0, np.radians(turn_deg), len(self)))

    def outlines(self, form: tuple[tuple[float, float], ...]) -> Shapes:
        """The outlines of the houses in one form."""
        corner = np.array([*form, form[0]]) * self.size_m[:, None, :] / 2
        angle = np.repeat(self.turn[:, None], corner.shape[1], axis=1)
        x = corner[..., 0] * np.cos(angle) - corner[..., 1] * np.sin(angle)
        y = corner[..., 0] * np.sin(angle) + corner[..., 1] * np.cos(angle)
        return np.asarray(shapely.polygons(np.stack([x, y], axis=-1) + self.xy[:, None, :]))


def grain(plots: Shapes) -> Floats:
    """How the longer side of each plot is turned, from -45 to 45 degrees, in radians."""
    corner = shapely.get_coordinates(shapely.oriented_envelope(plots)).reshape(-1, 5, 2)
    one, other = corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 1]
    side = np.where((np.hypot(*one.T) >= np.hypot(*other.T))[:, None], one, other)
    quarter = np.pi / 2
    return (np.arctan2(side[:, 1], side[:, 0]) + quarter / 2) % quarter - quarter / 2


def _reach(plots: Shapes, turn: Floats) -> tuple[Floats, Floats]:
    """The least and the greatest coordinates of plots (n, 2), seen along their rows."""
    xy, of = shapely.get_coordinates(plots, return_index=True)
    local = _turned(xy, -turn[of])
    first = np.searchsorted(of, np.arange(len(plots)))
    return np.minimum.reduceat(local, first), np.maximum.reduceat(local, first)


def _turned(xy: Floats, turn: Floats) -> Floats:
    cos, sin = np.cos(turn), np.sin(turn)
    return np.column_stack([xy[:, 0] * cos - xy[:, 1] * sin, xy[:, 0] * sin + xy[:, 1] * cos])
