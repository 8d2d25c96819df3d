"""On-time closure: how many incidents that were due in the last 30 days were closed when promised."""

import numpy as np

from city.readings import Floats
from city.views import Rows, Table
from indicators.base import Bands, Better, Contributor, Domain, Indicator, Outcome
from indicators.wilson import bandable, percent, wilson_pct

CONTRIBUTORS = 10


def compute(due: Table) -> Outcome:
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
        banded=bandable(low, many),
        coverage=many / np.maximum(due.summed(), 1.0),
        companions={"n": many},
        contributors=_most_missed(due, np.where(decided, 1.0 - due.value, 0.0)),
    )


def _most_missed(due: Table, missed: Floats) -> tuple[Contributor, ...]:
    """The areas with the most missed limits, each with its share of the city's."""
    size, areas = due.areas.elsewhere + 1, due.areas
    many, all_due = np.bincount(due.leaf, missed, size), np.bincount(due.leaf, minlength=size)
    codes = [*(areas.codes[i] for i in areas.leaves), areas.codes[0]]
    return tuple(
        Contributor(thing=codes[i], share=float(many[i] / many.sum()), note=f"{many[i]:.0f}/{all_due[i]}")
        for i in np.argsort(-many)[:CONTRIBUTORS].tolist()
        if many[i] > 0
    )


INDICATOR = Indicator(
    name="case_ontime_closure",
    title={"zh": "按期结案率", "en": "On-time closure"},
    domain=Domain.CITY_MANAGEMENT,
    unit="%",
    better=Better.HIGHER,
    bands=Bands(95, 90, 80),
    inputs={"due": Rows("incident.due", 60 * 24 * 30)},
    every_s=300,
    digits=1,
    formula={
        "zh": "近30天按期结案数÷应结案数；威尔逊95%区间，按下限定级，不足30件不定级、不排名。",
        "en": "Closed in time ÷ due, 30 days; Wilson 95 % interval, banded on its lower bound; fewer than 30 are shown "
        "without a band and never ranked.",
    },
    source="GB/T 30428 series, CJ/T 292-2008 (evaluation); cuts are our default",
    compute=compute,
    companions={"n": {"zh": "应结案数", "en": "Due"}},
)
