"""Hotline: how many of those who called in the last day were answered, and how many within 15 seconds."""

import numpy as np

from city.readings import Floats
from city.views import Sums, Tally
from indicators.base import Bands, Better, Domain, Indicator, Outcome
from indicators.methods.wilson import bandable, percent, wilson_pct

DAY_MIN = 24 * 60


def at_most(part: Floats, whole: Floats) -> Floats:
    """The part, but no more than the whole: a call offered before the window began may be answered within it."""
    return np.minimum(part, whole)


def compute(offered: Sums, answered: Sums) -> Outcome:
    """The answered share of the offered calls per area."""
    calls = offered.count
    taken, at_once = at_most(answered.count, calls), at_most(answered.histogram[:, 0], calls)
    value = percent(taken, calls)
    low, high = wilson_pct(taken, calls)
    return Outcome(
        value=value,
        numerator=taken,
        denominator=calls,
        low=low,
        high=high,
        banded=bandable(low, calls),
        companions={"sl15_pct": percent(at_once, calls), "abandon_pct": 100.0 - value},
    )


INDICATOR = Indicator(
    name="hotline_service_level",
    title={"zh": "热线接通率", "en": "Hotline answer rate"},
    domain=Domain.LIVELIHOOD,
    unit="%",
    better=Better.HIGHER,
    bands=Bands(95, 90, 80),
    inputs={"offered": Tally("hotline.offered", DAY_MIN), "answered": Tally("hotline.answered", DAY_MIN)},
    every_s=60,
    digits=1,
    formula={
        "zh": "近24小时接通数÷呼入数；威尔逊95%区间，按下限定级，不足30个呼入不定级。另列15秒接通率与未接通率"
        "（含尚在等待者）。",
        "en": "Calls answered ÷ calls offered in 24 hours; Wilson 95 % interval, banded on its lower bound, without a "
        "band below 30 calls. Beside it the share answered within 15 s and the share not answered (those still waiting "
        "included).",
    },
    source="GB/T 33358-2016 (95 %, 15 s); lower cuts are our default",
    compute=compute,
    companions={
        "sl15_pct": {"zh": "15秒接通率（%）", "en": "Answered within 15 s, %"},
        "abandon_pct": {"zh": "未接通率（%）", "en": "Not answered, %"},
    },
    owner={"zh": "12345热线", "en": "12345 hotline"},
)
