"""Cluster trigger: how many people of one institution fell ill alike within a week, and which rule that breaks."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from city.kinds.base import DAY_MIN, HOUR_S
from city.kinds.health import SYNDROMES
from city.readings import Floats
from city.views import Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByRow
from indicators.methods.groups import grouped

WINDOW_MIN = 7 * DAY_MIN
BANDS = Bands(5, 10, 30, cut_is_good=False, sure=(Sureness.READ, Sureness.READ, Sureness.READ))
UNEXPLAINED = SYNDROMES.index("unexplained")
COUNTED = ("cases", "admitted", "died", "severe")
# In the order of the rules: from nothing to what must be reported within two hours.
NOTES = (
    {"zh": "7天 {cases:.0f} 例", "en": "{cases:.0f} cases in 7 d"},
    {"zh": "规则1：7天 {cases:.0f} 例（≥{limit_1:g}）", "en": "rule 1: {cases:.0f} cases in 7 d (≥ {limit_1:g})"},
    {"zh": "规则2：7天 {cases:.0f} 例（≥{limit_2:g}）", "en": "rule 2: {cases:.0f} cases in 7 d (≥ {limit_2:g})"},
    {
        "zh": "规则3：7天 {cases:.0f} 例（≥{limit_3:g}），2小时内报告",
        "en": "rule 3: {cases:.0f} cases in 7 d (≥ {limit_3:g}), report within 2 h",
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


@dataclass(frozen=True, slots=True)
class Rules:
    """What a cluster must reach to break a rule: figures of the formula, and the cuts in force."""

    parameters: Mapping[str, float]
    bands: Bands

    def broken(self, counted: Mapping[str, Floats], unexplained: Floats) -> Floats:
        """The gravest rule that each cluster breaks, a place in the indicator's `levels`; 0 is none.

        `counted` holds cases, admitted, died, severe by name, `unexplained` is 1 where the syndrome is; of one shape.
        """
        least = self.parameters
        broken = (
            *(counted["cases"] >= cut for cut in self.bands.cuts),
            counted["admitted"] >= least["admitted"],
            counted["died"] >= least["died"],
            (unexplained > 0) & (counted["severe"] >= least["severe_unexplained"]),
        )
        return np.max(np.stack([rule * one for rule, one in enumerate(broken, start=1)]), axis=0).astype(np.float64)

    def weight(self, cases: Floats, rule: Floats) -> Floats:
        """The number of cases as the bands see it: at the critical cut or beyond where a critical rule is broken."""
        return np.where(rule >= FIRST_CRITICAL, np.maximum(cases, self.bands.critical), cases)


def compute(cases: Table, parameters: Mapping[str, float], bands: Bands = BANDS) -> Outcome:
    """The cases of each area's greatest cluster; nothing is known where no case was read in the whole city."""
    found, which, rows = clusters(cases)
    if not rows.size:
        unknown = np.full(len(cases.areas), np.nan)
        return Outcome(value=unknown, companions=dict.fromkeys(INDICATOR.companions, unknown))
    ask, leaf = cases.attributes, cases.leaf[rows]
    columns = {"cases": np.ones(len(rows)), **{name: (ask[name][rows] > 0).astype(np.float64) for name in COUNTED[1:]}}
    counted = {name: grouped(which, len(found), leaf, cases.areas, one) for name, one in columns.items()}
    unexplained = (found[:, 1] == UNEXPLAINED).astype(np.float64)
    rules = Rules(parameters, bands)
    rule = rules.broken(counted, unexplained[:, np.newaxis])
    weight = rules.weight(counted["cases"], rule)
    return Outcome(
        value=counted["cases"].max(axis=0),
        banded=weight.max(axis=0),
        companions={
            "clusters": (rule > 0).sum(axis=0).astype(np.float64),
            "to_report": (rule >= FIRST_CRITICAL).sum(axis=0).astype(np.float64),
            "cases": counted["cases"].sum(axis=0),
        },
        coverage=cases.summed(_ones(rows, len(cases))) / np.maximum(cases.summed(), 1.0),
        contributors=_where(cases, found, which, leaf, columns, rules),
        level=rule.max(axis=0),
    )


def _ones(rows: Ints, many: int) -> Floats:
    return np.bincount(rows, minlength=many).astype(np.float64)


def _where(cases: Table, found: Floats, which: Ints, leaf: Ints, columns: Mapping[str, Floats], rules: Rules) -> ByRow:
    """The clusters street by street, the gravest first, with the rule that each breaks."""
    width = cases.areas.elsewhere + 1
    spot, row = np.unique(which * width + leaf, return_inverse=True)
    counted = {name: np.bincount(row.ravel(), weights=one).astype(np.float64) for name, one in columns.items()}
    cluster = spot // width
    rule = rules.broken(counted, (found[cluster, 1] == UNEXPLAINED).astype(np.float64))
    limits = {f"limit_{place}": np.full(len(spot), cut) for place, cut in enumerate(rules.bands.cuts, start=1)}
    return ByRow(
        areas=cases.areas,
        leaf=(spot % width).astype(np.intp),
        thing=[f"institution-{found[one, 0]:.0f}/{SYNDROMES[int(found[one, 1])]}" for one in cluster],
        amount=rules.weight(counted["cases"], rule),
        notes=NOTES,
        which=rule.astype(np.intp),
        about={**counted, **limits},
    )


INDICATOR = Indicator(
    name="cluster_trigger",
    title={"zh": "聚集性疫情触发", "en": "Institution cluster trigger"},
    domain=Domain.HEALTH,
    unit="",
    better=Better.LOWER,
    bands=BANDS,
    wants_bands=True,
    inputs={"cases": Rows("infectious.case", WINDOW_MIN)},
    every_s=HOUR_S,
    heavy=True,
    digits=0,
    version=2,
    formula={
        "zh": "同一机构同类症状近7天病例数，取最大者；≥{attention:g}较急，≥{warning:g}紧急，≥{critical:g}、住院≥"
        "{admitted:g}、死亡≥{died:g}或不明原因重症≥{severe_unexplained:g}为特急（2小时内报告）。全市有病例上报时，无病"
        "例的区域为0。",
        "en": "Cases of one syndrome in one institution in 7 days, the greatest cluster; Elevated from {attention:g}, "
        "Urgent from {warning:g}, Critical from {critical:g}, or {admitted:g} admitted, {died:g} dead, or "
        "{severe_unexplained:g} severe and unexplained (to be reported within 2 h). An area without cases counts 0 "
        "when the city told of any.",
    },
    source="流感样病例暴发疫情处置指南 (10; 30, 5 admitted, 2 deaths), guide of 2025 (5); 3 severe is our default",
    compute=compute,
    companions={
        "clusters": {"zh": "触发的聚集", "en": "Clusters that break a rule"},
        "to_report": {"zh": "须2小时内报告", "en": "To be reported within 2 h"},
        "cases": {"zh": "7天病例", "en": "Cases in 7 days"},
    },
    owner={"zh": "疾控", "en": "Disease control"},
    settable={
        "admitted": Parameter(5.0, (1.0, 1000.0), {"zh": "特急住院例数", "en": "Admitted for Critical"}),
        "died": Parameter(2.0, (1.0, 1000.0), {"zh": "特急死亡例数", "en": "Dead for Critical"}),
        "severe_unexplained": Parameter(
            3.0, (1.0, 1000.0), {"zh": "特急不明原因重症例数", "en": "Severe and unexplained for Critical"}
        ),
    },
    levels=(
        {"zh": "未触发", "en": "No rule"},
        {"zh": "规则1：病例数达较急界值", "en": "Rule 1: cases at the Elevated limit"},
        {"zh": "规则2：病例数达紧急界值", "en": "Rule 2: cases at the Urgent limit"},
        {"zh": "规则3：病例数达特急界值", "en": "Rule 3: cases at the Critical limit"},
        {"zh": "规则4：住院", "en": "Rule 4: admitted"},
        {"zh": "规则5：死亡", "en": "Rule 5: deaths"},
        {"zh": "规则6：不明原因重症", "en": "Rule 6: severe and unexplained"},
    ),
)
