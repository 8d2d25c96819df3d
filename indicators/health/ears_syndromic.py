"""Syndromic surveillance: whether more people than usual show signs of illness, channel by channel (EARS C1, C2, C3).

An area's count is the sum over its sites that told of the newest day and of most days of the baseline; a day that such
a site missed counts as its own mean, because a site that is silent is not one without patients.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from city.kinds.base import DAY_MIN, DAY_S
from city.kinds.health import CHANNELS
from city.readings import Floats, Mask
from city.views import CityTime, Clock, Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter, Sureness
from indicators.called import CHANNEL_TITLES
from indicators.contributors import ByItem
from indicators.methods.days import Panel, by_day, panel, summed_days
from indicators.methods.ears import BASELINE, C1_LAG, C2_LAG, baseline, c3, statistic, weekday_ratio

DAYS = 56
NEEDED = 7  # of the nine days up to the newest that the baseline reaches over
BANDS = Bands(2, 3, 4, cut_is_good=False, sure=(Sureness.READ, Sureness.READ, Sureness.OURS))
NOTES = (
    {
        "zh": "{count:.0f} 例，基线 {mean:.1f}±{sd:.1f}（前9至前3天），C1 {c1:.1f}，C3 {c3:.1f}",
        "en": "{count:.0f}, baseline {mean:.1f} ± {sd:.1f} (days −9 to −3), C1 {c1:.1f}, C3 {c3:.1f}",
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """Daily counts per channel and area (channels, n, d), the weekdays (d,), and the sites (t,) behind them."""

    counts: Floats
    weekday: Ints
    sites: Panel
    leaf: Ints


def channels(counts: Table, clock: CityTime) -> Channels:
    """The daily counts of every channel and area, NaN where no site told of the newest day."""
    known = ~np.isnan(counts.attributes["channel"])
    sites = by_day(counts, np.where(known & (counts.value >= 0), counts.value, np.nan), clock, DAYS)
    leaf, channel = counts.leaf[sites.row], np.nan_to_num(counts.attributes["channel"][sites.row]).astype(np.intp)
    of_sites = panel(sites, BASELINE + C2_LAG, NEEDED)
    return Channels(
        counts=summed_days(of_sites, channel, len(CHANNELS), leaf, counts.areas),
        weekday=sites.weekday,
        sites=of_sites,
        leaf=leaf,
    )


def without_weekdays(found: Channels) -> Floats:
    """The counts with a weekly pattern taken out where there is one (channels, n, d)."""
    return found.counts / weekday_ratio(found.counts, found.weekday)


def judged(c2: Floats, of_c3: Floats, count: Floats, parameters: Mapping[str, float], bands: Bands = BANDS) -> Floats:
    """C2 as the bands see it: at the last cut or beyond when critical by the rule, below it otherwise.

    Critical is C2 at the warning cut on two days, or C3 above 2 with at least five persons. `c2` (channels, n, 2) is
    of yesterday and today.
    """
    warned = (c2 >= bands.warning).all(axis=-1)
    carried = (of_c3 > parameters["critical_c3"]) & (count >= parameters["critical_count"])
    today = c2[..., -1]
    return np.where(warned | carried, np.maximum(today, bands.critical), bands.short_of_critical(today, Better.LOWER))


def compute(counts: Table, clock: CityTime, parameters: Mapping[str, float], bands: Bands = BANDS) -> Outcome:
    """The greatest C2 of an area's channels on the newest day."""
    found = channels(counts, clock)
    adjusted, least_sd = without_weekdays(found), parameters["least_sd"]
    c1, c2 = (statistic(adjusted, lag, least_sd) for lag in (C1_LAG, C2_LAG))
    of_c3, (mean, sd) = c3(c2), baseline(adjusted, C2_LAG)
    now = {"count": found.counts, "mean": mean, "sd": sd, "c1": c1, "c3": of_c3}
    today = {name: figure[..., -1] for name, figure in now.items()}
    return Outcome(
        value=_greatest(c2[..., -1]),
        banded=_greatest(judged(c2[..., -2:], today["c3"], today["count"], parameters, bands)),
        coverage=_coverage(found, counts),
        companions={
            "c1": _greatest(today["c1"]),
            "c3": _greatest(today["c3"]),
            "channels": (~np.isnan(c2[..., -1])).sum(axis=0).astype(np.float64),
            "sites_warned": _sites_warned(
                found, counts, statistic(found.sites.filled, C2_LAG, least_sd)[:, -1] >= bands.warning
            ),
        },
        contributors=ByItem(
            thing=CHANNELS, titles=CHANNEL_TITLES, amount=np.maximum(c2[..., -1], 0.0), note=NOTES[0], about=today
        ),
    )


def _greatest(figure: Floats) -> Floats:
    """The greatest over channels (channels, n), NaN where all are unknown."""
    return np.fmax.reduce(figure, axis=0)


def _coverage(found: Channels, counts: Table) -> Floats:
    """The share of an area's sites that told what their channel needs."""
    known = counts.areas.summed(found.leaf)
    return counts.areas.summed(found.leaf, found.sites.used.astype(np.float64)) / np.maximum(known, 1.0)


def _sites_warned(found: Channels, counts: Table, warned: Mask) -> Floats:
    """How many single sites (t,) in use are at the warning cut on the newest day."""
    return counts.areas.summed(found.leaf, (found.sites.used & warned).astype(np.float64))


INDICATOR = Indicator(
    name="ears_syndromic",
    title={"zh": "症状监测预警", "en": "Syndromic surveillance"},
    domain=Domain.HEALTH,
    unit="σ",
    better=Better.LOWER,
    bands=BANDS,
    wants_bands=True,
    inputs={"counts": Rows("syndromic.count", DAYS * DAY_MIN), "clock": Clock()},
    every_s=DAY_S,
    digits=1,
    version=2,
    formula={
        "zh": "C2＝（当日数−前9至前3天均值）÷max(样本标准差, {least_sd:g})，取各渠道最大者；C1用前7天，C3＝近三天max(0"
        ", C2−1)之和。有4周以上数据且星期差异显著（方差分析p<0.01）时先除以星期比。连续两天C2≥{warning:g}，或C3>"
        "{critical_c3:g}且当日≥{critical_count:g}例为特急。缺报日按该点均值计。",
        "en": "C2 = (count − mean of days −9 to −3) ÷ max(sample sd, {least_sd:g}), the greatest of the channels; C1 "
        "takes the 7 days just before, C3 = sum of max(0, C2 − 1) over three days. With four weeks or more and "
        "weekdays that differ (analysis of variance, p < .01) counts are first divided by the weekday ratio. "
        "Critical: C2 ≥ {warning:g} on two days, or C3 > {critical_c3:g} with at least {critical_count:g} persons. A "
        "day that a site missed counts as its own mean.",
    },
    source="CDC EARS (Hutwagner et al. 2003); R surveillance::earsC for 2 and 3; the critical rule is our default",
    compute=compute,
    companions={
        "c1": {"zh": "C1（最大）", "en": "C1, greatest"},
        "c3": {"zh": "C3（最大）", "en": "C3, greatest"},
        "channels": {"zh": "有数据的渠道", "en": "Channels heard"},
        "sites_warned": {"zh": "C2达紧急界值的监测点", "en": "Sites with C2 at the Urgent limit"},
    },
    owner={"zh": "疾控", "en": "Disease control"},
    settable={
        "least_sd": Parameter(0.5, (0.01, 100.0), {"zh": "标准差下限", "en": "Least standard deviation"}),
        "critical_c3": Parameter(2.0, (0.0, 100.0), {"zh": "特急C3界值", "en": "C3 for Critical"}),
        "critical_count": Parameter(5.0, (0.0, 1e6), {"zh": "特急最少例数", "en": "Fewest persons for Critical"}),
    },
    heavy=True,
    moves={"counts": 0},
)
