"""Gas detectors: in what sort of space each hangs, and whether it is sound."""

from collections.abc import Mapping

import numpy as np

from city.readings import Floats
from geo.areas import Ints
from sources.chance import key_of, uniform
from sources.made_up.sensors import Sensors
from sources.made_up.spells import OwnSpell
from sources.made_up.town import Town
from sources.moments import Millis

SPACES = (0.5, 0.8, 0.9)  # where wells, kitchens and tunnels end among all detectors; stations have the rest
FAULTY = OwnSpell("gas detector", 24 * 5, 0.02, 0.1, 0.4)


def gas_state(town: Town, sensors: Sensors, row: Ints, at_ms: Millis) -> Mapping[str, Floats]:
    """The space of each detector and its status (k,), as places among the labels of their kind."""
    number = sensors.number[row]
    space = np.searchsorted(SPACES, uniform(town.seed, key_of("gas space"), number))
    faulty = FAULTY.force(town.seed, number, at_ms) > 0
    return {"space": space.astype(np.float64), "status": faulty.astype(np.float64)}
