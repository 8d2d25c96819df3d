"""Cluster trigger: how many people of one institution fell ill alike within a week, and which rule that breaks."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from city.kinds.base import DAY_MIN, HOUR_S
from city.kinds.health import SYNDROMES
from city.readings import Floats
from city.views import Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Sureness
from indicators.contributors import ByRow
from indicators.methods.groups import grouped

WINDOW_MIN = 7 * DAY_MIN
BANDS = Bands(5, 10, 30, cut_is_good=False, sure=(Sureness.READ, Sureness.READ, Sureness.READ))
UNEXPLAINED = SYNDROMES.index("unexplained")
COUNTED = ("cases", "admitted", "died", "severe")
PARAMETERS = MappingProxyType({"admitted": 5.0, "died": 2.0, "severe_unexplained": 3.0})
# In the order of the rules: from nothing to what must be reported within two hours.
NOTES = (
    {"zh": "7天 {cases:.0f} 例", "en": "{cases:.0f} cases in 7 d"},
    {"zh": "规则1：7天 {cases:.0f} 例（≥5）", "en": "rule 1: {cases:.0f} cases in 7 d (≥ 5)"},
    {"zh": "规则2：7天 {cases:.0f} 例（≥10）", "en": "rule 2: {cases:.0f} cases in 7 d (≥ 10)"},
    {
        "zh": "规则3：7天 {cases:.0f} 例（≥30），2小时内报告",
        "en": "rule 3: {cases:.0f} cases in 7 d (≥ 30), report within 2 h",
    },
    {
        "zh": "规则4：住院 {admitted:.0f} 例（共 {cases:.0f} 例），2小时内报告",
        "en": "rule 4: {admitted:.0f} admitted of {cases:.0f}, report within 2 h",
    },
    {
        "zh": "规则5：死亡 {died:.0f} 例（共 {cases:.0f} 例），2小时内报告",
        "en": "rule 5: {died:.0f} died of {cases:.0f}, report within 2 h",
    },
    {
        "zh": "规则6：不明原因重症 {severe:.0f} 例（共 {cases:.0f} 例），2小时内报告",
        "en": "rule 6: {severe:.0f} severe and unexplained of {cases:.0f}, report within 2 h",
    },
)
FIRST_CRITICAL = 3


def clusters(cases: Table) -> tuple[Floats, Ints, Ints]:
    """The clusters (g, 2) by institution and syndrome, and which of them each usable row (u,) is of; and those rows."""
    ask = cases.attributes
    rows = np.flatnonzero(~np.isnan(cases.value) & ~np.isnan(ask["institution"]) & ~np.isnan(ask["syndrome"]))
    pairs = np.stack([ask["institution"][rows], ask["syndrome"][rows]], axis=1)
    found, which = np.unique(pairs, axis=0, return_inverse=True)
    return found, which.astype(np.intp).ravel(), rows


def rule_of(counted: Mapping[str, Floats], unexplained: Floats, parameters: Mapping[str, float]) -> Floats:
    """The gravest rule that each cluster breaks, a place in the indicator's `levels`; 0 is none.

    `counted` holds cases, admitted, died and severe by name, `unexplained` is 1 where the syndrome is; of one shape.
    """
    broken = (
        counted["cases"] >= BANDS.attention,
        counted["cases"] >= BANDS.warning,
        counted["cases"] >= BANDS.critical,
        counted["admitted"] >= parameters["admitted"],
        counted["died"] >= parameters["died"],
        (unexplained > 0) & (counted["severe"] >= parameters["severe_unexplained"]),
    )
    return np.max(np.stack([rule * one for rule, one in enumerate(broken, start=1)]), axis=0).astype(np.float64)


def weight_of(cases: Floats, rule: Floats) -> Floats:
    """The number of cases as the bands see it: at the critical cut or beyond where a critical rule is broken."""
    return np.where(rule >= FIRST_CRITICAL, np.maximum(cases, BANDS.critical), cases)


def compute(cases: Table, parameters: Mapping[str, float] = PARAMETERS) -> Outcome:
    """The cases of each area's greatest cluster; nothing is known where no case was read in the whole city."""
    found, which, rows = clusters(cases)
    if not rows.size:
        unknown = np.full(len(cases.areas), np.nan)
        return Outcome(value=unknown, companions=dict.fromkeys(INDICATOR.companions, unknown))
    ask, leaf = cases.attributes, cases.leaf[rows]
    columns = {"cases": np.ones(len(rows)), **{name: (ask[name][rows] > 0).astype(np.float64) for name in COUNTED[1:]}}
    counted = {name: grouped(which, len(found), leaf, cases.areas, one) for name, one in columns.items()}
    unexplained = (found[:, 1] == UNEXPLAINED).astype(np.float64)
    rule = rule_of(counted, unexplained[:, np.newaxis], parameters)
    weight = weight_of(counted["cases"], rule)
    return Outcome(
        value=counted["cases"].max(axis=0),
        banded=weight.max(axis=0),
        companions={
            "clusters": (rule > 0).sum(axis=0).astype(np.float64),
            "to_report": (rule >= FIRST_CRITICAL).sum(axis=0).astype(np.float64),
            "cases": counted["cases"].sum(axis=0),
        },
        coverage=cases.summed(_ones(rows, len(cases))) / np.maximum(cases.summed(), 1.0),
        contributors=_where(cases, found, which, leaf, columns, parameters),
        level=rule.max(axis=0),
    )


def _ones(rows: Ints, many: int) -> Floats:
    return np.bincount(rows, minlength=many).astype(np.float64)


def _where(
    cases: Table, found: Floats, which: Ints, leaf: Ints, columns: Mapping[str, Floats], parameters: Mapping[str, float]
) -> ByRow:
    """The clusters street by street, the gravest first, with the rule that each breaks."""
    width = cases.areas.elsewhere + 1
    spot, row = np.unique(which * width + leaf, return_inverse=True)
    counted = {name: np.bincount(row.ravel(), weights=one).astype(np.float64) for name, one in columns.items()}
    cluster = spot // width
    rule = rule_of(counted, (found[cluster, 1] == UNEXPLAINED).astype(np.float64), parameters)
    return ByRow(
        areas=cases.areas,
        leaf=(spot % width).astype(np.intp),
        thing=[f"institution-{found[one, 0]:.0f}/{SYNDROMES[int(found[one, 1])]}" for one in cluster],
        amount=weight_of(counted["cases"], rule),
        notes=NOTES,
        which=rule.astype(np.intp),
        about=counted,
    )


INDICATOR = Indicator(
    name="cluster_trigger",
    title={"zh": "聚集性疫情触发", "en": "Institution cluster trigger"},
    domain=Domain.HEALTH,
    unit="",
    better=Better.LOWER,
    bands=BANDS,
    inputs={"cases": Rows("infectious.case", WINDOW_MIN)},
    every_s=HOUR_S,
    heavy=True,
    digits=0,
    formula={
        "zh": "同一机构同类症状近7天病例数，取最大者；≥5关注，≥10预警，≥30、住院≥5、死亡≥2或不明原因重症≥3为严重（2小时"
        "内报告）。全市有病例上报时，无病例的区域为0。",
        "en": "Cases of one syndrome in one institution in 7 days, the greatest cluster; attention from 5, warning "
        "from 10, critical from 30, or 5 admitted, 2 dead, or 3 severe and unexplained (to be reported within 2 h). An "
        "area without cases counts 0 when the city told of any.",
    },
    source="流感样病例暴发疫情处置指南 (10; 30, 5 admitted, 2 deaths), guide of 2025 (5); 3 severe is our default",
    compute=compute,
    companions={
        "clusters": {"zh": "触发的聚集", "en": "Clusters that break a rule"},
        "to_report": {"zh": "须2小时内报告", "en": "To be reported within 2 h"},
        "cases": {"zh": "7天病例", "en": "Cases in 7 days"},
    },
    owner={"zh": "疾控", "en": "Disease control"},
    parameters=dict(PARAMETERS),
    parameter_ranges=dict.fromkeys(PARAMETERS, (1.0, 1000.0)),
    levels=(
        {"zh": "未触发", "en": "No rule"},
        {"zh": "规则1：≥5例", "en": "Rule 1: 5 cases"},
        {"zh": "规则2：≥10例", "en": "Rule 2: 10 cases"},
        {"zh": "规则3：≥30例", "en": "Rule 3: 30 cases"},
        {"zh": "规则4：住院≥5例", "en": "Rule 4: 5 admitted"},
        {"zh": "规则5：死亡≥2例", "en": "Rule 5: 2 deaths"},
        {"zh": "规则6：不明原因重症≥3例", "en": "Rule 6: 3 severe unexplained"},
    ),
)
