"""Repeated requests: how many are of a matter that was brought before, by the same caller or in the same words.

Two requests of one type, at most 200 m and 30 days apart, are linked when the caller is the same or the words nearly
are; what is linked is a chain. One without a known place is linked with none, since it may be of anywhere.
"""

from collections.abc import Mapping

import numpy as np

from city.kinds.base import DAY_MIN, DAY_S
from city.views import Rows, Table
from geo.areas import Ints
from geo.local import LocalPlane
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter
from indicators.contributors import ByRow
from indicators.methods.chains import alike, chains, same
from indicators.methods.percentiles import percentiles
from indicators.methods.wilson import FEW_EN, FEW_ZH, bandable, percent, wilson_pct

WINDOW_DAYS = 30
BANDS = Bands(5, 10, 15, cut_is_good=False)
NOTES = ({"zh": "{length:.0f} 次，历时 {days:.0f} 天", "en": "{length:.0f} times over {days:.0f} d"},)


def chain_of(tickets: Table, rows: Ints, parameters: Mapping[str, float]) -> Ints:
    """The chain of each of these rows (r,), numbered; one that is linked with none is a chain of its own."""
    placed = rows[~np.isnan(tickets.lon[rows]) & ~np.isnan(tickets.lat[rows])]
    # In an order that does not come from how the rows came in.
    placed = placed[np.lexsort((tickets.age_s[placed], tickets.lat[placed], tickets.lon[placed]))]
    found = np.full(len(tickets), -1, dtype=np.intp)
    if len(placed) > 1:
        metres = LocalPlane.about(tickets.lon[placed], tickets.lat[placed]).metres(
            tickets.lon[placed], tickets.lat[placed]
        )
        kind, within_m = tickets.attributes["type"][placed].astype(np.intp), parameters["within_m"]
        words = tickets.texts.get("words", [""] * len(tickets))
        found[placed] = chains(
            len(placed),
            same(tickets.attributes["caller"][placed], kind, metres, within_m),
            alike([words[int(row)] for row in placed], kind, metres, within_m=within_m, cosine=parameters["cosine"]),
        )
    alone = found[rows] < 0
    return np.unique(np.where(alone, len(tickets) + np.arange(len(rows)), found[rows]), return_inverse=True)[1]


def compute(tickets: Table, parameters: Mapping[str, float], bands: Bands = BANDS) -> Outcome:
    """The share of requests per area that are in a chain of two or more."""
    rows = np.flatnonzero(~np.isnan(tickets.value) & ~np.isnan(tickets.attributes["type"]))
    chain = chain_of(tickets, rows, parameters)
    length = np.bincount(chain)[chain] if len(rows) else np.zeros(0)
    repeated = rows[length > 1]
    issues = _issues(tickets, repeated, chain[length > 1])
    leaf, areas = tickets.leaf, tickets.areas
    whole, part = areas.summed(leaf[rows]), areas.summed(leaf[repeated])
    low, high = wilson_pct(part, whole)
    first = _first(issues)
    return Outcome(
        value=percent(part, whole),
        numerator=part,
        denominator=whole,
        low=low,
        high=high,
        banded=bandable(low, high, whole, bands),
        coverage=whole / np.maximum(tickets.summed(), 1.0),
        companions={
            "chains": np.where(whole > 0, areas.summed(issues.leaf[first]), np.nan),
            "length_p95": percentiles(issues.about["length"][first], issues.leaf[first], areas, (0.95,))[0],
            "repeated": np.where(whole > 0, issues.sums(), np.nan),
        },
        contributors=issues,
        adds_up_to="repeated",
    )


def _issues(tickets: Table, rows: Ints, chain: Ints) -> ByRow:
    """The chains street by street, each named after its newest request there, with how long it is and has lasted."""
    width = tickets.areas.elsewhere + 1
    spot, which = np.unique(chain * width + tickets.leaf[rows], return_inverse=True)
    # The newest of each, and of two of one moment the one whose name comes first.
    names = np.array([tickets.thing[int(row)] for row in rows], dtype=np.str_)
    newest = np.lexsort((names, tickets.age_s[rows]))[::-1]
    named = np.zeros(len(spot), dtype=np.intp)
    named[which[newest]] = rows[newest]
    age, many = tickets.age_s[rows], int(chain.max(initial=-1)) + 1
    oldest, youngest = np.full(many, -np.inf), np.full(many, np.inf)
    np.maximum.at(oldest, chain, age)
    np.minimum.at(youngest, chain, age)
    whole = spot // width
    return ByRow(
        areas=tickets.areas,
        leaf=(spot % width).astype(np.intp),
        thing=[tickets.thing[int(row)] for row in named],
        amount=np.bincount(which, minlength=len(spot)).astype(np.float64),
        notes=NOTES,
        about={
            "chain": whole.astype(np.float64),
            "length": np.bincount(chain, minlength=many)[whole].astype(np.float64),
            "days": ((oldest - youngest)[whole]) / DAY_S,
        },
    )


def _first(issues: ByRow) -> Ints:
    """One row of each chain, so that one that crosses streets counts once: where most of it is, the first of equals."""
    order = np.lexsort((issues.leaf, -issues.amount, issues.about["chain"]))
    chain = issues.about["chain"][order]
    return order[np.append(True, np.diff(chain) != 0)] if len(order) else order


INDICATOR = Indicator(
    name="repeat_complaint_rate",
    title={"zh": "重复诉求率", "en": "Repeated requests"},
    domain=Domain.LIVELIHOOD,
    unit="%",
    better=Better.LOWER,
    bands=BANDS,
    wants_bands=True,
    inputs={"tickets": Rows("ticket.opened", WINDOW_DAYS * DAY_MIN)},
    every_s=DAY_S,
    digits=1,
    version=2,
    formula={
        "zh": "近30天，同类诉求相距≤{within_m:g}米，且来电人相同或文本TF-IDF（2至3字）余弦≥{cosine:g}者相连；重复率＝"
        f"长度≥2的链中诉求数÷诉求数；威尔逊95%区间，按上限定级，不足30件不定级{FEW_ZH}。每件至多与同一来电人、同一文本"
        "及最近的各30件比较；无位置者不相连。",
        "en": "Of 30 days, requests of one type at most {within_m:g} m apart are linked when the caller is the same "
        "or the TF-IDF cosine of their words (2 and 3 letters) is at least {cosine:g}; rate = requests in chains of "
        f"two or more ÷ requests; Wilson 95 % interval, banded on its upper bound, without a band below 30{FEW_EN}. "
        "Each is compared with at most 30 of the same caller, of the same words, and of its nearest; one without a "
        "place is linked with none.",
    },
    source="Practice of hotlines; all limits are our default",
    compute=compute,
    companions={
        "chains": {"zh": "重复诉求链", "en": "Chains"},
        "length_p95": {"zh": "链长95分位", "en": "Length of chains, 95th percentile"},
        "repeated": {"zh": "链中诉求数", "en": "Requests in chains"},
    },
    owner={"zh": "12345热线", "en": "12345 hotline"},
    settable={
        "within_m": Parameter(200.0, (0.0, 2000.0), {"zh": "相连最远距离（米）", "en": "Linked within, m"}),
        "cosine": Parameter(0.8, (0.1, 1.0), {"zh": "相连最低文本余弦", "en": "Linked from a cosine of"}),
    },
    heavy=True,
)
