"""Chinese offsets: the published formulas by which maps of China (GCJ-02) and Baidu's (BD-09) are displaced.

GCJ-02 on the Krasovsky ellipsoid and BD-09 on top of it, as in https://github.com/googollee/eviltransform and
https://github.com/wandergis/coordtransform. The formulas lead one way; the way back is found by iteration, which is
exact where the usual closed forms err by up to two metres (GCJ-02) and half a metre (BD-09).
"""

from collections.abc import Callable

import numpy as np

from geo.place import Bounds, Floats

# Where maps are displaced, as the published code has it: a box, not the border. Hong Kong, Macau, Taiwan, Korea and
# half of India lie in it. Maps made there are not displaced: declare wgs84 for them. What a mainland map service says
# of these places is displaced like the rest.
CHINA = Bounds(72.004, 0.8293, 137.8347, 55.8271)
AXIS_M, FLATNESS = 6378245.0, 0.00669342162296594323  # Krasovsky 1940: half the long axis, eccentricity squared
BAIDU_TURN = np.pi * 3000 / 180
FARTHEST_DEG = 0.05  # nothing is displaced farther
CLOSE_DEG = 1e-11  # a micrometre
MOST_STEPS = 20  # each step leaves a fiftieth of the error or less: six suffice

Displaced = Callable[[Floats, Floats], tuple[Floats, Floats]]


def displaced(by: Displaced, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Where maps that are displaced show WGS 84 positions (n,); what lies outside `CHINA` stays as it is."""
    inside = CHINA.contain(lon, lat)
    shown_lon, shown_lat = by(np.where(inside, lon, 105.0), np.where(inside, lat, 35.0))
    return np.where(inside, shown_lon, lon), np.where(inside, shown_lat, lat)


def restored(by: Displaced, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """The WGS 84 positions (n,) that maps show here.

    Whether a position is displaced is asked once, of the result: so the iteration cannot swing across the border of
    `CHINA`. Everything inside comes back exactly. Within a few kilometres outside that border, in the sea or far
    abroad, a position may be taken for one from inside.
    """
    near = CHINA.widened(FARTHEST_DEG).contain(lon, lat)
    to_lon, to_lat = np.where(near, lon, 105.0), np.where(near, lat, 35.0)
    true_lon, true_lat = to_lon.copy(), to_lat.copy()
    for _ in range(MOST_STEPS):
        shown_lon, shown_lat = by(true_lon, true_lat)
        east, north = to_lon - shown_lon, to_lat - shown_lat
        true_lon, true_lat = true_lon + east, true_lat + north
        if max(np.abs(east).max(initial=0.0), np.abs(north).max(initial=0.0)) < CLOSE_DEG:
            break
    # What lay on the border itself may come back a rounding beside it.
    inside = near & CHINA.widened(1e-9).contain(true_lon, true_lat)
    return np.where(inside, true_lon, lon), np.where(inside, true_lat, lat)


def gcj02(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """WGS 84 positions (n,) as GCJ-02 shows them."""
    x, y = lon - 105.0, lat - 35.0
    waves = _waves(x, 20, 6) + _waves(x, 20, 2)
    east_m = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x)) + waves
    east_m += _waves(x, 20, 1) + _waves(x, 40, 1 / 3) + _waves(x, 150, 1 / 12) + _waves(x, 300, 1 / 30)
    north_m = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x)) + waves
    north_m += _waves(y, 20, 1) + _waves(y, 40, 1 / 3) + _waves(y, 160, 1 / 12) + _waves(y, 320, 1 / 30)
    phi = np.radians(lat)
    bulge = 1 - FLATNESS * np.sin(phi) ** 2
    per_lon_m = AXIS_M / np.sqrt(bulge) * np.cos(phi)
    per_lat_m = AXIS_M * (1 - FLATNESS) / bulge**1.5
    return lon + np.degrees(east_m / per_lon_m), lat + np.degrees(north_m / per_lat_m)


def bd09(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """WGS 84 positions (n,) as BD-09 shows them."""
    return baidu(*gcj02(lon, lat))


def baidu(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """GCJ-02 positions (n,) as BD-09 shows them."""
    reach = np.hypot(lon, lat) + 0.00002 * np.sin(lat * BAIDU_TURN)
    turn = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * BAIDU_TURN)
    return reach * np.cos(turn) + 0.0065, reach * np.sin(turn) + 0.006


def _waves(along: Floats, height: float, often: float) -> Floats:
    return height * 2.0 / 3.0 * np.sin(along * np.pi * often)
