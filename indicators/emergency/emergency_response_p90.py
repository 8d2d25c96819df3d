"""Emergency response: how often the first crew's drive takes no longer than four minutes, and what else takes long."""

from types import MappingProxyType

import numpy as np

from city.readings import Floats
from city.views import Rows, Table
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Sureness
from indicators.contributors import ByRow
from indicators.methods.gaps import filled
from indicators.methods.percentiles import percentiles
from indicators.methods.wilson import FEW_EN, FEW_ZH, bandable, percent, wilson_pct

AT_LEAST = 30
TRAVEL_LIMIT_S = 240.0
# NFPA 1710: processing 64 s, turnout 80 s (fire), travel of the first engine 240 s.
LIMITS_S = MappingProxyType({"call_handling_s": 64.0, "turnout_s": 80.0, "travel_s": TRAVEL_LIMIT_S})

BANDS = Bands(90, 85, 75, sure=(Sureness.READ, Sureness.OURS, Sureness.OURS))
# In the order of the limits.
BROKE = (
    {"zh": "接警 {s:.0f} 秒", "en": "call handling {s:.0f} s"},
    {"zh": "出动 {s:.0f} 秒", "en": "turnout {s:.0f} s"},
    {"zh": "行车 {s:.0f} 秒", "en": "travel {s:.0f} s"},
)


def known_s(seconds: Floats) -> Floats:
    """Durations (k,) with the impossible ones, below nothing, made unknown: two clocks disagreed."""
    with np.errstate(invalid="ignore"):
        return np.where(seconds >= 0, seconds, np.nan)


def excess_s(components: Floats) -> Floats:
    """By how much each of call handling, turnout and travel (3, k) exceeds its limit; unknown exceeds by nothing.

    >>> excess_s(np.array([[70.0], [np.nan], [200.0]])).ravel()
    array([6., 0., 0.])
    """
    limits = np.array(list(LIMITS_S.values()))[:, np.newaxis]
    return np.maximum(filled(components - limits), 0.0)


def compute(responses: Table, bands: Bands = BANDS) -> Outcome:
    """The share of drives within the limit per area, with percentiles of the whole way and of each part of it."""
    parts = {name: known_s(responses.attributes[name]) for name in LIMITS_S}
    travel = parts["travel_s"]
    driven = responses.summed((~np.isnan(travel)).astype(np.float64))
    kept = responses.summed((travel <= TRAVEL_LIMIT_S).astype(np.float64))
    low, high = wilson_pct(kept, driven)
    enough = driven >= AT_LEAST
    leaf, areas = responses.leaf, responses.areas
    median, p90 = percentiles(known_s(responses.value), leaf, areas, (0.5, 0.9), AT_LEAST)
    worst = _worst(responses, np.stack(list(parts.values())))
    lost = worst.sums()
    of_parts = {f"p90_{name}": percentiles(part, leaf, areas, (0.9,), AT_LEAST)[0] for name, part in parts.items()}
    return Outcome(
        value=np.where(enough, percent(kept, driven), np.nan),
        numerator=kept,
        denominator=driven,
        low=np.where(enough, low, np.nan),
        high=np.where(enough, high, np.nan),
        banded=bandable(low, high, driven, bands),
        coverage=driven / np.maximum(responses.summed(), 1.0),
        companions={"median_total_s": median, "p90_total_s": p90, **of_parts, "lost_s": lost},
        contributors=worst,
        adds_up_to="lost_s",
    )


def _worst(responses: Table, components: Floats) -> ByRow:
    """The incidents by the time they lost beyond the limits, with the part that broke its limit most."""
    excess = excess_s(components)
    broke = excess.argmax(axis=0)
    took_s = components[broke, np.arange(len(broke))] if len(broke) else np.zeros(0)
    return ByRow(
        areas=responses.areas,
        leaf=responses.leaf,
        thing=responses.thing,
        amount=excess.sum(axis=0),
        notes=BROKE,
        which=broke.astype(np.intp),
        about={"s": took_s},
    )


INDICATOR = Indicator(
    name="emergency_response_p90",
    title={"zh": "应急到场时间达标率", "en": "Emergency response in time"},
    domain=Domain.EMERGENCY,
    unit="%",
    better=Better.HIGHER,
    bands=BANDS,
    wants_bands=True,
    inputs={"responses": Rows("incident.response", 60 * 24 * 90)},
    every_s=300,
    digits=1,
    version=2,
    formula={
        "zh": f"近90天首到力量行车时间不超过240秒的案卷数÷行车时间已知的案卷数；威尔逊95%区间，按下限定级{FEW_ZH}；不"
        "足30起不发布。另列全程中位数与各环节90分位（第7类分位数）。",
        "en": "Incidents whose first unit drove no longer than 240 s ÷ incidents whose drive is known, 90 days; "
        f"Wilson 95 % interval, banded on its lower bound{FEW_EN}; unknown below 30. Beside it the median of the "
        "whole and the 90th percentiles (type 7) of each part.",
    },
    source="NFPA 1710 (travel 240 s in 90 %, processing 64 s, turnout 80 s); lower cuts are our default",
    compute=compute,
    companions={
        "median_total_s": {"zh": "受理至到场中位数（秒）", "en": "Received to on scene, median, s"},
        "p90_total_s": {"zh": "受理至到场90分位（秒）", "en": "Received to on scene, 90th percentile, s"},
        "p90_call_handling_s": {"zh": "接处警90分位（秒）", "en": "Call handling, 90th percentile, s"},
        "p90_turnout_s": {"zh": "出动90分位（秒）", "en": "Turnout, 90th percentile, s"},
        "p90_travel_s": {"zh": "行车90分位（秒）", "en": "Travel, 90th percentile, s"},
        "lost_s": {"zh": "超限时间（秒）", "en": "Time beyond the limits, s"},
    },
    owner={"zh": "消防救援", "en": "Fire and rescue"},
    moves={"responses.travel_s": -1},
)
