"""Weights: what CRITIC makes of the last 90 days of domain scores, beside what is in force.

The city's vital sign takes its weights from the settings, so that the headline's meaning stands still for a quarter;
this door gives the figures for the next.
"""

from datetime import timedelta

import numpy as np

from api.door import Asked, Door, Shape
from api.guard import READ
from api.ports import House
from api.refusals import Plain
from city.readings import Floats
from indicators.composite.domain_health_index import DOMAINS
from indicators.methods.critic import critic_weights
from live.measures.annals import Told
from live.measures.past import name_of

LOOKED_AT, LEAST_DAYS = timedelta(days=90), 30


class Weights(Shape):
    """The weights of the domains: CRITIC's by `days` days of scores (null below 30), and the halves in force.

    `setting` is what would stand in config.yaml under `parameters: city_vital_sign:`.
    """

    days: int
    critic: dict[str, float] | None
    in_force: dict[str, float]
    setting: dict[str, float] | None


def doors(house: House) -> tuple[Door, ...]:
    """`GET /indicators/city_vital_sign/weights`."""

    def weights(_: Asked) -> Plain:
        now, annals = house.clock(), house.measuring.annals
        scores = [
            by_day(annals.between(name_of("domain_health_index", domain), now - LOOKED_AT, now)) for domain in DOMAINS
        ]
        whole = sorted(set.intersection(*(set(days) for days in scores)))
        found = None
        if len(whole) >= LEAST_DAYS:
            table = np.array([[days[day] for days in scores] for day in whole])
            found = (
                dict(zip(DOMAINS, critic_weights(table).tolist(), strict=True)) if np.ptp(table, axis=0).any() else None
            )
        said = house.measuring.judge.parameters(house.indicators["city_vital_sign"])
        setting = None if found is None else {f"critic.{name}": round(weight, 4) for name, weight in found.items()}
        return {"days": len(whole), "critic": found, "in_force": dict(said), "setting": setting}

    return (
        Door(
            method="GET", path="/indicators/city_vital_sign/weights", name="weights", right=READ, answer=Weights,
            handle=weights, tags=("indicators",),
            summary="What CRITIC makes of the last 90 days of domain scores, for the settings of the next quarter",
        ),
    )  # fmt: skip


def by_day(told: Told) -> dict[int, float]:
    """The city's mean of each day on which it was known, by the day's number since 1970."""
    day = told.at.astype("datetime64[D]").astype(np.int64)
    value: Floats = told.value[:, 0]
    known = ~np.isnan(value)
    return {int(one): float(value[known & (day == one)].mean()) for one in np.unique(day[known])}
