"""Traffic performance index: how congested the streets are, from 0 (free) to 10 (blocked)."""

from types import MappingProxyType

import numpy as np

from city.readings import Floats, Mask
from city.views import Latest, Table
from indicators.base import Bands, Better, Domain, Forecast, Indicator, Outcome, Sureness
from indicators.contributors import ByRow, plain

SAMPLES_NEEDED = 3
BLOCKED_KMH = 1.0  # a link that stands still counts as crawling at this speed, or it would outweigh the whole city

# The two scales disagree (TTI 1.5 is 2.3 by delay share, 4.0 by extra time): a city chooses one and keeps it.
TPI_NODES = np.array([0.0, 2.0, 4.0, 6.0, 8.0, 10.0])
DELAY_SHARE_NODES = np.array([0.0, 0.3, 0.5, 0.6, 0.7, 1.0])  # GB/T 33171-2016, annex C
EXTRA_TIME_NODES = np.array([0.0, 0.2, 0.5, 0.8, 1.1, 2.0])
MAPPINGS = MappingProxyType({"gbt33171_dtp": 1.0, "extra_time": 2.0})
MAPPING = "gbt33171_dtp"


def tpi_of_delay_share(delay_share: Floats) -> Floats:
    """The index of DTP, the share of the travel time that is delay; below nothing counts as nothing.

    >>> tpi_of_delay_share(np.array([0.0, 0.4, 0.6, 1.0]))
    array([ 0.,  3.,  6., 10.])
    """
    return np.interp(delay_share, DELAY_SHARE_NODES, TPI_NODES)


def tpi_of_extra_time(extra_time: Floats) -> Floats:
    """The index of TTI - 1, the extra time as a share of the free time.

    >>> tpi_of_extra_time(np.array([0.5, 2.5]))
    array([ 4., 10.])
    """
    return np.interp(extra_time, EXTRA_TIME_NODES, TPI_NODES)


def travel_time_index(actual_s: Floats, free_s: Floats) -> Floats:
    """TTI: how often the free time fits into the actual time; NaN where there are no links."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(free_s > 0, actual_s / free_s, np.nan)


def tpi(tti: Floats, mapping: str = MAPPING) -> Floats:
    """The index of a travel time index, by one of the two `MAPPINGS`.

    >>> tpi(np.array([2.0, np.nan])), tpi(np.array([1.5]), "extra_time")
    (array([ 4., nan]), array([4.]))
    """
    found = tpi_of_delay_share(1.0 - 1.0 / tti) if mapping == "gbt33171_dtp" else tpi_of_extra_time(tti - 1.0)
    # Rounding takes back what binary floats lose: an index that is on a cut stays there.
    return np.round(found, 9)


def usable(links: Table) -> Mask:
    """Which links (k,) have a speed that enough vehicles stand behind, and all that the formula needs."""
    ask = links.attributes
    with np.errstate(invalid="ignore"):
        sound = (ask["length_m"] > 0) & (ask["free_flow_kmh"] > 0) & (ask["lanes"] > 0) & (links.value >= 0)
        return sound & (ask["samples"] >= SAMPLES_NEEDED)


def compute(links: Table, known: Table) -> Outcome:
    """The index per area; sums before it divides, so that a short street cannot outweigh a ring road."""
    use, ask = usable(links), links.attributes
    lane_m = np.where(use, ask["length_m"] * ask["lanes"], 0.0)
    free_s = np.where(use, 3.6 * lane_m / np.where(use, ask["free_flow_kmh"], 1.0), 0.0)
    actual_s = np.where(use, 3.6 * lane_m / np.where(use, np.maximum(links.value, BLOCKED_KMH), 1.0), 0.0)
    actual, free = links.summed(actual_s), links.summed(free_s)
    tti = travel_time_index(actual, free)
    slowest = _slowest(links, actual_s - free_s)
    expected = np.maximum(known.summed(), links.summed())
    return Outcome(
        value=tpi(tti),
        numerator=actual,
        denominator=free,
        coverage=links.summed(use.astype(np.float64)) / np.maximum(expected, 1.0),
        companions={
            "tti": tti,
            "congestion_level_pct": 100.0 * (tti - 1.0),
            "mapping": np.full(tti.shape, MAPPINGS[MAPPING]),
            "extra_lane_s": slowest.sums(),
        },
        contributors=slowest,
        adds_up_to="extra_lane_s",
    )


def _slowest(links: Table, extra_s: Floats) -> ByRow:
    """The links by their extra lane time; one that is faster than free makes good for no other."""
    return ByRow(
        areas=links.areas,
        leaf=links.leaf,
        thing=links.thing,
        amount=np.maximum(extra_s, 0.0),
        notes=(plain("{now:.0f}/{free:.0f} km/h"),),
        about={"now": links.value, "free": links.attributes["free_flow_kmh"]},
    )


INDICATOR = Indicator(
    name="traffic_tpi",
    title={"zh": "道路交通运行指数", "en": "Traffic performance index"},
    domain=Domain.TRAFFIC,
    unit="",
    better=Better.LOWER,
    bands=Bands(4, 6, 8, cut_is_good=False, sure=(Sureness.READ, Sureness.READ, Sureness.READ)),
    inputs={"links": Latest("road.speed", 15), "known": Latest("road.speed", 1440)},
    every_s=60,
    digits=1,
    formula={
        "zh": "TTI＝Σ(车道数·长度/车速)÷Σ(车道数·长度/自由流车速)；DTP＝1−1/TTI；DTP 0、0.3、0.5、0.6、0.7、1 对应 "
        "TPI 0、2、4、6、8、10，其间线性内插。近15分钟，样本不足3的路段不计，静止路段按1 km/h计；"
        "覆盖率为参与计算的路段与近24小时出现过的路段之比。",
        "en": "TTI = Σ(lanes·length/speed) ÷ Σ(lanes·length/free-flow speed); DTP = 1 − 1/TTI; DTP 0, 0.3, 0.5, 0.6, "
        "0.7, 1 give TPI 0, 2, 4, 6, 8, 10, linear between. Last 15 minutes; links with fewer than 3 samples are left "
        "out, a link that stands still counts as 1 km/h; coverage is links used of links heard in 24 hours.",
    },
    source="GB/T 33171-2016, annex C (intervals as given by a public implementation; mapping gbt33171_dtp)",
    compute=compute,
    companions={
        "tti": {"zh": "行程时间指数", "en": "Travel time index"},
        "congestion_level_pct": {"zh": "拥堵延时（%）", "en": "Congestion level, %"},
        "extra_lane_s": {"zh": "额外车道时间（秒）", "en": "Extra lane time, s"},
        "mapping": {"zh": "换算方法", "en": "Mapping"},
    },
    codes={"mapping": {1: {"zh": "延误时间比", "en": "delay share"}, 2: {"zh": "额外时间", "en": "extra time"}}},
    owner={"zh": "交警", "en": "Traffic police"},
    moves={"links": -1, "links.length_m": 0, "links.lanes": 0},
    forecast=Forecast(step_min=15),
)
