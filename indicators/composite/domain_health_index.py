"""Domain health: one score from 0 to 100 for each of the eight domains, in which no red item can hide."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from city.readings import Floats, Mask
from city.views import Judged, Peer, Peers
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter
from indicators.called import DOMAIN_TITLES
from indicators.contributors import ByItem, plain
from indicators.methods.scores import geometric, geometric_of_all, score, shaken

PUBLISHED_FROM = 0.6  # of the weight of what is expected
OLD_AFTER = 3.0  # periods
WORST, BEST = 0.0, 100.0
OF_WEIGHTS = MappingProxyType({
    "zh": "权重±20%、缺项最好与最坏时", "en": "with weights 20 % off and what is missing at its best and worst",
})  # fmt: skip
DOMAINS = tuple(domain.value for domain in Domain if domain is not Domain.COMPOSITE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """The indicators of one domain (k): names, scores (k, n) with NaN where unknown or old, where expected, weights."""

    names: tuple[str, ...]
    scores: Floats
    expected: Mask
    weights: Floats

    def coverage(self) -> Floats:
        """The share of the expected weight that is known, per area (n,); 0 where nothing is expected."""
        known = ~np.isnan(self.scores)
        whole = (self.weights[:, None] * (self.expected | known)).sum(axis=0)
        there = (self.weights[:, None] * known).sum(axis=0)
        return np.where(whole > 0, there / np.maximum(whole, 1e-12), 0.0)

    def value(self, coverage: Floats) -> Floats:
        """The score of the domain per area (n,), NaN where too little is known."""
        return np.where(coverage >= PUBLISHED_FROM, geometric(self.scores, self.weights), np.nan)

    def bounds(self, value: Floats) -> tuple[Floats, Floats]:
        """Between what the score lies, whatever the missing items are and if a weight were a fifth off, each (n,)."""
        missing = np.isnan(self.scores) & self.expected
        tried = np.concatenate([self.weights[None], shaken(self.weights)])
        worst, best = (geometric_of_all(np.where(missing, filled, self.scores), tried) for filled in (WORST, BEST))
        unknown = np.isnan(value)
        low, high = worst.min(axis=0), best.max(axis=0)
        return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)


def items_of(said: Judged, domain: str, weights: Mapping[str, float]) -> Items | None:
    """What the indicators of a domain say; None when there are none."""
    weight = {name: weights.get(name, weights["default_weight"]) for name in said.peers}
    peers = {name: one for name, one in said.peers.items() if one.domain == domain and weight[name] > 0}
    if not peers:
        return None
    return Items(
        names=tuple(peers),
        scores=np.stack([_score(one) for one in peers.values()]),
        expected=np.stack([one.expected for one in peers.values()]),
        weights=np.array([weight[name] for name in peers]),
    )


def _score(peer: Peer) -> Floats:
    """An indicator's score (n,); an old one is as good as missing."""
    if peer.age_s > max(OLD_AFTER * peer.every_s, 900.0):
        return np.full(peer.value.shape, np.nan)
    judged = np.where(np.isnan(peer.judged), peer.value, peer.judged)
    return score(judged, peer.cuts, _best(peer))


def _best(peer: Peer) -> float | None:
    """What nothing can be better than: all of a share, nothing of what is counted or measured from nought."""
    if peer.lower_is_better:
        return 0.0 if min(peer.cuts) > 0 else None
    return BEST if peer.unit == "%" else None


def compute(said: Judged, parameters: Mapping[str, float]) -> Outcome:
    """The score of every domain; the value is that of the worst, the city's weakest point."""
    found = {domain: items_of(said, domain, parameters) for domain in DOMAINS}
    there = {domain: one for domain, one in found.items() if one is not None}
    coverage = {domain: one.coverage() for domain, one in there.items()}
    unknown = np.full(said.size, np.nan)
    scores = dict.fromkeys(DOMAINS, unknown) | {domain: one.value(coverage[domain]) for domain, one in there.items()}
    stacked = np.stack(list(scores.values()))
    value = _least(stacked)
    bounds = [one.bounds(scores[domain]) for domain, one in there.items()] or [(unknown, unknown)]
    low = _least(np.stack([low for low, _ in bounds]))
    high = _least(np.stack([high for _, high in bounds]))
    coverages = np.stack(list(coverage.values())) if there else np.zeros((1, said.size))
    names = [name for one in there.values() for name in one.names]
    lost = np.concatenate([BEST - one.scores for one in there.values()]) if there else np.empty((0, said.size))
    return Outcome(
        value=value,
        low=np.minimum(low, value),
        high=np.maximum(high, value),
        coverage=coverages.mean(axis=0),
        companions={**scores, "missing": sum((_missing(one) for one in there.values()), np.zeros(said.size))},
        contributors=ByItem(thing=names, amount=lost, note=plain("{score:.0f}"), about={"score": BEST - lost}),
    )


def _missing(one: Items) -> Floats:
    return (one.expected & np.isnan(one.scores)).sum(axis=0).astype(np.float64)


def _least(scores: Floats) -> Floats:
    known = ~np.isnan(scores)
    return np.where(known.any(axis=0), np.min(np.where(known, scores, np.inf), axis=0), np.nan)


INDICATOR = Indicator(
    name="domain_health_index",
    title={"zh": "领域健康指数", "en": "Domain health index"},
    domain=Domain.COMPOSITE,
    unit="",
    better=Better.HIGHER,
    bands=Bands(80, 60, 40),
    inputs={"said": Peers()},
    every_s=60,
    digits=0,
    formula={
        "zh": "每项指标按其分级界值折算为100、80、60、30、0分，其间线性；领域得分＝Π得分^权重（权重和为1，"
        "低于1分按1分计）。本指数取八个领域中最低者。缺项不静默剔除：覆盖率为已知权重占比，低于60%不发布；区间含缺项最好与最坏情形及"
        "权重±20%。",
        "en": "Each indicator scores 100, 80, 60, 30, 0 at the cuts of its bands, linear between; a domain's score is "
        "the product of score^weight (weights sum to 1, below 1 counts as 1). The index is the worst of the eight "
        "domains. What is missing never drops out in silence: coverage is the share of weight that is known, unknown "
        "below 60 %; the interval holds the best and worst that the missing could be, and weights 20 % off.",
    },
    source="OECD/JRC Handbook on constructing composite indicators (2008), geometric aggregation; cuts are our default",
    compute=compute,
    interval=OF_WEIGHTS,
    owner={"zh": "城市运行管理中心", "en": "City operations centre"},
    companions={
        **{name: DOMAIN_TITLES[Domain(name)] for name in DOMAINS},
        "missing": {"zh": "缺失指标数", "en": "Indicators missing"},
    },
    settable={
        "default_weight": Parameter(
            1.0, (0.0, 100.0), {"zh": "未另设的指标权重", "en": "Weight of indicators not named"}
        )
    },
    followed=DOMAINS,
)
