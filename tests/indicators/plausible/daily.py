"""Things that speak once a day, at its end, for so many days: what the models of daily counts are shown."""

import numpy as np
from numpy.typing import ArrayLike

from tests.indicators.little_city import Made, rows

EVENING_S = 600.0  # noon of UTC is 20:00 in the city: the count of the day came ten minutes ago
DAY_S = 86_400.0


def daily(kind: str, told: ArrayLike, *, thing: list[str], leaf: ArrayLike, **about: ArrayLike) -> Made:
    """Rows of what each thing (t,) told on each day (t, d), the newest day last; NaN days are left out."""
    values = np.asarray(told, dtype=float)
    many, days = values.shape
    at, day = np.nonzero(~np.isnan(values))
    columns = {name: np.broadcast_to(np.asarray(column, dtype=float), many)[at] for name, column in about.items()}
    return rows(
        kind,
        values[at, day],
        thing=[thing[one] for one in at],
        leaf=np.broadcast_to(np.asarray(leaf), many)[at],
        age_s=(days - 1 - day) * DAY_S + EVENING_S,
        **columns,
    )
