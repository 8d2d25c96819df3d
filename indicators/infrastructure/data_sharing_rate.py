"""Data sharing: how many requests for data were met in time, and how much of the catalogue is really used."""

import numpy as np

from city.readings import Floats, Mask
from city.views import Latest, Rows, Table
from indicators.base import Bands, Better, Domain, Indicator, Outcome
from indicators.called import office
from indicators.contributors import ByItem
from indicators.methods.per_thing import newest_of_each
from indicators.methods.wilson import FEW_EN, FEW_ZH, bandable, percent, wilson_pct

MONTH_S = 31 * 86_400.0
MONTH_MIN = 31 * 24 * 60
BANDS = Bands(95, 90, 80)
NO_OFFICE = -1.0


def compute(requests: Table, catalogue: Table, bands: Bands = BANDS) -> Outcome:
    """The share of this month's due requests that were met in time, per area, and what the catalogue is worth."""
    decided, recent = ~np.isnan(requests.value), requests.age_s <= MONTH_S
    met, due = _counts(requests, decided & recent)
    before_met, before_due = _counts(requests, decided & ~recent)
    low, high = wilson_pct(met, due)
    missed = _missed(requests, decided & recent)
    return Outcome(
        value=percent(met, due),
        numerator=met,
        denominator=due,
        low=low,
        high=high,
        banded=bandable(low, high, due, bands),
        coverage=due / np.maximum(requests.summed(recent.astype(np.float64)), 1.0),
        companions={"missed": due - met, "month_before_pct": percent(before_met, before_due), **_use(catalogue)},
        contributors=missed,
        adds_up_to="missed",
    )


def _counts(requests: Table, which: Mask) -> tuple[Floats, Floats]:
    """How many of these requests were met per area, and how many there were."""
    met = np.where(which, np.nan_to_num(requests.value), 0.0)
    return requests.summed(met), requests.summed(which.astype(np.float64))


def _missed(requests: Table, which: Mask) -> ByItem:
    """The offices by the requests that they did not meet in time, of how many."""
    said = np.nan_to_num(requests.attributes["office"], nan=NO_OFFICE)
    numbers, place = np.unique(said[which], return_inverse=True)
    leaf, areas = requests.leaf[which], requests.areas

    def of_each(figure: Floats) -> Floats:
        table = np.zeros((areas.elsewhere + 1, len(numbers)))
        np.add.at(table, (leaf, place), figure)
        return areas.merged(table).T

    due = of_each(np.ones(len(leaf)))
    missed = due - of_each(requests.value[which])
    return ByItem(
        thing=["office-unknown" if one == NO_OFFICE else f"office-{one:g}" for one in numbers],
        titles=[office(None if one == NO_OFFICE else float(one)) for one in numbers],
        amount=missed,
        note={"zh": "应满足 {due:.0f} 件", "en": "of {due:.0f} due"},
        about={"due": due},
    )


def _use(catalogue: Table) -> dict[str, Floats]:
    """How much of the registered catalogue is mounted, and how much of the mounted was called in 30 days."""
    known = np.flatnonzero(~np.isnan(catalogue.attributes["mounted"]))
    newest = known[newest_of_each(catalogue.who[known], catalogue.age_s[known])]
    leaf, calls = catalogue.leaf[newest], catalogue.value[newest]
    mounted = catalogue.attributes["mounted"][newest] > 0.5

    def many(which: Mask) -> Floats:
        return catalogue.areas.summed(leaf, which.astype(np.float64))

    told = mounted & ~np.isnan(calls)
    return {
        "registered": many(np.ones_like(mounted)),
        "mounted_pct": percent(many(mounted), many(np.ones_like(mounted))),
        "active_pct": percent(many(told & (calls > 0)), many(told)),
    }


INDICATOR = Indicator(
    name="data_sharing_rate",
    title={"zh": "数据共享满足率", "en": "Data sharing fulfilment"},
    domain=Domain.INFRASTRUCTURE,
    unit="%",
    better=Better.HIGHER,
    bands=BANDS,
    wants_bands=True,
    inputs={"requests": Rows("data.request", 2 * MONTH_MIN), "catalogue": Latest("data.catalogue", MONTH_MIN)},
    every_s=3600,
    digits=1,
    version=2,
    formula={
        "zh": f"近31天按期满足的数据申请数÷应满足数；威尔逊95%区间，按下限定级，不足30件不定级{FEW_ZH}。另列前31天满足"
        "率、目录挂接率（已挂接÷已登记）与目录活跃率（近30天被调用÷已挂接）。",
        "en": "Requests met within their limit ÷ requests due, last 31 days; Wilson 95 % interval, banded on its "
        f"lower bound, without a band below 30{FEW_EN}. Beside it the 31 days before, the share of the catalogue that "
        "is mounted, and the share of the mounted that was called in 30 days.",
    },
    source="City demand for shared data; cuts are our default",
    compute=compute,
    companions={
        "missed": {"zh": "未按期满足数", "en": "Not met in time"},
        "month_before_pct": {"zh": "前31天满足率（%）", "en": "31 days before, %"},
        "registered": {"zh": "目录登记数", "en": "Data sets registered"},
        "mounted_pct": {"zh": "目录挂接率（%）", "en": "Mounted, %"},
        "active_pct": {"zh": "目录活跃率（%）", "en": "Called in 30 days, %"},
    },
    owner={"zh": "数据资源", "en": "Data office"},
    heavy=True,
    moves={"catalogue": 0},
)
