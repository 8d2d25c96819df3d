"""Time to close: how likely an incident is still open when its limit has come, those that are open now included."""

from dataclasses import dataclass

import numpy as np

from city.readings import Floats, Mask
from city.views import Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome
from indicators.contributors import ByRow
from indicators.methods.per_thing import names_of, newest_of_each
from indicators.methods.survival import kaplan_meier, log_rank
from indicators.methods.wilson import RANKED_FROM, Z_95

WINDOW_MIN = 90 * 24 * 60
HOUR_S = 3600.0
NOTES = ({"zh": "已受理 {taken:.0f} 小时，时限 {limit:.0f} 小时", "en": "open {taken:.0f} h, limit {limit:.0f} h"},)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """Incidents (k,): the row of each, how long it took or has been open, whether it is closed, its limit, its level.

    Seconds; the limit is NaN where there is none.
    """

    row: Ints
    took_s: Floats
    closed: Mask
    limit_s: Floats
    level: Floats


def cases_of(received: Table, closed: Table) -> Cases:
    """The incidents that came in, each with its closing where there was one: the two are of the same serial."""
    row, serial = _each(received, np.zeros(len(received)))
    ends, end_serial = _each(closed, closed.value)
    place = np.minimum(np.searchsorted(end_serial, serial), max(len(ends) - 1, 0))
    over = end_serial[place] == serial if len(ends) else np.zeros(len(row), dtype=np.bool_)
    end = ends[place[over]]
    took, limit = received.age_s[row].copy(), received.value[row].copy()
    took[over] = closed.value[end]
    limit[over] = np.where(np.isnan(limit[over]), closed.attributes["limit_s"][end], limit[over])
    limit[~(limit > 0)] = np.nan
    return Cases(row=row, took_s=took, closed=over, limit_s=limit, level=received.attributes["level"][row])


def _each(table: Table, needed: Floats) -> tuple[Ints, Floats]:
    """The newest row of every serial for which what is needed (k,) is known, and the serials, rising."""
    known = np.flatnonzero(~np.isnan(table.attributes["serial"]) & ~np.isnan(needed))
    _, number = np.unique(table.attributes["serial"][known], return_inverse=True)
    row = known[newest_of_each(number.astype(np.intp), table.age_s[known])]
    return row, table.attributes["serial"][row]


def compute(received: Table, closed: Table) -> Outcome:
    """The share still open at its limit, per area, by Kaplan and Meier on times as shares of each one's own limit."""
    cases, areas = cases_of(received, closed), received.areas
    leaf = received.leaf[cases.row]
    due = ~np.isnan(cases.limit_s)
    share = cases.took_s[due] / cases.limit_s[due]
    curve = kaplan_meier(share, cases.closed[due], leaf[due], areas)
    value, error, many = 100.0 * curve.at(1.0), 100.0 * Z_95 * curve.error(1.0), areas.summed(leaf[due])
    ranked = due & ~np.isnan(cases.level)
    late = _late(received, cases)
    return Outcome(
        value=value,
        low=np.maximum(value - error, 0.0),
        high=np.minimum(value + error, 100.0),
        banded=np.where(many >= RANKED_FROM, value, np.nan),
        coverage=areas.summed(leaf) / np.maximum(received.summed(), 1.0),
        companions={
            "median_h": kaplan_meier(cases.took_s, cases.closed, leaf, areas).median() / HOUR_S,
            "half_pct": 100.0 * curve.at(0.5),
            "double_pct": 100.0 * curve.at(2.0),
            "n": many,
            "at_risk": curve.watched(1.0),
            "at_risk_double": curve.watched(2.0),
            "open": areas.summed(leaf, (~cases.closed).astype(np.float64)),
            "levels_p": _levels_p(cases, ranked, leaf, received),
            "late_h": late.sums(),
        },
        contributors=late,
        adds_up_to="late_h",
    )


def _levels_p(cases: Cases, ranked: Mask, leaf: Ints, received: Table) -> Floats:
    """How likely it is, if all levels kept their limits equally well, that they differ as much as here; per area."""
    share, level = cases.took_s[ranked] / cases.limit_s[ranked], np.unique(cases.level[ranked], return_inverse=True)[1]
    return log_rank(share, cases.closed[ranked], level.astype(np.intp), leaf[ranked], received.areas)[1]


def _late(received: Table, cases: Cases) -> ByRow:
    """The open incidents by the hours that they are beyond their limits."""
    beyond_h = np.where(cases.closed, 0.0, np.maximum(np.nan_to_num(cases.took_s - cases.limit_s), 0.0)) / HOUR_S
    return ByRow(
        areas=received.areas,
        leaf=received.leaf[cases.row],
        thing=names_of(received.thing, cases.row),
        amount=beyond_h,
        notes=NOTES,
        about={"taken": cases.took_s / HOUR_S, "limit": cases.limit_s / HOUR_S},
    )


INDICATOR = Indicator(
    name="case_time_survival",
    title={"zh": "到期仍未办结概率", "en": "Still open at the limit"},
    domain=Domain.CITY_MANAGEMENT,
    unit="%",
    better=Better.LOWER,
    bands=Bands(5, 10, 20),
    inputs={"received": Rows("incident.received", WINDOW_MIN), "closed": Rows("incident.closed", WINDOW_MIN)},
    every_s=3600,
    digits=1,
    formula={
        "zh": "近90天受理的案卷，以用时÷各自时限作Kaplan–Meier估计（未办结者计至现在），取S(1)；不足30件不定级。"
        "另列用时中位数、0.5倍与2倍时限时的未办结比例、在险数，以及各级别间的对数秩检验p值。",
        "en": "Kaplan-Meier of the incidents received in 90 days, on time taken ÷ each one's limit (open ones "
        "until now): S(1); without a band below 30. Beside it the median, the shares open at half and at twice the "
        "limit, how many were still watched, and p of the log-rank test between levels.",
    },
    source="Kaplan and Meier 1958; Mantel 1966 (log-rank); cuts are our default",
    compute=compute,
    companions={
        "median_h": {"zh": "用时中位数（小时）", "en": "Median time to close, h"},
        "half_pct": {"zh": "0.5倍时限未办结（%）", "en": "Open at half the limit, %"},
        "double_pct": {"zh": "2倍时限未办结（%）", "en": "Open at twice the limit, %"},
        "n": {"zh": "有时限案卷数", "en": "Incidents with a limit"},
        "at_risk": {"zh": "时限时在险数", "en": "Still watched at the limit"},
        "at_risk_double": {"zh": "2倍时限时在险数", "en": "Still watched at twice the limit"},
        "open": {"zh": "未办结数", "en": "Open now"},
        "levels_p": {"zh": "级别间对数秩检验p值", "en": "Log-rank p between levels"},
        "late_h": {"zh": "未办结超限（小时）", "en": "Open beyond the limit, h"},
    },
    owner={"zh": "城市管理", "en": "City management"},
    moves={"received": -1},
    heavy=True,
)
