"""The Canadian fire weather index: three moisture codes that remember the days before, and what fire makes of them.

Van Wagner and Pickett (1985), Equations and FORTRAN program for the Canadian forest fire weather index system, by the
numbers of its equations. Day lengths of other latitudes as in cffdrs and xclim; the suite holds all of it to xclim.
Weather is that of local noon: °C, %, km/h, and mm in 24 hours.
"""

from types import MappingProxyType

import numpy as np

from city.readings import Floats
from geo.areas import Ints

FFMC_CONSTANT = 147.2  # equation 1 as published; the R package cffdrs has 250 · 59.5 ÷ 101
START = MappingProxyType({"ffmc": 85.0, "dmc": 6.0, "dc": 15.0})

# One row a band of latitude, from the south; the second column of equation 16, months January to December.
DAY_BANDS = (-30.0, -15.0, 15.0, 30.0)
DAY_LENGTH_H = np.array(
    [
        [11.5, 10.5, 9.2, 7.9, 6.8, 6.2, 6.5, 7.4, 8.7, 10.0, 11.2, 11.8],
        [10.1, 9.6, 9.1, 8.5, 8.1, 7.8, 7.9, 8.3, 8.9, 9.4, 9.9, 10.2],
        [9.0] * 12,
        [7.9, 8.4, 8.9, 9.5, 9.9, 10.2, 10.1, 9.7, 9.1, 8.6, 8.1, 7.8],
        [6.5, 7.5, 9.0, 12.8, 13.9, 13.9, 12.4, 10.9, 9.4, 8.0, 7.0, 6.0],
    ]
)
FACTOR_BANDS = (-15.0, 15.0)
DAY_FACTOR = np.array(
    [
        [6.4, 5.0, 2.4, 0.4, -1.6, -1.6, -1.6, -1.6, -1.6, 0.9, 3.8, 5.8],
        [1.39] * 12,
        [-1.6, -1.6, -1.6, 0.9, 3.8, 5.8, 6.4, 5.0, 2.4, 0.4, -1.6, -1.6],
    ]
)


def fine_fuel(
    temp: Floats, rh: Floats, wind: Floats, rain: Floats, before: Floats, constant: float = FFMC_CONSTANT
) -> Floats:
    """The fine fuel moisture code of today (k,) from yesterday's; equations 1 to 10."""
    moisture = _wetted(constant * (101.0 - before) / (59.5 + before), rain)
    warmth = 0.18 * (21.1 - temp) * (1.0 - np.exp(-0.115 * rh))
    drying_to = 0.942 * rh**0.679 + 11.0 * np.exp((rh - 100.0) / 10.0) + warmth
    wetting_to = 0.618 * rh**0.753 + 10.0 * np.exp((rh - 100.0) / 10.0) + warmth
    dried = drying_to + (moisture - drying_to) / 10.0 ** _rate(rh, wind, temp)
    damped = wetting_to - (wetting_to - moisture) / 10.0 ** _rate(100.0 - rh, wind, temp)
    becomes = np.where(moisture > drying_to, dried, np.where(moisture < wetting_to, damped, moisture))
    return np.clip(59.5 * (250.0 - becomes) / (constant + becomes), 0.0, 101.0)


def _wetted(moisture: Floats, rain: Floats) -> Floats:
    """What rain above half a millimetre leaves in the litter, per cent; equations 2 and 3."""
    wets = rain > 0.5
    net = np.where(wets, rain - 0.5, 1.0)
    more = 42.5 * net * np.exp(-100.0 / (251.0 - moisture)) * (1.0 - np.exp(-6.93 / net))
    soaked = np.where(moisture > 150.0, 0.0015 * (moisture - 150.0) ** 2 * np.sqrt(net), 0.0)
    return np.where(wets, np.minimum(moisture + more + soaked, 250.0), moisture)


def _rate(humidity: Floats, wind: Floats, temp: Floats) -> Floats:
    """How fast litter dries (or takes up water, by the dryness of the air); equations 6 and 7."""
    share = humidity / 100.0
    slow = 0.424 * (1.0 - share**1.7) + 0.0694 * np.sqrt(wind) * (1.0 - share**8)
    return slow * 0.581 * np.exp(0.0365 * temp)


def duff(temp: Floats, rh: Floats, rain: Floats, month: Ints, lat: Floats, before: Floats) -> Floats:
    """The duff moisture code of today (k,) from yesterday's, in month 1 to 12; equations 11 to 17."""
    hours = DAY_LENGTH_H[np.searchsorted(np.array(DAY_BANDS), lat, side="right"), month - 1]
    dries = 1.894e-4 * (np.maximum(temp, -1.1) + 1.1) * (100.0 - rh) * hours
    held = np.maximum(before, 1e-9)
    slope = np.where(
        before <= 33.0,
        100.0 / (0.5 + 0.3 * before),
        np.where(before <= 65.0, 14.0 - 1.3 * np.log(held), 6.2 * np.log(held) - 17.2),
    )
    net = np.where(rain > 1.5, 0.92 * rain - 1.27, 0.0)
    moisture = 20.0 + 280.0 / np.exp(0.023 * before) + 1000.0 * net / (48.77 + slope * net)
    rained = np.maximum(43.43 * (5.6348 - np.log(moisture - 20.0)), 0.0)
    return np.maximum(np.where(rain > 1.5, rained, before) + dries, 0.0)


def drought(temp: Floats, rain: Floats, month: Ints, lat: Floats, before: Floats) -> Floats:
    """The drought code of today (k,) from yesterday's, in month 1 to 12; equations 18 to 23."""
    factor = DAY_FACTOR[np.searchsorted(np.array(FACTOR_BANDS), lat, side="right"), month - 1]
    evaporates = np.maximum((0.36 * (np.maximum(temp, -2.8) + 2.8) + factor) / 2.0, 0.0)
    net = np.where(rain > 2.8, 0.83 * rain - 1.27, 0.0)
    stored = 800.0 * np.exp(-before / 400.0)
    return np.maximum(before - 400.0 * np.log(1.0 + 3.937 * net / stored), 0.0) + evaporates


def initial_spread(wind: Floats, ffmc: Floats, constant: float = FFMC_CONSTANT) -> Floats:
    """How fast a fire would spread at first (k,); equations 24 to 26."""
    moisture = constant * (101.0 - ffmc) / (59.5 + ffmc)
    return 0.208 * np.exp(0.05039 * wind) * 91.9 * np.exp(-0.1386 * moisture) * (1.0 + moisture**5.31 / 4.93e7)


def build_up(dmc: Floats, dc: Floats) -> Floats:
    """How much there is to burn (k,); equation 27."""
    both = dmc + 0.4 * dc
    of_all = np.divide(0.8 * dc, both, out=np.zeros(dmc.shape), where=both > 0)
    wet_below = dmc - (1.0 - of_all) * (0.92 + (0.0114 * dmc) ** 1.7)
    return np.maximum(np.where(dmc <= 0.4 * dc, of_all * dmc, wet_below), 0.0)


def fire_weather(isi: Floats, bui: Floats) -> Floats:
    """The index (k,); equations 28 to 30."""
    heat = np.where(bui <= 80.0, 0.626 * bui**0.809 + 2.0, 1000.0 / (25.0 + 108.64 * np.exp(-0.023 * bui)))
    power = 0.1 * isi * heat
    above = np.maximum(power, 1.0)
    return np.where(power > 1.0, np.exp(2.72 * (0.434 * np.log(above)) ** 0.647), power)


def severity(fwi: Floats) -> Floats:
    """The daily severity rating (k,); equation 41."""
    return 0.0272 * fwi**1.77
