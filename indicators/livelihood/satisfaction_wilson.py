"""Satisfaction: how many of those who rated a service were content, and how much of that is sure.

Offices are ranked by the lower bound of the Wilson 95 % interval, so that three friendly ratings outrank nobody.
Wilson, E. B. (1927), Probable inference, JASA 22, 209-212.
"""

from collections.abc import Mapping

import numpy as np

from city.kinds.base import DAY_MIN, DAY_S
from city.readings import Floats, Mask
from city.views import Rows, Table
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter
from indicators.called import office
from indicators.contributors import ByItem
from indicators.methods.groups import grouped
from indicators.methods.wilson import FEW_EN, FEW_ZH, RANKED_FROM, bandable, percent, wilson_pct

WINDOW_DAYS = 30
BANDS = Bands(95, 90, 85)
NOTES = (
    {
        "zh": "满意 {share:.1f}%，下限 {low:.1f}%，{many:.0f} 评",
        "en": "{share:.1f} %, at least {low:.1f} %, n {many:.0f}",
    },
)


def two_proportions_z(part: Floats, whole: Floats, before_part: Floats, before_whole: Floats) -> Floats:
    """How many standard errors a share has risen by since before, both held to have the same; NaN without either.

    >>> two_proportions_z(*(np.array([one]) for one in (45.0, 50.0, 40.0, 50.0))).round(4)
    array([1.4003])
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        both = (part + before_part) / (whole + before_whole)
        error = np.sqrt(both * (1.0 - both) * (1.0 / whole + 1.0 / before_whole))
        rise = part / whole - before_part / before_whole
        known = (whole > 0) & (before_whole > 0)
        return np.where(known, np.where(error > 0, rise / error, 0.0), np.nan)


def compute(ratings: Table, cases: Table, parameters: Mapping[str, float], bands: Bands = BANDS) -> Outcome:
    """The content share of the ratings per area."""
    known = ~np.isnan(ratings.value)
    content = known & (ratings.value >= parameters["content_from"])
    recent = ratings.age_s < WINDOW_DAYS * DAY_S / 2

    def count(rows: Mask) -> Floats:
        return ratings.summed(rows.astype(np.float64))

    part, whole = count(content), count(known)
    part_now, whole_now = count(content & recent), count(known & recent)
    low, high = wilson_pct(part, whole)
    finished = cases.summed((~np.isnan(cases.value)).astype(np.float64))
    offices, ranked = _offices(ratings, known, content)
    return Outcome(
        value=percent(part, whole),
        numerator=part,
        denominator=whole,
        low=low,
        high=high,
        banded=bandable(low, high, whole, bands),
        coverage=whole / np.maximum(ratings.summed(), 1.0),
        companions={
            "trend_z": two_proportions_z(part_now, whole_now, part - part_now, whole - whole_now),
            "response_pct": np.minimum(percent(whole, finished), 100.0),
            "offices_ranked": ranked,
        },
        contributors=offices,
    )


def _offices(ratings: Table, known: Mask, content: Mask) -> tuple[ByItem, Floats]:
    """The offices from the worst lower bound on, those of few ratings left out; how many are ranked in each area."""
    names, which = np.unique(np.nan_to_num(ratings.attributes["office"], nan=-1.0), return_inverse=True)
    told = known & ~np.isnan(ratings.attributes["office"])

    def count(rows: Mask) -> Floats:
        return grouped(which.astype(np.intp), len(names), ratings.leaf, ratings.areas, rows.astype(np.float64))

    part, whole = count(content & told), count(told)
    low = np.where(whole >= RANKED_FROM, wilson_pct(part, whole)[0], np.nan)
    offices = ByItem(
        thing=[f"office-{name:.0f}" for name in names],
        titles=[office(name) for name in names.tolist()],
        # Only the order counts: what is missing from certainty puts the worst first.
        amount=100.0 - low,
        note=NOTES[0],
        about={"share": percent(part, whole), "low": low, "many": whole},
    )
    return offices, (whole >= RANKED_FROM).sum(axis=0).astype(np.float64)


INDICATOR = Indicator(
    name="satisfaction_wilson",
    title={"zh": "政务服务满意率", "en": "Satisfaction with services"},
    domain=Domain.LIVELIHOOD,
    unit="%",
    better=Better.HIGHER,
    bands=BANDS,
    wants_bands=True,
    inputs={
        "ratings": Rows("service.rating", WINDOW_DAYS * DAY_MIN),
        "cases": Rows("service.case", WINDOW_DAYS * DAY_MIN),
    },
    every_s=3600,
    heavy=True,
    digits=1,
    version=2,
    formula={
        "zh": "近30天“基本满意”及以上（5分制{content_from:g}分起）评价数÷评价数；威尔逊95%区间，按下限定级，不足30评不"
        f"定级{FEW_ZH}。部门按下限由低到高列出，不足30评不排名；趋势为近15天与前15天的两比例z；旁列评价率＝评价数÷办结"
        "数。",
        "en": "Ratings of at least 'basically satisfied' ({content_from:g} of 5) ÷ ratings, 30 days; Wilson 95 % "
        f"interval, banded on its lower bound, without a band below 30{FEW_EN}. Offices stand in the order of their "
        "lower bounds, those below 30 are left out; the trend is the two-proportion z of the last 15 days against the "
        "15 before; beside it ratings ÷ cases finished.",
    },
    source="Wilson (1927); 国办发〔2019〕51号 (the last two of five grades are bad: known, not read again); cuts ours",
    compute=compute,
    companions={
        "trend_z": {"zh": "趋势（z）", "en": "Trend, z"},
        "response_pct": {"zh": "评价率（%）", "en": "Rated, % of cases"},
        "offices_ranked": {"zh": "参与排名的部门", "en": "Offices ranked"},
    },
    owner={"zh": "政务服务", "en": "Government services"},
    settable={"content_from": Parameter(3.0, (1.0, 5.0), {"zh": "满意起始分（5分制）", "en": "Content from, of 5"})},
)
