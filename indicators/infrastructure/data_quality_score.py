"""Data quality: whether what the other indicators are made of can be trusted."""

import numpy as np

from city.readings import Floats
from city.views import Latest, Table
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Sureness
from indicators.contributors import ByRow

DIMENSIONS = ("completeness", "timeliness", "validity", "uniqueness", "consistency")
TITLES = (
    {"zh": "完整性 {worst:.2f}", "en": "completeness {worst:.2f}"},
    {"zh": "及时性 {worst:.2f}", "en": "timeliness {worst:.2f}"},
    {"zh": "有效性 {worst:.2f}", "en": "validity {worst:.2f}"},
    {"zh": "唯一性 {worst:.2f}", "en": "uniqueness {worst:.2f}"},
    {"zh": "一致性 {worst:.2f}", "en": "consistency {worst:.2f}"},
)
GATE = 0.6


def score_of(dimensions: Floats) -> Floats:
    """The geometric mean (k,) of dimensions (d, k) between 0 and 1; those that are unknown are left out.

    >>> score_of(np.array([[1.0, 0.0], [0.25, 1.0], [np.nan, np.nan]]))
    array([0.5, 0. ])
    """
    known = ~np.isnan(dimensions)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(known, np.log(np.where(known, dimensions, 1.0)), 0.0)
        return np.where(known.any(axis=0), np.exp(logs.sum(axis=0) / known.sum(axis=0)), np.nan)


def compute(sets: Table) -> Outcome:
    """The geometric mean over the data sets of each area, and how many are below the gate."""
    table = np.stack([sets.attributes[name] for name in DIMENSIONS])
    scores = score_of(table)
    known = ~np.isnan(scores)
    many = sets.summed(known.astype(np.float64))
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(known, np.log(np.maximum(np.nan_to_num(scores), 1e-3)), 0.0)
        value = np.where(many > 0, np.exp(sets.summed(logs) / many), np.nan)
    worst = np.argmin(np.where(np.isnan(table), np.inf, table), axis=0) if len(sets) else np.zeros(0, dtype=np.intp)
    below = sets.summed((np.nan_to_num(scores, nan=1.0) < GATE).astype(np.float64))
    return Outcome(
        value=value,
        coverage=np.where(many > 0, many / np.maximum(sets.summed(), 1.0), 0.0),
        companions={"sets": many, "below_gate": below},
        contributors=ByRow(
            areas=sets.areas,
            leaf=sets.leaf,
            thing=sets.thing,
            amount=np.where(known, 1.0 - scores, 0.0),
            notes=TITLES,
            which=worst.astype(np.intp),
            about={"worst": table[worst, np.arange(len(sets))] if len(sets) else np.zeros(0)},
        ),
    )


INDICATOR = Indicator(
    name="data_quality_score",
    title={"zh": "数据质量综合评分", "en": "Data quality score"},
    domain=Domain.INFRASTRUCTURE,
    unit="",
    better=Better.HIGHER,
    bands=Bands(0.95, 0.9, 0.8, sure=(Sureness.OURS, Sureness.OURS, Sureness.OURS)),
    inputs={"sets": Latest("dataset.state", 60)},
    every_s=300,
    digits=2,
    formula={
        "zh": "每类数据近1小时的完整性、及时性（95分位滞后÷周期）、有效性、唯一性、一致性，各为0至1，取几何平均；"
        "全市再取几何平均。低于0.6的数据不再用于其他指标。",
        "en": "Completeness, timeliness (95th percentile of the lag ÷ period), validity, uniqueness and consistency of "
        "each kind of reading in the last hour, each 0 to 1, by their geometric mean; the city by the geometric mean "
        "of all. Indicators whose input is below 0.6 are not published.",
    },
    source="GB/T 36344-2018 (dimensions; known, not read again); cuts are our default",
    compute=compute,
    owner={"zh": "数据资源", "en": "Data office"},
    companions={
        "sets": {"zh": "数据类数", "en": "Kinds of data"},
        "below_gate": {"zh": "低于门槛", "en": "Below the gate"},
    },
    moves={"sets.completeness": 1},
)
