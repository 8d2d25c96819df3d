"""Seismic intensity: how strongly an earthquake was felt at each station in the last hour, on the scale of 1 to 12."""

import numpy as np

from city.readings import Floats
from city.views import Latest, Rows, Table
from indicators.base import Bands, Better, Domain, Indicator, Outcome
from indicators.contributors import ByRow
from indicators.methods.courses import newest_first, told
from indicators.methods.per_thing import greatest, names_of, newest_of_each, of_the_worst

BY_BOTH, BY_VELOCITY = 1.0, 2.0
ROMAN = ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ", "Ⅶ", "Ⅷ", "Ⅸ", "Ⅹ", "Ⅺ", "Ⅻ")
NOTES = (
    {
        "zh": "PGA {pga:.1f} gal，PGV {pgv:.2f} cm/s，取两者平均",
        "en": "PGA {pga:.1f} gal, PGV {pgv:.2f} cm/s, their mean",
    },
    {"zh": "PGA {pga:.1f} gal，PGV {pgv:.2f} cm/s，取速度", "en": "PGA {pga:.1f} gal, PGV {pgv:.2f} cm/s, by velocity"},
)


def by_acceleration(pga_gal: Floats) -> Floats:
    """I_A of peak accelerations (k,): 3.17 lg(m/s²) + 6.59; no motion is minus infinity, what is below it unknown."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return 3.17 * np.log10(pga_gal / 100.0) + 6.59


def by_velocity(pgv_cms: Floats) -> Floats:
    """I_V of peak velocities (k,): 3.00 lg(m/s) + 9.77."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return 3.0 * np.log10(pgv_cms / 100.0) + 9.77


def exact_intensity(pga_gal: Floats, pgv_cms: Floats) -> Floats:
    """The intensity before it is rounded and kept within the scale; unknown where either is."""
    by_a, by_v = by_acceleration(pga_gal), by_velocity(pgv_cms)
    return np.where((by_a >= 6.0) & (by_v >= 6.0), by_v, (by_a + by_v) / 2.0)


def on_the_scale(exact: Floats) -> Floats:
    """Intensities to one decimal, from 1.0 to 12.0.

    >>> on_the_scale(np.array([-np.inf, 5.449, 12.6, np.nan]))
    array([ 1. ,  5.4, 12. ,  nan])
    """
    return np.clip(np.round(exact, 1), 1.0, 12.0)


def degree(intensity: Floats) -> Floats:
    """The whole degree of intensities, 1 to 12: 2.5 to 3.4 is the third."""
    return np.clip(np.floor(intensity + 0.5), 1.0, 12.0)


def compute(peaks: Table, known: Table) -> Outcome:
    """The intensity at the worst station of each area, from the greatest of all it reported."""
    pga_gal, pgv_cms = (np.where(column >= 0, column, np.nan) for column in (peaks.value, peaks.attributes["pgv_cms"]))
    rows = newest_first(peaks.who, peaks.age_s)
    pga, pgv = _most(told(pga_gal, rows)), _most(told(pgv_cms, rows))
    exact = exact_intensity(pga, pgv)
    branch = np.where((by_acceleration(pga) >= 6.0) & (by_velocity(pgv) >= 6.0), BY_VELOCITY, BY_BOTH)
    newest, areas = rows[:, 0], peaks.areas
    leaf = peaks.leaf[newest]
    value = greatest(on_the_scale(exact), leaf, areas)
    heard, expected = areas.summed(leaf, (~np.isnan(exact)).astype(np.float64)), _stations(known, peaks)
    shown = {"pga_gal": pga, "pgv_cms": pgv, "branch": branch}
    return Outcome(
        value=value,
        level=degree(value) - 1.0,
        coverage=np.minimum(heard / np.maximum(expected, 1.0), 1.0),
        companions={name: of_the_worst(exact, about, leaf, areas) for name, about in shown.items()},
        contributors=ByRow(
            areas=areas,
            leaf=leaf,
            thing=names_of(peaks.thing, newest),
            amount=on_the_scale(exact),
            notes=NOTES,
            which=(branch - 1.0).astype(np.intp),
            about={"pga": pga, "pgv": pgv},
        ),
    )


def _most(said: Floats) -> Floats:
    """The greatest of each row (m, j) that is known, NaN where none is."""
    found = np.max(np.where(np.isnan(said), -np.inf, said), axis=1, initial=-np.inf)
    return np.where(found == -np.inf, np.nan, found)


def _stations(known: Table, peaks: Table) -> Floats:
    """How many stations each area (n,) is known to have."""
    listed, seen = (one.areas.summed(one.leaf[newest_of_each(one.who, one.age_s)]) for one in (known, peaks))
    return np.maximum(listed, seen)


INDICATOR = Indicator(
    name="seismic_intensity",
    title={"zh": "仪器地震烈度", "en": "Instrumental seismic intensity"},
    domain=Domain.EMERGENCY,
    unit="",
    better=Better.LOWER,
    bands=Bands(3, 5, 6, cut_is_good=False),
    inputs={"peaks": Rows("strong_motion.peak", 60), "known": Latest("strong_motion.peak", 1440)},
    every_s=60,
    at_once=True,
    digits=1,
    formula={
        "zh": "I_A＝3.17 lg PGA＋6.59（m/s²），I_V＝3.00 lg PGV＋9.77（m/s）；两者均不小于6.0时取I_V，否则取平均；"
        "保留一位小数，限于1.0至12.0。各台取近1小时三分量合成最大值，区域取最大的台站。",
        "en": "I_A = 3.17 lg PGA + 6.59 (m/s²), I_V = 3.00 lg PGV + 9.77 (m/s); I_V where both are at least 6.0, else "
        "their mean; one decimal, from 1.0 to 12.0. Each station by its greatest vector peaks of the last hour, an "
        "area by its worst station.",
    },
    source="GB/T 17742-2020, annex A (read through two independent public codes); bands are our default",
    compute=compute,
    companions={
        "pga_gal": {"zh": "最大台站峰值加速度（gal）", "en": "Peak acceleration at the worst station, gal"},
        "pgv_cms": {"zh": "最大台站峰值速度（cm/s）", "en": "Peak velocity at the worst station, cm/s"},
        "branch": {"zh": "取法", "en": "By"},
    },
    codes={"branch": {1: {"zh": "平均", "en": "mean of both"}, 2: {"zh": "速度", "en": "velocity"}}},
    levels=tuple({"zh": f"{numeral}度", "en": f"Intensity {numeral}"} for numeral in ROMAN),
    owner={"zh": "地震", "en": "Earthquake administration"},
    moves={"peaks": 1},
)
