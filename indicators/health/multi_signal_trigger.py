"""Multi-point trigger: what clinics, pharmacies, schools, ambulances and notifications say together, as one p value.

Each source is measured against its own past; how much they usually go together is learned from the quiet days of the
last eight weeks, so that two that always rise together do not count twice.
"""

from collections.abc import Mapping

import numpy as np
from scipy.special import ndtr

from city.kinds.base import DAY_MIN, DAY_S
from city.kinds.health import CHANNELS
from city.readings import Floats
from city.views import CityTime, Clock, Rows, Table
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter
from indicators.called import SOURCE_TITLES, weight_of
from indicators.contributors import ByItem
from indicators.health.ears_syndromic import NEEDED, channels, without_weekdays
from indicators.methods.days import by_day, panel, summed_days
from indicators.methods.ears import BASELINE, C2_LAG, statistic
from indicators.methods.fusion import fisher, quiet_correlations, stouffer, tail_of_ears, tail_of_rise, z_of

DAYS = 56
WEEK_S = 7 * DAY_S
SOURCES = (*CHANNELS, "notifications", "institutions")
SIGNIFICANT = 0.05
BANDS = Bands(SIGNIFICANT, 0.01, 0.001)
SOURCES_NEEDED = 2
NOTES = ({"zh": "p={p:.3f}，z={z:.1f}", "en": "p {p:.3f}, z {z:.1f}"},)


def daily_z(counts: Floats) -> Floats:
    """How unusual each day of each source is (k, n, d), as a standard normal z of its C2."""
    return z_of(tail_of_ears(statistic(counts, C2_LAG)))


def notified(infections: Table, clock: CityTime) -> Floats:
    """The infections notified per area and day, whatever the disease (1, n, d)."""
    days = by_day(infections, np.where(infections.value >= 0, infections.value, np.nan), clock, DAYS)
    one = np.zeros(len(days.row), dtype=np.intp)
    things = panel(days, BASELINE + C2_LAG, NEEDED)
    return summed_days(things, one, 1, infections.leaf[days.row], infections.areas)


def risen(cases: Table) -> Floats:
    """How unusual the cases in institutions of the last week are against the week before, as a z (1, n)."""
    known = ~np.isnan(cases.value)
    now = cases.summed((known & (cases.age_s < WEEK_S)).astype(np.float64))
    before = cases.summed((known & (cases.age_s >= WEEK_S)).astype(np.float64))
    return z_of(tail_of_rise(now, before))[np.newaxis]


def compute(
    counts: Table,
    infections: Table,
    cases: Table,
    clock: CityTime,
    parameters: Mapping[str, float],
    bands: Bands = BANDS,
) -> Outcome:
    """The p value of all sources together per area, unknown with fewer than two of them."""
    daily = np.concatenate([without_weekdays(channels(counts, clock)), notified(infections, clock)])
    course = daily_z(daily)
    z = np.concatenate([course[..., -1], risen(cases)])
    # The institutions have no course of eight weeks, so how they go with the others is assumed.
    rho = np.full((len(SOURCES), len(SOURCES), z.shape[1]), parameters["rho"])
    rho[:-1, :-1] = quiet_correlations(course[..., :-1], parameters["rho"])
    weight = np.array([parameters[f"weight_{source}"] for source in SOURCES])
    each = ndtr(-z)
    heard = (~np.isnan(z)).sum(axis=0)
    several = (each < SIGNIFICANT).sum(axis=0)
    fused_z, fused_p = (np.where(heard >= SOURCES_NEEDED, one, np.nan) for one in stouffer(z, weight, rho))
    parts = np.maximum(weight[:, np.newaxis] * np.nan_to_num(z), 0.0)
    return Outcome(
        value=fused_p,
        banded=np.where(several >= SOURCES_NEEDED, fused_p, bands.short_of_critical(fused_p, Better.HIGHER)),
        coverage=heard / len(SOURCES),
        companions={
            "z": fused_z,
            "fisher_p": np.where(heard >= SOURCES_NEEDED, fisher(each)[1], np.nan),
            "sources": np.where(heard > 0, several, np.nan),
            "risen": parts.sum(axis=0),
        },
        contributors=ByItem(
            thing=SOURCES, titles=SOURCE_TITLES, amount=parts, note=NOTES[0], about={"p": each, "z": z}
        ),
        adds_up_to="risen",
    )


INDICATOR = Indicator(
    name="multi_signal_trigger",
    title={"zh": "多点触发融合预警", "en": "Multi-point trigger"},
    domain=Domain.HEALTH,
    unit="",
    better=Better.HIGHER,
    bands=BANDS,
    wants_bands=True,
    inputs={
        "counts": Rows("syndromic.count", DAYS * DAY_MIN),
        "infections": Rows("infection.daily", DAYS * DAY_MIN),
        "cases": Rows("infectious.case", 14 * DAY_MIN),
        "clock": Clock(),
    },
    every_s=DAY_S,
    digits=4,
    version=2,
    formula={
        "zh": "各渠道日计数、日报告病例取C2（7天基线，t分布6自由度）上尾p，机构病例取近7天对前7天的条件二项mid-p；z＝Σ"
        "w·Φ⁻¹(1−p)÷√(Σw²＋2Σρ·w·w)，ρ由近8周平静日（|z|<1.96）估计，不足20天取{rho:g}；值为融合p。少于2个来源不发布；"
        "至少2个来源p<0.05方可定为特急。",
        "en": "Upper tail p of each channel's and of the notified cases' C2 (seven days' baseline, Student's t with 6 "
        "degrees), and of institutions' cases, last 7 days against the 7 before (conditional binomial, mid p). z = "
        "Σw·Φ⁻¹(1−p) ÷ √(Σw² + 2Σρ·w·w) with ρ from the quiet days (|z| < 1.96) of eight weeks, {rho:g} where there "
        "are fewer than 20. The value is the p of that z; unknown with fewer than two sources, critical only with at "
        "least two below .05.",
    },
    source="Stouffer et al. 1949, Fisher 1925; 国疾控监测发〔2025〕11号 (early warning); cuts, weights: our default",
    compute=compute,
    companions={
        "z": {"zh": "融合z", "en": "Combined z"},
        "fisher_p": {"zh": "Fisher合并p（不计相关）", "en": "Fisher's p (as if independent)"},
        "sources": {"zh": "p<0.05的来源", "en": "Sources below .05"},
        "risen": {"zh": "上升来源w·z之和", "en": "Sum of w·z of the risen"},
    },
    owner={"zh": "疾控", "en": "Disease control"},
    settable={
        "rho": Parameter(
            0.3, (0.0, 0.99), {"zh": "平静日不足时的相关系数ρ", "en": "Correlation ρ while quiet days are few"}
        ),
        **{
            f"weight_{source}": Parameter(1.0, (0.0, 100.0), weight_of(title))
            for source, title in zip(SOURCES, SOURCE_TITLES, strict=True)
        },
    },
    heavy=True,
)
