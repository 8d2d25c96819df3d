"""The scores of the eight domains, one of them unknown in one district."""

import numpy as np

from indicators.composite.domain_health_index import DOMAINS
from tests.indicators.little_city import AREAS, judged, peer


def inputs(seed: int) -> dict[str, object]:
    chance = np.random.default_rng(seed)
    scores = {domain: chance.uniform(30, 100, len(AREAS)) for domain in DOMAINS}
    scores["economy"][2] = np.nan
    least = np.min(np.stack(list(scores.values())), axis=0)
    health = peer(least, domain="composite", cuts=(80, 60, 40), lower_is_better=False, companions=scores)
    return {"said": judged(domain_health_index=health)}
