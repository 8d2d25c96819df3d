"""Defects of components: where in the city, grid by grid, more of them are broken than chance and number explain."""

import numpy as np

from city.readings import Floats
from city.views import Latest, Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome
from indicators.contributors import ByRow
from indicators.methods.empirical_bayes import empirical_bayes
from indicators.methods.per_thing import greatest, newest_of_each, numbered, of_the_worst

WINDOW_MIN = 90 * 24 * 60
YEAR_MIN = 365 * 24 * 60
PER = 1000.0
NOTES = (
    {
        "zh": "{defects:.0f}起/{stock:.0f}件，本地权重{weight:.2f}",
        "en": "{defects:.0f} defects of {stock:.0f}, weight {weight:.2f}",
    },
)


def grid_of(thing: str) -> str:
    """The grid of a component: what stands before the slash."""
    return thing.partition("/")[0]


def stock_of(components: Table) -> tuple[list[str], Ints, Floats]:
    """The grids in the order of their names, the leaf of each, and how many components stand in each."""
    known = np.flatnonzero(components.value > 0)
    rows = known[newest_of_each(components.who[known], components.age_s[known])]
    grids, which = numbered([grid_of(components.thing[int(row)]) for row in rows])
    _, first = np.unique(which, return_index=True)
    stock = np.bincount(which, weights=components.value[rows], minlength=len(grids)).astype(np.float64)
    return grids, components.leaf[rows][first], stock


def compute(defects: Table, components: Table) -> Outcome:
    """The relative risk of the worst grid per area: its smoothed rate of defects by that of the whole city."""
    grids, leaf, stock = stock_of(components)
    place = {grid: at for at, grid in enumerate(grids)}
    told = ~np.isnan(defects.value)
    grid = np.array([place.get(grid_of(thing), -1) for thing in defects.thing], dtype=np.intp)
    found = told & (grid >= 0)
    counts = np.bincount(grid[found], weights=defects.value[found], minlength=len(grids)).astype(np.float64)
    rates, areas = empirical_bayes(counts, stock), defects.areas
    risk = rates.relative
    many, placed = defects.summed(told.astype(np.float64)), defects.summed(found.astype(np.float64))
    there = areas.summed(leaf)

    def of_worst(figure: Floats) -> Floats:
        return of_the_worst(risk, figure, leaf, areas)

    return Outcome(
        value=greatest(risk, leaf, areas),
        coverage=np.where(there > 0, np.where(many > 0, placed / np.maximum(many, 1.0), 1.0), 0.0),
        companions={
            "weight": of_worst(rates.weight),
            "own_rate": of_worst(rates.own * PER),
            "smoothed_rate": of_worst(rates.smoothed * PER),
            "city_rate": np.where(there > 0, rates.mean * PER, np.nan),
            "defects": areas.summed(leaf, counts),
            "stock": areas.summed(leaf, stock),
        },
        contributors=ByRow(
            areas=areas,
            leaf=leaf,
            thing=grids,
            amount=risk,
            notes=NOTES,
            about={"defects": counts, "stock": stock, "weight": rates.weight},
        ),
    )


INDICATOR = Indicator(
    name="component_defect_eb",
    title={"zh": "部件缺损相对风险", "en": "Defects of components, relative risk"},
    domain=Domain.CITY_MANAGEMENT,
    unit="",
    better=Better.LOWER,
    bands=Bands(1.2, 1.5, 2, cut_is_good=False),
    inputs={"defects": Rows("component.defect", WINDOW_MIN), "components": Latest("component.stock", YEAR_MIN)},
    every_s=86_400,
    digits=2,
    formula={
        "zh": "网格缺损率r＝近90天缺损数e÷部件数b；m＝Σe/Σb；A＝max(Σb(r−m)²/Σb−m/b̄, 0)；w＝A/(A＋m/b)；"
        "r_EB＝w·r＋(1−w)·m；RR＝r_EB/m。区域取RR最大的网格。",
        "en": "Rate of a grid r = defects in 90 days e ÷ components b; m = Σe/Σb; A = max(Σb(r−m)²/Σb − m/b̄, 0); "
        "w = A/(A + m/b); r_EB = w·r + (1−w)·m; RR = r_EB/m. An area's is that of its grid with the greatest RR.",
    },
    source="Marshall 1991, empirical Bayes; cuts are our default",
    compute=compute,
    companions={
        "weight": {"zh": "本地证据权重w", "en": "Weight of local evidence w"},
        "own_rate": {"zh": "该网格缺损率（‰）", "en": "Its own rate, per 1000"},
        "smoothed_rate": {"zh": "该网格平滑缺损率（‰）", "en": "Its smoothed rate, per 1000"},
        "city_rate": {"zh": "全市缺损率（‰）", "en": "City's rate, per 1000"},
        "defects": {"zh": "缺损数", "en": "Defects"},
        "stock": {"zh": "部件数", "en": "Components"},
    },
    owner={"zh": "城市管理", "en": "City management"},
    heavy=True,
    moves={"components": 0},
    compares_areas=True,
)
