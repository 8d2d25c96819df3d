"""First-contact resolution: how many requests were solved by the first contact and did not come back within a week.

The contacts are those of the 30 days that ended a week ago, so that everyone has had the whole week to come back.
"""

from collections.abc import Mapping

import numpy as np

from city.kinds.base import DAY_MIN, DAY_S
from city.readings import Floats, Mask
from city.views import Rows, Table
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter
from indicators.contributors import ByRow
from indicators.methods.wilson import FEW_EN, FEW_ZH, bandable, percent, wilson_pct

WINDOW_DAYS = 30.0
KEPT_DAYS = 38  # of which what is not the window is the longest time that anyone may take to come back
BANDS = Bands(80, 70, 60)
NOTES = ({"zh": "已转办", "en": "passed on"}, {"zh": "{days:.1f} 天后再次来电", "en": "back after {days:.1f} d"})


def back_after_s(caller: Floats, sort: Floats, age_s: Floats) -> Floats:
    """After how many seconds the same caller came with the same type of request again (k,); NaN where never.

    An unknown caller cannot be known again.

    >>> back_after_s(np.array([1.0, 1.0, np.nan]), np.zeros(3), np.array([900.0, 500.0, 100.0]))
    array([400.,  nan,  nan])
    """
    order = np.lexsort((-age_s, sort, caller))
    again = (caller[order][1:] == caller[order][:-1]) & (sort[order][1:] == sort[order][:-1])
    found = np.full(len(caller), np.nan)
    found[order[:-1][again]] = (age_s[order][:-1] - age_s[order][1:])[again]
    return found


def usable(contacts: Table) -> Mask:
    """Which rows (k,) say what counts: that there was a contact, what about, and whether it was passed on."""
    ask = contacts.attributes
    return ~(np.isnan(contacts.value) | np.isnan(ask["type"]) | np.isnan(ask["transferred"]))


def compute(contacts: Table, parameters: Mapping[str, float], bands: Bands = BANDS) -> Outcome:
    """The share of contacts, per area, that were neither passed on nor followed by another within the week."""
    follow_s = parameters["follow_days"] * DAY_S
    ask, known = contacts.attributes, usable(contacts)
    # Half-open: a contact that is exactly a week old has just had its week.
    counted = known & (contacts.age_s >= follow_s) & (contacts.age_s < follow_s + WINDOW_DAYS * DAY_S)
    passed_on, caller = ask["transferred"] > 0, np.where(known, ask["caller"], np.nan)
    after_s = back_after_s(caller, ask["type"], contacts.age_s)
    repeated = after_s <= follow_s
    unsolved = counted & (passed_on | repeated)
    many = contacts.summed(counted.astype(np.float64))
    missed = contacts.summed(unsolved.astype(np.float64))
    low, high = wilson_pct(many - missed, many)
    return Outcome(
        value=percent(many - missed, many),
        numerator=many - missed,
        denominator=many,
        low=low,
        high=high,
        banded=bandable(low, high, many, bands),
        coverage=contacts.summed(known.astype(np.float64)) / np.maximum(contacts.summed(), 1.0),
        companions={
            "unsolved": missed,
            "passed_on": contacts.summed((counted & passed_on).astype(np.float64)),
            "repeated": contacts.summed((counted & repeated).astype(np.float64)),
        },
        contributors=ByRow(
            areas=contacts.areas,
            leaf=contacts.leaf,
            thing=contacts.thing,
            amount=unsolved.astype(np.float64),
            notes=NOTES,
            which=repeated.astype(np.intp),
            about={"days": after_s / DAY_S},
        ),
        adds_up_to="unsolved",
    )


INDICATOR = Indicator(
    name="first_contact_resolution",
    title={"zh": "首次解决率", "en": "First-contact resolution"},
    domain=Domain.LIVELIHOOD,
    unit="%",
    better=Better.HIGHER,
    bands=BANDS,
    wants_bands=True,
    inputs={"contacts": Rows("ticket.opened", KEPT_DAYS * DAY_MIN)},
    every_s=DAY_S,
    heavy=True,
    digits=1,
    version=2,
    formula={
        "zh": "1−（转办，或同一来电人{follow_days:g}天内就同类诉求再次来电的诉求数）÷诉求数；取{follow_days:g}天前截止"
        f"的30天，使每件诉求都观察期满；威尔逊95%区间，按下限定级，不足30件不定级{FEW_ZH}。",
        "en": "1 − (requests passed on, or followed by another of the same caller and type within {follow_days:g} "
        "days) ÷ requests, of the 30 days that ended {follow_days:g} days ago, so that each was watched for as long; "
        f"Wilson 95 % interval, banded on its lower bound, without a band below 30 requests{FEW_EN}.",
    },
    source="Practice of contact centres; Wilson (1927); cuts are our default",
    compute=compute,
    companions={
        "unsolved": {"zh": "首次未解决数", "en": "Not solved at first"},
        "passed_on": {"zh": "转办数", "en": "Passed on"},
        "repeated": {"zh": "7天内再次来电数", "en": "Back within 7 days"},
    },
    owner={"zh": "12345热线", "en": "12345 hotline"},
    settable={
        "follow_days": Parameter(
            7.0, (0.1, KEPT_DAYS - WINDOW_DAYS), {"zh": "再次来电观察天数", "en": "Days watched for another call"}
        )
    },
)
