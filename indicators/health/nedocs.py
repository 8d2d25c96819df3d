"""Crowding of emergency departments: NEDOCS from 0 to 200, for an area that of its most crowded hospital.

Weiss, S. J. et al. (2004), Estimating the degree of emergency department overcrowding in academic medical centers,
Academic Emergency Medicine 11(1), 38-50. Many calculators swap its coefficients; these are the printed ones.
"""

import numpy as np

from city.readings import Floats
from city.views import Latest, Table
from indicators.base import Bands, Better, Domain, Forecast, Indicator, Outcome, Sureness
from indicators.contributors import ByRow
from indicators.methods.per_thing import greatest

LOWEST, HIGHEST = 0.0, 200.0
STALE_MIN = 60
LEVEL_CUTS = np.array([20.0, 60.0, 100.0, 140.0, 180.0])
PARTS = ("patients", "boarding", "ventilated", "longest_wait", "last_bed")
NOTES = (
    {
        "zh": "在诊 {patients:.0f}＋待入院 {boarding:.0f}＋机械通气 {ventilated:.0f}＋最长候床 {longest_wait:.0f}"
        "＋末位候诊 {last_bed:.0f}－20 分",
        "en": "patients {patients:.0f} + boarding {boarding:.0f} + ventilated {ventilated:.0f} + longest wait "
        "{longest_wait:.0f} + last door to bed {last_bed:.0f} − 20 points",
    },
)


def points(departments: Table) -> Floats:
    """The points of each part (5, k), in the order of `PARTS`; NaN where a figure is missing or impossible.

    Two counts are related to beds: all patients to those of the department, boarders to those of the hospital.
    """
    ask = departments.attributes
    with np.errstate(invalid="ignore", divide="ignore"):
        ed_beds = np.where(ask["ed_beds"] > 0, ask["ed_beds"], np.nan)
        hospital_beds = np.where(ask["hospital_beds"] > 0, ask["hospital_beds"], np.nan)
        found = np.stack(
            [
                85.8 * departments.value / ed_beds,
                600.0 * ask["admits_waiting"] / hospital_beds,
                13.4 * ask["ventilated"],
                0.93 * ask["longest_admit_h"],
                5.64 * ask["last_door_to_bed_h"],
            ]
        )
        return np.where(found >= 0, found, np.nan)


def score(parts: Floats) -> Floats:
    """The score of parts (5, k): their sum less 20, held between 0 and 200; unknown where a part is.

    >>> score(np.array([[85.8], [60.0], [26.8], [3.72], [2.82]])).round(2)
    array([159.14])
    """
    # Rounding takes back what binary floats add, so that a score that is on a limit stays there.
    return np.clip(np.round(parts.sum(axis=0) - 20.0, 9), LOWEST, HIGHEST)


def level_of(value: Floats) -> Floats:
    """The level of each score, a place in the indicator's `levels`; a score on a limit belongs to the calmer one.

    >>> level_of(np.array([20.0, 60.5, np.nan]))
    array([ 0.,  2., nan])
    """
    return np.where(np.isnan(value), np.nan, np.searchsorted(LEVEL_CUTS, value).astype(np.float64))


def compute(departments: Table) -> Outcome:
    """The score of each area's most crowded emergency department."""
    parts = points(departments)
    each = score(parts)
    known = ~np.isnan(each)
    value = greatest(each, departments.leaf, departments.areas)
    return Outcome(
        value=value,
        coverage=departments.summed(known.astype(np.float64)) / np.maximum(departments.summed(), 1.0),
        companions={
            "departments": departments.summed(known.astype(np.float64)),
            "overcrowded": departments.summed((each > LEVEL_CUTS[2]).astype(np.float64)),
        },
        contributors=ByRow(
            areas=departments.areas,
            leaf=departments.leaf,
            thing=departments.thing,
            amount=each,
            notes=NOTES,
            about=dict(zip(PARTS, parts, strict=True)),
        ),
        level=level_of(value),
    )


INDICATOR = Indicator(
    name="nedocs",
    title={"zh": "急诊拥挤度", "en": "Emergency department crowding"},
    domain=Domain.HEALTH,
    unit="",
    better=Better.LOWER,
    bands=Bands(60, 100, 140, sure=(Sureness.READ, Sureness.READ, Sureness.READ)),
    inputs={"departments": Latest("hospital.ed", STALE_MIN)},
    every_s=900,
    digits=0,
    formula={
        "zh": "NEDOCS＝−20＋85.8·急诊患者/急诊床位＋600·待入院/医院床位＋13.4·机械通气人数＋0.93·最长候床小时"
        "＋5.64·最近一位候诊小时，限于0至200；区域取最拥挤医院；缺任一项的医院不计，超过60分钟未报的不计。",
        "en": "NEDOCS = −20 + 85.8·patients/ED beds + 600·waiting admissions/hospital beds + 13.4·ventilated + "
        "0.93·longest admission wait, h + 5.64·last door-to-bed time, h, held within 0 to 200. An area has the score "
        "of its most crowded hospital; one with a figure missing, or silent for over 60 minutes, does not count.",
    },
    source="Weiss et al. 2004, Acad. Emerg. Med. 11(1) 38-50 (formula and limits as printed by two calculators)",
    compute=compute,
    companions={
        "departments": {"zh": "参与计算的急诊科", "en": "Departments reckoned"},
        "overcrowded": {"zh": "拥挤（>100）的急诊科", "en": "Departments above 100"},
    },
    owner={"zh": "卫生健康", "en": "Health"},
    levels=(
        {"zh": "不忙", "en": "Not busy"},
        {"zh": "忙", "en": "Busy"},
        {"zh": "极忙未拥挤", "en": "Extremely busy, not overcrowded"},
        {"zh": "拥挤", "en": "Overcrowded"},
        {"zh": "严重拥挤", "en": "Severely overcrowded"},
        {"zh": "危险拥挤", "en": "Dangerously overcrowded"},
    ),
    moves={
        "departments": 1,
        "departments.ed_beds": -1,
        "departments.hospital_beds": -1,
        "departments.admits_waiting": 1,
        "departments.ventilated": 1,
        "departments.longest_admit_h": 1,
        "departments.last_door_to_bed_h": 1,
    },
    forecast=Forecast(step_min=15),
)
