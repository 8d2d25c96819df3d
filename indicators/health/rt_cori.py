"""Effective reproduction number: whether an infection is growing in the city, by the day on which cases are reported.

What came from elsewhere infects others, but was infected by nobody here. An area has the disease that grows most
surely; a day that an area's reports leave out lies on a line between its neighbours.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from city.kinds.base import DAY_MIN, DAY_S
from city.kinds.health import DISEASES
from city.readings import Floats
from city.views import CityTime, Clock, Rows, Table
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter
from indicators.called import DISEASE_TITLES
from indicators.contributors import ByItem
from indicators.methods.days import by_day
from indicators.methods.groups import grouped
from indicators.methods.reproduction import Posterior, posterior, serial_interval

DAYS, WINDOW_D = 90, 7
LATE_DAYS = 2  # by which an area's newest report may be behind the city's newest
BANDS = Bands(0.5, 0.95, 1.0, cut_is_good=False)
INTERVALS_D = ((2.6, 1.5), (3.5, 2.4), (17.0, 5.0))  # mean and spread of the serial intervals of the diseases
NOTES = (
    {
        "zh": "P(R>1)={p:.2f}，近7天本地 {local:.0f} 例、输入 {imported:.0f} 例",
        "en": "P(R>1) {p:.2f}, 7 days: {local:.0f} local, {imported:.0f} imported",
    },
)


@dataclass(frozen=True, slots=True)
class Infections:
    """Daily cases of each disease and area (diseases, n, d), all and imported; begun: whether any was told yet.

    `things` is how many reporting areas there are in each area (n,), `heard` how many of them are not late.
    """

    cases: Floats
    imported: Floats
    begun: Floats
    things: Floats
    heard: Floats


def infections_of(table: Table, clock: CityTime) -> Infections:
    """What the areas' daily reports add up to; impossible counts are left out."""
    imported = np.clip(np.nan_to_num(table.attributes["imported"]), 0.0, np.nan_to_num(table.value))
    sound = (table.value >= 0) & ~np.isnan(table.attributes["disease"])
    days = by_day(table, np.where(sound, table.value, np.nan), clock, DAYS)
    elsewhere = by_day(table, np.where(sound, imported, np.nan), clock, DAYS)
    told = ~np.isnan(days.told)
    used = told[:, -1 - LATE_DAYS :].any(axis=1)
    leaf = table.leaf[days.row]
    disease = table.attributes["disease"][days.row[used]].astype(np.intp)

    def summed(per_day: Floats) -> Floats:
        each = [grouped(disease, len(DISEASES), leaf[used], table.areas, day) for day in per_day[used].T]
        return np.stack(each, axis=-1)

    begun = np.logical_or.accumulate(told, axis=1).astype(np.float64)
    return Infections(
        cases=summed(_without_gaps(days.told)),
        imported=summed(_without_gaps(elsewhere.told)),
        begun=summed(begun),
        things=table.areas.summed(leaf),
        heard=table.areas.summed(leaf, np.where(used, 1.0, 0.0)),
    )


def _without_gaps(told: Floats) -> Floats:
    """Daily counts (t, d) with lines across their gaps, and nothing before they begin."""
    day = np.arange(told.shape[1])
    filled = np.zeros(told.shape)
    for row, one in enumerate(told):
        known = ~np.isnan(one)
        if known.any():
            filled[row] = np.interp(day, day[known], one[known], left=0.0)
    return filled


def reproduction(found: Infections, parameters: Mapping[str, float]) -> Posterior:
    """R of each disease and area on the newest day (diseases, n), unknown with too few local cases to tell."""
    local = found.cases - found.imported
    shape, scale = np.full((2, *found.things.shape, len(DISEASES)), np.nan)
    for at, disease in enumerate(DISEASES):
        interval = serial_interval(parameters[f"{disease}_interval_d"], parameters[f"{disease}_interval_sd_d"])
        one = posterior(
            found.cases[at], local[at], interval, shape=parameters["prior_shape"], scale=parameters["prior_scale"]
        )
        enough = local[at, :, -WINDOW_D:].sum(axis=-1) >= parameters["least_cases"]
        # The day before the window must have been told of: its cases are where the infections of the window come from.
        known = enough & (found.begun[at, :, -1 - WINDOW_D] > 0)
        shape[:, at], scale[:, at] = (np.where(known, each[:, -1], np.nan) for each in (one.shape, one.scale))
    return Posterior(shape.T, scale.T)


def judged(r: Posterior, critical_r: float, bands: Bands = BANDS) -> Floats:
    """P(R > 1) as the bands see it: on the last cut where R is great, too, below it otherwise."""
    growing = (r.above_one >= bands.warning) & (r.mean >= critical_r)
    return np.where(growing, bands.critical, bands.short_of_critical(r.above_one, Better.LOWER))


def compute(infections: Table, clock: CityTime, parameters: Mapping[str, float], bands: Bands = BANDS) -> Outcome:
    """R of each area's disease that grows most surely."""
    found = infections_of(infections, clock)
    r = reproduction(found, parameters)
    seen = judged(r, parameters["critical_r"], bands)
    known = ~np.isnan(seen)
    # The band decides, then the number: two diseases may both grow for certain.
    worst = np.where(known, seen + 1e-6 * np.minimum(r.mean, 1e3), -np.inf).argmax(axis=0)

    def of_worst(figure: Floats) -> Floats:
        return np.take_along_axis(figure, worst[np.newaxis], axis=0)[0]

    cases, imported = (each[..., -WINDOW_D:].sum(axis=-1) for each in (found.cases, found.imported))
    some = known.any(axis=0)
    return Outcome(
        value=of_worst(r.mean),
        low=of_worst(r.quantile(0.025)),
        high=of_worst(r.quantile(0.975)),
        banded=of_worst(seen),
        coverage=found.heard / np.maximum(found.things, 1.0),
        companions={
            "p_growing": of_worst(r.above_one),
            "disease": np.where(some, worst.astype(np.float64), np.nan),
            "local_7d": np.where(some, of_worst(cases - imported), np.nan),
            "imported_7d": np.where(some, of_worst(imported), np.nan),
        },
        contributors=ByItem(
            thing=DISEASES,
            titles=DISEASE_TITLES,
            amount=r.mean,
            note=NOTES[0],
            about={"p": r.above_one, "local": cases - imported, "imported": imported},
        ),
    )


def _intervals() -> Mapping[str, Parameter]:
    found: dict[str, Parameter] = {}
    for disease, title, (mean_d, sd_d) in zip(DISEASES, DISEASE_TITLES, INTERVALS_D, strict=True):
        mean = {"zh": f"{title['zh']}序列间隔均值（天）", "en": f"{title['en']}, mean serial interval, days"}
        spread = {"zh": f"{title['zh']}序列间隔标准差（天）", "en": f"{title['en']}, sd of the serial interval, days"}
        found[f"{disease}_interval_d"] = Parameter(mean_d, (1.1, 40.0), mean)
        found[f"{disease}_interval_sd_d"] = Parameter(sd_d, (0.1, 20.0), spread)
    return found


INDICATOR = Indicator(
    name="rt_cori",
    title={"zh": "有效再生数", "en": "Effective reproduction number"},
    domain=Domain.HEALTH,
    unit="",
    better=Better.LOWER,
    bands=BANDS,
    wants_bands=True,
    judged_on={"zh": "P(R>1)", "en": "P(R>1)"},
    inputs={"infections": Rows("infection.daily", DAYS * DAY_MIN), "clock": Clock()},
    every_s=DAY_S,
    digits=2,
    version=2,
    formula={
        "zh": "Λ_t＝Σ I_(t−s)·w_s（含输入病例）；R后验为Gamma({prior_shape:g}＋Σ本地病例, 1/(1/{prior_scale:g}＋ΣΛ))，"
        "近7天，按报告日期；值为均值，附95%可信区间，按P(R>1)定级，P≥{warning:g}且均值≥{critical_r:g}为特急；近7天本地"
        "病例不足{least_cases:g}例不发布。取增长最确定的病种。",
        "en": "Λ_t = Σ I_(t−s)·w_s, imported cases included; R is Gamma({prior_shape:g} + Σ local cases, "
        "1/(1/{prior_scale:g} + ΣΛ)) over 7 days, by report date. The value is its mean with the 95 % credible "
        "interval; banded on P(R > 1), critical from {warning:g} with a mean of {critical_r:g}; unknown below "
        "{least_cases:g} local cases in 7 days. An area has its disease that grows most surely.",
    },
    source="Cori et al. 2013, Am. J. Epidemiol. 178(9) 1505-1512 (EpiEstim); serial intervals and cuts are our default",
    compute=compute,
    companions={
        "p_growing": {"zh": "P(R>1)", "en": "P(R > 1)"},
        "disease": {"zh": "病种", "en": "Disease"},
        "local_7d": {"zh": "近7天本地病例", "en": "Local cases, 7 days"},
        "imported_7d": {"zh": "近7天输入病例", "en": "Imported cases, 7 days"},
    },
    interval={"zh": "95 %可信区间", "en": "95 % credible interval"},
    owner={"zh": "疾控", "en": "Disease control"},
    codes={"disease": dict(enumerate(DISEASE_TITLES))},
    settable={
        **_intervals(),
        "prior_shape": Parameter(1.0, (0.01, 100.0), {"zh": "先验形状参数", "en": "Shape of the prior"}),
        "prior_scale": Parameter(5.0, (0.01, 100.0), {"zh": "先验尺度参数", "en": "Scale of the prior"}),
        "least_cases": Parameter(
            12.0, (1.0, 100_000.0), {"zh": "7天最少本地病例", "en": "Fewest local cases in 7 days"}
        ),
        "critical_r": Parameter(1.5, (0.5, 20.0), {"zh": "特急R均值", "en": "Mean R for Critical"}),
    },
    heavy=True,
)
