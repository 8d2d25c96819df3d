"""Error budget: how fast OneScreen's own services use up the faults that they may make in thirty days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from city.readings import Floats
from city.views import Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByRow
from indicators.methods.per_thing import first_rows, renumbered

MINUTE_S, HOUR_S, BUDGET_DAYS = 60.0, 3600.0, 30.0
# How fast is critical, a warning, and asks for attention: Google SRE workbook.
BANDS = Bands(1.0, 6.0, 14.4, sure=(Sureness.READ, Sureness.READ, Sureness.READ))
# Over how many hours each of these must hold, the critical first, and over how many besides: so that it ends soon.
PAIRS = ((1.0, 1 / 12), (6.0, 0.5), (72.0, 6.0))
LONGEST_H = PAIRS[-1][0]
NOTES = (
    {"zh": "{bad:.0f}/{all:.0f} 次失败（1小时）", "en": "{bad:.0f} of {all:.0f} failed within the hour"},
)  # fmt: skip


def burn(bad: Floats, every: Floats, slo: float) -> Floats:
    """How many times faster than evenly the budget burns: the share of faults ÷ the share allowed; NaN without events.

    >>> burn(np.array([2.0]), np.array([100.0]), 0.99)
    array([2.])
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(every > 0, bad / every / (1.0 - slo), np.nan)


def budget_used(rate: float, hours: float, days: float = BUDGET_DAYS) -> float:
    """Which share of the budget of so many days is used up by burning at this rate for so many hours.

    >>> round(budget_used(14.4, 1), 6)
    0.02
    """
    return rate * hours / (24.0 * days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What each minute of each service (k,) had: its age, its events, the faults among them, whose it was (a place)."""

    names: Sequence[str]
    service: Ints
    age_s: Floats
    total: Floats
    bad: Floats

    def within(self, hours: float) -> tuple[Floats, Floats]:
        """Faults and events of each service over the last hours."""
        fresh = self.age_s < hours * HOUR_S
        service, many = self.service[fresh], len(self.names)
        bad, total = (np.bincount(service, column[fresh], many) for column in (self.bad, self.total))
        return bad.astype(np.float64), total.astype(np.float64)

    def heard(self, hours: float) -> float:
        """In which share of the minutes of the last hours any service was heard."""
        minutes = np.unique(self.age_s[(self.age_s < hours * HOUR_S) & (self.total > 0)] // MINUTE_S)
        return min(len(minutes) * MINUTE_S / (hours * HOUR_S), 1.0)

    def burnt(self, hours: float, parameters: Mapping[str, float]) -> Floats:
        """How fast each service burns over the last hours; NaN where too little of them is known, or of its events."""
        bad, total = self.within(hours)
        if self.heard(hours) < parameters["least_heard"]:
            return np.full(len(self.names), np.nan)
        return np.where(total >= parameters["least_events"], burn(bad, total, parameters["slo"]), np.nan)


def served(levels: Table) -> Served:
    """The minutes of which both is known: how many events, and how many of them were good."""
    service = renumbered(levels.who)
    known = ~np.isnan(levels.value) & ~np.isnan(levels.attributes["total"])
    total = np.where(known, levels.attributes["total"], 0.0)
    return Served(
        names=[levels.thing[int(row)] for row in first_rows(service)],
        service=service,
        age_s=levels.age_s,
        total=total,
        bad=np.where(known, total - np.minimum(levels.value, total), 0.0),
    )


def compute(levels: Table, parameters: Mapping[str, float], bands: Bands = BANDS) -> Outcome:
    """The rate of the worst service; a rate counts when it holds over the long and the short window of its pair."""
    minutes, unknown = served(levels), np.full(len(levels.areas), np.nan)
    companions: dict[str, Floats] = dict.fromkeys(
        ("burn_1h", "burn_6h", "burn_3d", "budget_left_pct", "exhausted_h"), unknown
    )
    if not minutes.names:
        return Outcome(value=unknown, coverage=np.zeros(len(levels.areas)), companions=companions)
    long = np.stack([minutes.burnt(hours, parameters) for hours, _ in PAIRS])
    # The short window only says whether it goes on: a few events are enough for that.
    short = np.stack([burn(*minutes.within(hours), parameters["slo"]) for _, hours in PAIRS])
    rate = rate_of(long, short, bands)
    worst = int(np.nanargmax(np.where(np.isnan(rate), -1.0, rate)))
    left = 1.0 - budget_used(float(long[2][worst]), LONGEST_H)
    hours_left = 24.0 * BUDGET_DAYS * max(left, 0.0)
    everywhere = {
        **dict(zip(("burn_1h", "burn_6h", "burn_3d"), long[:, worst], strict=True)),
        "budget_left_pct": np.maximum(100.0 * left, 0.0),
        "exhausted_h": hours_left / long[0][worst] if long[0][worst] > 0 and not np.isnan(left) else np.nan,
    }
    city = np.arange(len(levels.areas)) == 0  # our services are the whole city's
    return Outcome(
        value=np.where(city, rate[worst], np.nan),
        coverage=np.where(city, minutes.heard(LONGEST_H), 0.0),
        companions={name: np.where(city, figure, np.nan) for name, figure in everywhere.items()},
        contributors=_faults(levels, minutes),
    )


def rate_of(long: Floats, short: Floats, bands: Bands) -> Floats:
    """The fastest rate of each service (k,) that holds over both windows of a pair; `long` and `short` are (3, k).

    Where none does, that of the longest known window, which then asks for nothing.
    """
    holding = np.where(np.isnan(long), np.nan, np.fmin(long, short))
    begins = np.array(bands.cuts)[::-1, np.newaxis]
    # However fast a slow pair burns, it is worth its own band only: an outage that is over pages nobody again.
    told = np.minimum(np.where(holding > begins, holding, 0.0), np.array([[np.inf], [bands.critical], [bands.warning]]))
    longest = np.where(np.isnan(long[2]), np.where(np.isnan(long[1]), long[0], long[1]), long[2])
    return np.where(told.any(axis=0), told.max(axis=0), np.minimum(longest, bands.attention))


def _faults(levels: Table, minutes: Served) -> ByRow:
    faults, events = minutes.within(1.0)
    return ByRow(
        areas=levels.areas, leaf=np.full(len(faults), levels.areas.elsewhere, dtype=np.intp), thing=minutes.names,
        amount=faults, notes=NOTES, about={"bad": faults, "all": events},
    )  # fmt: skip


INDICATOR = Indicator(
    name="platform_slo_burn",
    title={"zh": "平台错误预算持续燃尽速率", "en": "Error-budget burn rate that holds"},
    domain=Domain.INFRASTRUCTURE,
    unit="×",
    better=Better.LOWER,
    bands=BANDS,
    wants_bands=True,
    inputs={"levels": Rows("service.level", 72 * 60)},
    every_s=60,
    digits=1,
    version=3,
    formula={
        "zh": "燃尽速率＝失败比÷(1−SLO)；1小时与5分钟均大于{critical:g}为特急，6小时与30分钟均大于{warning:g}为紧急，3"
        "天与6小时均大于{attention:g}为较急，慢的一对不超过其级别上限；取最差服务，均未持续时取已知最长窗口之值（至多"
        "{attention:g}）。长窗口内事件不足{least_events:g}次或已知时间占比不足{least_heard:g}者不计。",
        "en": "Rate = share of faults ÷ (1 − SLO); above {critical:g} over 1 h and 5 min is Critical, above "
        "{warning:g} over 6 h and 30 min Urgent, above {attention:g} over 3 d and 6 h Elevated; a slow pair counts no "
        "higher than its own band; the worst service counts, and where no rate holds that of the longest known "
        "window, up to {attention:g}. A long window with fewer than {least_events:g} events, or of which less than "
        "{least_heard:g} was heard, is unknown.",
    },
    source="Google SRE workbook, chapter 5, alerting on SLOs (pairs of windows); what makes a window known is ours",
    compute=compute,
    owner={"zh": "平台运维", "en": "Platform operations"},
    companions={
        "burn_1h": {"zh": "1小时速率", "en": "Rate over 1 h"},
        "burn_6h": {"zh": "6小时速率", "en": "Rate over 6 h"},
        "burn_3d": {"zh": "3天速率", "en": "Rate over 3 d"},
        "budget_left_pct": {"zh": "剩余预算（%）", "en": "Budget left, %"},
        "exhausted_h": {"zh": "耗尽小时数", "en": "Hours to exhaustion"},
    },
    settable={
        "slo": Parameter(
            0.995, (0.5, 0.9999), {"zh": "服务水平目标SLO（比例）", "en": "Service level objective, share"}
        ),
        "least_events": Parameter(
            100.0, (1.0, 1e6), {"zh": "长窗口最少事件数", "en": "Fewest events of the long window"}
        ),
        "least_heard": Parameter(
            0.5, (0.01, 1.0), {"zh": "长窗口已知时间占比下限", "en": "Share of the long window heard, at least"}
        ),
    },
    moves={"levels": -1},
)
