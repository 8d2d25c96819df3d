"""City vital sign: the headline, one number from 0 to 100 over the eight domains, pulled down by the weakest."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from city.readings import Floats
from city.views import Judged, Peers
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter
from indicators.called import DOMAIN_TITLES, weight_of
from indicators.composite.domain_health_index import DOMAINS, OF_WEIGHTS, PUBLISHED_FROM
from indicators.contributors import ByItem
from indicators.methods.gaps import filled
from indicators.methods.scores import shaken

MEAN, WEAKEST, FULL = 0.7, 0.3, 100.0
# What the city's people think each domain weighs. The other half of a weight is CRITIC's, from 90 days of scores: it is
# reckoned once a quarter and written into the settings, so that the headline's meaning stands still in between.
EXPERT = MappingProxyType({
    "emergency": 0.20, "infrastructure": 0.10, "traffic": 0.15, "livelihood": 0.15,
    "city_management": 0.12, "environment": 0.10, "health": 0.10, "economy": 0.08,
})  # fmt: skip


def weights(parameters: Mapping[str, float]) -> Floats:
    """The weight of each domain (8,), summing to 1: half the experts', half CRITIC's."""
    expert = np.array([parameters[f"expert.{domain}"] for domain in DOMAINS])
    critic = np.array([parameters[f"critic.{domain}"] for domain in DOMAINS])
    return 0.5 * expert / expert.sum() + 0.5 * critic / critic.sum()


def vital_sign(scores: Floats, weight: Floats) -> Floats:
    """The index of scores (…, 8, n): 0.7 of the weighted mean of what is known, 0.3 of the least; NaN where none is.

    The weights may be several sets (sets, 8), too; then it gives the index of each (sets, n).

    >>> vital_sign(np.array([[90.0, 90.0], [50.0, np.nan]]), np.array([0.5, 0.5]))
    array([64., 90.])
    """
    known = ~np.isnan(scores)
    share = np.where(known, weight[..., None], 0.0)
    whole = share.sum(axis=-2)
    least = np.min(scores, axis=-2, initial=np.inf, where=known)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (share * filled(scores)).sum(axis=-2) / whole
        return np.where(whole > 0, MEAN * mean + WEAKEST * least, np.nan)


def compute(said: Judged, parameters: Mapping[str, float]) -> Outcome:
    """The headline per area, from the scores of the domains."""
    health = said.peers.get("domain_health_index")
    if health is None:
        unknown = np.full(said.size, np.nan)
        nothing = {"weakest": unknown, "lost": unknown}
        return Outcome(value=unknown, coverage=np.zeros(said.size), companions=nothing)
    scores = np.stack([health.companions[domain] for domain in DOMAINS])
    weight, known = weights(parameters), ~np.isnan(scores)
    coverage = (weight[:, None] * known).sum(axis=0)
    enough = coverage >= PUBLISHED_FROM
    value = np.where(enough, vital_sign(scores, weight), np.nan)
    tried = vital_sign(scores, shaken(weight))
    ends = np.stack([filled(scores, worst) for worst in (0.0, 100.0)])
    around = np.concatenate([tried, vital_sign(ends, weight), value[None]])
    cost = np.where(enough, _cost(scores, weight), 0.0)
    return Outcome(
        value=value,
        low=np.where(enough, np.min(around, axis=0), np.nan),
        high=np.where(enough, np.max(around, axis=0), np.nan),
        coverage=np.minimum(coverage, 1.0),
        companions={
            "weakest": np.where(enough, np.min(np.where(known, scores, np.inf), axis=0), np.nan),
            "lost": np.where(enough, FULL - value, np.nan),
        },
        contributors=ByItem(
            thing=DOMAINS,
            amount=cost,
            note={"zh": "得分 {score:.0f}，权重 {weight:.0%}", "en": "score {score:.0f}, weight {weight:.0%}"},
            about={"score": scores, "weight": np.broadcast_to(weight[:, None], scores.shape)},
        ),
        adds_up_to="lost",
    )


def _cost(scores: Floats, weight: Floats) -> Floats:
    """How many points each domain costs the index (8, n): its part of the mean, and the weakest that of the least."""
    known = ~np.isnan(scores)
    share, short = np.where(known, weight[:, None], 0.0), FULL - filled(scores, FULL)
    parts = MEAN * share * short / np.maximum(share.sum(axis=0), 1e-12)
    least = np.argmin(np.where(known, scores, np.inf), axis=0)
    at = np.arange(scores.shape[1])
    parts[least, at] += WEAKEST * short[least, at]
    return parts


INDICATOR = Indicator(
    name="city_vital_sign",
    title={"zh": "城市体征综合指数", "en": "City vital-sign index"},
    domain=Domain.COMPOSITE,
    unit="",
    better=Better.HIGHER,
    bands=Bands(80, 65, 50),
    inputs={"said": Peers(("domain_health_index",))},
    every_s=60,
    digits=0,
    version=2,
    formula={
        "zh": "V＝0.7·Σ权重·领域得分＋0.3·最低得分；权重＝0.5·专家权重＋0.5·CRITIC权重（近90天领域得分，每季度核定）；"
        "构成为各领域失分，合计100−V；缺失领域降低覆盖率，低于60%不发布；区间为权重±20%及缺失领域最好与最坏情形。",
        "en": "V = 0.7·Σ weight·domain score + 0.3·the least score; weight = 0.5·experts' + 0.5·CRITIC's (90 days of "
        "domain scores, fixed for a quarter). The parts are the points that each domain costs, 100 − V in all. "
        "Missing domains lower the coverage, unknown below 60 %; the interval holds weights 20 % off and the best and "
        "worst that the missing could be.",
    },
    source="CRITIC: Diakoulaki et al. 1995; weights of 2026-11-21, CRITIC's half still equal; cuts are our default",
    compute=compute,
    interval=OF_WEIGHTS,
    owner={"zh": "城市运行管理中心", "en": "City operations centre"},
    companions={
        "weakest": {"zh": "最低领域得分", "en": "Weakest domain"},
        "lost": {"zh": "失分（各领域之和）", "en": "Points lost, over the domains"},
    },
    settable={
        **{
            f"expert.{one}": Parameter(
                EXPERT[one], (0.0, 100.0), weight_of(DOMAIN_TITLES[Domain(one)], "专家权重", "experts' weight")
            )
            for one in DOMAINS
        },
        **{
            f"critic.{one}": Parameter(
                1.0, (0.0, 100.0), weight_of(DOMAIN_TITLES[Domain(one)], "CRITIC权重", "CRITIC's weight")
            )
            for one in DOMAINS
        },
    },
)
