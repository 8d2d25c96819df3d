"""Doorsteps: from which spot of which street people leave their homes, so that who is reached can be counted.

Somebody is reached when the street nearest to the home is: also where houses stand far behind it, and not where they
stand near to another one, across a river.
"""

from dataclasses import dataclass

import numpy as np

from geo.areas import Areas, Ints
from geo.homes import Homes, Share
from geo.inside import Residents, residents_of
from geo.place import Floats, Mask
from geo.ways.edge_tree import Spots
from geo.ways.roads import FARTHEST_OFF_M, Roads

# Where in its cell each fifth of the people is taken to live: east and north, as shares of its sides.
PROBES = np.array([(0.5, 0.5), (0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Doorsteps:
    """The inhabited cells (k,): their leaf and the share of its people; and the spots (5 k,) of their probes."""

    areas: Areas
    leaf: Ints
    share: Floats
    spots: Spots

    @classmethod
    def of(cls, homes: Homes, areas: Areas, roads: Roads) -> "Doorsteps":
        """The doorsteps of a city; takes about half a second for a large one."""
        cells = np.flatnonzero(homes.share > 0)
        lon, lat = homes.grid.probes(cells, PROBES)
        spots = roads.spots(lon.ravel(), lat.ravel())
        return cls(areas=areas, leaf=homes.grid.leaf[cells], share=homes.share[cells], spots=spots)

    def residents(self, reached: Mask) -> Residents:
        """How many people live at reached spots (5 k,).

        `low` counts the cells of which all probes are reached, `high` those of which any is.
        """
        near = (reached & (self.spots.off_m <= FARTHEST_OFF_M)).reshape(-1, len(PROBES))
        held = [
            np.bincount(self.leaf, weights=self.share * part, minlength=len(self.areas.leaves))
            for part in (near.all(axis=1), near.mean(axis=1), near.any(axis=1))
        ]
        shares = [Share(low=low, middle=middle, high=high) for low, middle, high in np.transpose(held).tolist()]
        return residents_of(shares, self.areas)
