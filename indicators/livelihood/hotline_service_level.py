"""Hotline: how many of those who called in the last day were answered, and how many within 15 seconds."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from city.readings import Floats
from city.views import CityTime, Clock, History, Series, Sums, Tally
from indicators.base import Bands, Better, Domain, Forecast, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByItem
from indicators.methods.gaps import filled
from indicators.methods.wilson import FEW_EN, FEW_ZH, bandable, percent, wilson_pct

BANDS = Bands(95, 90, 80, sure=(Sureness.READ, Sureness.OURS, Sureness.OURS))
DAY_H = 24
DAY_MIN, QUARTER_MIN = DAY_H * 60, 15
HALF_HOURS = 48


def at_most(part: Floats, whole: Floats) -> Floats:
    """The part, but no more than the whole: a call offered before the window began may be answered within it."""
    return np.minimum(part, whole)


def by_half_hour(series: Series, clock: CityTime) -> npt.NDArray[np.float64]:
    """What a series of quarters counted in each half-hour of the local day (48, n); unknown ones count nothing."""
    local = clock.local(series.at)
    minute = (local - local.astype("datetime64[D]")).astype("timedelta64[m]").astype(np.int64)
    found = np.zeros((HALF_HOURS, series.values.shape[1]))
    np.add.at(found, minute // 30, filled(series.values))
    return found


def lost_calls(offered: Series, answered: Series, clock: CityTime) -> ByItem:
    """The half-hours of the last day by how many more calls came than were answered in them."""
    came, taken = by_half_hour(offered, clock), by_half_hour(answered, clock)
    lost = np.maximum(came - taken, 0.0)
    return ByItem(
        thing=[f"{half // 2:02}:{half % 2 * 30:02}" for half in range(HALF_HOURS)],
        amount=lost,
        note={"zh": "呼入{came:.0f}，未接{lost:.0f}", "en": "{lost:.0f} of {came:.0f} calls not answered"},
        about={"came": came, "lost": lost},
    )


def compute(  # noqa: PLR0913, PLR0917 - what it looks at, and the city's own terms
    offered: Sums,
    answered: Sums,
    offered_now: Sums,
    answered_now: Sums,
    offered_course: Series,
    answered_course: Series,
    clock: CityTime,
    parameters: Mapping[str, float],
    bands: Bands = BANDS,
) -> Outcome:
    """The answered share of the offered calls per area, in the last day and in the last quarter of an hour."""
    calls = offered.count
    taken, at_once = at_most(answered.count, calls), at_most(answered.histogram[:, 0], calls)
    value, lost = percent(taken, calls), lost_calls(offered_course, answered_course, clock)
    low, high = wilson_pct(taken, calls)
    return Outcome(
        value=value,
        numerator=taken,
        denominator=calls,
        low=low,
        high=high,
        banded=bandable(low, high, calls, bands, parameters["least_calls"]),
        coverage=np.where(calls > 0, np.mean(~np.isnan(offered_course.values), axis=0), 0.0),
        companions={
            "sl15_pct": percent(at_once, calls),
            "abandon_pct": 100.0 - value,
            "quarter_pct": percent(at_most(answered_now.count, offered_now.count), offered_now.count),
            "lost": lost.sums(),
        },
        contributors=lost,
        adds_up_to="lost",
    )


INDICATOR = Indicator(
    name="hotline_service_level",
    title={"zh": "热线接通率", "en": "Hotline answer rate"},
    domain=Domain.LIVELIHOOD,
    unit="%",
    better=Better.HIGHER,
    bands=BANDS,
    wants_bands=True,
    inputs={
        "offered": Tally("hotline.offered", DAY_MIN),
        "answered": Tally("hotline.answered", DAY_MIN),
        "offered_now": Tally("hotline.offered", QUARTER_MIN),
        "answered_now": Tally("hotline.answered", QUARTER_MIN),
        "offered_course": History("hotline.offered", DAY_H, QUARTER_MIN, "count"),
        "answered_course": History("hotline.answered", DAY_H, QUARTER_MIN, "count"),
        "clock": Clock(),
    },
    every_s=60,
    digits=1,
    version=2,
    formula={
        "zh": f"近24小时接通数÷呼入数；威尔逊95%区间，按下限定级，不足{{least_calls:g}}个呼入不定级{FEW_ZH}。另列15秒"
        "接通率、未接通率（含尚在等待者）、近15分钟接通率，以及各半小时未接数。",
        "en": "Calls answered ÷ calls offered in 24 hours; Wilson 95 % interval, banded on its lower bound, without a "
        f"band below {{least_calls:g}} calls{FEW_EN}. Beside it the share answered within 15 s, the share not "
        "answered (those still waiting included), that of the last 15 minutes, and what each half-hour left "
        "unanswered.",
    },
    source="GB/T 33358-2016 (95 %, 15 s); lower cuts are our default",
    compute=compute,
    companions={
        "sl15_pct": {"zh": "15秒接通率（%）", "en": "Answered within 15 s, %"},
        "abandon_pct": {"zh": "未接通率（%）", "en": "Not answered, %"},
        "quarter_pct": {"zh": "近15分钟接通率（%）", "en": "Answered in the last 15 min, %"},
        "lost": {"zh": "各半小时未接数之和", "en": "Not answered, over the half-hours"},
    },
    settable={
        "least_calls": Parameter(30.0, (1.0, 1e6), {"zh": "定级所需最少呼入数", "en": "Fewest calls for a band"})
    },
    owner={"zh": "12345热线", "en": "12345 hotline"},
    forecast=Forecast(),
)
