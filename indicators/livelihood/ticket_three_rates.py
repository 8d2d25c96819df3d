"""Three rates in one: how many requests were answered in time, solved, and closed to the caller's content.

A request has the same number in all kinds of readings; one that nobody has answered is late from its limit on, and not
yet decided before. Solved and content are what callers say who were called back.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from city.kinds.base import DAY_MIN
from city.readings import Floats, Mask
from city.views import Rows, Table
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter
from indicators.called import weight_of
from indicators.contributors import ByItem
from indicators.methods.wilson import RANKED_FROM, percent, wilson_pct

WINDOW_MIN = 30 * DAY_MIN
RATES = ("response", "solving", "satisfaction")
RATE_TITLES = (
    {"zh": "响应率", "en": "Response"}, {"zh": "解决率", "en": "Solving"}, {"zh": "满意率", "en": "Satisfaction"},
)  # fmt: skip
WEIGHTS = (0.2, 0.4, 0.4)  # of the rates, in their order
LEAST_RATE = 1e-6  # so that a rate of nothing is short by much, but not by infinitely much


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of each rate per area (3, n), and how many of them are good."""

    good: Floats
    many: Floats


def answered_in_time(opened: Table, contacted: Table) -> tuple[Mask, Mask]:
    """Which requests (k,) were answered within their limit, and which are decided: answered, or beyond their limit.

    The limit of one that nobody has answered is the longest that was promised for its type.
    """
    told = np.flatnonzero(~np.isnan(contacted.value + contacted.attributes["limit_min"]))
    row_of = {contacted.thing[row]: row for row in told.tolist()}
    answer = np.array([row_of.get(one, -1) for one in opened.thing], dtype=np.intp)
    known = ~np.isnan(opened.value) & ~np.isnan(opened.attributes["type"])
    limit, sort = contacted.attributes["limit_min"][told], contacted.attributes["type"][told]
    promised = {kind: float(limit[sort == kind].max()) for kind in np.unique(sort[~np.isnan(sort)]).tolist()}
    limit_min = np.array([promised.get(kind, np.nan) for kind in opened.attributes["type"].tolist()])
    late = (answer < 0) & (opened.age_s / 60.0 > limit_min)
    in_time = np.zeros(len(opened), dtype=bool)
    has = answer >= 0
    in_time[has] = contacted.value[answer[has]] <= contacted.attributes["limit_min"][answer[has]]
    return in_time & known, (has | late) & known


def counts(opened: Table, contacted: Table, called_back: Table) -> Counts:
    """The counts of response, solving and satisfaction per area."""
    in_time, decided = answered_in_time(opened, contacted)
    asked = ~np.isnan(called_back.value)
    satisfied = np.where(asked, called_back.attributes["satisfied"], np.nan)
    good = (opened.summed(_ones(in_time)), called_back.summed(_ones(called_back.value >= 1.0)))
    many = (opened.summed(_ones(decided)), called_back.summed(_ones(asked)))
    return Counts(
        np.stack([*good, called_back.summed(_ones(satisfied >= 1.0))]),
        np.stack([*many, called_back.summed(_ones(~np.isnan(satisfied)))]),
    )


def _ones(mask: Mask) -> Floats:
    return mask.astype(np.float64)


def index(rates: Floats, weights: Floats) -> Floats:
    """The product of rates (3, n), each to the power of its weight (3,); unknown where a rate is.

    >>> index(np.array([[0.9], [0.8], [1.0]]), np.array([0.2, 0.4, 0.4])).round(4)
    array([0.8955])
    """
    # Rounding takes back what binary floats add: three rates of .9 are an index of .9, which is still good.
    return np.round(np.prod(rates ** weights[:, np.newaxis], axis=0), 9)


def compute(
    opened: Table, contacted: Table, called_back: Table, closed: Table, parameters: Mapping[str, float]
) -> Outcome:
    """The index per area; unknown where too few of the closed requests were called back."""
    found = counts(opened, contacted, called_back)
    rates = percent(found.good, found.many) / 100.0
    low, high = (bound / 100.0 for bound in wilson_pct(found.good, found.many))
    weights = np.array([parameters[f"weight_{rate}"] for rate in RATES])
    finished = closed.summed(_ones(~np.isnan(closed.value)))
    coverage = np.minimum(percent(found.many[1], finished) / 100.0, 1.0)
    covered = coverage >= parameters["least_coverage"]
    value = np.where(covered, index(rates, weights), np.nan)
    short = -weights[:, np.newaxis] * np.log(np.maximum(rates, LEAST_RATE))
    return Outcome(
        value=value,
        low=np.where(covered, index(low, weights), np.nan),
        high=np.where(covered, index(high, weights), np.nan),
        banded=np.where(found.many.min(axis=0) >= RANKED_FROM, value, np.nan),
        coverage=np.nan_to_num(coverage),
        companions={
            **{f"{rate}_pct": 100.0 * rates[at] for at, rate in enumerate(RATES)},
            **{f"{rate}_low_pct": 100.0 * low[at] for at, rate in enumerate(RATES)},
            "called_back": found.many[1],
            "short": short.sum(axis=0),
        },
        contributors=ByItem(
            thing=RATES,
            titles=RATE_TITLES,
            amount=short,
            note={"zh": "{rate:.1f}%（{many:.0f} 件）", "en": "{rate:.1f} % of {many:.0f}"},
            about={"rate": 100.0 * rates, "many": found.many},
        ),
        adds_up_to="short",
    )


INDICATOR = Indicator(
    name="ticket_three_rates",
    title={"zh": "响应、解决、满意三率综合", "en": "Response, solving and satisfaction"},
    domain=Domain.LIVELIHOOD,
    unit="",
    better=Better.HIGHER,
    bands=Bands(0.90, 0.85, 0.75),
    inputs={
        "opened": Rows("ticket.opened", WINDOW_MIN),
        "contacted": Rows("ticket.contacted", WINDOW_MIN),
        "called_back": Rows("ticket.called_back", WINDOW_MIN),
        "closed": Rows("ticket.closed", WINDOW_MIN),
    },
    every_s=3600,
    digits=3,
    formula={
        "zh": "指数＝响应率^{weight_response:g}·解决率^{weight_solving:g}·满意率^{weight_satisfaction:g}，近30天。响应"
        "率＝时限内首次联系数÷（已联系＋已超时）数，未到时限的未联系诉求不计；解决率、满意率＝回访确认数÷回访数。各附"
        "威尔逊95%下限；回访÷办结不足{least_coverage:g}不发布，任一率不足30件不定级。构成按 −w·ln(率) 相加。",
        "en": "Index = response^{weight_response:g} · solving^{weight_solving:g} · "
        "satisfaction^{weight_satisfaction:g}, 30 days. Response = first contacts within the limit ÷ (contacted + "
        "beyond the limit), those not contacted whose limit has not passed are left out; solving and satisfaction = "
        "confirmed ÷ called back. Each with its Wilson 95 % lower bound; unknown where less than {least_coverage:g} "
        "of closed requests were called back, without a band where a rate has fewer than 30. The parts −w·ln(rate) "
        "add up.",
    },
    source="Practice of 接诉即办 (known, not read again); weights, coverage and cuts are our default",
    compute=compute,
    companions={
        "response_pct": {"zh": "响应率（%）", "en": "Response, %"},
        "solving_pct": {"zh": "解决率（%）", "en": "Solving, %"},
        "satisfaction_pct": {"zh": "满意率（%）", "en": "Satisfaction, %"},
        "response_low_pct": {"zh": "响应率下限（%）", "en": "Response, lower bound, %"},
        "solving_low_pct": {"zh": "解决率下限（%）", "en": "Solving, lower bound, %"},
        "satisfaction_low_pct": {"zh": "满意率下限（%）", "en": "Satisfaction, lower bound, %"},
        "called_back": {"zh": "回访数", "en": "Called back"},
        "short": {"zh": "与满分之差（−ln 指数）", "en": "Short of the best, −ln index"},
    },
    interval={"zh": "三率各取95 %区间两端", "en": "with each rate at the ends of its 95 % interval"},
    owner={"zh": "12345热线", "en": "12345 hotline"},
    settable={
        **{
            f"weight_{rate}": Parameter(weight, (0.0, 1.0), weight_of(title))
            for rate, weight, title in zip(RATES, WEIGHTS, RATE_TITLES, strict=True)
        },
        "least_coverage": Parameter(0.6, (0.0, 1.0), {"zh": "回访比例下限", "en": "Share called back, at least"}),
    },
    heavy=True,
    moves={"contacted": -1, "contacted.limit_min": 1},
)
