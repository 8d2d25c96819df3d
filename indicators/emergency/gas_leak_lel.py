"""Gas leaks: how near to the lower explosive limit the gas in wells, kitchens and tunnels has come, and how fast."""

from collections.abc import Mapping

import numpy as np

from city.kinds.emergency import SPACES
from city.readings import Floats, Mask
from city.views import Latest, Rows, Table
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByRow
from indicators.methods.courses import newest_first, told
from indicators.methods.gaps import filled
from indicators.methods.per_thing import greatest, names_of, newest_of_each, of_the_worst

BANDS = Bands(10, 20, 50, cut_is_good=False, sure=(Sureness.OURS, Sureness.READ, Sureness.KNOWN))  # % LEL
LAST = 3  # of so many samples two must be over a cut
SLOPE_FROM = 3  # so many samples make a slope
EARTH_M_PER_DEGREE = 111_195.0
PLACES = ({"zh": "窨井", "en": "well"}, {"zh": "厨房", "en": "kitchen"}, {"zh": "隧道", "en": "tunnel"},
          {"zh": "场站", "en": "station"}, {"zh": "未注明处所", "en": "place not said"})  # fmt: skip
NOTES = tuple(
    {
        "zh": place["zh"] + " {lel:.0f}% LEL，每分钟{rise:+.1f}，确认值{sure:.0f}，近旁同时有气{near:.0f}台",
        "en": place["en"] + " {lel:.0f} % LEL, {rise:+.1f} a minute, confirmed {sure:.0f}, gas at {near:.0f} nearby",
    }
    for place in PLACES
)


def lel_of_methane(volume_pct: Floats) -> Floats:
    """Methane in the air, per cent of volume, as a share of its lower explosive limit of 5 %, per cent.

    >>> lel_of_methane(np.array([2.5]))
    array([50.])
    """
    return volume_pct / 5.0 * 100.0


def confirmed(samples: Floats) -> Floats:
    """What at least two of the last three samples (m, 3) reach: the second greatest; nothing while there is one alone.

    >>> confirmed(np.array([[60.0, 55.0, 2.0], [60.0, np.nan, np.nan]]))
    array([55.,  0.])
    """
    if samples.shape[1] < 2:
        return np.zeros(len(samples))
    return np.sort(filled(samples), axis=1)[:, -2]


def rise_a_minute(samples: Floats, age_s: Floats) -> Floats:
    """The least-squares slope of each row of samples (m, j), % LEL a minute; unknown for fewer than three."""
    known = ~np.isnan(samples)
    count = known.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        minute = np.where(known, -age_s / 60.0, 0.0)
        away = np.where(known, minute - minute.sum(axis=1, keepdims=True) / count, 0.0)
        slope = (away * filled(samples)).sum(axis=1) / (away**2).sum(axis=1)
    return np.where((count[:, 0] >= SLOPE_FROM) & np.isfinite(slope), np.round(slope, 9), np.nan)


def judged(sure: Floats, now: Floats, rise: Floats, parameters: Mapping[str, float], bands: Bands = BANDS) -> Floats:
    """What the bands look at: the confirmed concentration (m,), a band higher where the gas rises fast."""
    with np.errstate(invalid="ignore"):
        fast = (rise > parameters["rise_pct_min"]) & (now > parameters["rise_from_pct"])
    next_cut = np.array([*bands.cuts, np.nan])[np.searchsorted(np.array(bands.cuts), sure, side="right")]
    return np.where(fast, np.fmax(next_cut, sure), sure)


def compute(samples: Table, known: Table, parameters: Mapping[str, float], bands: Bands = BANDS) -> Outcome:
    """The greatest concentration at a sound detector per area, banded once a second sample confirms it."""
    faulty = samples.attributes["status"] == 1
    lel = np.where(faulty, np.nan, samples.value)
    use = np.flatnonzero(~np.isnan(lel))
    course = newest_first(samples.who[use], samples.age_s[use])
    said, age_s = told(lel[use], course), told(samples.age_s[use], course)
    row, areas = use[course[:, 0]], samples.areas
    now, leaf = lel[row], samples.leaf[row]
    sure = confirmed(said[:, :LAST])
    rise = rise_a_minute(said, age_s)
    alarm = judged(sure, now, rise, parameters, bands)
    out_of_order = newest_of_each(samples.who[faulty], samples.age_s[faulty])
    devices = np.maximum(_things(known), _things(samples))
    return Outcome(
        value=greatest(now, leaf, areas),
        banded=greatest(alarm, leaf, areas),
        coverage=areas.summed(leaf) / np.maximum(devices, 1.0),
        companions={
            "confirmed_pct": greatest(sure, leaf, areas),
            "rise_pct_min": of_the_worst(alarm, rise, leaf, areas),
            "over_first_cut": areas.summed(leaf, (sure >= bands.attention).astype(np.float64)),
            "faulty": areas.summed(samples.leaf[faulty][out_of_order]),
        },
        contributors=ByRow(
            areas=areas,
            leaf=leaf,
            thing=names_of(samples.thing, row),
            amount=np.fmax(now, alarm),
            notes=NOTES,
            which=_place(samples.attributes["space"][row]),
            about={"lel": now, "rise": rise, "sure": sure, "near": _near(samples, row, now, parameters)},
        ),
    )


def _things(table: Table) -> Floats:
    return table.areas.summed(table.leaf[newest_of_each(table.who, table.age_s)])


def _place(space: Floats) -> np.ndarray:
    return np.where(np.isnan(space), len(SPACES), filled(space)).astype(np.intp)


def _near(samples: Table, row: np.ndarray, now: Floats, parameters: Mapping[str, float]) -> Floats:
    """How many other detectors near each one (m,) smell gas too: a leak spreads, a fault does not."""
    lat, lon = samples.lat[row], samples.lon[row]
    gassy: Mask = now > parameters["rise_from_pct"]
    north = (lat[:, np.newaxis] - lat[gassy]) * EARTH_M_PER_DEGREE
    east = (lon[:, np.newaxis] - lon[gassy]) * EARTH_M_PER_DEGREE * np.cos(np.radians(lat[gassy]))
    with np.errstate(invalid="ignore"):
        near = np.hypot(north, east) <= parameters["near_m"]
    return near.sum(axis=1) - (gassy & ~np.isnan(lat)).astype(np.float64)


INDICATOR = Indicator(
    name="gas_leak_lel",
    title={"zh": "燃气泄漏浓度风险", "en": "Gas leak concentration"},
    domain=Domain.EMERGENCY,
    unit="% LEL",
    better=Better.LOWER,
    bands=BANDS,
    wants_bands=True,
    inputs={"samples": Rows("gas.lel", 5), "known": Latest("gas.lel", 1440)},
    every_s=60,
    at_once=True,
    digits=1,
    version=2,
    formula={
        "zh": "x＝各正常探测器最新浓度（%LEL；甲烷体积分数÷5%×100），区域取最大。定级看确认值：近3次采样中至少2次达到"
        "的浓度；5分钟最小二乘升速大于{rise_pct_min:g} %LEL/min且x大于{rise_from_pct:g}时提高一级。故障探测器不计。",
        "en": "x = newest concentration of each sound detector (% LEL; methane volume share ÷ 5 % × 100), an area by "
        "its greatest. Banded on what at least 2 of the last 3 samples reach; a band higher where the least-squares "
        "rise over 5 minutes is above {rise_pct_min:g} % LEL a minute and x above {rise_from_pct:g}. Faulty detectors "
        "do not count.",
    },
    source="GB 50838-2015 (20 %), GB/T 50493-2019 (50 %), CJJ/T 146; 10 % and the rise are our default",
    compute=compute,
    settable={
        "rise_pct_min": Parameter(
            2.0, (0.1, 100.0), {"zh": "提级升速（%LEL/分）", "en": "Rise for a band higher, % LEL a minute"}
        ),
        "rise_from_pct": Parameter(
            5.0,
            (0.0, 100.0),
            {"zh": "升速计入的最低浓度（%LEL）", "en": "Concentration from which a rise counts, % LEL"},
        ),
        "near_m": Parameter(
            50.0, (0.0, 5000.0), {"zh": "邻近探测器距离（米）", "en": "Neighbouring detectors within, m"}
        ),
    },
    companions={
        "confirmed_pct": {"zh": "确认浓度（%LEL）", "en": "Confirmed, % LEL"},
        "rise_pct_min": {"zh": "最险处升速（%LEL/分）", "en": "Rise at the worst, % LEL a minute"},
        "over_first_cut": {"zh": "确认达到较急界值的探测器", "en": "Detectors confirmed at the Elevated limit or more"},
        "faulty": {"zh": "故障探测器", "en": "Faulty detectors"},
    },
    owner={"zh": "城市管理（燃气）", "en": "City management (gas)"},
    moves={"samples": 1},
)
