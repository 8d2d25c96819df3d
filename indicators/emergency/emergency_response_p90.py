"""Emergency response: how often the first crew's drive takes no longer than four minutes, and what else takes long."""

from types import MappingProxyType

import numpy as np

from city.readings import Floats
from city.views import Rows, Table
from indicators.base import Bands, Better, Contributor, Domain, Indicator, Outcome
from indicators.percentiles import percentiles
from indicators.wilson import bandable, percent, wilson_pct

AT_LEAST = 30
CONTRIBUTORS = 10
TRAVEL_LIMIT_S = 240.0
# NFPA 1710: processing 64 s, turnout 80 s (fire), travel of the first engine 240 s.
LIMITS_S = MappingProxyType({"call_handling_s": 64.0, "turnout_s": 80.0, "travel_s": TRAVEL_LIMIT_S})


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
    return np.maximum(np.nan_to_num(components - limits, nan=0.0), 0.0)


def compute(responses: Table) -> Outcome:
    """The share of drives within the limit per area, with percentiles of the whole way and of each part of it."""
    parts = {name: known_s(responses.attributes[name]) for name in LIMITS_S}
    travel = parts["travel_s"]
    driven = responses.summed((~np.isnan(travel)).astype(np.float64))
    kept = responses.summed((travel <= TRAVEL_LIMIT_S).astype(np.float64))
    low, high = wilson_pct(kept, driven)
    enough = driven >= AT_LEAST
    leaf, areas = responses.leaf, responses.areas
    median, p90 = percentiles(known_s(responses.value), leaf, areas, (0.5, 0.9), AT_LEAST)
    of_parts = {f"p90_{name}": percentiles(part, leaf, areas, (0.9,), AT_LEAST)[0] for name, part in parts.items()}
    return Outcome(
        value=np.where(enough, percent(kept, driven), np.nan),
        numerator=kept,
        denominator=driven,
        low=np.where(enough, low, np.nan),
        high=np.where(enough, high, np.nan),
        banded=bandable(low, driven),
        coverage=driven / np.maximum(responses.summed(), 1.0),
        companions={"median_total_s": median, "p90_total_s": p90, **of_parts},
        contributors=_worst(responses, np.stack(list(parts.values()))),
    )


def _worst(responses: Table, components: Floats) -> tuple[Contributor, ...]:
    """The incidents that lost most time beyond the limits, each with its share of all lost time and what broke."""
    excess, names = excess_s(components), [name.removesuffix("_s") for name in LIMITS_S]
    lost = excess.sum(axis=0)
    whole, broke = float(lost.sum()), excess.argmax(axis=0)
    worst = np.argsort(-lost)[:CONTRIBUTORS]
    return tuple(
        Contributor(
            thing=responses.thing[i],
            share=float(lost[i]) / whole,
            note=f"{names[broke[i]]} {components[broke[i], i]:.0f} s",
        )
        for i in map(int, worst)
        if lost[i] > 0
    )


INDICATOR = Indicator(
    name="emergency_response_p90",
    title={"zh": "应急到场时间达标率", "en": "Emergency response in time"},
    domain=Domain.EMERGENCY,
    unit="%",
    better=Better.HIGHER,
    bands=Bands(90, 85, 75),
    inputs={"responses": Rows("incident.response", 60 * 24 * 90)},
    every_s=300,
    digits=1,
    formula={
        "zh": "近90天首到力量行车时间不超过240秒的案卷数÷行车时间已知的案卷数；"
        "威尔逊95%区间，按下限定级；不足30起不发布。另列全程中位数与各环节90分位（第7类分位数）。",
        "en": "Incidents whose first unit drove no longer than 240 s ÷ incidents whose drive is known, 90 days; Wilson "
        "95 % interval, banded on its lower bound; unknown below 30. Beside it the median of the whole and the 90th "
        "percentiles (type 7) of each part.",
    },
    source="NFPA 1710 (travel 240 s in 90 %, processing 64 s, turnout 80 s); lower cuts are our default",
    compute=compute,
    companions={
        "median_total_s": {"zh": "受理至到场中位数（秒）", "en": "Received to on scene, median, s"},
        "p90_total_s": {"zh": "受理至到场90分位（秒）", "en": "Received to on scene, 90th percentile, s"},
        "p90_call_handling_s": {"zh": "接处警90分位（秒）", "en": "Call handling, 90th percentile, s"},
        "p90_turnout_s": {"zh": "出动90分位（秒）", "en": "Turnout, 90th percentile, s"},
        "p90_travel_s": {"zh": "行车90分位（秒）", "en": "Travel, 90th percentile, s"},
    },
)
