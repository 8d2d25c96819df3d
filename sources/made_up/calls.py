"""Emergency calls: how often the city dials 110, 119 and 120, by hour, weather, match and district."""

import numpy as np

from sources.chance import key_of, smooth
from sources.made_up.chances import Candidates, Events, Likely
from sources.made_up.rhythm import is_weekend, usual
from sources.made_up.spells import OwnSpell
from sources.made_up.town import Town
from sources.moments import HOUR_MS

AN_HOUR, FEWEST = 13.0, 20.0  # for each million residents; and in any city
# 110, 119 and 120, in the order of the kind's own words.
SHARES, CURVES = (0.58, 0.12, 0.30), ("evening", "evening", "all")
WET, STADIUM, WEEKEND = (0.2, 0.5, 0.05), 1.0, 1.08
ROOM = 6  # times as many candidates as calls, so that even the worst hour finds enough
MASS_CALLS = OwnSpell("mass calls", 24 * 7, 0.05, 0.01, 0.02)  # something that the whole town calls about


def calls(town: Town) -> Events:
    """The calls to all three numbers."""
    people = town.pack.areas.all[0].population or 0
    an_hour = max(AN_HOUR * people / 1e6, FEWEST)
    wetter = np.array(WET)

    def likely(call: Candidates) -> Likely:
        service = np.searchsorted(np.cumsum(SHARES)[:-1], call.drawn("service"))
        local = town.local(call.at_ms)
        share = np.choose(service, [usual(curve, local) for curve in CURVES])
        share = share * (1 + wetter[service] * town.wet(local)) * np.where(is_weekend(local), WEEKEND, 1.0)
        share = share * (1 + STADIUM * town.crowd(local, *call.place)) * town.liveliness[call.leaf]
        share = share * (1 + 0.05 * smooth(call.at_ms / 1000.0, 26 * HOUR_MS / 1000, town.seed, key_of("calls")))
        alarm = MASS_CALLS.force(town.seed, np.zeros(len(local), dtype=np.intp), call.at_ms)
        return share * (1 + 2.5 * alarm) / ROOM, {"service": service.astype(np.float64)}

    return Events(kind="call.emergency", town=town, most=round(an_hour * ROOM), likely=likely)
