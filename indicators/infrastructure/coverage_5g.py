"""5G coverage: for how many residents the network is good where they live, and for how much land and road."""

from collections.abc import Mapping

import numpy as np

from city.readings import Floats
from city.views import Latest, Table
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter
from indicators.contributors import ByRow, plain
from indicators.methods.wilson import percent

MONTH_MIN = 31 * 24 * 60
WEIGHTS = ("residents", "area_km2", "road_km")


def shared(cells: Table, told: Floats) -> Floats:
    """Which part of its cell each row (k,) stands for: one over how many operators told of the cell; 0 where unknown.

    `told` is 1 for rows that count. So that a cell with three operators weighs no more than one with two.
    """
    _, cell = cells.wholes()
    many = np.bincount(cell, weights=told, minlength=1)[cell] if len(cells) else np.zeros(0)
    return np.where(told > 0, told / np.maximum(many, 1.0), 0.0)


def compute(cells: Table, parameters: Mapping[str, float]) -> Outcome:
    """The share of residents in cells with enough good samples, per area; beside it that of land and of roads."""
    told = (~np.isnan(cells.value)).astype(np.float64)
    part, good = shared(cells, told), (cells.value >= parameters["good_pct"]).astype(np.float64)
    weight = {name: part * np.maximum(np.nan_to_num(cells.attributes[name]), 0.0) for name in WEIGHTS}
    whole = {name: cells.summed(of) for name, of in weight.items()}
    covered = {name: cells.summed(of * good) for name, of in weight.items()}
    holes = ByRow(
        areas=cells.areas,
        leaf=cells.leaf,
        thing=cells.thing,
        amount=weight["residents"] * (1.0 - good),
        notes=(plain("{good:.1f} %"),),
        about={"good": cells.value},
    )
    return Outcome(
        value=percent(covered["residents"], whole["residents"]),
        numerator=covered["residents"],
        denominator=whole["residents"],
        coverage=cells.summed(told) / np.maximum(cells.summed(), 1.0),
        companions={
            "area_pct": percent(covered["area_km2"], whole["area_km2"]),
            "road_pct": percent(covered["road_km"], whole["road_km"]),
            "people_without": holes.sums(),
            "cells": cells.summed(part),
        },
        contributors=holes,
        adds_up_to="people_without",
    )


INDICATOR = Indicator(
    name="coverage_5g",
    title={"zh": "5G覆盖率", "en": "5G coverage"},
    domain=Domain.INFRASTRUCTURE,
    unit="%",
    better=Better.HIGHER,
    bands=Bands(99, 97, 95),
    inputs={"cells": Latest("radio.good", MONTH_MIN)},
    every_s=86_400,
    digits=1,
    formula={
        "zh": "合格网格人口÷总人口；RSRP≥−105 dBm且SINR≥−3 dB的样本不少于{good_pct:g}%为合格；同一网格由各运营商平分。"
        "另列面积与道路覆盖率。",
        "en": "Residents of good cells ÷ all residents; a cell is good where at least {good_pct:g} % of samples have "
        "RSRP ≥ −105 dBm and SINR ≥ −3 dB; its operators share a cell equally. Beside it the share of land and of "
        "roads.",
    },
    source="Practice of operators, target of 99 %; cuts are our default",
    compute=compute,
    companions={
        "area_pct": {"zh": "面积覆盖率（%）", "en": "Of land, %"},
        "road_pct": {"zh": "道路覆盖率（%）", "en": "Of roads, %"},
        "people_without": {"zh": "受影响人口", "en": "People affected"},
        "cells": {"zh": "网格数", "en": "Cells"},
    },
    settable={
        "good_pct": Parameter(
            95.0, (0.0, 100.0), {"zh": "合格网格所需样本比例（%）", "en": "Good samples of a good cell, %"}
        )
    },
    owner={"zh": "通信管理", "en": "Telecommunications"},
    heavy=True,
    moves={"cells": 1, "cells.residents": 0, "cells.area_km2": 0, "cells.road_km": 0},
)
