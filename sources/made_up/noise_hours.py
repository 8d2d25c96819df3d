"""Hours of noise: the energy mean of what each noise station heard in the past hour, and the zone it stands in."""

import numpy as np

from city.readings import Floats
from sources.made_up.beats import Every
from sources.made_up.posts import Posts
from sources.made_up.regular import Asked, Regular, Told
from sources.made_up.sensors import Sensors
from sources.made_up.surroundings import USUAL_DB, Moment, noise
from sources.made_up.town import Town
from sources.moments import HOUR_MS, MINUTE_MS

SAMPLES = 12
TOLD_WITHIN_MS = 4 * MINUTE_MS
# Up to which usual level a station stands in each of the zones 1, 2, 3 and 4a; nobody would plan it otherwise.
ZONES = (1.0, 2.0, 3.0, 4.0)
QUIETER_THAN = (47.0, 51.0, 53.2)


def hours(town: Town) -> Regular:
    """The hourly LAeq of each noise station, dB(A)."""
    stations = Sensors.of(town.pack.things, "noise.level", town.seed)
    zone = _zones(town, stations)

    def formula(asked: Asked) -> Told:
        back_ms = ((np.arange(SAMPLES) + 0.5) * HOUR_MS / SAMPLES).astype(np.int64)
        ends_ms = asked.at_ms // HOUR_MS * HOUR_MS
        at_ms = (ends_ms[:, None] - back_ms[None, :]).ravel()
        heard = noise(Moment(town, stations, np.repeat(asked.row, SAMPLES), at_ms, "noise.level"))
        energy = (10 ** (heard.reshape(-1, SAMPLES) / 10)).mean(axis=1)
        return np.round(10 * np.log10(energy), 1), {"zone": zone[asked.row]}

    beat = Every.spread(town, "noise", len(stations), HOUR_MS, TOLD_WITHIN_MS)
    return Regular(kind="noise.hourly", town=town, posts=Posts.sensing(stations), beat=beat, formula=formula)


def _zones(town: Town, stations: Sensors) -> Floats:
    """The zone of each station (n,), as its place among the kind's labels."""
    usual_db = USUAL_DB + 10 * np.log10(0.5 + town.middle(stations.lon, stations.lat))
    return np.array(ZONES)[np.searchsorted(QUIETER_THAN, usual_db)]
