"""On-time closure: how many incidents that were due in the last 30 days were closed when promised."""

import numpy as np

from city.views import Rows, Table
from indicators.base import Bands, Better, Domain, Indicator, Outcome
from indicators.contributors import ByRow
from indicators.methods.wilson import FEW_EN, FEW_ZH, bandable, percent, wilson_pct

BANDS = Bands(95, 90, 80)


def compute(due: Table, bands: Bands = BANDS) -> Outcome:
    """The kept share of the limits that were decided, per area; a row is 1 where the limit was kept, 0 where not."""
    decided = ~np.isnan(due.value)
    many, kept = due.summed(decided.astype(np.float64)), due.summed(np.nan_to_num(due.value))
    low, high = wilson_pct(kept, many)
    return Outcome(
        value=percent(kept, many),
        numerator=kept,
        denominator=many,
        low=low,
        high=high,
        banded=bandable(low, high, many, bands),
        coverage=many / np.maximum(due.summed(), 1.0),
        companions={"n": many, "missed": many - kept},
        contributors=ByRow(
            areas=due.areas, leaf=due.leaf, thing=due.thing, amount=np.where(decided, 1.0 - due.value, 0.0)
        ),
        adds_up_to="missed",
    )


INDICATOR = Indicator(
    name="case_ontime_closure",
    title={"zh": "按期结案率", "en": "On-time closure"},
    domain=Domain.CITY_MANAGEMENT,
    unit="%",
    better=Better.HIGHER,
    bands=BANDS,
    wants_bands=True,
    inputs={"due": Rows("incident.due", 60 * 24 * 30)},
    every_s=300,
    digits=1,
    version=2,
    formula={
        "zh": f"近30天按期结案数÷应结案数；威尔逊95%区间，按下限定级，不足30件不定级、不排名{FEW_ZH}。",
        "en": "Closed in time ÷ due, 30 days; Wilson 95 % interval, banded on its lower bound; fewer than 30 are shown "
        f"without a band and never ranked{FEW_EN}.",
    },
    source="GB/T 30428 series, CJ/T 292-2008 (evaluation); cuts are our default",
    compute=compute,
    companions={"n": {"zh": "应结案数", "en": "Due"}, "missed": {"zh": "逾期数", "en": "Missed"}},
    owner={"zh": "城市管理", "en": "City management"},
    moves={"due": 1},
)
