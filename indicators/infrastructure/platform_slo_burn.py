"""Error budget: how fast OneScreen's own services use up the faults that they may make in thirty days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from city.readings import Floats
from city.views import Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Sureness
from indicators.contributors import ByRow
from indicators.methods.per_thing import first_rows, renumbered

HOUR_S, BUDGET_DAYS = 3600.0, 30.0
# (how fast, over how long, and over how long besides, so that an alarm ends soon after its cause): Google SRE workbook.
FAST, SLOW, LONG = 14.4, 6.0, 1.0
PAIRS = ((FAST, 1.0, 1 / 12), (SLOW, 6.0, 0.5), (LONG, 72.0, 6.0))
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


def compute(levels: Table, parameters: Mapping[str, float]) -> Outcome:
    """The rate of the worst service; a rate counts when it holds over the long and the short window of its pair."""
    minutes, unknown = served(levels), np.full(len(levels.areas), np.nan)
    companions: dict[str, Floats] = dict.fromkeys(
        ("burn_1h", "burn_6h", "burn_3d", "budget_left_pct", "exhausted_h"), unknown
    )
    if not minutes.names:
        return Outcome(value=unknown, coverage=np.zeros(len(levels.areas)), companions=companions)
    burnt = {hours: burn(*minutes.within(hours), parameters["slo"]) for pair in PAIRS for hours in pair[1:]}
    long = [burnt[hours] for _, hours, _ in PAIRS]
    holding = np.stack([np.fmin(burnt[hours], burnt[short]) for _, hours, short in PAIRS])
    told = np.where(holding > np.array([[pair[0]] for pair in PAIRS]), holding, 0.0)
    # However fast a slow pair burns, it is worth its own band only: an outage that is over pages nobody again.
    told = np.minimum(told, np.array([[np.inf], [FAST], [SLOW]]))
    rate = np.where(told.any(axis=0), told.max(axis=0), np.minimum(long[2], LONG))
    worst = int(np.nanargmax(np.where(np.isnan(rate), -1.0, rate)))
    left = 1.0 - budget_used(float(np.nan_to_num(long[2][worst])), 72.0)
    everywhere = {
        "burn_1h": long[0][worst], "burn_6h": long[1][worst], "burn_3d": long[2][worst],
        "budget_left_pct": 100.0 * max(left, 0.0),
        "exhausted_h": 24.0 * BUDGET_DAYS * max(left, 0.0) / long[0][worst] if long[0][worst] > 0 else np.nan,
    }  # fmt: skip
    city = np.arange(len(levels.areas)) == 0  # our services are the whole city's
    return Outcome(
        value=np.where(city, rate[worst], np.nan),
        coverage=np.where(city, min(float(np.nanmax(levels.age_s, initial=0.0)) / (72 * HOUR_S), 1.0), 0.0),
        companions={name: np.where(city, figure, np.nan) for name, figure in everywhere.items()},
        contributors=_faults(levels, minutes),
    )


def _faults(levels: Table, minutes: Served) -> ByRow:
    faults, events = minutes.within(1.0)
    return ByRow(
        areas=levels.areas, leaf=np.full(len(faults), levels.areas.elsewhere, dtype=np.intp), thing=minutes.names,
        amount=faults, notes=NOTES, about={"bad": faults, "all": events},
    )  # fmt: skip


INDICATOR = Indicator(
    name="platform_slo_burn",
    title={"zh": "平台错误预算燃尽速率", "en": "Error-budget burn rate"},
    domain=Domain.INFRASTRUCTURE,
    unit="×",
    better=Better.LOWER,
    bands=Bands(LONG, SLOW, FAST, sure=(Sureness.READ, Sureness.READ, Sureness.READ)),
    inputs={"levels": Rows("service.level", 72 * 60)},
    every_s=60,
    digits=1,
    version=2,
    formula={
        "zh": "燃尽速率＝失败比÷(1−SLO)；1小时与5分钟均大于14.4为告警，6小时与30分钟均大于6为预警，3天与6小时均大于1为"
        "关注，慢的一对不超过其级别上限；取最差服务。",
        "en": "Rate = share of faults ÷ (1 − SLO); above 14.4 over 1 h and 5 min is critical, above 6 over 6 h and "
        "30 min a warning, above 1 over 3 d and 6 h asks for attention; a slow pair counts no higher than its own "
        "band; the worst service counts.",
    },
    source="Google SRE workbook, alerting on SLOs (pairs of windows)",
    compute=compute,
    owner={"zh": "平台运维", "en": "Platform operations"},
    companions={
        "burn_1h": {"zh": "1小时速率", "en": "Rate over 1 h"},
        "burn_6h": {"zh": "6小时速率", "en": "Rate over 6 h"},
        "burn_3d": {"zh": "3天速率", "en": "Rate over 3 d"},
        "budget_left_pct": {"zh": "剩余预算（%）", "en": "Budget left, %"},
        "exhausted_h": {"zh": "耗尽小时数", "en": "Hours to exhaustion"},
    },
    parameters={"slo": 0.995},
    parameter_ranges={"slo": (0.5, 0.9999)},
    moves={"levels": -1},
)
