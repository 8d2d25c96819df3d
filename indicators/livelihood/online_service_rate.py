"""Online services: how much of the catalogue of government services can be done online from end to end."""

import numpy as np

from city.kinds.base import DAY_MIN
from city.readings import Floats, Mask
from city.views import Latest, Rows, Table
from indicators.base import Bands, Better, Domain, Indicator, Outcome
from indicators.contributors import ByRow
from indicators.methods.wilson import percent, wilson_pct

WHOLE_PROCESS = 4.0  # the deepest of the five levels: everything is done online
WINDOW_MIN = 30 * DAY_MIN
NOTES = ({"zh": "网办深度 {level:.0f}/4，部门 {office:.0f}", "en": "online level {level:.0f}/4, office {office:.0f}"},)


def compute(items: Table, cases: Table) -> Outcome:
    """The share of the catalogue that is wholly online, per area; beside it the share of the cases that were.

    A census of the catalogue has no error of sampling, so it is judged by itself; the cases have Wilson's interval.
    """
    listed, whole = _counts(items, items.value >= WHOLE_PROCESS)
    finished, online = _counts(cases, cases.value >= 1.0)
    low, high = wilson_pct(online, finished)
    missing = _gap(items)
    value, volume = percent(whole, listed), percent(online, finished)
    return Outcome(
        value=value,
        numerator=whole,
        denominator=listed,
        coverage=listed / np.maximum(items.summed(), 1.0),
        companions={
            "gap_items": np.where(listed > 0, missing.sums(), np.nan),
            "volume_pct": volume,
            "volume_low_pct": low,
            "volume_high_pct": high,
            "cases": finished,
            "unused_pct": value - volume,
        },
        contributors=missing,
        adds_up_to="gap_items",
    )


def _counts(table: Table, met: Mask) -> tuple[Floats, Floats]:
    """How many rows are known in each area, and how many of them meet it."""
    known = ~np.isnan(table.value)
    return table.summed(known.astype(np.float64)), table.summed((known & met).astype(np.float64))


def _gap(items: Table) -> ByRow:
    """The items that are not wholly online, one each."""
    return ByRow(
        areas=items.areas,
        leaf=items.leaf,
        thing=items.thing,
        amount=(items.value < WHOLE_PROCESS).astype(np.float64),
        notes=NOTES,
        about={"level": items.value, "office": items.attributes["office"]},
    )


INDICATOR = Indicator(
    name="online_service_rate",
    title={"zh": "政务服务网办率", "en": "Online government service rate"},
    domain=Domain.LIVELIHOOD,
    unit="%",
    better=Better.HIGHER,
    bands=Bands(99, 95, 90),
    inputs={"items": Latest("service.item", 31 * DAY_MIN), "cases": Rows("service.case", WINDOW_MIN)},
    every_s=3600,
    digits=1,
    formula={
        "zh": "事项网办率＝全程网办（第4级）事项数÷事项总数，按此定级；旁列近30天办件网办率＝全程网办办结数÷办结数"
        "（威尔逊95%区间）及二者之差，并列出未全程网办事项清单。",
        "en": "Items of the catalogue with the whole process online (level 4) ÷ all items; this is banded. Beside it, "
        "for 30 days, cases done online from end to end ÷ cases finished (Wilson 95 % interval), the difference of "
        "the two, and the list of items that are not wholly online.",
    },
    source="GB/T 33356-2022, government services (known, not read again); target 100 %, cuts are our default",
    compute=compute,
    companions={
        "gap_items": {"zh": "未全程网办事项数", "en": "Items not wholly online"},
        "volume_pct": {"zh": "办件网办率（%）", "en": "Cases done online, %"},
        "volume_low_pct": {"zh": "办件网办率下限（%）", "en": "Cases done online, lower bound, %"},
        "volume_high_pct": {"zh": "办件网办率上限（%）", "en": "Cases done online, upper bound, %"},
        "cases": {"zh": "近30天办结数", "en": "Cases finished in 30 days"},
        "unused_pct": {"zh": "事项与办件网办率之差（百分点）", "en": "Catalogue minus cases, percentage points"},
    },
    owner={"zh": "政务服务", "en": "Government services"},
    moves={"items": 1},
)
